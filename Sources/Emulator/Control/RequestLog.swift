import HTTP
import JSON
import Printing
import Simulation
import Vendors

/// Writes one line about each exchange, and each attempt to reach outside, to standard error.
struct RequestLog: Sendable {
    let form: EmulatorConfiguration.Log

    func write(_ exchange: Exchange) {
        if let line = line(of: exchange) { LogWriter.standardError.write(line, form: lineForm) }
    }

    func write(_ attempt: EgressAttempt) {
        if let line = line(of: attempt) { LogWriter.standardError.write(line, form: lineForm) }
    }

    private var lineForm: LogRing.Form { form == .json ? .json : .text }

    /// What is written about an exchange, with the line's end; nil where there is no log.
    func line(of exchange: Exchange) -> [UInt8]? {
        switch form {
        case .none: return nil
        case .text: return Array("\(textLine(of: exchange))\n".utf8)
        case .json:
            var writer = JSONWriter(style: .javaScript)
            writer.write(exchange, number: nil)
            return writer.printableLine
        }
    }

    /// What is written about an attempt to reach outside, with the line's end; nil where there is no log.
    func line(of attempt: EgressAttempt) -> [UInt8]? {
        switch form {
        case .none: return nil
        case .text: return Array("\(attempt.logLine)\n".utf8)
        case .json:
            var writer = JSONWriter(style: .javaScript)
            writer.write(attempt, number: nil)
            return writer.printableLine
        }
    }

    private func textLine(of exchange: Exchange) -> PrintableText {
        let shown = ShownLine(exchange)
        let milliseconds = Double(exchange.microseconds / 10) / 100
        var line: PrintableText =
            "\(exchange.status.code) \(exchange.call.method) \(exchange.call.role.host)\(shown.target)"
        line += " \(milliseconds) ms account=\(exchange.accountFingerprint)"
        if let outcome = exchange.remarks.outcome { line += " outcome=\(outcome)" }
        if let decision = shown.remarks.decision { line += " \(decision)" }
        for finding in shown.remarks.findings { line += "\n    \(finding)" }
        for note in shown.remarks.notes { line += "\n    note: \(note)" }
        return line
    }
}

extension JSONWriter {
    /// What was written, as a line that disturbs no terminal.
    fileprivate var printableLine: [UInt8] {
        Array((printableJSON(String(decoding: bytes, as: UTF8.self)) + "\n").utf8)
    }
}
