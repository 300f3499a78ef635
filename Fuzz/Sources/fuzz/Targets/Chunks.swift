import HTTP

/// Takes the chunked coding off, however the bytes are cut, and holds what comes of it against a decoder that works on
/// the whole text in the plainest way.
func fuzzChunks(_ bytes: [UInt8]) {
    let whole = Decoding(bytes, endingAt: [bytes.count])
    let ends = Pieces.ends(of: bytes)
    demand(Decoding(bytes, endingAt: ends) == whole, "cut at \(ends) it is decoded otherwise")
    guard whole.error == nil else { return }
    demand(whole.announced >= whole.body.count, "more bytes than the chunks announced")
    guard whole.isComplete else { return }
    demand(whole.announced == whole.body.count, "fewer bytes than the chunks announced")
    demand(plainlyDecoded(bytes[..<whole.used]) == whole.body, "a plain decoder finds another body")
    // What was complete must not have been so before its last byte.
    let shorter = Decoding(Array(bytes[..<(whole.used - 1)]), endingAt: [whole.used - 1])
    demand(!shorter.isComplete && shorter.error == nil, "the last byte was not needed")
}

private struct Decoding: Equatable {
    private(set) var body: [UInt8] = []
    private(set) var used = 0
    private(set) var isComplete = false
    private(set) var announced = 0
    private(set) var error: HTTPParseError?

    init(_ bytes: [UInt8], endingAt ends: [Int]) {
        var decoder = HTTPChunkedDecoder()
        for end in ends where error == nil && !decoder.isComplete {
            do throws(HTTPParseError) {
                used += try decoder.decode(bytes[used..<end].span, into: &body, limits: HTTPSyntaxLimits())
            } catch {
                self.error = error
                // How far it came before it stopped depends on the cuts.
                used = 0
            }
        }
        isComplete = decoder.isComplete
        announced = decoder.announcedBytes
    }
}

/// The body of a text that is known to be sound: sizes, what they count, and nothing else looked at.
private func plainlyDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var body: [UInt8] = []
    var rest = bytes
    while let lineEnd = rest.firstRange(of: [0x0D, 0x0A]) {
        let digits = rest[..<lineEnd.lowerBound].prefix { Character(UnicodeScalar($0)).isHexDigit }
        guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else { fatalError("no size") }
        if size == 0 { break }
        body += rest[lineEnd.upperBound...].prefix(size)
        rest = rest[lineEnd.upperBound...].dropFirst(size + 2)
    }
    return body
}
