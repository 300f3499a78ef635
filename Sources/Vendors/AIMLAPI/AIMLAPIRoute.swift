import HTTP
import WebFormats

/// What a call on the API host asks for.
enum AIMLAPIRoute: Hashable {
    /// `POST /v1/images/generations`, its alias without version, and either with a slash at the end.
    case generation
    /// `GET /v1/models` and its aliases.
    case models
    /// `GET /model/{id}`, where the id may hold slashes.
    case model(id: String)

    /// The route of a call; nil when no route has its method and path.
    init?(_ call: Call) {
        let path = call.path.count > 1 && call.path.hasSuffix("/") ? String(call.path.dropLast()) : call.path
        switch (call.method, path) {
        case (.post, "/v1/images/generations"), (.post, "/images/generations"):
            self = .generation
        case (.get, "/v1/models"), (.get, "/models"), (.get, "/api/v1/models"),
            (.head, "/v1/models"), (.head, "/models"), (.head, "/api/v1/models"):
            self = .models
        case (.get, _) where path.hasPrefix("/model/"), (.head, _) where path.hasPrefix("/model/"):
            self = .model(id: PercentEncoding.decode(path.dropFirst("/model/".count)))
        default:
            return nil
        }
    }
}
