import HTTP
import JSON
import Printing
import Simulation

/// A client's attempt to reach a host that is no vendor's, through the proxy or by a webhook.
struct EgressAttempt: Sendable {
    let time: Timestamp
    let method: HTTPMethod
    /// Without a port.
    let host: String
    /// What the client named: host and port, or a URL without its query.
    let target: String
    /// Whether an operator allowed it.
    let isAllowed: Bool
    /// What was made of it, and why.
    let note: String
    /// Whether the client was told so at once.
    var isAnswered = true

    /// `egress` for what was refused, `relayed` for what was allowed.
    var outcome: String { isAllowed ? "relayed" : "egress" }

    /// Whether the client got a refusal as its answer.
    fileprivate var isRefusedInPerson: Bool { !isAllowed && isAnswered }

    /// The attempt as a line of the log.
    var logLine: PrintableText {
        let shown = withoutCredentials
        return "\(isRefusedInPerson ? "403 " : "")\(method) \(shown.target) outcome=\(outcome)\n    note: \(shown.note)"
    }

    /// Target and note as they are shown.
    fileprivate var withoutCredentials: (target: String, note: String) {
        var redactor = Redactor()
        return (redactor.text(target), redactor.text(note))
    }
}

extension EgressAttempt {
    /// A webhook that was not sent, since it leads where nobody may go.
    init(webhook url: String, refusedBecause reason: String, at time: Timestamp) {
        self.init(
            time: time,
            method: .post,
            host: ReferenceURL(url)?.host ?? "",
            target: String(url.prefix { $0 != "?" && $0 != "#" }),
            isAllowed: false,
            note: "webhook not sent: \(reason)",
            isAnswered: false
        )
    }
}

extension JSONWriter {
    /// Writes an attempt as the control interface and the log show it, with what it has in common with an exchange under
    /// the same names.
    ///
    /// - Parameters:
    ///   - attempt: What was attempted.
    ///   - number: Its place in the journal; nil leaves the number out.
    mutating func write(_ attempt: EgressAttempt, number: Int?) {
        let shown = attempt.withoutCredentials
        beginObject()
        if let number { member("number", number) }
        member("time", attempt.time.internetText)
        key("vendor")
        null()
        member("host", attempt.host)
        member("method", attempt.method.rawValue)
        member("target", shown.target)
        // What a relay carries back is not looked at.
        if attempt.isRefusedInPerson { member("status", 403) }
        member("outcome", attempt.outcome)
        member("findings", [String]())
        member("notes", [shown.note])
        endObject()
    }
}
