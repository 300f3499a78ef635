import ImageGeneration

/// A named image size of the FLUX models; the pixels are those of the host where the models run (`IMAGE_SIZE_PRESETS`
/// of its open toolkit).
enum SizePreset: String, CaseIterable {
    case squareHD = "square_hd"
    case square
    case portrait4x3 = "portrait_4_3"
    case portrait16x9 = "portrait_16_9"
    case landscape4x3 = "landscape_4_3"
    case landscape16x9 = "landscape_16_9"

    /// The preset of a name; found sooner than by `init(rawValue:)`.
    init?(name: String) {
        guard let preset = Self.allCases.first(where: { $0.rawValue == name }) else { return nil }
        self = preset
    }

    /// The pixels the name stands for.
    var pixels: PixelSize {
        switch self {
        case .squareHD: PixelSize(width: 1024, height: 1024)
        case .square: PixelSize(width: 512, height: 512)
        case .portrait4x3: PixelSize(width: 768, height: 1024)
        case .portrait16x9: PixelSize(width: 576, height: 1024)
        case .landscape4x3: PixelSize(width: 1024, height: 768)
        case .landscape16x9: PixelSize(width: 1024, height: 576)
        }
    }
}
