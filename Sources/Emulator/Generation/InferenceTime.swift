import ImageGeneration
import Simulation
import Vendors

extension Scoped<EmulatorConfiguration.Inference> {
    /// How long a model is said to have worked on one image of an order, in seconds.
    func seconds(of order: Order, size: PixelSize) -> Double {
        let (generation, subject) = (order.generation, order.subject)
        let megapixels = Double(size.width) * Double(size.height) / 1e6
        let share =
            switch generation.acceleration {
            case .none: 1.0
            case .regular: value(of: \.regularAcceleration, for: subject) ?? 0.75
            case .high: value(of: \.highAcceleration, for: subject) ?? 0.5
            }
        let base = value(of: \.baseMilliseconds, for: subject) ?? 0
        let perStep = value(of: \.perStepMilliseconds, for: subject) ?? 33
        let variation = value(of: \.variation, for: subject) ?? 0.1
        let steps = perStep / 1_000 * Double(generation.inferenceSteps) * megapixels * share
        let factor = 1 - variation + 2 * variation * order.arrival.call.draw.unit("inference")
        return (base / 1_000 + steps) * factor
    }
}
