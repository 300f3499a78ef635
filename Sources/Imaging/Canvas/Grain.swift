/// Film grain: single pixels made a little lighter or darker, at places drawn from a key.
///
/// A little texture is a few faint specks, and full texture touches every pixel strongly. The specks of a row depend on
/// the key and the row alone, so that rows can be painted in any order.
struct Grain {
    private let key: UInt64
    /// The distance between two specks is even over 1…`longestGap`.
    private let longestGap: Int
    /// How much lighter or darker a speck may be, in steps of a sample.
    private let lightness: Int
    /// How much each of its three samples may differ from that.
    private let tint: Int

    /// Makes the grain of a texture; nil when there is none.
    init?(_ texture: Texture, key: UInt64) {
        guard texture.parts > 0 else { return nil }
        self.key = key
        longestGap = max(2 * FixedPoint.one / texture.parts - 1, 1)
        lightness = 3 + FixedPoint.multiply(5, texture.parts)
        tint = FixedPoint.multiply(2, texture.parts)
    }

    /// Sows the specks of row `y`.
    func paint(row y: Int, on canvas: RowCanvas) {
        var state = mix(key &+ UInt64(y) &* 0x9E37_79B9_7F4A_7C15)
        var x = -1
        while true {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = mix(state)
            x += 1 + Self.draw(&bits, below: longestGap)
            guard x < canvas.width else { return }
            let change = Self.draw(&bits, below: 2 * lightness + 1) - lightness
            if tint == 0 {
                canvas.lighten(x, red: change, green: change, blue: change)
            } else {
                canvas.lighten(
                    x,
                    red: change + Self.draw(&bits, below: 2 * tint + 1) - tint,
                    green: change + Self.draw(&bits, below: 2 * tint + 1) - tint,
                    blue: change + Self.draw(&bits, below: 2 * tint + 1) - tint
                )
            }
        }
    }

    /// A number below `count` from the lowest 32 bits; the next draw begins eight bits further up, which leaves enough
    /// for five.
    private static func draw(_ bits: inout UInt64, below count: Int) -> Int {
        let product = (bits & 0xFFFF_FFFF) * UInt64(count)
        bits >>= 8
        return Int(product >> 32)
    }
}
