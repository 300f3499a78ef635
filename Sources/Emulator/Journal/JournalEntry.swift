import HTTP
import Vendors

/// What the journal keeps.
enum JournalEntry: Sendable {
    /// A call of a vendor, and its answer.
    case exchange(Exchange)
    /// An attempt to reach a host that is no vendor's.
    case egress(EgressAttempt)

    /// Whose call it was; an attempt to reach outside is nobody's.
    var account: String? {
        switch self {
        case .exchange(let exchange): exchange.account
        case .egress: nil
        }
    }

    /// What it weighs, in bytes: what the client sent, what it got, and a lump for everything else.
    var weight: Int {
        switch self {
        case .exchange(let exchange):
            let call = exchange.call
            let head = call.fields.byteCount + call.path.utf8.count + (call.query?.utf8.count ?? 0)
            return 1_024 + head + exchange.requestBody.count + exchange.responseBody.count
        case .egress(let attempt):
            return 512 + attempt.target.utf8.count
        }
    }
}
