import ImageGeneration
import Vendors

/// What a valid generation has to get past before its model: the account's quotas and balance, and a free runner.
struct Gate: Sendable {
    /// Nil where anybody may ask for anything.
    let quotas: Quotas?
    let ledger: Ledger
    /// Nil where every call has a runner.
    let runners: ModelRunners?

    /// Why a synchronous generation does not get as far as its model; nil if it does, after a wait for a runner.
    ///
    /// - Parameters:
    ///   - order: The generation, which may be given a wait.
    ///   - failure: What it is to fail with whatever happens here.
    ///   - duration: How long a runner has it.
    /// - Returns: The refusal, which the account's vendor gives at once.
    func refusal(of order: Order, failing failure: ProviderFailure?, for duration: Duration) -> Production? {
        if let refusal = quotas?.begin(order) { return refusal }
        // The vendor refuses it for its account, and so before its balance is looked at.
        if let failure, failure.comesBeforeQueue { return nil }
        if ledger.isExhausted(order.arrival) { return Self.exhausted }
        guard let runners else { return nil }
        guard let wait = runners.begin(order, for: duration) else {
            return Production(
                outcome: .failure(.rateLimited(retryAfterSeconds: nil)),
                notes: ["all runners of the model are busy"],
                cause: .runners
            )
        }
        order.wait = wait
        return nil
    }

    /// Why a job is not taken in; nil if it is.
    func refusal(queueing generation: Generation?, by arrival: Arrival) -> Production? {
        if let generation, let refusal = quotas?.begin(queueing: generation, by: arrival) { return refusal }
        return ledger.isExhausted(arrival) ? Self.exhausted : nil
    }

    /// Why a job that a runner has is not worked on; nil if it is.
    func refusal(running arrival: Arrival) -> Production? {
        ledger.isExhausted(arrival) ? Self.exhausted : nil
    }

    /// Everybody has their first balance again, and all runners are free.
    func reset() {
        quotas?.reset()
        ledger.reset()
        runners?.reset()
    }

    /// An account has its first balance again and whole minutes; runners are everybody's.
    func reset(account: String) {
        quotas?.reset(account: account)
        ledger.reset(account: account)
    }

    private static let exhausted = Production(
        outcome: .failure(.insufficientBalance),
        notes: ["the account's balance is used up"],
        cause: .balance
    )
}
