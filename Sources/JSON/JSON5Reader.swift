/// Walks over a configuration file and builds nodes.
struct JSON5Reader {
    let bytes: [UInt8]
    let file: String
    /// The index of the next byte to look at.
    var index = 0
    private var depth = 0
    /// The place found last, from where the next is counted on.
    private var place = (index: 0, location: SourceLocation(line: 1, column: 1))

    init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// The next byte, or zero at the end.
    var next: UInt8 { index < bytes.count ? bytes[index] : 0 }

    /// Reads the only value of the file.
    mutating func readFile() throws(SourceDiagnostic) -> JSON5Node {
        if let offset = offsetOfIllFormedText { throw failure("the file is not valid UTF-8 here", at: offset) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            index = 3
            place.index = 3
        }
        try skipBlanks()
        let node = try readValue()
        try skipBlanks()
        guard index == bytes.count else {
            throw failure("expected the end of the file after its value, found \(nextDescription)")
        }
        return node
    }

    /// A failure at an index, or at the next byte.
    mutating func failure(_ message: String, at index: Int? = nil) -> SourceDiagnostic {
        SourceDiagnostic(file: file, location: location(of: index ?? self.index), message: message)
    }

    /// The line and column of an index.
    mutating func location(of index: Int) -> SourceLocation {
        if index < place.index { place = (0, SourceLocation(line: 1, column: 1)) }
        for byte in bytes[place.index..<index] where byte & 0xC0 != 0x80 {
            if byte == UInt8(ascii: "\n") {
                place.location.line += 1
                place.location.column = 1
            } else {
                place.location.column += 1
            }
        }
        place.index = index
        return place.location
    }

    /// What comes next, as a message names it.
    var nextDescription: String {
        guard index < bytes.count else { return "the end of the file" }
        if isQuote(next) { return "a string" }
        let word = bytes[index...].prefix(while: isWordByte)
        guard word.isEmpty else { return "\"\(String(decoding: word, as: UTF8.self))\"" }
        let character = String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first ?? "?"
        guard character.properties.generalCategory.isVisible else {
            return "the invisible character U+" + hexadecimal(character.value)
        }
        return "\"\(character)\""
    }

    private func hexadecimal(_ number: UInt32) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private var offsetOfIllFormedText: Int? {
        bytes.withUnsafeBufferPointer { buffer in
            switch classifyUTF8(buffer) {
            case .text: nil
            case .invalid(let offset): offset
            case .withSurrogates: buffer.indices.first { buffer[$0] == 0xED && buffer[$0 + 1] >= 0xA0 }
            }
        }
    }

    /// Steps over white space and comments.
    private mutating func skipBlanks() throws(SourceDiagnostic) {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): index += 1
            case UInt8(ascii: "/"): try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(SourceDiagnostic) {
        let start = index
        switch index + 1 < bytes.count ? bytes[index + 1] : 0 {
        case UInt8(ascii: "/"):
            index = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        case UInt8(ascii: "*"):
            index += 2
            while index + 1 < bytes.count {
                if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
                    index += 2
                    return
                }
                index += 1
            }
            throw failure("this comment is not closed with */", at: start)
        default: throw failure("a comment begins with // or /*")
        }
    }

    private mutating func readValue() throws(SourceDiagnostic) -> JSON5Node {
        let start = index
        let location = location(of: start)
        switch next {
        case UInt8(ascii: "{"): return JSON5Node(.object(try readMembers()), at: location)
        case UInt8(ascii: "["): return JSON5Node(.array(try readElements()), at: location)
        case let byte where isQuote(byte): return JSON5Node(.string(try readString()), at: location)
        case let byte where isWordByte(byte): return JSON5Node(try readWord(), at: location)
        default: throw failure("expected a value, found \(nextDescription)")
        }
    }

    private mutating func readElements() throws(SourceDiagnostic) -> [JSON5Node] {
        var elements: [JSON5Node] = []
        try readList(closedBy: "]", after: "an element") { (reader) throws(SourceDiagnostic) in
            elements.append(try reader.readValue())
        }
        return elements
    }

    private mutating func readMembers() throws(SourceDiagnostic) -> [JSON5Node.Member] {
        var members: [JSON5Node.Member] = []
        var lines: [String: Int] = [:]
        try readList(closedBy: "}", after: "a value") { (reader) throws(SourceDiagnostic) in
            let start = reader.index
            let location = reader.location(of: start)
            let key = try reader.readKey()
            if let line = lines.updateValue(location.line, forKey: key) {
                throw reader.failure("the key \"\(key)\" is written twice, first on line \(line)", at: start)
            }
            try reader.skipBlanks()
            guard reader.next == UInt8(ascii: ":") else {
                throw reader.failure("expected a colon after the key \"\(key)\", found \(reader.nextDescription)")
            }
            reader.index += 1
            try reader.skipBlanks()
            members.append(JSON5Node.Member(key: key, keyLocation: location, value: try reader.readValue()))
        }
        return members
    }

    /// Reads what stands between two brackets, separated by commas.
    private mutating func readList(
        closedBy bracket: Unicode.Scalar,
        after item: String,
        readItem: (inout JSON5Reader) throws(SourceDiagnostic) -> Void
    ) throws(SourceDiagnostic) {
        let start = index
        let openingLine = location(of: start).line
        depth += 1
        guard depth <= JSON5Parser.maximumDepth else {
            throw failure("nested deeper than \(JSON5Parser.maximumDepth) levels")
        }
        index += 1
        try skipBlanks()
        while next != UInt8(ascii: bracket) {
            try readItem(&self)
            try skipBlanks()
            if next == UInt8(ascii: bracket) { break }
            guard next == UInt8(ascii: ",") else {
                let opening = index < bytes.count ? "" : "; what line \(openingLine) opens is not closed"
                throw failure("expected a comma or \(bracket) after \(item), found \(nextDescription)\(opening)")
            }
            index += 1
            try skipBlanks()
        }
        index += 1
        depth -= 1
    }
}

extension Unicode.GeneralCategory {
    /// Whether a reader sees a character of this category.
    fileprivate var isVisible: Bool {
        switch self {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default: true
        }
    }
}
