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
        let takesTime =
            settings.answers.contains { $0.delay != nil || $0.inference == true }
            || settings.downloads.contains { $0.delay != nil || !$0.pacing.isNone }
        guard takesTime else { return nil }
        self.settings = settings
    }

    /// How long the answer to a generation is held back: as configured, and as long again as the model is said to have
    /// worked, where that is to be waited for.
    func delay(of order: Order) -> Duration {
        let subject = order.subject
        let distribution = settings.answers.value(of: \.delay, for: subject)
        var delay = distribution?.delay(order.arrival.call.draw.branch("latency")) ?? .zero
        if case .images(let images) = order.production?.outcome,
            settings.answers.value(of: \.inference, for: subject) == true
        {
            delay += .seconds(images.inferenceSeconds)
        }
        return delay
    }

    /// How long the head of a download is held back.
    func delay(ofDownload arrival: Arrival) -> Duration {
        let distribution = settings.downloads.value(of: \.delay, for: SettingSubject(arrival))
        return distribution?.delay(arrival.call.draw.branch("latency")) ?? .zero
    }

    /// A download with its body spread over time.
    func paced(_ response: HTTPResponse, to arrival: Arrival) -> HTTPResponse {
        let subject = SettingSubject(arrival)
        var pacing = Pacing()
        pacing.kilobytesPerSecond = settings.downloads.value(of: \.pacing.kilobytesPerSecond, for: subject)
        pacing.dribble = settings.downloads.value(of: \.pacing.dribble, for: subject)
        return response.paced(pacing)
    }
}
