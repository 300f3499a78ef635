import Contracts
import JSON
import Testing

@Suite struct `strict coercion` {
    @Test(arguments: [
        ("28", JSONValue.integer(28)), ("28.0", .integer(28)), ("2.8e1", .integer(28)), ("-0.0", .integer(0)),
        // JavaScript has no integers beyond 2⁵³.
        ("9007199254740993", .integer(9_007_199_254_740_992)),
        ("123456789012345678901234567890", .bigInteger("123456789012345677877719597056")),
        ("-1e20", .bigInteger("-100000000000000000000")),
    ])
    func `takes every whole number for an integer`(input: String, value: JSONValue) throws {
        #expect(try check(input, against: #"{"type": "integer"}"#, .strict) == .value(value))
    }

    @Test(arguments: [#""28""#, "true", "null", "[]", "{}"])
    func `takes nothing else for an integer`(input: String) throws {
        #expect(try check(input, against: #"{"type": "integer"}"#, .strict) == .found([.wrongType]))
        #expect(try check(input, against: #"{"type": "number"}"#, .strict) == .found([.wrongType]))
    }

    @Test func `takes integers and floats for numbers`() throws {
        #expect(try check("2", against: #"{"type": "number"}"#, .strict) == .value(.double(2)))
        #expect(try check("1.5", against: #"{"type": "number"}"#, .strict) == .value(.double(1.5)))
    }

    @Test func `finds a fraction and a broken bound in one value`() throws {
        let schema = #"{"type": "integer", "minimum": 1}"#
        #expect(try check("0.5", against: schema, .strict) == .found([.fractional, .belowMinimum]))
        #expect(try check("1.5", against: schema, .strict) == .found([.fractional]))
        #expect(try check("1e400", against: schema, .strict) == .found([.fractional]))
    }

    @Test(arguments: ["1", #""true""#, "null"])
    func `takes only booleans for booleans`(input: String) throws {
        #expect(try check(input, against: #"{"type": "boolean"}"#, .strict) == .found([.wrongType]))
    }

    @Test func `counts UTF-16 units`() throws {
        let schema = #"{"type": "string", "maxLength": 3}"#
        #expect(try check(#""😀😀""#, against: schema, .strict) == .found([.tooLong]))
        #expect(try check(#""😀a""#, against: schema, .strict) == .value(.string("😀a")))
        #expect(try check(#""éé\u0301""#, against: schema, .strict) == .value(.string("éé\u{301}")))
    }

    @Test(arguments: [
        "https://a.b/c.png", "data:image/png;base64,AAAA", "ftp://x/y", "javascript:1", "http:a", "HTTP://A:80/",
        " https://a.b ", "http://[::1]:8080/", "http://user:pw@a.b", "http://é.example/", "file:///x", "a:", "x://",
        "http://1.2.3.4/", "http://0x7f.1/", "http://a%2eb/", "http:\\\\a\\b", "http://[1::2:3.4.5.6]",
    ])
    func `takes what JavaScript takes for an absolute URL`(url: String) throws {
        let contract = try contract(#"{"type": "string", "format": "uri"}"#)
        guard case .valid = contract.validate(.object(["value": .string(url)]), coercion: .strict) else {
            Issue.record("refused")
            return
        }
    }

    @Test(arguments: [
        "", "not-a-url", "/a/b", "//a.b/c", "http://", "https://?x", "http://a:99999/", "http://a:b/", "http://a b/",
        "http://[::1/", "http://[1:2]/", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://a<b/", "1a:b", "http://%/",
        "http://@/", "http://a%20b/", "x://a b/", "http://09.1/", "http://%da/",
    ])
    func `takes nothing else for an absolute URL`(url: String) throws {
        let contract = try contract(#"{"type": "string", "format": "uri"}"#)
        guard case .invalid(let findings) = contract.validate(.object(["value": .string(url)]), coercion: .strict)
        else {
            Issue.record("accepted")
            return
        }
        #expect(findings.map(\.kind) == [.notURL])
    }
}
