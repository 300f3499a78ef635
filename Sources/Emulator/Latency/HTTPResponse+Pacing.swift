import HTTP
import Locks
import Simulation

extension HTTPResponse {
    /// The same with its body spread over time, which is real time: it is about the wire, as a client's patience is.
    ///
    /// Bytes in place of a response stay as they are.
    func paced(_ pacing: Pacing) -> HTTPResponse {
        if pacing.isNone { return self }
        if case .wire = body { return self }
        var response = self
        let body = body
        response.body = .stream(contentLength: body.count) { writer in
            try await body.write(to: PacedWriter(writer, pacing: pacing, count: body.count))
        }
        return response
    }
}

/// Lets bytes through at the pace that is asked for.
private final class PacedWriter: HTTPResponseWriter {
    /// How often a second something is sent where the bandwidth is bounded.
    private static let ticksPerSecond = 20.0

    private let writer: any HTTPResponseWriter
    private let bytesPerSecond: Double?
    /// The wait before each piece.
    private let pause: Duration
    /// How long the pieces are; nil where each piece is what is written at a time, since the body's length is unknown.
    private let pieceLength: Int?
    /// How many pieces are still waited for.
    private let pieces: Lock<Int>
    private let start = ContinuousClock.now
    private let sent = Lock(0)

    init(_ writer: any HTTPResponseWriter, pacing: Pacing, count: Int?) {
        self.writer = writer
        bytesPerSecond = pacing.kilobytesPerSecond.map { $0 * 1_000 }
        let number = pacing.dribble?.numberOfChunks ?? 1
        pieces = Lock(pacing.dribble == nil ? 0 : number)
        pause = (pacing.dribble?.totalDuration ?? .zero) / number
        pieceLength = pacing.dribble == nil ? nil : count.map { max(1, ($0 + number - 1) / number) }
    }

    func write(_ bytes: [UInt8]) async throws(HTTPWriteError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let isWaitedFor = pieces.withLock { pieces in
                pieces -= 1
                return pieces >= 0
            }
            if isWaitedFor { try await wait(until: .now + pause) }
            let piece = rest.prefix(pieceLength ?? rest.count)
            rest = rest.dropFirst(piece.count)
            try await writeInTime(piece)
        }
    }

    /// Writes no faster than the bandwidth allows.
    private func writeInTime(_ piece: ArraySlice<UInt8>) async throws(HTTPWriteError) {
        guard let bytesPerSecond else { return try await writer.write(Array(piece)) }
        let length = max(1, Int(bytesPerSecond / Self.ticksPerSecond))
        var rest = piece
        while !rest.isEmpty {
            let part = rest.prefix(length)
            rest = rest.dropFirst(part.count)
            let total = sent.withLock { sent in
                sent += part.count
                return sent
            }
            // A part is there once the line has had the time to carry it.
            try await wait(until: start + .seconds(Double(total) / bytesPerSecond))
            try await writer.write(Array(part))
        }
    }

    private func wait(until moment: ContinuousClock.Instant) async throws(HTTPWriteError) {
        do {
            try await Task.sleep(until: moment, clock: .continuous)
        } catch {
            throw .connectionClosed
        }
    }
}
