import Contracts
import JSON

/// A contract with one property `value` of the schema given as JSON, and perhaps more keywords around it.
func contract(_ schema: String, required: Bool = false, rules: Contract.Rules = .documented) throws -> Contract {
    try contract(properties: #"{"value": \#(schema)}"#, required: required ? #"["value"]"# : nil, rules: rules)
}

/// A contract with the properties given as JSON.
func contract(properties: String, required: String? = nil, rules: Contract.Rules = .documented) throws -> Contract {
    let required = required.map { #", "required": \#($0)"# } ?? ""
    let text = #"""
        {"model": "m", "source": "s", "date": "2025-11",
         "input": {"type": "object", "properties": \#(properties)\#(required)}}
        """#
    return try Contract(JSONParser.parse(Array(text.utf8)), rules: rules)
}

/// What holding a JSON text against a contract gives: the value of its property `value`, or what was found.
enum Result: Equatable {
    case value(JSONValue?)
    case found([Finding.Kind])
}

/// Holds the JSON text of one value against a schema.
func check(_ input: String, against schema: String, _ coercion: Coercion) throws -> Result {
    let contract = try contract(schema)
    switch contract.validate(try JSONParser.parse(Array(#"{"value": \#(input)}"#.utf8)), coercion: coercion) {
    case .valid(let values): return .value(values[contract.field("value")])
    case .invalid(let findings): return .found(findings.map(\.kind))
    }
}
