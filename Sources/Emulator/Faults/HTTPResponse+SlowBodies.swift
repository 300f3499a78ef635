import HTTP

/// Answers that take their time; what they wait for is real time.
extension HTTPResponse {
    /// The head, then the body byte by byte.
    func dripping(every interval: Duration) -> HTTPResponse {
        var answer = self
        let body = body
        answer.body = .stream(contentLength: body.count) { writer in
            try await body.write(to: DrippingWriter(writer: writer, interval: interval))
        }
        return answer
    }

    /// The whole answer, which says that the connection closes, and the end of the connection a while later.
    func closing(after delay: Duration) -> HTTPResponse {
        var answer = self
        answer.fields["connection"] = "close"
        let body = body
        answer.body = .stream(contentLength: body.count) { writer in
            try await body.write(to: writer)
            try await Task.sleep(for: delay)
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
