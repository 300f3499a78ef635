import JSON
import Testing

@Suite struct `The parser` {
    @Test func `tells integers, big integers and doubles apart`() throws {
        let value = try parse("[28, -0, 28.0, 2.8e1, 9223372036854775808, -9223372036854775808]")
        let expected: [JSONValue] = [
            .integer(28), .integer(0), .double(28), .double(28), .bigInteger("9223372036854775808"), .integer(.min),
        ]
        #expect(value == .array(expected))
    }

    @Test(arguments: [
        ("0.1", 0.1), ("-0.0", -0.0), ("1e400", .infinity), ("-1e400", -.infinity), ("1e-400", 0),
        ("123456789012345678.9", 123456789012345678.9), ("5e-324", .leastNonzeroMagnitude),
        ("1.7976931348623157e308", .greatestFiniteMagnitude),
        ("9007199254740993.0", 9007199254740992), ("1e23", 1e23), ("1e22", 1e22), ("0.000001", 1e-6),
        ("100000000000000000000000e-23", 1),
    ])
    func `reads the nearest double`(text: String, number: Double) throws {
        guard case .double(let parsed) = try parse(text) else { throw ParserTestError.notADouble }
        #expect(parsed.bitPattern == number.bitPattern)
    }

    @Test func `keeps the order of keys and, of a repeated one, the last value in the first place`() throws {
        guard case .object(let object) = try parse(#"{"b":1,"a":2,"b":3}"#) else { throw ParserTestError.notAnObject }
        #expect(object.members.map(\.key) == ["b", "a"])
        #expect(object.members.map(\.value) == [.integer(3), .integer(2)])
    }

    @Test func `finds repeated keys among many`() throws {
        let text = (0..<500).map { #""key\#($0 % 300)":\#($0)"# }.joined(separator: ",")
        guard case .object(let object) = try parse("{\(text)}") else { throw ParserTestError.notAnObject }
        #expect(object.members.map(\.key) == (0..<300).map { "key\($0)" })
        #expect(object["key0"] == .integer(300))
        #expect(object["key250"] == .integer(250))
    }

    @Test func `takes keys that only look alike for two`() throws {
        guard case .object(let object) = try parse(#"{"\u00e9":1,"e\u0301":2}"#) else {
            throw ParserTestError.notAnObject
        }
        #expect(object.members.count == 2)
        #expect(object["\u{E9}"] == .integer(1))
        #expect(object["e\u{301}"] == .integer(2))
    }

    @Test func `keeps lone surrogates in strings and keys`() throws {
        #expect(try parse(#""a\ud800""#) == .surrogateString([0x61, 0xD800]))
        #expect(try parse(#""\ud83d\ude00""#) == .string("😀"))
        guard case .object(let object) = try parse(#"{"\ud800":1,"\ud801":2,"\ufffd":3,"\ud800":4}"#) else {
            throw ParserTestError.notAnObject
        }
        #expect(object.members.map(\.surrogateKey) == [[0xD800], [0xD801], nil])
        #expect(object.members.map(\.value) == [.integer(4), .integer(2), .integer(3)])
        #expect(object["\u{FFFD}"] == .integer(3))
    }

    @Test func `counts places in code points and offsets in bytes`() throws {
        let error = try #require(failure(of: Array("{\"é😀\":\n x}".utf8)))
        #expect(error.position == 8)
        #expect(error.byteOffset == 12)
        #expect(error.line == 2)
        #expect(error.column == 2)
        #expect("\(error)" == "Expecting value: line 2 column 2 (char 8)")
    }

    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x5B, 0x78], 1, 4),
            ([0xFF, 0xFE, 0x5B, 0x00, 0x3D, 0xD8, 0x00, 0xDE, 0x78, 0x00], 1, 4),
            ([0x00, 0x5B, 0x00, 0x22, 0xD8, 0x3D, 0xDE, 0x00, 0x00, 0x22, 0x00, 0x78], 4, 10),
            ([0x5B, 0x00, 0x00, 0x00, 0x78, 0x00, 0x00, 0x00], 1, 4),
        ] as [([UInt8], Int, Int)]
    )
    func `counts the offset in the bytes that came, whatever their encoding`(
        document: [UInt8],
        position: Int,
        byteOffset: Int
    ) throws {
        let error = try #require(failure(of: document))
        #expect(error.kind == .syntax)
        #expect(error.position == position)
        #expect(error.byteOffset == byteOffset)
    }

    @Test func `reports undecodable bytes before any fault of grammar`() throws {
        let error = try #require(failure(of: Array("{oops ".utf8) + [0xFF]))
        #expect(error.kind == .invalidEncoding)
        #expect(error.byteOffset == 6)
    }
}

enum ParserTestError: Error {
    case notADouble
    case notAnObject
}
