import Glibc
import TestSupport

/// A descriptor that a log is written to: a pipe with the least room there can be, which nobody reads unless told to.
final class LogPipe: Sendable {
    /// The system's `F_SETPIPE_SZ`, which the module of the C library leaves out.
    private static let setPipeSize: Int32 = 1031
    /// What the smallest pipe holds.
    static let room = 4_096

    let writingEnd: Int32
    let readingEnd: Int32

    init(isBlocking: Bool = true) {
        var ends: [Int32] = [0, 0]
        _ = pipe(&ends)
        // Numbers that no other test is given while this one has closed them.
        readingEnd = fcntl(ends[0], F_DUPFD_CLOEXEC, 900)
        writingEnd = fcntl(ends[1], F_DUPFD_CLOEXEC, 900)
        for end in ends { close(end) }
        _ = fcntl(writingEnd, Self.setPipeSize, Int32(Self.room))
        if !isBlocking { _ = fcntl(writingEnd, F_SETFL, O_WRONLY | O_NONBLOCK) }
    }

    /// What comes until it is enough, or to the end.
    func read(until isEnough: @escaping @Sendable (String) -> Bool) async throws -> String {
        let descriptor = readingEnd
        return try await onOwnThread {
            var text = ""
            var chunk = [UInt8](repeating: 0, count: Self.room)
            while !isEnough(text) {
                let count = Glibc.read(descriptor, &chunk, chunk.count)
                guard count > 0 else { break }
                text += String(decoding: chunk[..<count], as: UTF8.self)
            }
            return text
        }
    }

    /// Everything to the end.
    func readToEnd() async throws -> String {
        try await read { _ in false }
    }

    /// No more is written.
    func endWriting() { close(writingEnd) }

    /// Nobody will read.
    func endReading() { close(readingEnd) }

    /// Puts another descriptor's file in place of the writing end's.
    func redirect(to descriptor: Int32) { dup2(descriptor, writingEnd) }
}
