import ImageGeneration
import Simulation

/// The time that an account was told to wait before it comes again.
struct RetryWait: Sendable {
    /// The number of the call that was told, among those of the account that match the rule.
    let number: Int
    /// When it was told.
    let start: Timestamp
    /// When the account may come again.
    let end: Timestamp

    /// How much too early a call comes; nil for one that may come, or that came before the account was told.
    func earliness(at time: Timestamp) -> Duration? {
        start <= time && time < end ? end - time : nil
    }
}

extension Rule {
    /// After how many seconds an account is told to come again, where that is checked.
    var checkedRetrySeconds: Int? {
        guard checksRetries, case .rateLimited(retryAfterSeconds: let seconds?) = effect.failure, seconds > 0 else {
            return nil
        }
        return seconds
    }
}
