import HTTP

/// Reads bytes as a connection does, heads and bodies in turn: however they are cut, the same must come of them.
func fuzzRequests(_ bytes: [UInt8]) {
    // Small limits are met by small inputs.
    var limits = HTTPSyntaxLimits()
    if Pieces.digest(of: bytes) >> 8 & 3 == 0 {
        (limits.requestLineBytes, limits.headBytes, limits.fieldCount, limits.chunkOverheadBytes) = (40, 120, 4, 12)
    }
    let whole = Conversation(bytes, endingAt: [bytes.count], limits: limits)
    let ends = Pieces.ends(of: bytes)
    demand(Conversation(bytes, endingAt: ends, limits: limits) == whole, "cut at \(ends) it is read otherwise")
    for request in whole.requests { check(request.head) }
}

/// What a head that was accepted has to be good for.
private func check(_ head: HTTPRequestHead) {
    _ = try? head.target.decodedPath()
    if case .length(let length) = head.framing { demand(length > 0, "a body of no bytes") }
    guard head.target.form == .absolute else { return }
    // A proxy sends it on, and whoever reads that must find the same request in it, and no other one.
    let wire = head.forwarded()
    var limits = HTTPSyntaxLimits()
    (limits.requestLineBytes, limits.headBytes, limits.fieldCount) = (.max, .max, .max)
    var parser = HTTPRequestParser()
    guard case .some(let (read, length)) = try? parser.parse(wire.span, limits: limits) else {
        fatalError("what is sent on is no request: \(String(decoding: wire, as: UTF8.self))")
    }
    demand(length == wire.count, "what is sent on is more than a request")
    demand(
        read.method == head.method && read.target.rawPath == head.target.rawPath
            && read.target.query == head.target.query && read.framing == head.framing
            && read.authority == head.authority && read.version == head.version
            && read.expectsContinue == head.expectsContinue,
        "what is sent on is another request"
    )
}

/// What was read from a connection.
private struct Conversation: Equatable {
    struct Request: Equatable {
        let head: HTTPRequestHead
        var body: [UInt8] = []
        var isComplete = false
    }

    private(set) var requests: [Request] = []
    private(set) var error: HTTPParseError?

    /// Reads bytes that arrive in pieces, each up to one of the places.
    init(_ bytes: [UInt8], endingAt ends: [Int], limits: HTTPSyntaxLimits) {
        var parser = HTTPRequestParser()
        var decoder = HTTPChunkedDecoder()
        var start = 0
        for end in ends {
            do throws(HTTPParseError) {
                while start <= end {
                    if let last = requests.indices.last, !requests[last].isComplete {
                        let used = try read(into: &requests[last], bytes[start..<end].span, &decoder, limits)
                        start += used
                        if !requests[last].isComplete { break }
                    } else if let (head, length) = try parser.parse(bytes[start..<end].span, limits: limits) {
                        start += length
                        decoder = HTTPChunkedDecoder()
                        requests.append(Request(head: head, isComplete: head.framing == .none))
                    } else {
                        break
                    }
                }
            } catch {
                self.error = error
                return
            }
        }
    }

    /// Reads what belongs to a body; returns how many bytes do.
    private func read(
        into request: inout Request,
        _ bytes: Span<UInt8>,
        _ decoder: inout HTTPChunkedDecoder,
        _ limits: HTTPSyntaxLimits
    ) throws(HTTPParseError) -> Int {
        guard case .length(let length) = request.head.framing else {
            let used = try decoder.decode(bytes, into: &request.body, limits: limits)
            request.isComplete = decoder.isComplete
            return used
        }
        let count = min(length - request.body.count, bytes.count)
        request.body += bytes.extracting(0..<count).withUnsafeBufferPointer { Array($0) }
        request.isComplete = request.body.count == length
        return count
    }
}
