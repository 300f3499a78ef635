import ImageGeneration
import Simulation

extension EmulatorConfiguration.Inference {
    /// How long a model is said to have worked on one image, in seconds.
    func seconds(of generation: Generation, size: PixelSize, draw: Draw) -> Double {
        let megapixels = Double(size.width) * Double(size.height) / 1e6
        let share =
            switch generation.acceleration {
            case .none: 1.0
            case .regular: regularAcceleration
            case .high: highAcceleration
            }
        let steps = perStepMilliseconds / 1_000 * Double(generation.inferenceSteps) * megapixels * share
        return (baseMilliseconds / 1_000 + steps) * (1 - variation + 2 * variation * draw.unit("inference"))
    }
}
