import HTTP
import Locks
import Simulation
import Vendors

/// Gives every call its own source of drawn values: a function of server seed, account, content and repetition alone.
///
/// The n-th identical request of an account draws alike in every run, whatever else runs beside it.
final class Accounts: Sendable {
    /// How often a call was made.
    private struct Repetition {
        var count: UInt64 = 0
        /// What is drawn for the account that made it.
        let account: Draw
    }

    private let root: Draw
    private let repetitions: Lock<BoundedTable<UInt64, Repetition>>

    /// Makes an empty register.
    ///
    /// - Parameters:
    ///   - root: the server's draw.
    ///   - maximumCount: how many different requests are counted before the oldest starts from one again.
    init(root: Draw, maximumCount: Int) {
        self.root = root
        repetitions = Lock(BoundedTable(maximumCount: maximumCount))
    }

    /// The draw for one call of an account, and how often the account has made it by now.
    func draw(for call: Call, account: String?) -> (Draw, repetition: Int) {
        var message = Draw.Message(under: root)
        message.append(account ?? "")
        let owner = root.branch(message)
        message.append(call.role.host)
        message.append(call.method.rawValue)
        message.append(call.path)
        message.append(call.query ?? "")
        message.append(call.bodyBytes)
        let content = root.branch(message)
        let identity = content.bits("identity")
        let count = repetitions.withLock { table in
            var repetition = table.value(for: identity) ?? Repetition(account: owner)
            repetition.count += 1
            table.insert(repetition, for: identity)
            return repetition.count
        }
        return (content.branch("repetition", count), Int(count))
    }

    /// Starts every count again.
    func reset() {
        repetitions.withLock { $0.removeAll() }
    }

    /// Starts every count of an account again.
    func reset(account: String) {
        let owner = root.branch(text: account)
        repetitions.withLock { _ = $0.removeAll { $1.account == owner } }
    }
}

extension Call {
    /// The account that the caller wants the call counted for, by `X-Fauxto-Account`; whose key it has is judged all the
    /// same.
    var namedAccount: String? {
        guard let name = fields["x-fauxto-account"], !name.isEmpty else { return nil }
        return name
    }
}
