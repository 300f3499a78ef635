import HTTP
import JSON
import Locks
import Scenarios
import Vendors
import WebFormats

/// The pages below `/_fauxto` about the rules in force: which they are, changing them, and what they will do.
struct ScenarioPages: Sendable {
    let weather: Weather

    /// How far a schedule may look ahead.
    private static let longestSchedule = 10_000

    /// Answers a request for `path`, which is what follows `/_fauxto`; nil for another page.
    func answer(_ head: HTTPRequestHead, path: String, body: Call.Body) -> HTTPResponse? {
        switch path {
        case "/scenario": scenario(head, body: body)
        case "/schedule": schedule(head)
        default: nil
        }
    }

    private func scenario(_ head: HTTPRequestHead, body: Call.Body) -> HTTPResponse {
        do throws(SourceDiagnostic) {
            switch head.method {
            case .get, .head:
                break
            case .post, .patch:
                guard case .bytes(let text) = body else {
                    return smallAnswer(413, code: "body_too_large", message: "the body is longer than one may be")
                }
                if head.method == .post { try weather.replaceRules(with: text) } else { try weather.addRules(text) }
            case .delete:
                guard let name = parameters(of: head)["name"] else {
                    try weather.removeChanges()
                    break
                }
                guard try weather.removeRule(named: name) else {
                    return smallAnswer(
                        404,
                        code: "no_such_rule",
                        message: "there is no rule '\(name)'; GET /_fauxto/scenario lists them"
                    )
                }
            default:
                return wrongMethodAnswer(to: head, allowing: [.get, .head, .post, .patch, .delete])
            }
        } catch {
            return smallAnswer(400, code: "invalid_scenario", message: error.description)
        }
        return controlPage(description)
    }

    private func schedule(_ head: HTTPRequestHead) -> HTTPResponse {
        let methods: [HTTPMethod] = [.get, .head]
        guard methods.contains(head.method) else { return wrongMethodAnswer(to: head, allowing: methods) }
        let parameters = parameters(of: head)
        let count = parameters["n"].map { Int($0) } ?? 20
        guard let account = parameters["account"], let count, (1...Self.longestSchedule).contains(count) else {
            return smallAnswer(
                400,
                code: "invalid_query",
                message: "schedule takes ?account=KEY and, if not 20 calls are wanted, &n= a whole number from 1 to "
                    + "\(Self.longestSchedule)"
            )
        }
        return controlPage(weather.schedule(for: account, count: count).json)
    }

    /// The rules in force, as JSON.
    private var description: String {
        let (scenario, tallies, problem) = weather.state.withLock { ($0.play.scenario, $0.play.tallies, $0.problem) }
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.key("seed")
        // A scenario's seed is read as a signed number.
        if let seed = scenario.seed { writer.integer(Int(clamping: seed)) } else { writer.null() }
        writer.key("problem")
        if let problem { writer.string(problem) } else { writer.null() }
        writer.key("rules")
        writer.beginArray()
        for (rule, tally) in zip(scenario.rules, tallies) {
            writer.beginObject()
            writer.member("name", rule.name)
            writer.member("source", rule.source)
            writer.member("matched", tally.matched)
            writer.member("fired", tally.fired)
            writer.key("rule")
            writer.value(rule.definition)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The parameters in a query; of one that is repeated the first counts.
    private func parameters(of head: HTTPRequestHead) -> [String: String] {
        Dictionary(FormParameters.parse(head.target.query).map { ($0.name, $0.value) }) { first, _ in first }
    }
}
