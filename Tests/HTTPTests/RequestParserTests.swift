import HTTP
import TestSupport
import Testing

@Suite("Reading request heads")
struct RequestParserTests {
    @Test("A request is what its request line and fields say")
    func simple() throws {
        let reading = read(
            "POST /v1/images?size=1 HTTP/1.1\r\nHost: example.org\r\nContent-Length: 5\r\nX-Key:  a b \t\r\n\r\n"
        )
        let head = try #require(reading.heads.first)
        #expect(head.method == .post)
        #expect(head.target.form == .origin)
        #expect(head.target.rawPath == "/v1/images")
        #expect(head.target.query == "size=1")
        #expect(head.version == .http11)
        #expect(head.framing == .length(5))
        #expect(head.keepsAlive)
        #expect(head.authority == "example.org")
        #expect(head.fields["x-key"] == "a b")
        #expect(head.fields.map(\.name) == ["Host", "Content-Length", "X-Key"])
    }

    @Test(
        "Cutting a request anywhere changes nothing",
        arguments: [
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "\r\nGET /a%20b?c=d HTTP/1.1\r\nHost: a:80\r\nX: \ty\t z \r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.0\r\n\r\nGET /2 HTTP/1.1\r\nHost:b\r\n\r\n\r\nOPTIONS * HTTP/1.1\r\nHost:\r\n\r\n",
        ]
    )
    func cutAnywhere(text: String) {
        let whole = read(text)
        #expect(whole.error == nil)
        #expect(whole.unused.isEmpty)
        #expect(!whole.heads.isEmpty)
        for size in 1...9 { #expect(read(Array(text.utf8), inPiecesOf: size) == whole) }
    }

    @Test(
        "What is refused is refused for the same reason however it is cut",
        arguments: try WireCase.all(in: "http/refused")
    )
    func refusedAlike(wireCase: WireCase) {
        let whole = read(wireCase.bytes)
        for size in [1, 2, 3, 7, 1000] { #expect(read(wireCase.bytes, inPiecesOf: size).error == whole.error) }
    }

    @Test(
        "A head that cannot be understood has the status of its fixture",
        arguments: try WireCase.all(in: "http/refused").filter { !isAboutBody($0) }
    )
    func refused(wireCase: WireCase) {
        let reading = read(wireCase.bytes)
        #expect(reading.error?.status == HTTPStatus(wireCase.status))
        #expect(reading.heads.isEmpty)
    }

    @Test("The body of a request begins where its head ends")
    func bodyStart() {
        let reading = read("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n{\"a\"}")
        #expect(reading.heads.count == 1)
        #expect(reading.error == .malformedRequestLine, "the body is no request")
    }

    @Test(
        "A connection stays open or closes as version and Connection say",
        arguments: [
            ("HTTP/1.1", "", true),
            ("HTTP/1.1", "Connection: close\r\n", false),
            ("HTTP/1.1", "Connection: Foo , CLOSE\r\n", false),
            ("HTTP/1.1", "Connection: closed\r\n", true),
            ("HTTP/1.1", "Connection: keep-alive, close\r\n", false),
            ("HTTP/1.1", "Connection: x\r\nConnection: close\r\n", false),
            ("HTTP/1.0", "", false),
            ("HTTP/1.0", "Connection: Keep-Alive\r\n", true),
            ("HTTP/1.0", "Connection: keep-alive, close\r\n", false),
            ("HTTP/1.7", "", true),
        ]
    )
    func persistence(version: String, connection: String, keepsAlive: Bool) {
        #expect(read("GET / \(version)\r\nHost: a\r\n\(connection)\r\n").heads.first?.keepsAlive == keepsAlive)
    }

    @Test(
        "The length of a body follows from the fields",
        arguments: [
            ("", HTTPBodyFraming.none),
            ("Content-Length: 0\r\n", .none),
            ("Content-Length: 007\r\n", .length(7)),
            ("content-length:\t7 \r\n", .length(7)),
            ("Transfer-Encoding: Chunked\r\n", .chunked),
            ("transfer-encoding:chunked \r\n", .chunked),
            ("Transfer-Encoding: ,chunked\r\n", .chunked),
            ("Transfer-Encoding: chunked,\r\n", .chunked),
            ("Transfer-Encoding: , \t,,chunked ,,\r\n", .chunked),
            ("Transfer-Encoding:\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: ,\r\n", .chunked),
        ]
    )
    func framing(fields: String, framing: HTTPBodyFraming) {
        #expect(read("POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n").heads.first?.framing == framing)
    }

    @Test(
        "A Host is a name or an address, with a port or without",
        arguments: ["a", "a.b-c_d", "127.0.0.1:80", "[::1]", "[::1]:8080", "a:", "", "xn--bcher-kva.example", "a%2Db"]
    )
    func host(value: String) {
        let reading = read("GET / HTTP/1.1\r\nHost: \(value)\r\n\r\n")
        #expect(reading.error == nil)
        #expect(reading.heads.first?.authority == value)
    }

    @Test("HTTP/1.0 needs no Host, and its expectations are ignored")
    func oldVersion() {
        let reading = read("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")
        #expect(reading.heads.first?.expectsContinue == false)
        #expect(reading.heads.first?.authority == nil)
        #expect(read("POST / HTTP/1.0\r\nExpect: more\r\n\r\n").error == nil)
    }

    @Test("A client waits for 100 Continue only if it has a body to send")
    func expectation() {
        let withBody = read("POST / HTTP/1.1\r\nHost: a\r\nexpect: 100-Continue\r\nContent-Length: 1\r\n\r\n")
        #expect(withBody.heads.first?.expectsContinue == true)
        let withoutBody = read("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n")
        #expect(withoutBody.heads.first?.expectsContinue == false)
    }

    @Test("Limits are met to the byte")
    func limits() {
        var limits = HTTPSyntaxLimits()
        limits.requestLineBytes = 20
        #expect(
            read("GET /\(String(repeating: "a", count: 6)) HTTP/1.1\r\nHost: a\r\n\r\n", limits: limits).error == nil
        )
        #expect(
            read("GET /\(String(repeating: "a", count: 7)) HTTP/1.1\r\nHost: a\r\n\r\n", limits: limits).error
                == .requestLineTooLong
        )
        limits.headBytes = 30
        #expect(read("GET / HTTP/1.1\r\nHost: 5678901\r\n\r\n", limits: limits).error == .headTooLarge)
        limits.headBytes = 31
        #expect(read("GET / HTTP/1.1\r\nHost: 5678901\r\n\r\n", limits: limits).error == nil)
        limits = HTTPSyntaxLimits()
        limits.fieldCount = 2
        #expect(read("GET / HTTP/1.1\r\nHost: a\r\nB: b\r\n\r\n", limits: limits).error == nil)
        #expect(read("GET / HTTP/1.1\r\nHost: a\r\nB: b\r\nC: c\r\n\r\n", limits: limits).error == .headTooLarge)
    }

    @Test("A byte of the request line is the start of a request, an empty line before it is not")
    func start() throws {
        var parser = HTTPRequestParser()
        for (text, hasStarted) in [("\r", false), ("\r\n", false), ("\r\nG", true)] {
            let bytes = Array(text.utf8)
            let head = try parser.parse(bytes.span, limits: HTTPSyntaxLimits())
            #expect(head == nil)
            #expect(parser.hasStarted == hasStarted)
        }
    }

    @Test("Each error has a code and a sentence of its own")
    func errors() {
        #expect(Set(HTTPParseError.allCases.map(\.rawValue)).count == HTTPParseError.allCases.count)
        #expect(Set(HTTPParseError.allCases.map(\.description)).count == HTTPParseError.allCases.count)
        #expect(HTTPParseError.allCases.allSatisfy { (400..<600).contains($0.status.code) })
    }
}

/// Whether what is wrong with a request is in its body, or only in that the body is too large for the server.
private func isAboutBody(_ wireCase: WireCase) -> Bool {
    wireCase.name.hasPrefix("chunk") || wireCase.name.hasSuffix("more than the limit")
        || wireCase.name.hasSuffix("larger than the limit")
}
