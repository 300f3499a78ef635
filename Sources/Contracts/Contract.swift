public import JSON

/// What one model accepts, described as data.
public struct Contract: Sendable {
    /// The model's name as the vendor knows it.
    public let model: String
    /// Where the rules were read.
    public let source: String
    /// When they were read, as `YYYY-MM` or `YYYY-MM-DD`.
    public let date: String
    /// The input: always an object.
    public let input: Schema
    /// The properties of the input, in order.
    public let properties: [Schema.Property]
    /// Their names, in the same order.
    let keys: JSONKeys

    /// Reads a contract.
    ///
    /// The file is an object with `model`, `source`, `date` and `input`, a schema of type object. A schema may hold
    /// an overlay `x-documented` of further keywords: rules that the vendor's page states but its server was seen not
    /// to enforce. They apply only when `rules` is `.documented`.
    public init(_ json: JSONValue, rules: Rules) throws(ContractError) {
        let compiler = SchemaCompiler(rules: rules)
        let file = try compiler.members(of: json, at: "contract", allowed: ["model", "source", "date", "input"])
        model = try compiler.text("model", in: file, at: "contract")
        source = try compiler.text("source", in: file, at: "contract")
        date = try compiler.text("date", in: file, at: "contract")
        input = try compiler.schema(file["input"] ?? .null, at: "input")
        guard case .object(let properties) = input.kind else {
            throw ContractError(place: "input", problem: "must be of type object")
        }
        self.properties = properties
        keys = JSONKeys(properties.map(\.name))
    }

    /// Which rules of a contract apply.
    public enum Rules: Sendable, Hashable {
        /// Everything the vendor's page states.
        case documented
        /// Only what its server was seen to enforce.
        case observed
    }

    /// The place of a property; nil when the contract has none of that name.
    public func field(named name: String) -> Field? {
        properties.firstIndex { $0.name == name }.map(Field.init)
    }

    /// The place of a property that the contract has; traps when it has none of that name.
    public func field(_ name: String) -> Field {
        guard let field = field(named: name) else { preconditionFailure("contract \(model) has no property \(name)") }
        return field
    }
}

/// A fault in a contract file.
public struct ContractError: Error, Hashable, CustomStringConvertible {
    /// The path of keywords to the fault.
    public let place: String
    /// What is wrong there.
    public let problem: String

    /// The place and what is wrong there.
    public var description: String { "\(place): \(problem)" }
}
