/// Header fields in order (RFC 9110 §5): names compare without regard to ASCII case and keep the spelling given.
public struct HTTPFields: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One field line.
    public struct Field: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    private var lines: [Field] = []

    /// Makes an empty list.
    public init() {}

    /// Makes a list from a literal, keeping its order and repetitions.
    public init(dictionaryLiteral elements: (String, String)...) {
        lines = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The value of the first field of that name; setting replaces every field of that name, setting nil removes them.
    public subscript(name: String) -> String? {
        get { lines.first { equalIgnoringCase($0.name, name) }?.value }
        set {
            lines.removeAll { equalIgnoringCase($0.name, name) }
            if let newValue { append(name, newValue) }
        }
    }

    /// The values of every field of that name, in order.
    public func values(of name: String) -> [String] {
        lines.filter { equalIgnoringCase($0.name, name) }.map(\.value)
    }

    /// Adds a field line at the end.
    public mutating func append(_ name: String, _ value: String) {
        lines.append(Field(name: name, value: value))
    }
}

extension HTTPFields: Sequence {
    /// Walks the field lines in order.
    public func makeIterator() -> IndexingIterator<[Field]> { lines.makeIterator() }
}

private func equalIgnoringCase(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count
        && zip(left.utf8, right.utf8).allSatisfy { lowercased($0) == lowercased($1) }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}
