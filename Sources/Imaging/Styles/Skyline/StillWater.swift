/// Water that mirrors what stands above it, in ripples that are each moved a little to the side.
struct StillWater {
    /// The row where the water begins.
    let top: Int
    private let bottom: Int
    /// How many rows a ripple has.
    private let ripple: Int
    /// Half the greatest width of the sun's glitter, in pixels.
    private let glitter: Int
    private let key: UInt64

    /// What a row shows.
    struct Row {
        /// The row that is mirrored.
        var source: Int
        /// How far to the right it is seen, in pixels.
        var shift: Int
        /// Half the width of the sun's glitter, in pixels.
        var glitter: Int
        /// How much of what is mirrored is lost, as a fraction.
        var fading: Int
    }

    init(_ scene: Scene, top: Int) {
        var random = scene.random("water")
        self.top = top
        bottom = scene.height
        ripple = max(scene.unit * 5 / 256_000, 1)
        glitter = scene.unit * 70 / 256_000
        key = random.next()
    }

    /// What row `y` shows, which lies at or below the top.
    func row(_ y: Int) -> Row {
        let number = (y - top) / ripple
        let random = mix(key &+ UInt64(number))
        // Ripples are further apart, and move more, the nearer they are.
        let isBright = (y - top) % ripple * 2 < ripple && random >> 60 < 9
        return Row(
            source: max(top - 1 - number * ripple * 2, 0),
            shift: (Int(random & 0xFF) - 128) * (number + 8) * ripple / 12_000,
            glitter: isBright ? glitter * (Int(random >> 8 & 0xFF) + 40) / 256 : 0,
            fading: 18_000 + FixedPoint.multiply(30_000, FixedPoint.fraction(y - top, of: bottom - top))
        )
    }
}
