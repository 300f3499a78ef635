import HTTP
import ImageGeneration
import Simulation
import Vendors

/// How long answers and downloads take, as the operator has it.
///
/// A class that is there only where something takes time: whether nothing does is one look.
final class LatencyPlan: Sendable {
    private let settings: EmulatorConfiguration.Latency

    /// Makes a plan; nil where nothing takes time.
    init?(_ settings: EmulatorConfiguration.Latency) {
        guard settings != EmulatorConfiguration.Latency() else { return nil }
        self.settings = settings
    }

    /// How long the answer to a generation is held back: as its model's setting says, or else its vendor's, or else the
    /// general one; and as long as the model is said to have worked, where that is to be waited for.
    func delay(of order: Order) -> Duration {
        let arrival = order.arrival
        let distribution =
            settings.models[order.generation.model] ?? settings.vendors[type(of: arrival.vendor).name]
            ?? settings.delay
        var delay = distribution?.delay(arrival.call.draw.branch("latency")) ?? .zero
        if settings.inference, case .images(let images) = order.production?.outcome {
            delay += .seconds(images.inferenceSeconds)
        }
        return delay
    }

    /// How long the head of a download is held back.
    func delay(ofDownload arrival: Arrival) -> Duration {
        settings.downloads.delay?.delay(arrival.call.draw.branch("latency")) ?? .zero
    }

    /// A download with its body spread over time.
    func paced(_ response: HTTPResponse) -> HTTPResponse {
        response.paced(settings.downloads.pacing)
    }
}
