/// One JSON value, keeping everything about it that a strict server's answer may depend on.
///
/// Integers and floats are told apart, integers may have any size, object members keep their order, and a string may
/// hold the lone surrogates that RFC 8259 §8.2 permits in escapes but Unicode text cannot hold.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number written without fraction or exponent that fits 64 bits.
    case integer(Int)
    /// A number written without fraction or exponent that does not fit 64 bits: an optional minus sign and decimal
    /// digits without leading zeros.
    case bigInteger(String)
    /// A number written with a fraction or an exponent, or one of the literals NaN, Infinity and -Infinity.
    case double(Double)
    case string(String)
    /// A string that holds at least one lone surrogate: its UTF-16 code units.
    case surrogateString([UInt16])
    case array([JSONValue])
    case object(JSONObject)
}

/// The members of a JSON object in the order in which they first appeared; a repeated key keeps the last value.
public struct JSONObject: Sendable, Hashable {
    /// One key and its value.
    public struct Member: Sendable, Hashable {
        public var key: String
        public var value: JSONValue

        /// Makes a member.
        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The members in order.
    public private(set) var members: [Member]

    /// Makes an object from members whose keys are already unique.
    public init(members: [Member] = []) {
        self.members = members
    }

    /// The value under a key; setting nil removes the member, setting a new key appends it.
    public subscript(key: String) -> JSONValue? {
        get {
            for member in members where member.key == key { return member.value }
            return nil
        }
        set {
            let index = members.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (.some(let index), .some(let value)): members[index].value = value
            case (.some(let index), .none): members.remove(at: index)
            case (.none, .some(let value)): members.append(Member(key: key, value: value))
            case (.none, .none): break
            }
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object from a literal, keeping its order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(members: elements.map { Member(key: $0.0, value: $0.1) })
    }
}
