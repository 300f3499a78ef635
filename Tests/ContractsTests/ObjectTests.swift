import Contracts
import JSON
import Testing

@Suite struct `an object` {
    @Test(arguments: [Coercion.lax, .strict])
    func `is checked in the order of the contract, not of the input`(coercion: Coercion) throws {
        let contract = try contract(
            properties: #"{"a": {"type": "integer"}, "b": {"type": "string"}, "c": {"type": "boolean"}}"#,
            required: #"["b"]"#
        )
        let input: JSONValue = .object(["c": .null, "x": .null, "a": .null])
        guard case .invalid(let findings) = contract.validate(input, coercion: coercion) else {
            Issue.record("accepted")
            return
        }
        #expect(findings.map(\.path) == [["a"], ["b"], ["c"]])
        #expect(findings.map(\.kind) == [.wrongType, .missing, .wrongType])
        #expect(findings.map(\.input) == [.null, input, .null])
    }

    @Test func `gets its defaults, drops what it does not know, and leaves the rest open`() throws {
        let contract = try contract(
            properties: #"{"a": {"type": "integer", "default": 7}, "b": {"type": "string"}, "c": {"type": "number"}}"#
        )
        let input: JSONValue = .object(["x": .integer(1), "c": .integer(2)])
        guard case .valid(let values) = contract.validate(input, coercion: .lax) else {
            Issue.record("refused")
            return
        }
        #expect(values[contract.field("a")] == .integer(7))
        #expect(values[contract.field("b")] == .null)
        #expect(values.number(contract.field("c")) == 2)
        #expect(contract.field(named: "x") == nil)
    }

    @Test(arguments: [Coercion.lax, .strict])
    func `reads the default of a number as a number, however it is written`(coercion: Coercion) throws {
        let contract = try contract(#"{"type": "number", "default": 1}"#)
        guard case .valid(let values) = contract.validate(.object([:]), coercion: coercion) else {
            Issue.record("refused")
            return
        }
        #expect(values.number(contract.field("value")) == 1)
    }

    @Test func `admits null only where the contract says so`() throws {
        #expect(try check("null", against: #"{"type": "integer", "nullable": true}"#, .lax) == .value(.null))
        #expect(try check("null", against: #"{"type": "integer"}"#, .lax) == .found([.wrongType]))
        #expect(try check("null", against: #"{"type": "integer", "default": 1}"#, .strict) == .found([.wrongType]))
    }

    @Test(arguments: [#"[]"#, #""x""#, "null", "1"])
    func `is nothing else`(input: String) throws {
        let contract = try contract(#"{"type": "string"}"#)
        let input = try JSONParser.parse(Array(input.utf8))
        guard case .invalid(let findings) = contract.validate(input, coercion: .lax) else {
            Issue.record("accepted")
            return
        }
        #expect(findings.map(\.path) == [[]])
        #expect(findings.map(\.kind) == [.wrongType])
    }

    @Test func `tells keys apart by code points`() throws {
        let contract = try contract(properties: #"{"K": {"type": "integer"}}"#)
        let input: JSONValue = .object(["\u{212A}": .null])
        guard case .valid = contract.validate(input, coercion: .lax) else {
            Issue.record("took the Kelvin sign for a K")
            return
        }
    }
}

@Suite struct `an enumeration` {
    private let schema = #"{"type": "string", "enum": ["jpeg", "png"]}"#

    @Test func `admits its strings exactly`() throws {
        #expect(try check(#""png""#, against: schema, .lax) == .value(.string("png")))
        #expect(try check(#""PNG""#, against: schema, .lax) == .found([.notInEnumeration]))
        #expect(try check("1", against: schema, .strict) == .found([.notInEnumeration]))
        #expect(try check(#""\ud800""#, against: schema, .strict) == .found([.notInEnumeration]))
    }

    @Test func `cannot be held against a lone surrogate by pydantic`() throws {
        #expect(try check(#""\ud800""#, against: schema, .lax) == .found([.notUnicode]))
    }
}

@Suite struct `bounds` {
    @Test(arguments: [
        ("1", [Finding.Kind]()), ("0", [.belowMinimum]), ("10", []), ("11", [.aboveMaximum]),
        ("9223372036854775808", [.aboveMaximum]), ("-9223372036854775809", [.belowMinimum]),
        (#""99999999999999999999999999""#, [.aboveMaximum]),
    ])
    func `hold for integers of any size`(input: String, kinds: [Finding.Kind]) throws {
        let result = try check(input, against: #"{"type": "integer", "minimum": 1, "maximum": 10}"#, .lax)
        if kinds.isEmpty, case .value = result { return }
        #expect(result == .found(kinds))
    }

    @Test func `may exclude themselves`() throws {
        let schema = #"{"type": "integer", "exclusiveMinimum": 0}"#
        #expect(try check("0", against: schema, .lax) == .found([.notAboveExclusiveMinimum]))
        #expect(try check("1", against: schema, .lax) == .value(.integer(1)))
    }

    @Test(arguments: [("64", true), ("65", false), ("64.0", true), ("64.5", false), ("1e20", true), ("1.01e20", true)])
    func `may ask for multiples`(input: String, holds: Bool) throws {
        let result = try check(input, against: #"{"type": "number", "multipleOf": 32}"#, .strict)
        #expect(result == .found([.notMultiple]) ? !holds : holds)
    }

    @Test func `take digits beyond 64 bits for multiples too`() throws {
        let schema = #"{"type": "integer", "multipleOf": 7}"#
        #expect(
            try check("700000000000000000000", against: schema, .lax) == .value(.bigInteger("700000000000000000000"))
        )
        #expect(try check("700000000000000000001", against: schema, .lax) == .found([.notMultiple]))
    }
}
