import HTTP
import Vendors

/// The emulator's own interface under `/_fauxto`: health, the journal, the report, the bill, webhooks, the scenario, and
/// starting afresh.
struct ControlInterface: Sendable {
    let access: ControlAccess
    /// Whether there are more pages than the health check.
    let isEnabled: Bool
    let health: HealthPage
    let requests: RequestPages
    let reporter: Reporter
    let webhooks: WebhookPages
    let scenarios: ScenarioPages
    let bill: BillPage
    let clock: ClockPage
    let reset: ResetPage

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - head: The request.
    ///   - body: Its body.
    ///   - path: What follows `/_fauxto`.
    ///   - scheme: `http` or `https`, as the client reached the server.
    /// - Returns: The page, or why the client may not have it.
    func answer(_ head: HTTPRequestHead, body: Call.Body, path: String, scheme: String) -> ControlAnswer {
        if let refusal = access.refusal(of: head, scheme: scheme, path: path) { return .now(refusal) }
        guard isEnabled || path == "/health" else {
            return .now(
                smallAnswer(404, code: "no_such_path", message: "the control interface is off (control.enabled)")
            )
        }
        return scenarios.answer(head, path: path, body: body) ?? .now(answerAtOnce(head, body: body, path: path))
    }

    private func answerAtOnce(_ head: HTTPRequestHead, body: Call.Body, path: String) -> HTTPResponse {
        switch path {
        case "/health":
            return answer(head, allowing: [.get, .head]) { health.json }
        case "/requests":
            return requests.answer(head)
        case "/events":
            return requests.events(head)
        case "/verify":
            return requests.verify(head, body)
        case "/report":
            return answer(head, allowing: [.get, .head]) { reporter.report.json }
        case "/bill":
            return answer(head, allowing: [.get, .head]) { bill.json }
        case "/clock":
            return clock.answer(head, body: body)
        case "/reset":
            return reset.answer(head)
        default:
            if let page = webhooks.answer(head, path: path) { return page }
            return smallAnswer(
                404,
                code: "no_such_path",
                message: "/_fauxto\(path) is not there; there are /_fauxto/health, /_fauxto/requests, /_fauxto/events, "
                    + "/_fauxto/verify, /_fauxto/report, /_fauxto/bill, /_fauxto/webhooks, /_fauxto/scenario, "
                    + "/_fauxto/schedule, /_fauxto/clock and /_fauxto/reset"
            )
        }
    }

    private func answer(
        _ head: HTTPRequestHead,
        allowing methods: [HTTPMethod],
        with text: () -> String
    ) -> HTTPResponse {
        guard methods.contains(head.method) else { return wrongMethodAnswer(to: head, allowing: methods) }
        return controlPage(text())
    }
}
