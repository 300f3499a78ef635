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
        beginObject()
        if let number { member("number", number) }
        member("time", exchange.call.time.internetText)
        member("vendor", exchange.vendor)
        member("host", exchange.call.role.host)
        key("model")
        if let generation = exchange.remarks.generation { string(generation.model) } else { null() }
        member("account", exchange.accountFingerprint)
        member("method", exchange.call.method.rawValue)
        member("target", exchange.shownTarget)
        member("status", exchange.status.code)
        key("outcome")
        if let outcome = exchange.remarks.outcome { string(outcome) } else { null() }
        key("decision")
        if let decision = exchange.decision { string(decision) } else { null() }
        key("nearestMiss")
        if let miss = exchange.remarks.nearestMiss { string(miss.description) } else { null() }
        member("findings", exchange.remarks.findings)
        member("notes", exchange.remarks.notes)
        member("microseconds", Int(exchange.microseconds))
        if number != nil {
            member("requestId", exchange.requestID)
            key("request")
            beginObject()
            key("fields")
            beginArray()
            for field in exchange.shownFields {
                beginArray()
                string(field.name)
                string(field.value)
                endArray()
            }
            endArray()
            member("body", String(decoding: exchange.requestBody, as: UTF8.self))
            endObject()
            key("response")
            beginObject()
            member("body", String(decoding: exchange.responseBody, as: UTF8.self))
            endObject()
        }
        endObject()
    }
}
