import Contracts
import JSON
import Testing

@Suite struct `a contract file` {
    @Test(arguments: Contract.embeddedNames, [Contract.Rules.documented, .observed])
    func `built into the program can be read`(name: String, rules: Contract.Rules) throws {
        let contract = try Contract.load(name, rules: rules)
        #expect(!contract.properties.isEmpty)
        #expect(contract.source.contains("https://"))
        #expect(contract.date.wholeMatch(of: /20\d\d-\d\d(-\d\d)?/) != nil)
    }

    @Test(arguments: Contract.embeddedNames)
    func `has defaults that hold against it`(name: String) throws {
        let contract = try Contract.load(name, rules: .documented)
        for property in contract.properties {
            guard let value = property.schema.defaultValue else { continue }
            let validation = contract.validate(.object([property.name: value]), coercion: .strict)
            guard case .invalid(let findings) = validation else { continue }
            #expect(findings.allSatisfy { $0.path != [property.name] }, "\(property.name)")
        }
    }

    @Test func `that is not built in is an error that names those that are`() {
        let error = #expect(throws: ContractError.self) { try Contract.load("fal/nothing", rules: .documented) }
        #expect(error?.description.contains("fal/flux-srpo") == true)
    }

    @Test func `may lay documented rules over those that a server was seen to enforce`() throws {
        let schema = #"{"type": "integer", "maximum": 99, "x-documented": {"multipleOf": 32, "maximum": 64}}"#
        let documented = try contract(schema, rules: .documented).properties[0].schema
        let observed = try contract(schema, rules: .observed).properties[0].schema
        #expect(documented.multipleOf == 32)
        #expect(documented.maximum == .integer(64))
        #expect(observed.multipleOf == nil)
        #expect(observed.maximum == .integer(99))
    }

    @Test(arguments: [
        (#"{"type": "integer", "minimun": 1}"#, "input.value: has an unknown key: minimun"),
        (#"{"type": "float"}"#, "input.value.type: is unknown: float"),
        (#"{"type": "integer", "minimum": "1"}"#, "input.value.minimum: must be a number"),
        (#"{"type": "string", "format": "date"}"#, "input.value.format: must be uri"),
        (#"{"type": "string", "enum": []}"#, "input.value.enum: must be a list of strings"),
        (#"{"type": "string", "maxLength": 0}"#, "input.value.maxLength: must be a positive integer"),
        (#"{"anyOf": []}"#, "input.value.anyOf: must be a list of schemas"),
        (#"{"anyOf": [{"type": "x"}]}"#, "input.value.anyOf[0].type: is unknown: x"),
        (#"{"type": "object", "required": ["a"]}"#, "input.value.required: names no property: a"),
        (#"{"type": "integer", "nullable": 1}"#, "input.value.nullable: must be true or false"),
        ("[]", "input.value: must be an object"), ("{}", "input.value.type: must be a string"),
    ])
    func `with a fault says where and what`(schema: String, message: String) {
        let error = #expect(throws: ContractError.self) { try contract(schema) }
        #expect(error?.description == message)
    }

    @Test func `must describe an object`() {
        let text = #"{"model": "m", "source": "s", "date": "d", "input": {"type": "string"}}"#
        let error = #expect(throws: ContractError.self) {
            try Contract(JSONParser.parse(Array(text.utf8)), rules: .documented)
        }
        #expect(error?.description == "input: must be of type object")
    }
}
