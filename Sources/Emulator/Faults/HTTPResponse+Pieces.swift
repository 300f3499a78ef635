import HTTP
import Locks

extension HTTPResponse {
    /// The head as it would be sent by a connection that closes afterwards; the fields have a `Date` of their own.
    func head(framing: HTTPResponseFraming) -> [UInt8] {
        var bytes: [UInt8] = []
        HTTPResponseEncoder.appendHead(
            status: status,
            fields: fields,
            defaults: HTTPResponseDefaults(unixSeconds: 0, serverName: nil),
            framing: framing,
            persistence: .close,
            to: &bytes
        )
        return bytes
    }
}

extension HTTPResponseBody {
    /// The bytes, where they are there before they are sent.
    var bytes: [UInt8]? {
        switch self {
        case .bytes(let bytes): bytes
        case .slice(let slice): Array(slice)
        case .stream, .wire: nil
        }
    }

    /// How many bytes there are, where that is known.
    var count: Int? {
        switch self {
        case .bytes(let bytes): bytes.count
        case .slice(let slice): slice.count
        case .stream(let contentLength, _): contentLength
        case .wire: nil
        }
    }

    /// Writes all of the body.
    func write(to writer: any HTTPResponseWriter) async throws {
        switch self {
        case .bytes(let bytes): try await writer.write(bytes)
        case .slice(let slice): try await writer.write(Array(slice))
        case .stream(_, let write): try await write(writer)
        case .wire: break
        }
    }

    /// The same, cut off after its first half; where the length is not known, after what is first written.
    ///
    /// - Parameter end: What happens between the cut and the end of the connection.
    /// - Returns: A body that falls short of what is announced.
    func firstHalf(then end: @escaping @Sendable () async throws -> Void) -> HTTPResponseBody {
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
    func firstPart() -> HTTPResponseBody {
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
