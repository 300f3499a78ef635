/// Header fields in order (RFC 9110 §5): names compare without regard to ASCII case and keep the spelling given.
///
/// What is put in can never end a line on the wire: in a value each byte that may not stand there (CR, LF, NUL and
/// other control characters) becomes a space, in a name an underscore (RFC 9110 §5.1, §5.5).
public struct HTTPFields: Sendable, ExpressibleByDictionaryLiteral {
    /// Where one field line lies in the wire form; it ends where the next one starts.
    struct Line: Sendable {
        var nameStart: UInt32
        var nameEnd: UInt32
        var valueStart: UInt32
        var valueEnd: UInt32
    }

    /// The fields as they stand on the wire, each line with its CRLF: sending is a copy, and reading allocates nothing
    /// for a field.
    private(set) var wire: [UInt8]
    private(set) var lines: [Line]

    /// Makes an empty list.
    public init() {
        wire = []
        lines = []
    }

    /// Makes a list from a literal, keeping its order and repetitions.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init()
        for (name, value) in elements { append(name, value) }
    }

    /// Takes over lines that were read and checked.
    init(wire: [UInt8], lines: [Line]) {
        self.wire = wire
        self.lines = lines
    }

    /// The number of field lines.
    public var count: Int { lines.count }

    /// The bytes that the lines take on the wire, line ends included.
    public var byteCount: Int { wire.count }

    /// The value of the first field of that name; setting replaces every field of that name, setting nil removes them.
    public subscript(name: String) -> String? {
        get { firstIndex(of: name, from: 0).map { value(of: lines[$0]) } }
        set {
            removeAll(name)
            if let newValue { append(name, newValue) }
        }
    }

    /// Whether there is a field of that name.
    public func contains(_ name: String) -> Bool {
        firstIndex(of: name, from: 0) != nil
    }

    /// Whether the first field of that name has exactly this value.
    public func contains(_ name: String, withValue value: String) -> Bool {
        guard let index = firstIndex(of: name, from: 0) else { return false }
        let line = lines[index]
        return HTTPFields.equal(wire.span.extracting(Int(line.valueStart)..<Int(line.valueEnd)), value.utf8.span)
    }

    /// The values of every field of that name, in order.
    public func values(of name: String) -> [String] {
        var values: [String] = []
        var start = 0
        while let index = firstIndex(of: name, from: start) {
            values.append(value(of: lines[index]))
            start = index + 1
        }
        return values
    }

    /// Adds a field line at the end.
    public mutating func append(_ name: String, _ value: String) {
        if wire.isEmpty {
            wire.reserveCapacity(224)
            lines.reserveCapacity(4)
        }
        let nameStart = wire.count
        append(name)
        let nameEnd = wire.count
        for index in nameStart..<nameEnd where !HTTPGrammar.isToken(wire[index]) { wire[index] = 0x5F }
        wire.append(HTTPGrammar.colon)
        wire.append(HTTPGrammar.space)
        let valueStart = wire.count
        append(value)
        let valueEnd = wire.count
        // Nearly no value holds a control character, and they are looked for eight bytes at a time.
        var next = HTTPGrammar.firstControl(in: wire.span, from: valueStart)
        while let index = next {
            if !HTTPGrammar.isFieldValue(wire[index]) { wire[index] = HTTPGrammar.space }
            next = HTTPGrammar.firstControl(in: wire.span, from: index + 1)
        }
        wire.append(HTTPGrammar.carriageReturn)
        wire.append(HTTPGrammar.lineFeed)
        lines.append(
            Line(
                nameStart: UInt32(nameStart),
                nameEnd: UInt32(nameEnd),
                valueStart: UInt32(valueStart),
                valueEnd: UInt32(valueEnd)
            )
        )
    }

    /// Adds the bytes of a text to the wire form.
    @inline(__always)
    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { wire.append(contentsOf: $0) }
    }

    private mutating func removeAll(_ name: String) {
        guard firstIndex(of: name, from: 0) != nil else { return }
        var kept = HTTPFields()
        for field in self where !HTTPFields.equalIgnoringCase(field.name, name) { kept.append(field.name, field.value) }
        self = kept
    }

    private func firstIndex(of name: String, from start: Int) -> Int? {
        let wanted = name.utf8.span
        let wire = wire.span
        var index = start
        while index < lines.count {
            let line = lines[index]
            if Int(line.nameEnd - line.nameStart) == wanted.count,
                HTTPFields.equalIgnoringCase(wire.extracting(Int(line.nameStart)..<Int(line.nameEnd)), wanted)
            {
                return index
            }
            index += 1
        }
        return nil
    }

    private static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }

    private static func equalIgnoringCase(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] {
            guard HTTPGrammar.lowercased(left[index]) == HTTPGrammar.lowercased(right[index]) else { return false }
        }
        return true
    }

    private static func equalIgnoringCase(_ left: String, _ right: String) -> Bool {
        equalIgnoringCase(left.utf8.span, right.utf8.span)
    }

    private func name(of line: Line) -> String {
        String(decoding: wire[Int(line.nameStart)..<Int(line.nameEnd)], as: UTF8.self)
    }

    private func value(of line: Line) -> String {
        String(decoding: wire[Int(line.valueStart)..<Int(line.valueEnd)], as: UTF8.self)
    }
}

extension HTTPFields: Sequence {
    /// One field line.
    public struct Field: Sendable, Hashable {
        /// The name, spelt as given.
        public let name: String

        /// The value without the white space around it; bytes that are not UTF-8 are replaced by U+FFFD.
        public let value: String
    }

    /// Walks field lines.
    public struct Iterator: IteratorProtocol {
        private let fields: HTTPFields
        private var index = 0

        init(_ fields: HTTPFields) {
            self.fields = fields
        }

        /// The next field line, or nil after the last.
        public mutating func next() -> Field? {
            guard index < fields.lines.count else { return nil }
            let line = fields.lines[index]
            index += 1
            return Field(name: fields.name(of: line), value: fields.value(of: line))
        }
    }

    /// Walks the field lines in order.
    public func makeIterator() -> Iterator { Iterator(self) }
}

extension HTTPFields: Hashable {
    /// Two lists are equal if they have the same names, spelt the same, and values in the same order.
    public static func == (left: HTTPFields, right: HTTPFields) -> Bool {
        left.count == right.count && left.elementsEqual(right)
    }

    /// Feeds names and values to a hasher.
    public func hash(into hasher: inout Hasher) {
        for field in self { hasher.combine(field) }
    }
}
