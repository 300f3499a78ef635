import Contracts
import JSON
import TestSupport
import Testing

/// One reading of pydantic's, from `fixtures/contracts/lax-readings.json`.
struct LaxReading: Sendable, CustomTestStringConvertible {
    let type: String
    let input: JSONValue
    /// What the model gets, or pydantic's name of the fault.
    let value: JSONValue?
    let fault: String?

    var testDescription: String { "\(type) from \(String(describing: input).prefix(60))" }

    static let all = Fixture.cases("contracts/lax-readings.json").map { json in
        let parts = json.elements
        let outcome = parts[2].object
        return LaxReading(type: parts[0].text, input: parts[1], value: outcome["value"], fault: outcome["fault"]?.text)
    }
}

@Suite struct `lax coercion` {
    @Test func `there are recorded readings of every type`() {
        #expect(Set(LaxReading.all.map(\.type)) == ["integer", "number", "boolean", "string"])
        #expect(LaxReading.all.count > 200)
    }

    @Test(arguments: LaxReading.all)
    func `reads as pydantic reads`(_ reading: LaxReading) throws {
        let contract = try contract(#"{"type": "\#(reading.type)"}"#)
        switch contract.validate(.object(["value": reading.input]), coercion: .lax) {
        case .valid(let values):
            #expect(reading.fault == nil)
            let value = values[contract.field("value")]
            #expect(value == reading.value || (isNaN(value) && isNaN(reading.value)))
        case .invalid(let findings):
            #expect(findings.map { pydanticName($0.kind, reading.type) } == [reading.fault])
        }
    }

    @Test func `stops at a value's first fault, and tests the upper bound first`() throws {
        let schema = #"{"type": "number", "minimum": 1, "maximum": 20}"#
        #expect(try check("NaN", against: schema, .lax) == .found([.aboveMaximum]))
        #expect(try check("-Infinity", against: schema, .lax) == .found([.belowMinimum]))
        #expect(try check("20", against: schema, .lax) == .value(.double(20)))
    }

    @Test func `counts code points`() throws {
        let schema = #"{"type": "string", "maxLength": 2}"#
        #expect(try check(#""😀😀""#, against: schema, .lax) == .value(.string("😀😀")))
        #expect(try check(#""abc""#, against: schema, .lax) == .found([.tooLong]))
        #expect(try check(#""\ud800\ud800""#, against: schema, .lax) == .value(.surrogateString([0xD800, 0xD800])))
    }
}

/// NaN equals nothing, itself included.
private func isNaN(_ value: JSONValue?) -> Bool {
    if case .double(let number) = value { number.isNaN } else { false }
}

private func pydanticName(_ kind: Finding.Kind, _ type: String) -> String {
    let prefix = ["integer": "int", "number": "float", "boolean": "bool"][type] ?? type
    return switch kind {
    case .wrongType: "\(prefix)_type"
    case .unreadable: "\(prefix)_parsing"
    case .notUnicode: "string_unicode"
    case .fractional: "int_from_float"
    case .notFinite: "finite_number"
    case .tooManyDigits: "int_parsing_size"
    default: "\(kind)"
    }
}
