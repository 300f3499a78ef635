/// Fixed-point arithmetic: fractions are whole numbers of 65,536ths unless a name says otherwise.
///
/// Pictures are computed with integers alone, so that every machine, compiler and optimisation level gives the same
/// pixels.
enum FixedPoint {
    /// The fraction 1.
    static let one = 65_536

    /// A number times a fraction, rounded down.
    static func multiply(_ number: Int, _ fraction: Int) -> Int {
        (number * fraction) >> 16
    }

    /// The value between two numbers at a fraction.
    static func interpolate(_ start: Int, _ end: Int, _ fraction: Int) -> Int {
        start + multiply(end - start, fraction)
    }

    /// `part` ÷ `whole` as a fraction, clamped to 0…`one`; a whole of 0 or less counts as passed.
    static func fraction(_ part: Int, of whole: Int) -> Int {
        if part <= 0 { return 0 }
        return part >= whole ? one : part << 16 / whole
    }

    /// The sine of an angle in 65,536ths of a full turn, as a fraction within ±`one`.
    ///
    /// Bhaskara's rational approximation (7th century); within 0.2 % of the sine.
    static func sine(_ angle: Int) -> Int {
        let turn = angle & 0xFFFF
        let half = turn & 0x7FFF
        let product = half * (0x8000 - half)
        let value = (product << 20) / (5 * 0x8000 * 0x8000 - 4 * product)
        return turn < 0x8000 ? value : -value
    }

    /// The cosine of an angle in 65,536ths of a full turn, as a fraction within ±`one`.
    static func cosine(_ angle: Int) -> Int {
        sine(angle + 0x4000)
    }

    /// The square root of a number, rounded down; 0 for what is negative.
    static func squareRoot(_ number: Int) -> Int {
        guard number > 0 else { return 0 }
        // Newton's method falls from any number above the root until it stops at the root. It starts from a table of
        // the eight highest bits, rounded up, and so needs two or three steps.
        let pairs = max((Int.bitWidth - number.leadingZeroBitCount - 7) / 2, 0)
        var root = (roots[number >> (2 * pairs)] << pairs) >> 4 + 1
        while true {
            let next = (root + number / root) >> 1
            if next >= root { return root }
            root = next
        }
    }

    /// Sixteen times the square roots of 1…256, rounded up.
    private static let roots: [Int] = {
        var root = 0
        return (1...256).map { number in
            while root * root < number * 256 { root += 1 }
            return root
        }
    }()
}
