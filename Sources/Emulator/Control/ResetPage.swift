import HTTP
import WebFormats

/// The page `/_fauxto/reset`: starting afresh, as a whole or for one account.
struct ResetPage: Sendable {
    /// Forgets everything since the start.
    let resetEverything: @Sendable () -> Void
    /// Forgets what belongs to one account.
    let resetAccount: @Sendable (String) -> Void

    /// Answers a request; its query may name the account.
    func answer(_ head: HTTPRequestHead) -> HTTPResponse {
        guard head.method == .post else { return wrongMethodAnswer(to: head, allowing: [.post]) }
        let parameters = FormParameters.parse(head.target.query)
        if let parameter = parameters.first {
            guard parameters.count == 1, parameter.name == "account", !parameter.value.isEmpty else {
                return smallAnswer(
                    400,
                    code: "invalid_query",
                    message:
                        "reset takes ?account=KEY, an API key or what X-Fauxto-Account names, or no query for everything"
                )
            }
            resetAccount(parameter.value)
        } else {
            resetEverything()
        }
        return controlPage(#"{"status":"ok"}"#)
    }
}
