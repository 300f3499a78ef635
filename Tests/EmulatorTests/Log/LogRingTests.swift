import Testing

@testable import Emulator

@Suite struct `Lines that wait to be written` {
    private var ring = LogRing(capacity: 60)

    /// Everything that is to be written, by pieces.
    private mutating func pieces(upTo limit: Int = 1_000) -> [String] {
        var pieces: [String] = []
        while case let entries = ring.take(upTo: limit), !entries.isEmpty {
            pieces.append(String(decoding: entries.flatMap(\.bytes), as: UTF8.self))
        }
        return pieces
    }

    private mutating func append(_ lines: some Sequence<String>, form: LogRing.Form = .text) {
        for line in lines { ring.append(Array("\(line)\n".utf8), form: form) }
    }

    @Test mutating func `are taken in their order, whole, and as many as a piece may hold`() {
        append(["one", "two", "three", "a line longer than a piece", "four"])
        #expect(pieces(upTo: 10) == ["one\ntwo\n", "three\n", "a line longer than a piece\n", "four\n"])
        #expect(pieces().isEmpty)
    }

    @Test mutating func `never have more bytes than there is room for`() {
        append((0..<1_000).map { "line \($0)" })
        #expect(pieces().joined().utf8.count <= 60 + "fauxto: 1000 lines dropped\n".utf8.count)
        append(["short", String(repeating: "x", count: 60)])
        #expect(pieces() == ["short\n", "fauxto: 1 line dropped\n"])
    }

    @Test mutating func `are missed where they did not fit`() {
        append(["a", "b", String(repeating: "x", count: 60), String(repeating: "y", count: 60), "c"])
        #expect(pieces() == ["a\nb\nfauxto: 2 lines dropped\nc\n"])
    }

    @Test mutating func `are missed at the end even if no other comes`() {
        append(["a", String(repeating: "x", count: 58) + "\nsecond line\nthird line"])
        #expect(pieces() == ["a\n", "fauxto: 3 lines dropped\n"])
        #expect(pieces().isEmpty)
    }

    @Test mutating func `are missed by a JSON object where one of them was one`() {
        append([String(repeating: "x", count: 60)])
        append([String(repeating: "y", count: 60)], form: .json)
        #expect(pieces() == ["{\"droppedLines\":2}\n"])
    }

    @Test mutating func `have a notice only where it fits together with the next line`() {
        append([String(repeating: "x", count: 60), String(repeating: "y", count: 50), "z"])
        #expect(pieces() == ["fauxto: 2 lines dropped\nz\n"])
    }

    @Test mutating func `that could not be written are missed before the next one, and not without one`() {
        append(["a", "b"])
        ring.drop(ring.take(upTo: 1_000))
        #expect(ring.take(upTo: 1_000).isEmpty)
        append(["c"])
        // A notice that is lost itself stands for the lines that it told of.
        ring.drop(ring.take(upTo: 1_000))
        append(["d", "e"])
        #expect(pieces(upTo: 1) == ["fauxto: 3 lines dropped\nd\n", "e\n"])
    }
}
