import HTTP
import WebFormats

/// What a call on the API host asks for.
enum AIMLAPIRoute: Hashable {
    /// `POST /v1/images/generations`, its alias without version, and either with a slash at the end.
    case generation
    /// `POST /v1/images/edits`, with the same variants.
    case edit
    /// `GET /v1/models` and its aliases.
    case models
    /// `GET /v1/models/deprecations` and its aliases.
    case deprecations
    /// `GET /model/{id}`, where the id may hold slashes.
    case model(id: String)
    /// `GET /assistants`.
    case assistants
    /// `GET /v1/billing/balance`.
    case balanceInCredits
    /// `GET /v2/billing`.
    case balanceInDollars

    /// The route of a call; nil when no route has its method and path.
    init?(_ call: Call) {
        let path = call.path.count > 1 && call.path.hasSuffix("/") ? String(call.path.dropLast()) : call.path
        switch (call.method, path) {
        case (.post, "/v1/images/generations"), (.post, "/images/generations"):
            self = .generation
        case (.post, "/v1/images/edits"), (.post, "/images/edits"):
            self = .edit
        case (.get, _), (.head, _):
            self.init(ofPage: path)
        default:
            return nil
        }
    }

    /// The route of a path that is read.
    private init?(ofPage path: String) {
        switch path {
        case "/v1/models", "/models", "/api/v1/models":
            self = .models
        case "/v1/models/deprecations", "/models/deprecations", "/api/v1/models/deprecations",
            "/v1/models/deprecated", "/models/deprecated", "/api/v1/models/deprecated":
            self = .deprecations
        case "/assistants": self = .assistants
        case "/v1/billing/balance": self = .balanceInCredits
        case "/v2/billing": self = .balanceInDollars
        default:
            guard path.hasPrefix("/model/") else { return nil }
            self = .model(id: PercentEncoding.decode(path.dropFirst("/model/".count)))
        }
    }
}
