import HTTP
import ImageGeneration
import JSON

/// The JSON input of an endpoint of the rest host, read as FastAPI and pydantic read it.
struct FalRestInput {
    private var members: JSONObject?
    private var faults: [JSONValue] = []

    /// Reads a body.
    init(_ body: [UInt8]) {
        guard !body.isEmpty else {
            addFault([], "missing", "Field required")
            return
        }
        do throws(JSONParseError) {
            guard case .object(let members) = try JSONParser.parse(body) else {
                let wording = PydanticWording.notAnObject
                addFault([], wording.type, wording.message)
                return
            }
            self.members = members
        } catch {
            addFault([.integer(error.position)], "json_invalid", "JSON decode error")
        }
    }

    /// The text under a name that must be there.
    mutating func text(_ name: String) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else {
            addFault([.string(name)], "string_type", "Input should be a valid string")
            return nil
        }
        return text
    }

    /// The text under a name that must be there, or nil for a null.
    mutating func textOrNull(_ name: String) -> String? {
        if case .null = members?[name] { return nil }
        return text(name)
    }

    /// The list of texts under a name that must be there.
    mutating func texts(_ name: String) -> [String]? {
        guard let value = value(name) else { return nil }
        guard case .array(let elements) = value else {
            addFault([.string(name)], "list_type", "Input should be a valid list")
            return nil
        }
        return elements.enumerated().compactMap { index, element in
            if case .string(let text) = element { return text }
            addFault([.string(name), .integer(index)], "string_type", "Input should be a valid string")
            return nil
        }
    }

    /// The integer under a name, or a default.
    mutating func integer(_ name: String, default number: Int) -> Int {
        switch members?[name] {
        case nil: return number
        case .integer(let number): return number
        default:
            addFault([.string(name)], "int_type", "Input should be a valid integer")
            return number
        }
    }

    /// The refusal of an input with faults; nil when there are none.
    ///
    /// `loc` and `msg` are recorded for a missing body; `type` is what the JavaScript client declares beside them.
    var refusal: FalRefusal? {
        guard !faults.isEmpty else { return nil }
        return FalRefusal(.object(["detail": .array(faults)]), status: 422, failure: .invalidInput)
    }

    private mutating func value(_ name: String) -> JSONValue? {
        guard let members else { return nil }
        if members[name] == nil { addFault([.string(name)], "missing", "Field required") }
        return members[name]
    }

    private mutating func addFault(_ location: [JSONValue], _ type: String, _ message: String) {
        let fault: JSONObject = [
            "loc": .array([.string("body")] + location), "msg": .string(message), "type": .string(type),
        ]
        faults.append(.object(fault))
    }
}
