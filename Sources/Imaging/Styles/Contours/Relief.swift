/// The heights of a hilly land, in 65,536ths of a level: mountains by a lake, a range, or islands in the sea.
struct Relief {
    /// The level up to which the land is under water.
    static let shore = 2

    /// How many levels there are, from the bottom of the water to above the highest peak.
    let levels: Int
    private let noise: TurnedNoise
    private let plain: Int
    private let roughness: Int
    private var swells: [Swell] = []

    /// A rise of the land, or a hollow when its height is negative.
    private struct Swell {
        /// In pixels.
        var x: Int
        var y: Int
        /// How far it reaches, in 256ths of a pixel.
        var reach: Int
        /// In 65,536ths of a level.
        var height: Int
    }

    /// What kind of land it is.
    private enum Kind: CaseIterable {
        case lake, range, islands
    }

    init(_ scene: Scene, _ random: inout SeededRandom) {
        let kind = Kind.allCases[random.number(in: 0...2)]
        let peak = random.number(in: 6...9)
        levels = Self.shore + peak + 4
        noise = TurnedNoise(wavelength: scene.unit * random.number(in: 36...52) / 100, &random)
        plain = kind == .islands ? random.number(in: 70_000...110_000) : random.number(in: 190_000...260_000)
        roughness = kind == .islands ? 90_000 : random.number(in: 130_000...230_000)
        // In long and narrow formats the motif is repeated.
        let repeats = max(scene.repeats.across, scene.repeats.down)
        for index in 0..<repeats {
            let isLeft = random.chance(1, in: 2)
            let (here, there) = isLeft ? (24...42, 64...96) : (58...76, 4...36)
            func add(_ height: Int, _ along: ClosedRange<Int>, _ aside: ClosedRange<Int>, _ reach: ClosedRange<Int>) {
                let isWide = scene.width >= scene.height
                let (long, short) = (max(scene.width, scene.height), min(scene.width, scene.height))
                let along = long * (100 * index + random.number(in: along)) / (100 * repeats)
                let aside = short * random.number(in: aside) / 100
                swells.append(
                    Swell(
                        x: isWide ? along : aside,
                        y: isWide ? aside : along,
                        reach: max(scene.unit * random.number(in: reach) / 100, 256),
                        height: height << 16
                    )
                )
            }
            switch kind {
            case .lake:
                add(peak, here, 30...66, 40...58)
                add(-random.number(in: 5...6), there, 20...80, 42...66)
                add(random.number(in: 2...4), 0...100, 0...100, 30...45)
            case .range:
                add(peak, here, 30...66, 36...50)
                add(peak * random.number(in: 55...80) / 100, there, 10...90, 32...50)
                add(random.number(in: 3...5), 30...70, 0...100, 30...50)
                add(-random.number(in: 3...5), 30...70, 0...100, 30...50)
            case .islands:
                add(peak, here, 36...64, 44...60)
                add(random.number(in: 3...6), there, 15...85, 24...40)
                add(random.number(in: 3...4), 0...100, 0...100, 16...30)
            }
        }
    }

    /// The height at a place in pixels.
    func height(_ x: Int, _ y: Int) -> Int {
        let hills = noise.sum(x: x, y: y, octaves: 3, persistence: 26_000)
        var height = plain + FixedPoint.multiply(hills, roughness)
        // Where the land is rough, mountains stand out further, so that they are not round.
        let strength = FixedPoint.one + hills * 5 / 8
        for swell in swells {
            let (right, down) = ((x - swell.x) << 8, (y - swell.y) << 8)
            guard abs(right) < swell.reach, abs(down) < swell.reach else { continue }
            let square = (right * right + down * down) / ((swell.reach * swell.reach) >> 16)
            guard square < FixedPoint.one else { continue }
            let near = FixedPoint.one - square
            let share = FixedPoint.multiply(FixedPoint.multiply(near, near), near)
            height += FixedPoint.multiply(FixedPoint.multiply(swell.height, share), strength)
        }
        // Away from whole levels, at which a plain would be a line.
        return min(max(height, 40_000), levels << 16 - 40_000)
    }
}
