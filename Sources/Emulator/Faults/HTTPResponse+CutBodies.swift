import HTTP
import Locks

/// Answers that lose a part of their body.
extension HTTPResponse {
    /// The head alone, then the end of the connection.
    func withoutBody() -> HTTPResponse {
        // A body that falls short of what was announced closes the connection.
        HTTPResponse(status: status, fields: fields, body: .stream(contentLength: max(body.count ?? 1, 1)) { _ in })
    }

    /// The head and the first half of the body, then a pause, then the end of the connection.
    func cutInHalf(_ pause: @escaping @Sendable () async throws -> Void) -> HTTPResponse {
        var answer = self
        answer.body = body.firstHalf(then: pause)
        return answer
    }

    /// The first half of the body as though it were all of it, its length included.
    func withHalfTheBody() -> HTTPResponse {
        var answer = self
        answer.body =
            switch body {
            case .bytes(let bytes): .slice(bytes[...].firstHalf)
            case .slice(let slice): .slice(slice.firstHalf)
            // How much half is of what is drawn while it is sent, nobody knows yet.
            case .stream: body.firstPart()
            case .wire: body
            }
        return answer
    }
}

extension ArraySlice<UInt8> {
    fileprivate var firstHalf: ArraySlice<UInt8> { prefix(count / 2) }
}

extension HTTPResponseBody {
    /// The same, cut off after its first half; where the length is not known, after what is first written.
    ///
    /// - Parameter end: What happens between the cut and the end of the connection.
    /// - Returns: A body that falls short of what is announced.
    fileprivate func firstHalf(then end: @escaping @Sendable () async throws -> Void) -> HTTPResponseBody {
        let body = self
        let half = count.map { $0 / 2 }
        // An empty body is announced as a byte, or there would be nothing to cut.
        return .stream(contentLength: count.map { max($0, 1) }) { writer in
            let cutting = CuttingWriter(writer: writer, limit: half)
            do {
                try await body.write(to: cutting)
            } catch {
                guard cutting.hasCut else { throw error }
            }
            try await end()
            throw HTTPWriteError.connectionClosed
        }
    }

    /// What is first written of it, as though it were all.
    fileprivate func firstPart() -> HTTPResponseBody {
        let body = self
        return .stream(contentLength: nil) { writer in
            let cutting = CuttingWriter(writer: writer, limit: nil)
            do {
                try await body.write(to: cutting)
            } catch {
                guard cutting.hasCut else { throw error }
            }
        }
    }
}

/// Lets a first part of a body through.
private final class CuttingWriter: HTTPResponseWriter {
    private let writer: any HTTPResponseWriter
    /// How many bytes are still let through, until the cut; nil for what is written first.
    private let rest: Lock<Int?>
    private let cut = Lock(false)

    init(writer: any HTTPResponseWriter, limit: Int?) {
        self.writer = writer
        rest = Lock(limit)
    }

    var hasCut: Bool { cut.withLock { $0 } }

    func write(_ bytes: [UInt8]) async throws(HTTPWriteError) {
        let count = rest.withLock { rest in
            let count = min(rest ?? bytes.count, bytes.count)
            rest = (rest ?? bytes.count) - count
            return count
        }
        try await writer.write(Array(bytes[..<count]))
        guard rest.withLock({ $0 == 0 }) else { return }
        cut.withLock { $0 = true }
        throw .connectionClosed
    }
}
