/// Takes the chunked coding off a body (RFC 9112 §7.1) as its bytes arrive.
///
/// Chunk extensions and trailers are read, checked and dropped; nothing here gives them a meaning.
public struct HTTPChunkedDecoder: Sendable {
    private enum State: Sendable {
        case size(digits: Int)
        case extensions(HTTPChunkExtensions)
        case sizeLineFeed
        case data
        case dataReturn
        case dataLineFeed
        case trailerStart
        case trailerName
        case trailerValue
        case trailerLineFeed
        case lastLineFeed
        case complete
    }

    private var state = State.size(digits: 0)
    private var chunkRemaining = 0
    private var overhead = 0

    /// The length of all chunks announced so far, in bytes: known before their bytes arrive.
    public private(set) var announcedBytes = 0

    /// Makes a decoder that waits for the first chunk.
    public init() {}

    /// Whether the last chunk and the trailers after it have been read.
    public var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// Decodes what it can.
    ///
    /// - Parameters:
    ///   - input: The next bytes of the body.
    ///   - output: Where the decoded bytes are appended.
    ///   - limits: How much overhead is accepted.
    /// - Returns: How many bytes of the input were used: all, unless the body ended before.
    /// - Throws: What is wrong with the coding; nothing more may be read from the connection then.
    public mutating func decode(
        _ input: Span<UInt8>,
        into output: inout [UInt8],
        limits: HTTPSyntaxLimits
    ) throws(HTTPParseError) -> Int {
        var index = 0
        while index < input.count {
            if case .complete = state { break }
            if case .data = state {
                let count = min(chunkRemaining, input.count - index)
                input.extracting(index..<(index + count)).withUnsafeBufferPointer { output.append(contentsOf: $0) }
                index += count
                chunkRemaining -= count
                if chunkRemaining == 0 { state = .dataReturn }
            } else {
                try step(input[index])
                index += 1
                guard overhead <= limits.chunkOverheadBytes else { throw .chunkOverheadTooLarge }
            }
        }
        return index
    }

    private mutating func step(_ byte: UInt8) throws(HTTPParseError) {
        switch state {
        case .size(let digits):
            try stepSize(byte, digits)
        case .extensions(var extensions):
            if try extensions.step(byte) {
                state = .sizeLineFeed
            } else {
                overhead += 1
                state = .extensions(extensions)
            }
        case .sizeLineFeed:
            try expect(HTTPGrammar.lineFeed, byte, then: chunkRemaining == 0 ? .trailerStart : .data)
        case .dataReturn:
            try expect(HTTPGrammar.carriageReturn, byte, then: .dataLineFeed)
        case .dataLineFeed:
            try expect(HTTPGrammar.lineFeed, byte, then: .size(digits: 0))
        case .trailerStart, .trailerName, .trailerValue:
            try stepTrailer(byte)
        case .trailerLineFeed:
            try expect(HTTPGrammar.lineFeed, byte, then: .trailerStart)
        case .lastLineFeed:
            try expect(HTTPGrammar.lineFeed, byte, then: .complete)
        case .data, .complete:
            break
        }
    }

    private mutating func stepSize(_ byte: UInt8, _ digits: Int) throws(HTTPParseError) {
        if let value = HTTPGrammar.hexadecimalValue(byte) {
            // Fifteen digits cannot overflow, and no body is that long.
            guard digits < 15 else { throw .malformedChunk }
            chunkRemaining = chunkRemaining << 4 | Int(value)
            state = .size(digits: digits + 1)
            return
        }
        guard digits > 0 else { throw .malformedChunk }
        announcedBytes =
            announcedBytes.addingReportingOverflow(chunkRemaining).overflow
            ? .max : announcedBytes + chunkRemaining
        switch byte {
        case HTTPGrammar.carriageReturn: state = .sizeLineFeed
        case HTTPGrammar.semicolon: state = .extensions(.afterSemicolon)
        case HTTPGrammar.space, HTTPGrammar.tab: state = .extensions(.afterSpace)
        default: throw .malformedChunk
        }
    }

    private mutating func stepTrailer(_ byte: UInt8) throws(HTTPParseError) {
        switch state {
        case .trailerStart where byte == HTTPGrammar.carriageReturn:
            state = .lastLineFeed
            return
        case .trailerStart where HTTPGrammar.isToken(byte), .trailerName where HTTPGrammar.isToken(byte):
            state = .trailerName
        case .trailerName where byte == HTTPGrammar.colon:
            state = .trailerValue
        case .trailerValue where byte == HTTPGrammar.carriageReturn:
            state = .trailerLineFeed
        case .trailerValue where HTTPGrammar.isFieldValue(byte):
            break
        default:
            throw .malformedChunk
        }
        overhead += 1
    }

    private mutating func expect(_ expected: UInt8, _ byte: UInt8, then next: State) throws(HTTPParseError) {
        guard byte == expected else { throw .malformedChunk }
        state = next
    }
}
