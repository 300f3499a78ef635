/// Reads request heads (RFC 9112 §2 to §6) from bytes as they arrive, however they are cut.
///
/// It accepts the grammar and nothing looser, since what one program forgives another reads differently, and a request
/// hidden between the two readings is how smuggling works. One empty line before the request line is forgiven (§2.2).
public struct HTTPRequestParser: Sendable {
    private struct RequestLine {
        var method: HTTPMethod
        var target: HTTPRequestTarget
        var version: HTTPVersion
    }

    /// What is looked for next has its first byte here.
    private var lineStart = 0
    /// Everything before has been searched for the end of the line.
    private var searched = 0
    private var headStart = 0
    private var fieldsStart = 0
    private var requestLine: RequestLine?
    private var fieldLines: [HTTPFields.Line] = []
    private var framing = HTTPFramingFields()

    /// Makes a parser that waits for a request line.
    public init() {}

    /// Forgets what has been seen, and waits for a request line.
    public mutating func reset() {
        lineStart = 0
        searched = 0
        headStart = 0
        fieldsStart = 0
        requestLine = nil
        fieldLines.removeAll(keepingCapacity: true)
        framing = HTTPFramingFields()
    }

    /// Whether any byte of a request has been seen; an empty line before it does not count.
    public var hasStarted: Bool { searched > headStart }

    /// Looks for the end of the head.
    ///
    /// Each call gets all bytes since the previous head or body ended, those of the call before included; they are not
    /// searched twice. When a head is returned, the parser is ready for the next one.
    ///
    /// - Parameters:
    ///   - bytes: What has arrived, from where the head begins.
    ///   - limits: How much is accepted.
    /// - Returns: The head and the number of bytes it took, or nil if its end has not arrived.
    /// - Throws: What is wrong with it; nothing more may be read from the connection then.
    public mutating func parse(
        _ bytes: Span<UInt8>,
        limits: HTTPSyntaxLimits
    ) throws(HTTPParseError) -> (head: HTTPRequestHead, length: Int)? {
        while true {
            if requestLine == nil, searched == lineStart, lineStart < bytes.count {
                // What cannot begin a method is refused at once, not when its line ends: it may never end.
                let first = bytes[lineStart]
                guard first < HTTPGrammar.space || HTTPGrammar.isToken(first) else { throw .malformedRequestLine }
            }
            let stop = HTTPGrammar.firstControl(in: bytes, from: searched)
            searched = stop ?? bytes.count
            try checkLimits(at: searched, limits)
            guard let stop else { return nil }
            switch bytes[stop] {
            case HTTPGrammar.carriageReturn:
                guard stop + 1 < bytes.count else { return nil }
                guard bytes[stop + 1] == HTTPGrammar.lineFeed else { throw .bareLineEnding }
                let line = lineStart..<stop
                lineStart = stop + 2
                searched = lineStart
                if requestLine != nil {
                    if line.isEmpty { return try finish(bytes) }
                    try parseField(bytes, line, limits)
                } else if line.isEmpty {
                    guard headStart == 0 else { throw .malformedRequestLine }
                    headStart = lineStart
                } else {
                    requestLine = try HTTPRequestParser.parseRequestLine(bytes, line)
                    fieldsStart = lineStart
                }
            case HTTPGrammar.tab where requestLine != nil:
                searched = stop + 1
            case HTTPGrammar.lineFeed:
                throw .bareLineEnding
            default:
                throw .controlCharacter
            }
        }
    }

    private func checkLimits(at position: Int, _ limits: HTTPSyntaxLimits) throws(HTTPParseError) {
        if requestLine == nil {
            guard position - lineStart <= limits.requestLineBytes else { throw .requestLineTooLong }
        } else {
            guard position - headStart <= limits.headBytes else { throw .headTooLarge }
        }
    }

    /// Reads `method SP target SP "HTTP/" DIGIT "." DIGIT` (RFC 9112 §3).
    private static func parseRequestLine(
        _ bytes: Span<UInt8>,
        _ line: Range<Int>
    ) throws(HTTPParseError) -> RequestLine {
        var index = line.lowerBound
        while index < line.upperBound, HTTPGrammar.isToken(bytes[index]) { index += 1 }
        guard index > line.lowerBound, index < line.upperBound, bytes[index] == HTTPGrammar.space else {
            throw .malformedRequestLine
        }
        let methodBytes = bytes.extracting(line.lowerBound..<index)
        let targetStart = index + 1
        index = targetStart
        while index < line.upperBound, bytes[index] != HTTPGrammar.space { index += 1 }
        guard index > targetStart, index < line.upperBound else { throw .malformedRequestLine }
        let targetBytes = bytes.extracting(targetStart..<index)
        let version = try parseVersion(bytes.extracting((index + 1)..<line.upperBound))
        let method = HTTPMethod(rawValue: methodBytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
        let target = try HTTPRequestTarget(targetBytes, method: method)
        return RequestLine(method: method, target: target, version: version)
    }

    private static func parseVersion(_ bytes: Span<UInt8>) throws(HTTPParseError) -> HTTPVersion {
        guard bytes.count == 8, bytes[0] == 0x48, bytes[1] == 0x54, bytes[2] == 0x54, bytes[3] == 0x50,
            bytes[4] == HTTPGrammar.slash, HTTPGrammar.isDigit(bytes[5]), bytes[6] == 0x2E,
            HTTPGrammar.isDigit(bytes[7])
        else { throw .malformedRequestLine }
        guard bytes[5] == 0x31 else { throw .unsupportedVersion }
        return bytes[7] == 0x30 ? .http10 : .http11
    }

    /// Reads `name ":" OWS value OWS` (RFC 9112 §5).
    private mutating func parseField(
        _ bytes: Span<UInt8>,
        _ line: Range<Int>,
        _ limits: HTTPSyntaxLimits
    ) throws(HTTPParseError) {
        guard fieldLines.count < limits.fieldCount else { throw .headTooLarge }
        var nameEnd = line.lowerBound
        while nameEnd < line.upperBound, HTTPGrammar.isToken(bytes[nameEnd]) { nameEnd += 1 }
        guard nameEnd > line.lowerBound, nameEnd < line.upperBound, bytes[nameEnd] == HTTPGrammar.colon else {
            throw .malformedField
        }
        let value = HTTPGrammar.trimmed(bytes, (nameEnd + 1)..<line.upperBound)
        try framing.note(bytes.extracting(line.lowerBound..<nameEnd), bytes.extracting(value))
        fieldLines.append(
            HTTPFields.Line(
                nameStart: UInt32(line.lowerBound - fieldsStart),
                nameEnd: UInt32(nameEnd - fieldsStart),
                valueStart: UInt32(value.lowerBound - fieldsStart),
                valueEnd: UInt32(value.upperBound - fieldsStart)
            )
        )
    }

    private mutating func finish(
        _ bytes: Span<UInt8>
    ) throws(HTTPParseError) -> (head: HTTPRequestHead, length: Int) {
        guard let requestLine else { throw .malformedRequestLine }
        let bodyFraming = try framing.resolve(requestLine.version)
        let wire = bytes.extracting(fieldsStart..<(lineStart - 2)).withUnsafeBufferPointer { Array($0) }
        // A copy of just the size that is needed; the parser keeps its own, to be filled again.
        let lines = fieldLines.withUnsafeBufferPointer { Array($0) }
        let head = HTTPRequestHead(
            method: requestLine.method,
            target: requestLine.target,
            version: requestLine.version,
            fields: HTTPFields(wire: wire, lines: lines),
            framing: bodyFraming,
            keepsAlive: framing.keepsAlive(requestLine.version),
            expectsContinue: framing.expectsContinue && requestLine.version == .http11 && bodyFraming != .none
        )
        let length = lineStart
        reset()
        return (head, length)
    }
}
