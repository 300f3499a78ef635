/// Which of two ribbons lies above where they cross; all is repeated after eight ribbons of either direction.
struct WeavePattern {
    /// What stands for a ribbon where there is none.
    static let noRibbon = 64
    /// A bit for each crossing, eight for each ribbon of the first direction: whether that one lies above.
    private let crossings: UInt64
    /// Whether it takes many ribbons to be seen.
    let isFine: Bool

    private init(isFine: Bool, isFirstAbove: (_ first: Int, _ second: Int) -> Bool) {
        self.isFine = isFine
        crossings = (0..<64).reduce(0) { $0 | (isFirstAbove($1 >> 3, $1 & 7) ? 1 << $1 : 0) }
    }

    /// A ribbon's place in the pattern, by its number.
    static func place(_ number: Int) -> Int {
        number & 7
    }

    /// Whether a ribbon of the first direction, by its place, lies above one of the second; false unless there are both.
    func isFirstAbove(_ first: Int, _ second: Int) -> Bool {
        crossings >> UInt64(first << 3 | second) & 1 == 1
    }

    /// Whether a ribbon of the second direction lies above one of the first; false unless there are both.
    func isSecondAbove(_ first: Int, _ second: Int) -> Bool {
        ~crossings >> UInt64(first << 3 | second) & 1 == 1
    }

    /// Over one, under one.
    static let plain = WeavePattern(isFine: false) { ($0 + $1) % 2 == 0 }
    /// Over two, under two, in pairs.
    static let basket = WeavePattern(isFine: true) { ($0 / 2 + $1 / 2) % 2 == 0 }
    /// Over two, under two, each ribbon a step later than the one before: diagonals.
    static let twill = WeavePattern(isFine: true) { ($0 + $1) % 4 < 2 }
    /// As twill, but over one and under three.
    static let unevenTwill = WeavePattern(isFine: true) { ($0 + $1) % 4 == 0 }
    /// Twill that turns back after every fourth ribbon: zigzags.
    static let herringbone = WeavePattern(isFine: true) { (zigzag($0) + $1) % 4 < 2 }
    /// Twill that turns back in both directions: squares in squares.
    static let diamond = WeavePattern(isFine: true) { (zigzag($0) + zigzag($1)) % 4 < 2 }

    static let all = [plain, basket, twill, unevenTwill, herringbone, diamond]
    /// Those that look well when there is something between the ribbons.
    static let open = [plain, basket, twill]

    /// 0, 1, 2, 3, 3, 2, 1, 0.
    private static func zigzag(_ place: Int) -> Int {
        min(place, 7 - place)
    }
}
