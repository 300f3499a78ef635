import ImageGeneration
import Simulation

/// How long a model is said to have worked on one image, in seconds.
///
/// Fitted to the two answers on the vendors' pages: 0.947 s for 40 steps at 1024×768 and 0.747 s for 28 steps at
/// 1440×512, both about 0.033 s per step and megapixel; drawn within 10 % of that. How much an acceleration saves is
/// nowhere stated; a quarter and a half are assumed.
func inferenceSeconds(of generation: Generation, size: PixelSize, draw: Draw) -> Double {
    let megapixels = Double(size.width) * Double(size.height) / 1e6
    let share =
        switch generation.acceleration {
        case .none: 1.0
        case .regular: 0.75
        case .high: 0.5
        }
    return 0.033 * Double(generation.inferenceSteps) * megapixels * share * (0.9 + 0.2 * draw.unit("inference"))
}
