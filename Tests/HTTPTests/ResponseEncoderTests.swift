import HTTP
import Testing

@Suite("Writing response heads")
struct ResponseEncoderTests {
    private func head(
        _ status: HTTPStatus = 200,
        _ fields: HTTPFields = [:],
        server: String? = nil,
        framing: HTTPResponseFraming = .length(3),
        persistence: HTTPResponsePersistence = .implied
    ) -> String {
        var output: [UInt8] = []
        HTTPResponseEncoder.appendHead(
            status: status,
            fields: fields,
            defaults: HTTPResponseDefaults(unixSeconds: 0, serverName: server),
            framing: framing,
            persistence: persistence,
            to: &output
        )
        return String(decoding: output, as: UTF8.self)
    }

    private let date = "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"

    @Test("A head has status, fields, date and length")
    func simple() {
        #expect(
            head(404, ["Content-Type": "text/plain", "X": "y"])
                == "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nX: y\r\n\(date)Content-Length: 3\r\n\r\n"
        )
    }

    @Test("A status without a phrase keeps its space")
    func noPhrase() {
        #expect(head(599).hasPrefix("HTTP/1.1 599 \r\n"))
    }

    @Test("The end of the body and of the connection are said")
    func framing() {
        #expect(head(framing: .chunked) == "HTTP/1.1 200 OK\r\n\(date)Transfer-Encoding: chunked\r\n\r\n")
        #expect(head(204, framing: .none) == "HTTP/1.1 204 No Content\r\n\(date)\r\n")
        #expect(
            head(framing: .untilClose, persistence: .close) == "HTTP/1.1 200 OK\r\n\(date)Connection: close\r\n\r\n"
        )
        #expect(head(persistence: .keepAlive).hasSuffix("Connection: keep-alive\r\n\r\n"))
    }

    @Test("Date and Server of the response come before those of the server")
    func defaults() {
        #expect(head(server: "s") == "HTTP/1.1 200 OK\r\n\(date)Server: s\r\nContent-Length: 3\r\n\r\n")
        #expect(
            head(200, ["server": "mine", "DATE": "now"], server: "s")
                == "HTTP/1.1 200 OK\r\nserver: mine\r\nDATE: now\r\nContent-Length: 3\r\n\r\n"
        )
    }

    @Test("Fields about framing and connection are left out, wherever they stand")
    func owned() {
        #expect(
            head(
                200,
                [
                    "Content-Length": "9", "A": "1", "transfer-encoding": "chunked", "Connection": "close", "B": "2",
                    "Keep-Alive": "timeout=5",
                ]
            ) == "HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\n\(date)Content-Length: 3\r\n\r\n"
        )
    }

    @Test("Fields of a request can be sent on as they came")
    func forwarded() throws {
        let fields = try #require(read("GET / HTTP/1.1\r\nHost:a\r\nX: \t b \r\n\r\n").heads.first).fields
        #expect(head(200, fields).hasPrefix("HTTP/1.1 200 OK\r\nHost:a\r\nX: \t b \r\n\(date)"))
    }
}
