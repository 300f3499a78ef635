/// Reads JSON as CPython's `json.loads(bytes)` reads it: what it accepts, what it refuses, and with which words.
///
/// The grammar is RFC 8259's with CPython's additions: `NaN`, `Infinity` and `-Infinity`, integers of any size up to
/// a number of digits, lone surrogates, UTF-16 and UTF-32 told by their first bytes, and a byte order mark.
public struct JSONParser: Sendable {
    /// How deep arrays and objects may nest; one level is a single `[]`.
    ///
    /// CPython has no such number: it counts every call against a limit of 1,000, so what is left depends on how deep
    /// in calls the server is. A bare FastAPI application (0.116 under uvicorn, CPython 3.11) accepts 964 levels.
    /// Parsing a nested value, and letting go of it, takes machine stack for every level.
    public var maximumDepth: Int
    /// How many digits an integer may have: 4,300 since CPython 3.11.
    public var maximumIntegerDigits: Int
    /// Whether `NaN`, `Infinity` and `-Infinity` are numbers; else they are refused as "Expecting value".
    public var allowsNonFiniteLiterals: Bool

    /// Makes a parser; without arguments it is CPython's.
    public init(
        maximumDepth: Int = 964,
        maximumIntegerDigits: Int = 4_300,
        allowsNonFiniteLiterals: Bool = true
    ) {
        self.maximumDepth = maximumDepth
        self.maximumIntegerDigits = maximumIntegerDigits
        self.allowsNonFiniteLiterals = allowsNonFiniteLiterals
    }

    /// Parses one whole document with CPython's rules.
    ///
    /// - Parameter bytes: The document.
    /// - Returns: Its value.
    /// - Throws: The first thing wrong with the document.
    public static func parse(_ bytes: [UInt8]) throws(JSONParseError) -> JSONValue {
        try JSONParser().parse(bytes)
    }

    /// Parses one whole document.
    ///
    /// - Parameter bytes: The document.
    /// - Returns: Its value.
    /// - Throws: The first thing wrong with the document.
    public func parse(_ bytes: [UInt8]) throws(JSONParseError) -> JSONValue {
        let encoding = JSONTextEncoding(detectedIn: bytes)
        if encoding.form != .utf8 {
            let text = try encoding.decodeWide(bytes)
            return try parse(utf8: text, from: 0) { encoding.byteOffset(ofPrefix: text[..<$0]) }
        }
        return try parse(utf8: bytes, from: encoding.byteOrderMarkLength) { $0 }
    }

    /// Reads the values that an object's members have under some keys, without making the object.
    ///
    /// - Parameters:
    ///   - bytes: The document.
    ///   - keys: The keys.
    ///   - take: Gets each value with the place of its key, in the document's order; of a repeated key the last counts.
    /// - Returns: Whether all was read; false if the document is faulty, no object or not in UTF-8: `parse` tells which.
    public func readMembers(of bytes: [UInt8], under keys: JSONKeys, _ take: (Int, consuming JSONValue) -> Void) -> Bool
    {
        guard JSONTextEncoding(detectedIn: bytes).form == .utf8 else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            var scanner = JSONScanner(bytes: buffer, start: 0, limits: self)
            return (try? scanner.scanMembers(under: keys, take)) ?? false
        }
    }

    private func parse(
        utf8 bytes: [UInt8],
        from start: Int,
        originalOffset: (Int) -> Int
    ) throws(JSONParseError) -> JSONValue {
        let outcome = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONScanFailure> in
            var scanner = JSONScanner(bytes: buffer, start: start, limits: self)
            do throws(JSONScanFailure) {
                return .success(try scanner.scanDocument())
            } catch {
                return .failure(error)
            }
        }
        switch outcome {
        case .success(let value): return value
        case .failure(let failure):
            // CPython decodes everything before it reads anything, so an undecodable byte anywhere comes first.
            if let offset = offsetOfInvalidUTF8(in: bytes) {
                throw JSONParseError(undecodable: "UTF-8", offset: offset)
            }
            let text = bytes[start...]
            let place = TextPlace(of: failure.offset, in: text)
            throw JSONParseError(
                kind: failure.reason.kind,
                message: failure.message(in: text, maximumIntegerDigits: maximumIntegerDigits),
                position: place.position,
                byteOffset: originalOffset(failure.offset),
                line: place.line,
                column: place.column
            )
        }
    }
}
