import HTTP
import ImageGeneration
import JSON
import Scenarios
import Simulation
import Vendors

extension JSONWriter {
    /// Writes an exchange as the control interface and the log show it: without credentials.
    ///
    /// - Parameters:
    ///   - exchange: What happened.
    ///   - number: Its place in the journal; nil leaves out the number, the fields and the bodies.
    mutating func write(_ exchange: Exchange, number: Int?) {
        let full = number.map { _ in ShownExchange(exchange) }
        let (target, remarks) = full.map { ($0.target, $0.remarks) } ?? line(of: exchange)
        beginObject()
        if let number { member("number", number) }
        member("time", exchange.call.time.internetText)
        member("vendor", exchange.vendor)
        member("host", exchange.call.role.host)
        key("model")
        if let generation = exchange.remarks.generation { string(generation.model) } else { null() }
        member("account", exchange.accountFingerprint)
        member("method", exchange.call.method.rawValue)
        member("target", target)
        member("status", exchange.status.code)
        key("outcome")
        if let outcome = exchange.remarks.outcome { string(outcome) } else { null() }
        key("decision")
        if let decision = remarks.decision { string(decision) } else { null() }
        key("nearestMiss")
        if let miss = remarks.nearestMiss { string(miss) } else { null() }
        member("findings", remarks.findings)
        member("notes", remarks.notes)
        member("microseconds", Int(exchange.microseconds))
        if let full {
            member("requestId", exchange.requestID)
            key("request")
            beginObject()
            key("fields")
            beginArray()
            for field in full.fields {
                beginArray()
                string(field.name)
                string(field.value)
                endArray()
            }
            endArray()
            member("body", full.requestBody)
            endObject()
            key("response")
            beginObject()
            member("body", full.responseBody)
            endObject()
        }
        endObject()
    }
    private func line(of exchange: Exchange) -> (target: String, remarks: ShownRemarks) {
        let line = ShownLine(exchange)
        return (line.target, line.remarks)
    }
}
