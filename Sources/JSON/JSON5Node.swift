/// A value of a configuration file that knows where it was written.
public struct JSON5Node: Sendable, Hashable {
    /// What was written.
    public enum Content: Sendable, Hashable {
        /// The literal `null`.
        case null
        /// The literal `true` or `false`.
        case bool(Bool)
        /// A number without fraction or exponent.
        case integer(Int)
        /// A number with a fraction or an exponent.
        case double(Double)
        /// A string.
        case string(String)
        /// The elements of an array.
        case array([JSON5Node])
        /// The members of an object in the order written; no key is repeated.
        case object([Member])
    }

    /// One key and its value.
    public struct Member: Sendable, Hashable {
        /// The key.
        public var key: String
        /// Where the key begins.
        public var keyLocation: SourceLocation
        /// The value.
        public var value: JSON5Node

        /// Makes a member.
        public init(key: String, keyLocation: SourceLocation, value: JSON5Node) {
            self.key = key
            self.keyLocation = keyLocation
            self.value = value
        }
    }

    /// What was written.
    public var content: Content
    /// Where it begins.
    public var location: SourceLocation

    /// Makes a node.
    public init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }

    /// The value under a key of an object; nil if there is none or this is no object.
    public subscript(key: String) -> JSON5Node? {
        guard case .object(let members) = content else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The same value without its places.
    public var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .integer(let number): .integer(number)
        case .double(let number): .double(number)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members):
            .object(JSONObject(members: members.map { JSONObject.Member(key: $0.key, value: $0.value.value) }))
        }
    }

    /// What sort of value this is, with its article, for messages such as `expected a number, found a string`.
    public var kindName: String {
        switch content {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .double: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
