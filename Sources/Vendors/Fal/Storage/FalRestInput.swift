import HTTP
import ImageGeneration
import JSON

/// The JSON input of an endpoint of the rest host, read as FastAPI and pydantic read it.
struct FalRestInput {
    private var members: JSONObject?
    private var faults: [JSONValue] = []
    /// Whether the body was given up before any of it was looked at.
    private var isUnparsable = false

    /// Reads a body.
    init(_ body: [UInt8]) {
        guard !body.isEmpty else {
            addFault([], "missing", "Field required")
            return
        }
        do throws(JSONParseError) {
            let input = try JSONParser.parse(body)
            guard case .object(let members) = input else {
                let wording = if case .null = input { PydanticWording.missing } else { PydanticWording.notAnObject }
                addFault([], wording.type, wording.message)
                return
            }
            self.members = members
        } catch {
            switch error.kind {
            case .syntax: addFault([.integer(error.position)], "json_invalid", "JSON decode error")
            case .tooDeep, .integerTooLong, .invalidEncoding: isUnparsable = true
            }
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

    /// The integer under a name, or a default; whole floats, and texts that are integers, are read as well.
    mutating func integer(_ name: String, default number: Int) -> Int {
        let sentence = "Input should be a valid integer"
        switch members?[name] {
        case nil: return number
        case .integer(let number): return number
        case .double(let value):
            if let number = Int(exactly: value) { return number }
            addFault([.string(name)], "int_from_float", "\(sentence), got a number with a fractional part")
        case .string(let text):
            if let number = Int(text) { return number }
            addFault([.string(name)], "int_parsing", "\(sentence), unable to parse string as an integer")
        default:
            addFault([.string(name)], "int_type", sentence)
        }
        return number
    }

    /// The refusal of an input with faults; nil when there are none.
    ///
    /// `loc` and `msg` are recorded for a missing body; `type` is what the JavaScript client declares beside them.
    var refusal: FalRefusal? {
        if isUnparsable {
            return FalRefusal(.detail("There was an error parsing the body"), status: 400, failure: .invalidInput)
        }
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
