import JSON

/// Decisions drawn from the fuzzer's bytes one after the other; zeros once they are used up.
struct ByteDraw {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// The next byte.
    mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// A number from 0 to below a count.
    mutating func number(below count: Int) -> Int { Int(byte()) % count }

    /// Yes in one of so many cases.
    mutating func isOne(of count: Int) -> Bool { number(below: count) == count - 1 }

    /// One of a list that is not empty.
    mutating func one<Element>(of list: [Element]) -> Element { list[number(below: list.count)] }

    /// The next bytes, few of them, as text.
    mutating func text() -> String {
        let count = Int(byte() & 15)
        defer { rest = rest.dropFirst(count) }
        return String(decoding: rest.prefix(count), as: UTF8.self)
    }

    /// Eight bytes as an integer.
    mutating func integer() -> Int {
        var bits: UInt64 = 0
        for _ in 0..<8 { bits = bits << 8 | UInt64(byte()) }
        return Int(bitPattern: UInt(bits))
    }
}
