import HTTP
import JSON
import Simulation
import Vendors

/// Writes one line about each exchange, and each attempt to reach outside, to standard error.
struct RequestLog: Sendable {
    let form: EmulatorConfiguration.Log

    func write(_ exchange: Exchange) {
        switch form {
        case .none: return
        case .text: LogWriter.standardError.write(textLine(of: exchange) + "\n")
        case .json:
            var writer = JSONWriter(style: .javaScript)
            writer.write(exchange, number: nil)
            LogWriter.standardError.write(writer.bytes + [UInt8(ascii: "\n")], form: .json)
        }
    }

    func write(_ attempt: EgressAttempt) {
        switch form {
        case .none: return
        case .text: LogWriter.standardError.write("\(attempt.logLine)\n")
        case .json:
            var writer = JSONWriter(style: .javaScript)
            writer.write(attempt, number: nil)
            LogWriter.standardError.write(writer.bytes + [UInt8(ascii: "\n")], form: .json)
        }
    }

    private func textLine(of exchange: Exchange) -> String {
        let milliseconds = Double(exchange.microseconds / 10) / 100
        var line = "\(exchange.status.code) \(exchange.call.method) \(exchange.call.role.host)\(exchange.shownTarget)"
        line += " \(milliseconds) ms account=\(exchange.accountFingerprint)"
        if let outcome = exchange.remarks.outcome { line += " outcome=\(outcome)" }
        if let decision = exchange.decision { line += " \(decision)" }
        for finding in exchange.remarks.findings { line += "\n    \(finding)" }
        for note in exchange.remarks.notes { line += "\n    note: \(note)" }
        return line
    }
}
