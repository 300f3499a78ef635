import TestSupport

/// One connection to a server, on which requests follow each other; it blocks.
struct Caller {
    private let client: RawClient
    private let port: Int

    init(port: Int) throws {
        self.port = port
        client = try RawClient(port: port)
    }

    /// Sends a request with a key in fal's form, and waits for the answer.
    func ask(
        _ method: String,
        _ target: String,
        authorization: String = "Key id:secret",
        body: String = ""
    ) throws -> RawResponse {
        client.send(
            "\(method) \(target) HTTP/1.1\r\nHost: localhost:\(port)\r\nAuthorization: \(authorization)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        return try client.response(withoutBody: method == "HEAD")
    }
}

extension RawResponse {
    /// The answer byte for byte.
    var everything: String {
        let fields = fields.map { "\($0.name): \($0.value)\n" }.joined()
        let body = String(body.map { Character(Unicode.Scalar($0)) })
        return "\(status)\n\(fields)\n\(body)"
    }
}
