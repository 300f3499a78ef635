import HTTP
import HTTPServer
import JSON
import Printing
import Vendors

/// Answers given where no vendor is known: small JSON with a code and a message.
func smallAnswer(_ status: HTTPStatus, code: String, message: String) -> HTTPResponse {
    var writer = JSONWriter(style: .javaScript)
    writer.beginObject()
    writer.key("error")
    writer.beginObject()
    writer.member("code", code)
    writer.member("message", message)
    writer.endObject()
    writer.endObject()
    return HTTPResponse(
        status: status,
        fields: ["content-type": "application/json"],
        body: .bytes(Array((printableJSON(String(decoding: writer.bytes, as: UTF8.self)) + "\n").utf8))
    )
}

/// A page of the emulator's own interface: JSON, which is another the next time.
func controlPage(_ json: String, status: HTTPStatus = 200) -> HTTPResponse {
    HTTPResponse(
        status: status,
        fields: ["content-type": "application/json", "cache-control": "no-store"],
        body: .bytes(Array((printableJSON(json) + "\n").utf8))
    )
}

/// The answer to a method that a page of the emulator's own does not take (RFC 9110 §15.5.6 demands the `Allow` field).
func wrongMethodAnswer(to head: HTTPRequestHead, allowing methods: [HTTPMethod]) -> HTTPResponse {
    let allowed = methods.map(\.rawValue).joined(separator: ", ")
    var response = smallAnswer(
        405,
        code: "method_not_allowed",
        message: "\(head.method) is not allowed here; \(allowed) is"
    )
    response.fields.append("allow", allowed)
    return response
}

/// The answer where a path leads to no vendor, with a role as an example of one that does.
func nowhereAnswer(to head: HTTPRequestHead, example: Role) -> HTTPResponse {
    smallAnswer(
        404,
        code: "no_such_path",
        message:
            "no vendor is served at \(head.target.rawPath): put the vendor's host or short name in front, as in "
            + "/\(example.host)/… or /\(example.prefix)/…; GET / lists them"
    )
}

/// The answer to a path that no client sends: one with broken escapes, or with dot segments that it should have resolved.
func brokenPathAnswer(to head: HTTPRequestHead, _ error: HTTPPathError) -> HTTPResponse {
    smallAnswer(error.status, code: error.rawValue, message: "the path \(head.target.rawPath) cannot be decoded")
}

/// The answer to a body that could not be read to its end.
func brokenBodyAnswer(_ error: HTTPBodyError) -> HTTPResponse {
    smallAnswer(error.status, code: "broken_body", message: error.description)
}

/// The answer to a call whose wish for a disturbance cannot be fulfilled.
func unknownWishAnswer(_ complaint: String) -> HTTPResponse {
    smallAnswer(400, code: "unknown_wish", message: complaint)
}
