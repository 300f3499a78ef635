/// Smooth noise over the plane: Perlin's gradient noise ("Improving noise", SIGGRAPH 2002) in fixed point.
struct GradientNoise {
    private let key: UInt64

    init(key: UInt64) {
        self.key = key
    }

    /// The noise at a point given in 65,536ths of a lattice cell; about ±65,536, zero at every lattice point.
    func value(x: Int, y: Int) -> Int {
        let column = x >> 16
        let row = y >> 16
        let right = x & 0xFFFF
        let down = y & 0xFFFF
        let across = Self.fade(right)
        let top = FixedPoint.interpolate(
            slope(column, row, right, down),
            slope(column + 1, row, right - 65_536, down),
            across
        )
        let bottom = FixedPoint.interpolate(
            slope(column, row + 1, right, down - 65_536),
            slope(column + 1, row + 1, right - 65_536, down - 65_536),
            across
        )
        // The sum spans about ±0.7; it is spread to about ±1.
        return FixedPoint.multiply(FixedPoint.interpolate(top, bottom, Self.fade(down)), 93_000)
    }

    /// The noise along a line, at a point given in 65,536ths of a lattice cell; about ±65,536.
    func value(x: Int) -> Int {
        let column = x >> 16
        let right = x & 0xFFFF
        let start = FixedPoint.multiply(lineSlope(column), right)
        let end = FixedPoint.multiply(lineSlope(column + 1), right - 65_536)
        return 2 * FixedPoint.interpolate(start, end, Self.fade(right))
    }

    /// Octaves added up, each twice as fine as the one before and `persistence` 65,536ths as strong; about ±65,536.
    func sum(x: Int, y: Int, octaves: Int, persistence: Int) -> Int {
        Self.sum(octaves, persistence) { octave, shift in value(x: x << octave + shift, y: y << octave + shift) }
    }

    /// Octaves of the noise along a line, added up; about ±65,536.
    func sum(x: Int, octaves: Int, persistence: Int) -> Int {
        Self.sum(octaves, persistence) { octave, shift in value(x: x << octave + shift) }
    }

    private static func sum(_ octaves: Int, _ persistence: Int, _ value: (_ octave: Int, _ shift: Int) -> Int) -> Int {
        var total = 0
        var weights = 0
        var weight = FixedPoint.one
        for octave in 0..<octaves {
            // Octaves are moved apart, or all of them would be zero at the same lattice points.
            total += FixedPoint.multiply(value(octave, octave * 2_531_011), weight)
            weights += weight
            weight = FixedPoint.multiply(weight, persistence)
        }
        return (total << 16) / weights
    }

    /// The random slope of a lattice point of the line, ±65,536.
    private func lineSlope(_ column: Int) -> Int {
        let bits = mix(key &+ UInt64(bitPattern: Int64(column)) &* 0x9E37_79B9_7F4A_7C15)
        return Int(bits >> 47) - 65_536
    }

    /// What the random gradient of a lattice point contributes at an offset from it.
    private func slope(_ column: Int, _ row: Int, _ right: Int, _ down: Int) -> Int {
        let lattice = UInt64(bitPattern: Int64(column)) &* 0x9E37_79B9_7F4A_7C15
        let bits = mix(key &+ lattice &+ UInt64(bitPattern: Int64(row)) &* 0xC2B2_AE3D_27D4_EB4F)
        // Sixteen directions, evenly around the circle, of length 64.
        let (toRight, toDown): (Int, Int) =
            switch bits >> 60 & 7 {
            case 0: (64, 0)
            case 1: (59, 24)
            case 2: (45, 45)
            case 3: (24, 59)
            case 4: (0, 64)
            case 5: (-24, 59)
            case 6: (-45, 45)
            default: (-59, 24)
            }
        let dot = (right * toRight + down * toDown) >> 6
        return bits >> 63 == 0 ? dot : -dot
    }

    /// Perlin's fade 6t⁵ − 15t⁴ + 10t³, whose second derivative is continuous, so that contours have no kinks.
    private static func fade(_ t: Int) -> Int {
        let cube = FixedPoint.multiply(FixedPoint.multiply(t, t), t)
        let rest = FixedPoint.multiply(t, 6 * t - 15 * FixedPoint.one) + 10 * FixedPoint.one
        return FixedPoint.multiply(cube, rest)
    }
}
