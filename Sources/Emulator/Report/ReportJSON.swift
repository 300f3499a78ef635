import JSON
import Printing

extension Report {
    /// The report for programs: one line of JSON without a line end.
    public var json: String {
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.members(of: withoutCredentials)
        writer.endObject()
        return printableJSON(String(decoding: writer.bytes, as: UTF8.self))
    }

    /// The report of one program's run: what the program was, how it ended, and what it asked for.
    ///
    /// - Parameters:
    ///   - command: The program and its arguments.
    ///   - exitStatus: Its exit status.
    /// - Returns: One line of JSON without a line end.
    public func json(of command: [String], exitStatus: Int) -> String {
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.member("command", withoutCredentials(in: command))
        writer.member("exitStatus", exitStatus)
        writer.members(of: withoutCredentials)
        writer.endObject()
        return printableJSON(String(decoding: writer.bytes, as: UTF8.self))
    }
}

extension JSONWriter {
    fileprivate mutating func members(of report: Report) {
        member("requests", report.requests)
        member("downloads", report.downloads)
        member("images", report.images)
        member("cost", decimalText(billionths: report.nanodollars))
        member("refusals", report.refusals)
        member("refusedEgress", report.refusedEgress)
        key("vendors")
        array(report.vendors) { $0.write($1) }
        key("rules")
        array(report.rules) { writer, rule in
            writer.beginObject()
            writer.member("rule", rule.rule)
            writer.member("matched", rule.matched)
            writer.member("fired", rule.fired)
            writer.endObject()
        }
        key("disturbances")
        array(report.disturbances) { writer, disturbance in
            writer.beginObject()
            writer.member("kind", disturbance.kind)
            writer.member("wish", disturbance.wish)
            writer.member("count", disturbance.count)
            writer.endObject()
        }
        key("heldBackSeconds")
        double(report.heldBack / .seconds(1))
        key("simulatedSeconds")
        double(report.simulatedTime / .seconds(1))
        key("earlyReturns")
        array(report.earlyReturns) { writer, early in
            writer.beginObject()
            writer.member("rule", early.rule)
            writer.member("vendor", early.vendor)
            writer.member("count", early.count)
            writer.key("mostSeconds")
            writer.double(early.most / .seconds(1))
            writer.endObject()
        }
        key("egress")
        array(report.egress) { writer, attempt in
            writer.beginObject()
            writer.member("method", attempt.method)
            writer.member("target", attempt.target)
            writer.key("isAllowed")
            writer.bool(attempt.isAllowed)
            writer.member("note", attempt.note)
            writer.member("count", attempt.count)
            writer.endObject()
        }
        member("uncounted", report.uncounted)
    }

    private mutating func write(_ vendor: Report.VendorCounts) {
        beginObject()
        member("vendor", vendor.vendor)
        member("requests", vendor.requests)
        member("downloads", vendor.downloads)
        key("models")
        array(vendor.models) { writer, model in
            writer.beginObject()
            writer.member("model", model.model)
            writer.member("generations", model.generations)
            writer.member("images", model.images)
            writer.member("cost", decimalText(billionths: model.nanodollars))
            writer.endObject()
        }
        key("refusals")
        array(vendor.refusals) { writer, refusal in
            writer.beginObject()
            writer.member("status", refusal.status)
            writer.member("outcome", refusal.outcome)
            writer.member("detail", refusal.detail)
            writer.member("cause", refusal.cause)
            writer.member("count", refusal.count)
            writer.endObject()
        }
        endObject()
    }

    private mutating func member(_ key: StaticString, _ text: String?) {
        self.key(key)
        if let text { string(text) } else { null() }
    }

    private mutating func array<Element>(_ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) {
        beginArray()
        for element in elements { body(&self, element) }
        endArray()
    }
}
