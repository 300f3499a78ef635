public import JSON

/// Readings of fixtures and answers whose shape a test takes for granted; each ends the run where it is another.
extension JSONValue {
    /// The members of an object.
    public var object: JSONObject {
        guard case .object(let object) = self else { fatalError("no object: \(self)") }
        return object
    }

    /// The elements of an array.
    public var elements: [JSONValue] {
        guard case .array(let elements) = self else { fatalError("no array: \(self)") }
        return elements
    }

    /// The text of a string.
    public var text: String {
        guard case .string(let text) = self else { fatalError("no string: \(self)") }
        return text
    }

    /// The value of an integer of 64 bits.
    public var number: Int {
        guard case .integer(let number) = self else { fatalError("no integer: \(self)") }
        return number
    }
}

extension JSONValue {
    /// The value under a key of an object; nil when there is none.
    public subscript(key: String) -> JSONValue? { object[key] }

    /// An element of an array; nil when there are not so many.
    public subscript(index: Int) -> JSONValue? { elements.indices.contains(index) ? elements[index] : nil }
}

extension JSONObject {
    /// The value under a key that must be there.
    public func value(_ key: String) -> JSONValue {
        guard let value = self[key] else { fatalError("no \(key): \(self)") }
        return value
    }
}
