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

    /// The colour under a light, a fraction 0…65,536 of it: brighter in the light's hue, where a mixture would be grey.
    ///
    /// A light that is darker than the colour is mixed with it.
    func lit(by light: Color, _ fraction: Int) -> Color {
        guard light.luma > luma else { return mixed(with: light, fraction) }
        func channel(_ own: UInt8, _ light: UInt8) -> Int {
            Int(own) + ((255 - Int(own)) * Int(light) * fraction / 255 + 32_768) >> 16
        }
        return Color(
            red: channel(red, light.red),
            green: channel(green, light.green),
            blue: channel(blue, light.blue)
        )
    }

    /// How different another colour looks: the channels' differences by the weights of `luma`, 0…255.
    func distance(to other: Color) -> Int {
        (abs(Int(red) - Int(other.red)) * 77 + abs(Int(green) - Int(other.green)) * 150
            + abs(Int(blue) - Int(other.blue)) * 29) >> 8
    }

    /// How light it looks, 0…255, by the weights of ITU-R BT.601.
    var luma: Int {
        (Int(red) * 77 + Int(green) * 150 + Int(blue) * 29) >> 8
    }
}
