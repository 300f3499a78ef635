import ImageGeneration
import Simulation
import Synchronization
import Vendors

/// The runners that models have for synchronous calls.
final class ModelRunners: Sendable {
    private struct Model: Hashable {
        let vendor: String
        let name: String
    }

    private let settings: EmulatorConfiguration.Runners
    private let clock: Clock
    private let pools = Mutex<[Model: RunnerPool]>([:])

    /// Makes runners that are all free; nil where every call has one of its own.
    init?(settings: EmulatorConfiguration.Runners, clock: Clock) {
        guard settings.perModel > 0 || settings.models.values.contains(where: { $0 > 0 }) else { return nil }
        self.settings = settings
        self.clock = clock
    }

    /// Gives a call to a runner, for as long as its answer is held back.
    ///
    /// - Returns: How long the call waits for the runner; nil where it is refused, since none is free.
    func begin(_ order: Order, for duration: Duration) -> Duration? {
        let count = settings.models[order.generation.model] ?? settings.perModel
        guard count > 0 else { return .zero }
        let model = Model(vendor: type(of: order.arrival.vendor).name, name: order.generation.model)
        let time = clock.now
        return pools.withLock { pools in
            if settings.overflow == .refuse, pools[model]?.isBusy(at: time) == true { return nil }
            return pools[model, default: RunnerPool(runners: count)].begin(at: time, for: duration) - time
        }
    }

    /// Frees every runner; who waits for one already still does.
    func reset() {
        pools.withLock { $0 = [:] }
    }
}
