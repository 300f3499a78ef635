/// The members of a JSON object in the order in which they first appeared; a repeated key keeps the last value.
///
/// Keys are equal when their code points are: unlike `String` itself, `é` written as one code point and as two are two
/// keys, as they are for every server that speaks JSON.
public struct JSONObject: Sendable, Hashable {
    /// One key and its value.
    public struct Member: Sendable, Hashable {
        /// The key; where the document wrote a lone surrogate, U+FFFD stands in its place.
        public var key: String
        /// The UTF-16 code units of a key that holds a lone surrogate, nil for every other key.
        ///
        /// It keeps two such keys apart, and tells a writer that this object cannot be written as UTF-8.
        public var surrogateKey: [UInt16]?
        /// The value.
        public var value: JSONValue

        /// Makes a member.
        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }

        /// Makes a member whose key holds a lone surrogate.
        public init(surrogateKey: [UInt16], value: JSONValue) {
            self.init(key: String(decoding: surrogateKey, as: UTF16.self), surrogateKey: surrogateKey, value: value)
        }

        /// Makes a member from all it holds.
        init(key: String, surrogateKey: [UInt16]?, value: JSONValue) {
            self.key = key
            self.surrogateKey = surrogateKey
            self.value = value
        }

        /// Whether this member answers to a key of Unicode text.
        func isNamed(_ other: String) -> Bool {
            key == other && surrogateKey == nil && key.utf8.elementsEqual(other.utf8)
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
            for member in members where member.isNamed(key) { return member.value }
            return nil
        }
        set {
            let index = members.firstIndex { $0.isNamed(key) }
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
