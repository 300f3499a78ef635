/// A colour in 8-bit sRGB.
struct Color: Equatable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    /// Makes a colour of 0xRRGGBB.
    init(_ hexadecimal: UInt32) {
        red = UInt8(truncatingIfNeeded: hexadecimal >> 16)
        green = UInt8(truncatingIfNeeded: hexadecimal >> 8)
        blue = UInt8(truncatingIfNeeded: hexadecimal)
    }

    /// Makes a colour of channels within 0…255.
    init(red: Int, green: Int, blue: Int) {
        self.red = UInt8(truncatingIfNeeded: red)
        self.green = UInt8(truncatingIfNeeded: green)
        self.blue = UInt8(truncatingIfNeeded: blue)
    }

    static let black = Color(0x000000)

    /// The colour between this and another, at a fraction 0…65,536 of the way.
    func mixed(with other: Color, _ fraction: Int) -> Color {
        func channel(_ start: UInt8, _ end: UInt8) -> Int {
            Int(start) + ((Int(end) - Int(start)) * fraction + 32_768) >> 16
        }
        return Color(
            red: channel(red, other.red),
            green: channel(green, other.green),
            blue: channel(blue, other.blue)
        )
    }

    /// How light it looks, 0…255, by the weights of ITU-R BT.601.
    var luma: Int {
        (Int(red) * 77 + Int(green) * 150 + Int(blue) * 29) >> 8
    }
}
