import ImageGeneration
import Locks
import Simulation
import Vendors

/// The runners that models have for synchronous calls.
final class ModelRunners: Sendable {
    private struct Model: Hashable {
        let vendor: String
        let name: String
    }

    private let settings: Scoped<EmulatorConfiguration.Runners>
    private let clock: Clock
    private let pools = Lock<[Model: RunnerPool]>([:])

    /// Makes runners that are all free; nil where every call has one of its own.
    init?(settings: Scoped<EmulatorConfiguration.Runners>, clock: Clock) {
        guard settings.contains(where: { $0.perModel ?? 0 > 0 }) else { return nil }
        self.settings = settings
        self.clock = clock
    }

    /// Gives a call to a runner, for as long as its answer is held back.
    ///
    /// - Returns: How long the call waits for the runner; nil where it is refused, since none is free.
    func begin(_ order: Order, for duration: Duration) -> Duration? {
        // Whose call it is does not matter: runners are for all accounts together.
        let subject = SettingSubject(vendor: type(of: order.arrival.vendor).name, model: order.generation.model)
        guard let count = settings.value(of: \.perModel, for: subject), count > 0 else { return .zero }
        let refuses = settings.value(of: \.overflow, for: subject) == .refuse
        let model = Model(vendor: subject.vendor, name: order.generation.model)
        let time = clock.now
        return pools.withLock { pools in
            if refuses, pools[model]?.isBusy(at: time) == true { return nil }
            return pools[model, default: RunnerPool(runners: count)].begin(at: time, for: duration) - time
        }
    }

    /// Frees every runner; who waits for one already still does.
    func reset() {
        pools.withLock { $0 = [:] }
    }
}
