import Locks
import Simulation
import Vendors

/// What the answers to every account have cost, at list prices, and what the accounts have left.
final class Ledger: Sendable {
    /// What one account has spent at one vendor.
    struct Account: Sendable {
        /// The vendor's short name.
        let vendor: String
        /// The API key, shown only as its fingerprint.
        let account: String?
        /// What it had at first, in billionths of a dollar; nil where nothing is ever used up.
        let startBalance: Int?
        /// What for, in the order of the models' first images.
        var lines: [Line] = []
        /// What all of it cost, in billionths of a dollar.
        var spent = 0
    }

    /// What an account has spent on one model.
    struct Line: Sendable {
        let model: String
        /// The word for what the model is paid by.
        let unit: String
        var generations = 0
        var charge = Charge()
    }

    private struct AccountName: Hashable {
        let vendor: String
        let account: String

        init(_ arrival: Arrival) {
            vendor = type(of: arrival.vendor).name
            account = arrival.account ?? ""
        }
    }

    private let settings: Scoped<EmulatorConfiguration.Balance>
    private let accounts: Lock<BoundedTable<AccountName, Account>>
    /// Whether any account can have nothing left.
    private let hasBalances: Bool

    /// Makes an empty ledger.
    ///
    /// - Parameters:
    ///   - settings: What accounts have at first.
    ///   - maximumCount: How many accounts are remembered before the oldest starts from nothing again.
    init(settings: Scoped<EmulatorConfiguration.Balance>, maximumCount: Int) {
        self.settings = settings
        hasBalances = settings.contains { $0.balanceMicrodollars != nil }
        accounts = Lock(BoundedTable(maximumCount: maximumCount))
    }

    /// Enters what an answer costs.
    func charge(_ charge: Charge, for model: String, to arrival: Arrival) {
        accounts.withLock { table in
            table.modify(AccountName(arrival), default: emptyAccount(of: arrival)) { account in
                account.spent += charge.nanodollars
                let known = account.lines.firstIndex { $0.model == model }
                let place = known ?? account.lines.count
                if known == nil {
                    let unit = arrival.vendor.prices.unit(of: model) ?? ""
                    account.lines.append(Line(model: model, unit: unit))
                }
                account.lines[place].generations += 1
                account.lines[place].charge += charge
            }
        }
    }

    /// How the account stands that made a call.
    func statement(for arrival: Arrival) -> AccountStatement {
        let spent = accounts.withLock { $0.value(for: AccountName(arrival))?.spent ?? 0 }
        return AccountStatement(spent: spent, startBalance: startBalance(of: arrival))
    }

    /// Whether the account that made a call has nothing left; nobody has who was given no balance.
    func isExhausted(_ arrival: Arrival) -> Bool {
        guard hasBalances, let balance = statement(for: arrival).balance else { return false }
        return balance <= 0
    }

    /// Every account that was charged, in the order of their first charges.
    var bill: [Account] { accounts.withLock { $0.values } }

    /// Forgets every account, so that each has its first balance again.
    func reset() {
        accounts.withLock { $0.removeAll() }
    }

    /// Forgets one account, so that it has its first balance again.
    func reset(account: String) {
        accounts.withLock { _ = $0.removeAll { name, _ in name.account == account } }
    }

    private func emptyAccount(of arrival: Arrival) -> Account {
        Account(
            vendor: type(of: arrival.vendor).name,
            account: arrival.account,
            startBalance: startBalance(of: arrival)
        )
    }

    private func startBalance(of arrival: Arrival) -> Int? {
        guard hasBalances else { return nil }
        return settings.value(of: \.balanceMicrodollars, for: SettingSubject(arrival)).map { $0 * 1_000 }
    }
}
