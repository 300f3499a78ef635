import WebFormats

/// A path on the queue's host: `/<owner>/<alias>[/sub…]` to submit, and behind it `/requests/<id>…` for what was
/// submitted, where the sub-path may be left out (recorded) or not (documented).
struct FalQueuePath {
    /// What a path leads to.
    enum Place: Hashable {
        /// The place to submit to, with the path inside the app.
        case submission(inApp: String)
        case result(String)
        case status(String)
        case stream(String)
        case cancellation(String)
        case nowhere
    }

    /// Owner and alias.
    let app: String
    let place: Place

    /// Reads a path; slashes at its end do not matter (source: older clients send them).
    init(_ path: String) {
        let whole = FalPath(path)
        app = whole.app
        let inApp = whole.withoutTrailingSlashes ?? whole.inApp
        let parts = inApp.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard let start = parts.lastIndex(of: "requests") else {
            place = .submission(inApp: inApp)
            return
        }
        let rest = parts[(start + 1)...]
        guard let id = rest.first.map(String.init), !id.isEmpty else {
            place = .nowhere
            return
        }
        place =
            switch rest.dropFirst().joined(separator: "/") {
            case "", "response": .result(id)
            case "status": .status(id)
            case "status/stream": .stream(id)
            case "cancel": .cancellation(id)
            default: .nowhere
            }
    }
}
