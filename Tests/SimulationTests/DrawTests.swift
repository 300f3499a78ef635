import Testing

@testable import Simulation

@Suite struct `A draw` {
    private let draw = Draw(serverSeed: 7)

    @Test func `is the same in every run`() {
        #expect(draw.bits("seed") == Draw(serverSeed: 7).bits("seed"))
        #expect(draw.branch("account").uuidV4("id") == Draw(serverSeed: 7).branch("account").uuidV4("id"))
    }

    @Test func `differs by seed, purpose, number and branch`() {
        let values = [
            draw.bits("a"), draw.bits("b"), draw.bits("a", 1), Draw(serverSeed: 8).bits("a"),
            draw.branch("x").bits("a"), draw.branch("y").bits("a"), draw.branch("x", 1).bits("a"),
            draw.branch(text: "x").bits("a"), draw.branch(text: "y").bits("a"),
        ]
        #expect(Set(values).count == values.count)
    }

    @Test func `depends on every part of a message and on where the parts end`() {
        func value(_ parts: [String], _ bytes: [UInt8] = []) -> UInt64 {
            var message = Draw.Message(under: draw)
            for part in parts { message.append(part) }
            message.append(bytes)
            return draw.branch(message).bits("a")
        }
        let values = [
            value([]), value([""]), value(["a", "b"]), value(["ab"]), value(["", "ab"]), value(["ab", ""]),
            value(["ab"], [0]), value(["ab"], [0, 0]),
        ]
        #expect(Set(values).count == values.count)
        #expect(value(["a", "b"]) == values[2])
    }

    @Test func `spreads numbers evenly below a bound`() {
        var counts = [Int](repeating: 0, count: 10)
        for number in 0..<10_000 { counts[Int(draw.number("n", below: 10, UInt64(number)))] += 1 }
        #expect(counts.allSatisfy { (850...1_150).contains($0) })
    }

    @Test func `gives fractions from 0 up to but not 1`() {
        let fractions = (0..<10_000).map { draw.unit("u", UInt64($0)) }
        #expect(fractions.allSatisfy { (0..<1).contains($0) })
        #expect(abs(fractions.reduce(0, +) / 10_000 - 0.5) < 0.02)
    }

    @Test func `makes a UUID version 7 that begins with the time`() throws {
        let id = draw.uuidV7("id", at: Timestamp(nanoseconds: 0x0123_4567_89AB * 1_000_000))
        #expect(id.hasPrefix("01234567-89ab-7"))
        #expect(id.count == 36)
        #expect(["8", "9", "a", "b"].contains(id.split(separator: "-")[3].prefix(1)))
    }

    @Test func `makes a UUID version 4`() {
        let parts = draw.uuidV4("id").split(separator: "-")
        #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
        #expect(parts[2].hasPrefix("4"))
        #expect(["8", "9", "a", "b"].contains(parts[3].prefix(1)))
    }

    @Test func `makes ids of the length asked for, in their alphabet`() {
        #expect(draw.nanoid("id").count == 21)
        #expect(draw.nanoid("id").allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") })
        #expect(draw.hexadecimal("h", length: 33).count == 33)
        #expect(draw.hexadecimal("h", length: 33).allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(Set((0..<1_000).map { draw.nanoid("id", UInt64($0)) }).count == 1_000)
    }
}
