import HTTP
import Scenarios
import Vendors

/// A call and its answer as they are shown: without credentials.
///
/// They are taken out here and not when a call is recorded, since few are ever looked at.
struct ShownExchange {
    let target: String
    let fields: [(name: String, value: String)]
    let requestBody: String
    let responseBody: String
    let remarks: ShownRemarks

    init(_ exchange: Exchange) {
        let call = exchange.call
        var redactor = Redactor()
        let fields = call.fields.map { ($0.name, redactor.value(of: $0.name, $0.value)) }
        let target = redactor.target(path: call.path, query: call.query)
        let requestBody = redactor.body(
            exchange.requestBody,
            mediaType: call.fields["content-type"],
            isCut: exchange.isRequestCut
        )
        let responseBody = redactor.body(exchange.responseBody, mediaType: nil, isCut: exchange.isResponseCut)
        let remarks = ShownRemarks(of: exchange, by: &redactor)
        let known = KnownSecrets(redactor.taken)
        self.fields = fields.map { (name: $0.0, value: known.removed(from: $0.1)) }
        self.target = known.removed(from: target)
        self.requestBody = known.removed(from: requestBody)
        self.responseBody = known.removed(from: responseBody)
        self.remarks = remarks.without(known)
    }
}

/// What there is to say of a call in words, without credentials.
struct ShownRemarks {
    var decision: String?
    var nearestMiss: String?
    var findings: [String]
    var notes: [String]

    fileprivate init(of exchange: Exchange, by redactor: inout Redactor) {
        decision = exchange.decision.map { redactor.text($0) }
        nearestMiss = exchange.remarks.nearestMiss.map { redactor.text($0.description) }
        findings = exchange.remarks.findings.map { redactor.text($0) }
        notes = exchange.remarks.notes.map { redactor.text($0) }
    }

    fileprivate func without(_ known: KnownSecrets) -> ShownRemarks {
        var remarks = self
        remarks.decision = decision.map(known.removed)
        remarks.nearestMiss = nearestMiss.map(known.removed)
        remarks.findings = findings.map(known.removed)
        remarks.notes = notes.map(known.removed)
        return remarks
    }
}

/// A call as a line of the log has it: without fields and bodies, which are only read where something may repeat them.
struct ShownLine {
    let target: String
    let remarks: ShownRemarks

    init(_ exchange: Exchange) {
        if exchange.remarks.findings.isEmpty, exchange.remarks.notes.isEmpty {
            var redactor = Redactor()
            target = redactor.target(path: exchange.call.path, query: exchange.call.query)
            remarks = ShownRemarks(of: exchange, by: &redactor)
        } else {
            let shown = ShownExchange(exchange)
            (target, remarks) = (shown.target, shown.remarks)
        }
    }
}
