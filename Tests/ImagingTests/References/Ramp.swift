/// What the pictures in `fixtures/imaging` show: 48 × 32 pixels, red 5x, green 7y, blue 128; or their luma.
func rampPixels(isGray: Bool = false) -> [UInt8] {
    (0..<32).flatMap { y in
        (0..<48).flatMap { x -> [UInt8] in
            let (red, green, blue) = (x * 5, y * 7, 128)
            let gray = (red * 299 + green * 587 + blue * 114) / 1000
            return (isGray ? [gray, gray, gray] : [red, green, blue]).map { UInt8($0) }
        }
    }
}
