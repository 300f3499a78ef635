import HTTP
import Testing

@Suite("Request targets")
struct RequestTargetTests {
    @Test("A path and a query are kept as sent")
    func origin() throws {
        let target = try HTTPRequestTarget("/a%2Fb/%C3%BC;x?q=%20&r[]=1|2")
        #expect(target.form == .origin)
        #expect(target.rawPath == "/a%2Fb/%C3%BC;x")
        #expect(target.query == "q=%20&r[]=1|2")
        #expect(target.scheme == nil)
        #expect(target.authority == nil)
    }

    @Test("An empty query is a query, and a second question mark is part of it")
    func emptyQuery() throws {
        #expect(try HTTPRequestTarget("/").query == nil)
        #expect(try HTTPRequestTarget("/?").query == "")
        #expect(try HTTPRequestTarget("/?a?b").query == "a?b")
    }

    @Test(
        "A whole URI has scheme, authority, path and query",
        arguments: [
            ("http://a.b:80/c?d", "http", "a.b:80", "/c", "d"),
            ("https://a.b", "https", "a.b", "/", nil),
            ("HTTP://[::1]:8080?d", "http", "[::1]:8080", "/", "d"),
        ] as [(String, String, String, String, String?)]
    )
    func absolute(text: String, scheme: String, authority: String, path: String, query: String?) throws {
        let target = try HTTPRequestTarget(text)
        #expect(target.form == .absolute)
        #expect(target.scheme == scheme)
        #expect(target.authority == authority)
        #expect(target.rawPath == path)
        #expect(target.query == query)
    }

    @Test("The authority of a target takes precedence over the Host field")
    func precedence() throws {
        let head = HTTPRequestHead(method: .get, target: try HTTPRequestTarget("http://a/"), fields: ["Host": "b"])
        #expect(head.authority == "a")
    }

    @Test("CONNECT has an authority, OPTIONS may have an asterisk")
    func otherForms() throws {
        let connect = try HTTPRequestTarget("a.b:443", method: .connect)
        #expect(connect.form == .authority)
        #expect(connect.authority == "a.b:443")
        #expect(connect.rawPath == "")
        #expect(try HTTPRequestTarget("*", method: .options).form == .asterisk)
        #expect(try HTTPRequestTarget("*", method: .options).rawPath == "*")
        #expect(throws: HTTPParseError.malformedTarget) { try HTTPRequestTarget("*") }
    }

    @Test(
        "A path is decoded once",
        arguments: [
            ("/plain/path", "/plain/path"), ("/a%20b", "/a b"), ("/a%2fb", "/a/b"), ("/%2541", "/%41"),
            ("/%C3%BC", "/ü"), ("/a.b/..c/d..", "/a.b/..c/d.."), ("/...", "/..."), ("/%zz", nil), ("/%4", nil),
            ("/%", nil), ("/a%00b", nil), ("/%FF", nil), ("/../a", nil), ("/a/..", nil), ("/./a", nil),
            ("/a/%2e%2E/b", nil), ("/a%2f..%2fb", nil), ("/%2e", nil),
        ] as [(String, String?)]
    )
    func decoding(raw: String, decoded: String?) throws {
        let target = try HTTPRequestTarget(raw)
        #expect((try? target.decodedPath()) == decoded)
    }

    @Test("A path that cannot be decoded says why")
    func decodingErrors() throws {
        for (raw, error) in [
            ("/%zz", HTTPPathError.malformedEscape), ("/%00", .nul), ("/%FF", .notUnicode), ("/a/%2e%2e", .dotSegment),
        ] {
            let target = try HTTPRequestTarget(raw)
            #expect(throws: error) { try target.decodedPath() }
        }
        #expect(HTTPPathError.allCases.allSatisfy { $0.status == 400 })
    }
}
