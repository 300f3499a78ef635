import HTTP

/// A whole head, then the body byte for byte.
enum Drip: FaultyAnswer {
    private static let interval = Duration.milliseconds(100)

    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        var answer = answer
        let body = answer.body
        answer.body = .stream(contentLength: body.count) { writer in
            try await body.write(to: DrippingWriter(writer: writer, interval: interval))
        }
        return answer
    }
}

private struct DrippingWriter: HTTPResponseWriter {
    let writer: any HTTPResponseWriter
    let interval: Duration

    func write(_ bytes: [UInt8]) async throws(HTTPWriteError) {
        for byte in bytes {
            try await writer.write([byte])
            do {
                try await Task.sleep(for: interval)
            } catch {
                throw .connectionClosed
            }
        }
    }
}
