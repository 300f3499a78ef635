import ImageGeneration
import Locks
import Simulation
import Vendors

/// How many generations each account may ask for, and has asked for.
final class Quotas: Sendable {
    /// Whose generations are counted together.
    struct Scope: Hashable, Sendable {
        let vendor: String
        let account: String
        /// Nil for all models of the vendor.
        let model: String?
    }

    private let settings: Scoped<EmulatorConfiguration.Quota>
    private let clock: Clock
    private let meters = Lock(RequestMeters<Scope>(maximumCount: 10_000))

    /// Makes quotas that nobody has used; nil where there are none.
    init?(settings: Scoped<EmulatorConfiguration.Quota>, clock: Clock) {
        guard settings.contains(where: { $0.requestsPerMinute ?? 0 > 0 || $0.concurrentRequests ?? 0 > 0 }) else {
            return nil
        }
        self.settings = settings
        self.clock = clock
    }

    /// Counts a synchronous generation, which lasts until ``end(_:)``, or says why it may not be.
    func begin(_ order: Order) -> Production? {
        let atOnce = limit(\.concurrentRequests, of: order.arrival, asking: order.generation)
        if let refusal = begin(order.arrival, asking: order.generation, atOnce: atOnce) { return refusal }
        order.scope = atOnce?.scope
        return nil
    }

    /// Counts a job that is put into a queue, or says why it may not be: a queue takes any number at a time.
    func begin(queueing generation: Generation, by arrival: Arrival) -> Production? {
        begin(arrival, asking: generation, atOnce: nil)
    }

    /// Notes that a synchronous generation is answered.
    func end(_ order: Order) {
        guard let scope = order.scope else { return }
        order.scope = nil
        meters.withLock { $0.end(scope) }
    }

    /// Begins every minute anew; what is being answered still is.
    func reset() {
        meters.withLock { $0.resetWindows() }
    }

    /// Begins an account's minutes anew; what is being answered still is.
    func reset(account: String) {
        meters.withLock { $0.resetWindows { $0.account == account } }
    }

    private func begin(
        _ arrival: Arrival,
        asking generation: Generation,
        atOnce: RequestMeters<Scope>.Limit?
    ) -> Production? {
        let perMinute = limit(\.requestsPerMinute, of: arrival, asking: generation)
        let time = clock.now
        switch meters.withLock({ $0.begin(at: time, perMinute: perMinute, atOnce: atOnce) }) {
        case nil:
            return nil
        case .atOnce:
            let note = "\(atOnce?.count ?? 0) generations of the account are under way already"
            return Production(
                outcome: .failure(.rateLimited(retryAfterSeconds: nil)),
                notes: [note],
                cause: .concurrency
            )
        case .perMinute(let end):
            let rest = (end - time).secondsRoundedUp
            let note =
                "the account has had its \(perMinute?.count ?? 0) generations of the minute until \(end.internetText)"
            return Production(
                outcome: .failure(.rateLimited(retryAfterSeconds: rest)),
                notes: [note],
                cause: .quota
            )
        }
    }

    /// What the narrowest section states that states a limit; what a model's does is counted by model.
    private func limit(
        _ setting: (EmulatorConfiguration.Quota) -> Int?,
        of arrival: Arrival,
        asking generation: Generation
    ) -> RequestMeters<Scope>.Limit? {
        let subject = SettingSubject(arrival, model: generation.model)
        guard let (count, scope) = settings.statement(of: setting, for: subject), count > 0 else { return nil }
        let model = scope == .models ? generation.model : nil
        return .init(count, of: Scope(vendor: subject.vendor, account: arrival.account ?? "", model: model))
    }
}
