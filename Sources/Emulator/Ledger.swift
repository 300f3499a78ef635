import Synchronization
import Vendors

/// What the answers to every account have cost, as the answers themselves said.
final class Ledger: Sendable {
    private struct AccountName: Hashable {
        let vendor: String
        let account: String

        init(_ arrival: Arrival) {
            vendor = type(of: arrival.vendor).name
            account = arrival.account ?? ""
        }
    }

    private let spent: Mutex<BoundedTable<AccountName, Int>>

    /// Makes an empty ledger.
    ///
    /// - Parameter maximumCount: how many accounts are remembered before the oldest starts from nothing again.
    init(maximumCount: Int) {
        spent = Mutex(BoundedTable(maximumCount: maximumCount))
    }

    /// Adds what an answer costs to what its account has spent.
    func charge(_ cost: Int, to arrival: Arrival) {
        guard cost != 0 else { return }
        let name = AccountName(arrival)
        spent.withLock { table in
            _ = table.insert((table.value(for: name) ?? 0) + cost, for: name)
        }
    }

    /// What the account that made a call has spent.
    func spent(by arrival: Arrival) -> Int {
        spent.withLock { $0.value(for: AccountName(arrival)) ?? 0 }
    }

    /// Forgets every account.
    func reset() {
        spent.withLock { $0.removeAll() }
    }
}
