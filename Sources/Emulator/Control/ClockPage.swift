import HTTP
import JSON
import Scenarios
import Simulation
import Vendors

/// The page `/_fauxto/clock`: what the clock shows, and changing it.
struct ClockPage: Sendable {
    let clock: Clock
    /// Sees to it that time has deadlines to leap to, once the clock may leap.
    let beginLeaping: @Sendable () -> Void

    private enum Change {
        case mode(ClockMode)
        case time(Timestamp)
        case advance(Duration)
    }

    /// Answers a request; `body` is the change that a POST asks for.
    func answer(_ head: HTTPRequestHead, body: Call.Body) -> HTTPResponse {
        let methods: [HTTPMethod] = [.get, .head, .post]
        guard methods.contains(head.method) else { return wrongMethodAnswer(to: head, allowing: methods) }
        guard head.method == .post else { return state }
        do {
            try apply(try change(in: body))
            return state
        } catch let fault as ClockFault {
            return smallAnswer(409, code: "clock_goes_forward", message: fault.description)
        } catch {
            return smallAnswer(400, code: "bad_clock", message: "\(error)")
        }
    }

    private func apply(_ change: Change) throws(ClockFault) {
        switch change {
        case .mode(let mode): try clock.change(to: mode)
        case .time(let time): try clock.set(to: time)
        case .advance(let duration): clock.advance(by: duration)
        }
        if clock.leaps { beginLeaping() }
    }

    private func change(in body: Call.Body) throws(SourceDiagnostic) -> Change {
        var changes: [Change] = []
        guard case .bytes(let bytes) = body else { throw Self.incomplete }
        guard !bytes.isEmpty else { throw Self.incomplete }
        let root = FieldValue(of: try JSON5Parser.parse(bytes, file: "body"), file: "body")
        try root.read(into: &changes, fields: Self.fields)
        guard changes.count == 1, let change = changes.first else { throw Self.incomplete }
        return change
    }

    private static var incomplete: SourceDiagnostic {
        SourceDiagnostic(
            file: "body",
            location: SourceLocation(line: 1, column: 1),
            message: #"the clock takes one of {"advance":"90s"}, {"set":"2026-08-30T12:00:00Z"}, {"freeze":true}, "#
                + #"{"freeze":"2026-08-30T12:00:00Z"}, {"scale":10}, {"auto":true} and {"real":true}"#
        )
    }

    private static let fields: [ConfigurationField<[Change]>] = [
        ConfigurationField("advance") { (changes, value) throws(SourceDiagnostic) in
            changes.append(.advance(try value.duration(atLeast: .zero)))
        },
        ConfigurationField("set") { (changes, value) throws(SourceDiagnostic) in
            changes.append(.time(try value.moment()))
        },
        ConfigurationField("freeze") { (changes, value) throws(SourceDiagnostic) in
            if case .bool(true) = value.node.content {
                changes.append(.mode(.frozen(at: nil)))
            } else {
                changes.append(.mode(.frozen(at: try value.moment(or: "true or "))))
            }
        },
        ConfigurationField("scale") { (changes, value) throws(SourceDiagnostic) in
            changes.append(.mode(.scaled(try value.number(in: ClockMode.scales))))
        },
        mode("auto", .auto),
        mode("real", .real),
    ]

    private static func mode(_ name: String, _ mode: ClockMode) -> ConfigurationField<[Change]> {
        ConfigurationField(name) { (changes, value) throws(SourceDiagnostic) in
            guard try value.boolean() else { throw value.diagnostic("\(name) takes true; name another mode to end it") }
            changes.append(.mode(mode))
        }
    }

    private var state: HTTPResponse {
        let (mode, now, sleepers) = (clock.mode, clock.now, clock.sleepers)
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.member("mode", mode.name)
        writer.member("now", now.internetText)
        writer.member("scale", mode.rate)
        writer.member("sleepers", sleepers.count)
        writer.key("next")
        if let next = sleepers.next { writer.string(next.internetText) } else { writer.null() }
        writer.endObject()
        return controlPage(String(decoding: writer.bytes, as: UTF8.self))
    }
}

extension FieldValue {
    /// The value as a moment; `alternative` is what the field takes beside one.
    fileprivate func moment(or alternative: String = "") throws(SourceDiagnostic) -> Timestamp {
        guard case .string(let text) = node.content, let time = Timestamp(internetText: text) else {
            throw diagnostic("\(name) takes \(alternative)a moment such as \"2026-08-30T12:00:00Z\"")
        }
        return time
    }
}
