import Glibc
import Printing
import TestSupport
import Testing

@testable import Emulator

@Suite(.timeLimit(.minutes(1))) struct `A writer of log lines` {
    /// How many lines a text has and how many it says are missing.
    private static func counts(in text: String) -> (lines: Int, missing: Int) {
        text.split(separator: "\n").reduce(into: (0, 0)) { counts, line in
            if let match = line.wholeMatch(of: /fauxto: ([0-9]+) lines? dropped/), let count = Int(match.1) {
                counts.1 += count
            } else {
                counts.0 += 1
            }
        }
    }

    @Test(arguments: [true, false])
    func `keeps the lines of each thread in order and whole`(isBlocking: Bool) async throws {
        let pipe = LogPipe(isBlocking: isBlocking)
        let writer = LogWriter(to: pipe.writingEnd)
        let text = try await withThrowingTaskGroup { group in
            for thread in 0..<4 {
                group.addTask {
                    try await onOwnThread { for number in 0..<500 { writer.write("\(thread) \(number)\n") } }
                }
            }
            let reading = Task { try await pipe.read { $0.utf8.count == 4 * (10 * 4 + 90 * 5 + 400 * 6) } }
            try await group.waitForAll()
            return try await reading.value
        }
        writer.flush()
        let lines = text.split(separator: "\n")
        for thread in 0..<4 {
            #expect(lines.filter { $0.hasPrefix("\(thread) ") } == (0..<500).map { "\(thread) \($0)" })
        }
        #expect(lines.count == 2_000)
    }

    @Test(arguments: [true, false])
    func `never waits for a pipe that nobody reads, and tells later what is missing`(isBlocking: Bool) async throws {
        let pipe = LogPipe(isBlocking: isBlocking)
        let writer = LogWriter(to: pipe.writingEnd, capacity: 2_000)
        for number in 0..<5_000 { writer.write("line \(number)\n") }
        writer.flush()
        let first = try await pipe.read { !$0.isEmpty }
        #expect(first.hasPrefix("line 0\n"))
        // Starts the thread again.
        writer.write("the end\n")
        let rest = try await pipe.read { rest in
            let (lines, missing) = Self.counts(in: first + rest)
            return lines + missing == 5_001 && rest.hasSuffix("\n")
        }
        writer.flush()
        #expect(Self.counts(in: first + rest).missing > 3_000)
    }

    @Test func `writes what waits as soon as somebody reads, without another line`() async throws {
        let pipe = LogPipe()
        let writer = LogWriter(to: pipe.writingEnd, capacity: 2_000)
        for _ in 0..<5_000 { writer.write("line\n") }
        let text = try await pipe.read { text in
            let (lines, missing) = Self.counts(in: text)
            return lines + missing == 5_000
        }
        #expect(Self.counts(in: text).missing > 3_000)
        writer.flush()
    }

    @Test(arguments: [true, false])
    func `writes a line longer than a pipe holds by and by`(isBlocking: Bool) async throws {
        let pipe = LogPipe(isBlocking: isBlocking)
        let writer = LogWriter(to: pipe.writingEnd)
        let line = (0..<20_000).map { "\($0) " }.joined() + "\n"
        writer.write(PrintableText(lines: line))
        writer.write("the next\n")
        #expect(try await pipe.read { $0.hasSuffix("next\n") } == line + "the next\n")
        writer.flush()
    }

    @Test func `counts lines that nobody can read any more, and tells the next reader`() async throws {
        let (pipe, next) = (LogPipe(), LogPipe())
        let writer = LogWriter(to: pipe.writingEnd)
        pipe.endReading()
        for _ in 0..<3 {
            writer.write("lost\n")
            writer.flush()
        }
        pipe.redirect(to: next.writingEnd)
        writer.write("there\n")
        #expect(try await next.read { $0.hasSuffix("there\n") } == "fauxto: 3 lines dropped\nthere\n")
        writer.flush()
    }

    @Test func `begins a new line after one that broke off`() async throws {
        let (pipe, next) = (LogPipe(), LogPipe())
        let writer = LogWriter(to: pipe.writingEnd)
        writer.write(PrintableText(lines: String(repeating: "x", count: 10_000) + "\n"))
        _ = try await pipe.read { !$0.isEmpty }
        pipe.endReading()
        writer.flush()
        pipe.redirect(to: next.writingEnd)
        writer.write("there\n")
        #expect(try await next.read { $0.hasSuffix("there\n") } == "\nfauxto: 1 line dropped\nthere\n")
        writer.flush()
    }

    @Test(arguments: ["full", "closed"])
    func `goes on where a descriptor refuses bytes`(kind: String) async throws {
        let (pipe, next) = (LogPipe(), LogPipe())
        let writer = LogWriter(to: pipe.writingEnd)
        if kind == "full" {
            let full = open("/dev/full", O_WRONLY)
            pipe.redirect(to: full)
            close(full)
        } else {
            pipe.endWriting()
        }
        writer.write("lost\nof two lines\n")
        writer.flush()
        pipe.redirect(to: next.writingEnd)
        writer.write("there\n")
        #expect(try await next.read { $0.hasSuffix("there\n") } == "fauxto: 2 lines dropped\nthere\n")
        writer.flush()
    }

    @Test func `writes everything to a file before it ends`() throws {
        let file = try TemporaryFile("")
        let descriptor = open(file.path, O_WRONLY)
        defer { close(descriptor) }
        let writer = LogWriter(to: descriptor)
        for number in 0..<10_000 { writer.write("line \(number)\n") }
        writer.flush()
        let written = try readRegularFile(file.path, limit: 1 << 20)
        #expect(String(decoding: written, as: UTF8.self) == (0..<10_000).map { "line \($0)\n" }.joined())
    }
}
