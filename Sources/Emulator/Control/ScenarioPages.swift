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
    func answer(_ head: HTTPRequestHead, path: String, body: Call.Body) -> ControlAnswer? {
        switch path {
        case "/scenario": scenario(head, body: body)
        case "/schedule": .now(schedule(head))
        default: nil
        }
    }

    private func scenario(_ head: HTTPRequestHead, body: Call.Body) -> ControlAnswer {
        switch head.method {
        case .get, .head:
            break
        case .post, .patch:
            guard case .bytes(let text) = body else {
                return .now(smallAnswer(413, code: "body_too_large", message: "the body is longer than one may be"))
            }
            return .later { await change(with: text, replacesAll: head.method == .post) }
        case .delete:
            let name = parameters(of: head)["name"]
            return .later { await remove(ruleNamed: name) }
        default:
            return .now(wrongMethodAnswer(to: head, allowing: [.get, .head, .post, .patch, .delete]))
        }
        return .later { await page() }
    }

    private func change(with text: [UInt8], replacesAll: Bool) async -> HTTPResponse {
        do throws(SourceDiagnostic) {
            if replacesAll { try await weather.replaceRules(with: text) } else { try await weather.addRules(text) }
        } catch {
            return smallAnswer(400, code: "invalid_scenario", message: error.description)
        }
        return await page()
    }

    private func remove(ruleNamed name: String?) async -> HTTPResponse {
        guard let name else {
            await weather.removeChanges()
            return await page()
        }
        guard await weather.removeRule(named: name) else {
            return smallAnswer(
                404,
                code: "no_such_rule",
                message: "there is no rule '\(name)'; GET /_fauxto/scenario lists them"
            )
        }
        return await page()
    }

    /// The rules in force; there may be many, so they are not written on the event loop's thread.
    private func page() async -> HTTPResponse {
        await withTaskExecutorPreference(globalConcurrentExecutor) { controlPage(description) }
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
        do throws(ScheduleError) {
            let text = ScheduleText(of: try weather.schedule(for: account, count: count), as: .object)
            return HTTPResponse(
                status: 200,
                fields: ["content-type": "application/json", "cache-control": "no-store"],
                body: .stream(contentLength: nil) { try await write(text, to: $0) }
            )
        } catch {
            return smallAnswer(400, code: "schedule_too_long", message: error.description)
        }
    }

    /// Writes a schedule as it is worked out, which does not happen on the event loop's thread.
    private func write(_ text: ScheduleText, to writer: any HTTPResponseWriter) async throws {
        try await withTaskExecutorPreference(globalConcurrentExecutor) {
            var text = text
            while let piece = text.next() { try await writer.write(piece) }
            try await writer.write([UInt8(ascii: "\n")])
        }
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
