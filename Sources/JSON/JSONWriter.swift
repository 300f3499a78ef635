/// Writes JSON text piece by piece, in order, with the commas in their places.
///
///     var writer = JSONWriter(style: .python)
///     writer.beginObject()
///     writer.key("seed")
///     writer.integer(42)
///     writer.endObject()
///     let body = try writer.finish()
///
/// Text is raw UTF-8; only quotes, backslashes and control characters are escaped, as in `json.dumps` with
/// `ensure_ascii=False` and in `JSON.stringify`. The calls must follow JSON's grammar: a key before each member's
/// value, an end for each beginning. That is not checked.
public struct JSONWriter: Sendable {
    /// How the text is written.
    public let style: JSONStyle
    /// Why the document cannot be written in this style; nil as long as it can.
    public private(set) var failure: JSONWriteError?

    private var output: JSONOutput
    private var depth = 0
    /// Whether something in the same array or object stands before what comes next.
    private var needsComma = false
    private var isAfterKey = false

    /// Makes a writer.
    ///
    /// - Parameters:
    ///   - style: How to write.
    ///   - capacity: How many bytes to make room for at once.
    public init(style: JSONStyle, reservingCapacity capacity: Int = 512) {
        self.style = style
        output = JSONOutput(capacity: capacity)
    }

    /// What has been written so far, a copy; `finish` gives it without copying.
    public var bytes: [UInt8] { output.bytes }

    /// Writes a whole value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - style: How to write it.
    /// - Returns: The text.
    /// - Throws: What in the value this style cannot write.
    public static func write(_ value: JSONValue, style: JSONStyle) throws(JSONWriteError) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.value(value)
        return try writer.finish()
    }

    /// Gives the finished text.
    ///
    /// - Returns: Everything written.
    /// - Throws: The first thing that this style cannot write.
    public consuming func finish() throws(JSONWriteError) -> [UInt8] {
        if let failure { throw failure }
        return output.finish()
    }

    /// Begins an object; its members follow, each a key and a value.
    public mutating func beginObject() { begin(UInt8(ascii: "{")) }

    /// Ends the object begun last.
    public mutating func endObject() { end(UInt8(ascii: "}")) }

    /// Begins an array; its elements follow.
    public mutating func beginArray() { begin(UInt8(ascii: "[")) }

    /// Ends the array begun last.
    public mutating func endArray() { end(UInt8(ascii: "]")) }

    /// Writes a member's key that needs no escapes: ASCII without quotes, backslashes and control characters.
    ///
    /// Literals come here, since most keys are known when the program is compiled.
    public mutating func key(_ key: StaticString) {
        assert(key.isASCII && !key.description.contains { $0 == "\"" || $0 == "\\" || $0 < " " })
        let isSpaced = style.layout != .compact
        append(upTo: key.utf8CodeUnitCount + 4) { cursor in
            cursor.put(UInt8(ascii: "\""))
            cursor.put(key)
            cursor.put(UInt8(ascii: "\""))
            cursor.putColon(isSpaced: isSpaced)
        }
        isAfterKey = true
    }

    /// Writes a member's key.
    @_disfavoredOverload
    public mutating func key(_ key: String) {
        var key = key
        key.withUTF8 { quoted($0, isKey: true) }
    }

    /// Writes a string.
    public mutating func string(_ string: String) {
        var string = string
        string.withUTF8 { quoted($0, isKey: false) }
    }

    /// Writes an integer.
    public mutating func integer(_ number: Int) {
        if style.numbers == .javaScript, number.magnitude > 1 << 53 { return double(Double(number)) }
        append(upTo: 20) { cursor in
            if number < 0 { cursor.put(UInt8(ascii: "-")) }
            cursor.putDigits(of: number.magnitude)
        }
    }

    /// Writes a number that may have a fraction; what is written for one that is not finite is the style's choice.
    public mutating func double(_ number: Double) {
        if number.isFinite {
            let numbers = style.numbers
            return append(upTo: JSONNumberStyle.maximumLength) { numbers.write(number, to: &$0) }
        }
        switch style.nonFiniteNumbers {
        case .literals: verbatim(JSONNumberStyle.javaScript.text(of: number))
        case .strings: string(JSONNumberStyle.python.text(of: number))
        case .null: null()
        case .refused: fail(.nonFiniteNumber)
        }
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ flag: Bool) {
        append(upTo: 5) { $0.put(flag ? "true" : "false") }
    }

    /// Writes `null`.
    public mutating func null() {
        append(upTo: 4) { $0.put("null") }
    }

    /// Writes text that is JSON already.
    public mutating func verbatim(_ text: String) {
        var text = text
        text.withUTF8 { text in append(upTo: text.count) { $0.put(text) } }
    }

    /// Writes a string in quotes, and the colon after it if it is a key.
    private mutating func quoted(_ text: UnsafeBufferPointer<UInt8>, isKey: Bool) {
        let end = endOfPlainRun(in: text, from: 0).end
        let isSpaced = style.layout != .compact
        append(upTo: end + 4) { cursor in
            cursor.put(UInt8(ascii: "\""))
            cursor.put(UnsafeBufferPointer(rebasing: text[..<end]))
            if end == text.count {
                cursor.put(UInt8(ascii: "\""))
                if isKey { cursor.putColon(isSpaced: isSpaced) }
            }
        }
        if end < text.count {
            output.appendEscaped(UnsafeBufferPointer(rebasing: text[end...]))
            if isKey { output.append(upTo: 2) { $0.putColon(isSpaced: isSpaced) } }
        }
        isAfterKey = isKey
    }

    /// Writes a string that holds lone surrogates as `quoted` writes others, if the style can write it.
    mutating func quoted(_ units: [UInt16], isKey: Bool) {
        if style.loneSurrogates == .refused { fail(.loneSurrogate) }
        let isSpaced = style.layout != .compact
        append(upTo: 1) { $0.put(UInt8(ascii: "\"")) }
        output.appendEscaped(units)
        if isKey { output.append(upTo: 2) { $0.putColon(isSpaced: isSpaced) } }
        isAfterKey = isKey
    }

    /// Notes the first reason why the document cannot be written.
    private mutating func fail(_ reason: JSONWriteError) {
        if failure == nil { failure = reason }
    }

    private mutating func begin(_ bracket: UInt8) {
        append(upTo: 1) { $0.put(bracket) }
        depth += 1
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        let indentation = needsComma && style.layout == .indented ? 2 * depth : nil
        output.append(upTo: 2 + (indentation ?? 0)) { cursor in
            if let indentation { cursor.startLine(indentedBy: indentation) }
            cursor.put(bracket)
        }
        needsComma = true
    }

    /// Writes a key or value after whatever belongs between it and the piece before.
    @inline(__always)
    private mutating func append(upTo maximum: Int, _ write: (inout ByteCursor) -> Void) {
        if isAfterKey {
            isAfterKey = false
            return output.append(upTo: maximum, write)
        }
        let hasComma = needsComma
        let isSpaced = hasComma && style.layout == .spaced
        let indentation = style.layout == .indented && depth > 0 ? 2 * depth : nil
        needsComma = true
        output.append(upTo: maximum + 3 + (indentation ?? 0)) { cursor in
            if hasComma { cursor.put(UInt8(ascii: ",")) }
            if isSpaced { cursor.put(UInt8(ascii: " ")) }
            if let indentation { cursor.startLine(indentedBy: indentation) }
            write(&cursor)
        }
    }
}

extension ByteCursor {
    fileprivate mutating func putColon(isSpaced: Bool) {
        put(UInt8(ascii: ":"))
        if isSpaced { put(UInt8(ascii: " ")) }
    }

    fileprivate mutating func startLine(indentedBy width: Int) {
        put(UInt8(ascii: "\n"))
        put(UInt8(ascii: " "), count: width)
    }
}
