import Contracts
import JSON

/// Draws a contract and an input from the bytes, and holds one against the other in both ways there are.
func fuzzContract(_ bytes: [UInt8]) {
    var draw = ByteDraw(bytes)
    let file: JSONValue = .object([
        "model": .string("m"), "source": .string("s"), "date": .string("2025-11"), "input": draw.objectSchema(depth: 3),
    ])
    guard let contract = try? Contract(file, rules: draw.isOne(of: 2) ? .observed : .documented) else { return }
    let input = draw.isOne(of: 16) ? draw.value(depth: 3) : draw.object(depth: 3)
    for coercion in [Coercion.lax, .strict] {
        check(contract, input, coercion)
        // A document tells numbers by how they are written.
        guard let document = try? JSONWriter.write(input, style: .python),
            let parsed = try? JSONParser.parse(document)
        else { continue }
        let validation = check(contract, parsed, coercion)
        guard let values = contract.values(in: document, parser: JSONParser(), coercion: coercion) else { continue }
        guard case .valid(let expected) = validation else { fatalError("the short way accepts what is not valid") }
        for property in contract.properties {
            let field = contract.field(property.name)
            demand(values[field].isSame(as: expected[field]), "\(property.name) has two values")
        }
    }
}

@discardableResult
private func check(_ contract: Contract, _ input: JSONValue, _ coercion: Coercion) -> Validation {
    let validation = contract.validate(input, coercion: coercion)
    if case .invalid(let findings) = validation { demand(!findings.isEmpty, "nothing is found to be wrong") }
    return validation
}

private let names = ["a", "b", "prompt", "seed", "\u{e9}", "\"q", ""]

/// Texts that pydantic's lax mode may read as something else, and some that it may not.
private let convertibleTexts = [
    "1", " 7 ", "1.0", "1e3", "-0", "true", "off", "https://a.b/c", "http://[::1]:80?x", "nan",
]

extension ByteDraw {
    fileprivate mutating func name() -> String { isOne(of: 8) ? text() : one(of: names) }

    fileprivate mutating func objectSchema(depth: Int) -> JSONValue {
        var properties = JSONObject()
        for _ in 0..<number(below: 5) { properties[name()] = schema(depth: depth - 1) }
        var schema: JSONObject = ["type": .string("object"), "properties": .object(properties)]
        if isOne(of: 3), let first = properties.members.first {
            schema["required"] = .array([.string(isOne(of: 8) ? name() : first.key)])
        }
        return .object(schema)
    }

    private mutating func schema(depth: Int) -> JSONValue {
        var schema = JSONObject()
        let kind = number(below: 8)
        switch kind {
        case 0: schema["type"] = .string("string")
        case 1:
            schema["type"] = .string("string")
            schema["enum"] = .array((0...number(below: 3)).map { _ in .string(name()) })
        case 2: schema["type"] = .string("integer")
        case 3: schema["type"] = .string("number")
        case 4: schema["type"] = .string("boolean")
        case 5 where depth > 0: return objectSchema(depth: depth)
        case 6 where depth > 0:
            schema["anyOf"] = .array((0...number(below: 3)).map { _ in self.schema(depth: depth - 1) })
        default: schema["type"] = isOne(of: 32) ? value(depth: 1) : .string("string")
        }
        for _ in 0..<number(below: 4) {
            let keyword = one(of: ["minimum", "maximum", "exclusiveMinimum", "multipleOf", "maxLength", "nullable"])
            switch keyword {
            case "nullable": schema[keyword] = .bool(true)
            case "multipleOf", "maxLength": schema[keyword] = .integer(1 + number(below: 64))
            default: schema[keyword] = isOne(of: 4) ? self.number() : .integer(number(below: 100) - 50)
            }
        }
        if isOne(of: 4) { schema["default"] = value(depth: 1) }
        if isOne(of: 6) { schema["format"] = .string("uri") }
        if isOne(of: 8) { schema["x-documented"] = .object(["maxLength": .integer(3)]) }
        return .object(schema)
    }

    fileprivate mutating func value(depth: Int) -> JSONValue {
        switch number(below: 9) {
        case 0: .null
        case 1: .bool(isOne(of: 2))
        case 2: .string(name())
        case 3: .string(text())
        case 4: .string(one(of: convertibleTexts))
        case 5 where depth > 0: .array((0..<number(below: 4)).map { _ in value(depth: depth - 1) })
        case 6 where depth > 0: object(depth: depth)
        case 7: .surrogateString([0xD800, UInt16(byte())])
        default: number()
        }
    }

    private mutating func number() -> JSONValue {
        switch number(below: 5) {
        case 0: .integer(number(below: 256) - 128)
        case 1: .integer(integer())
        case 2: .bigInteger((isOne(of: 2) ? "-" : "") + "1234567890123456789012345\(number(below: 256))")
        case 3: .double(Double(number(below: 256)) / 4 - 16)
        default: .double(Double(bitPattern: UInt64(bitPattern: Int64(integer()))))
        }
    }

    fileprivate mutating func object(depth: Int) -> JSONValue {
        var object = JSONObject()
        for _ in 0..<number(below: 5) { object[name()] = value(depth: depth - 1) }
        return .object(object)
    }
}
