/// Three runs of bytes that are sent one after the other.
struct RunsOfBytes {
    private var first: UnsafeRawBufferPointer
    private var second: UnsafeRawBufferPointer
    private var third: UnsafeRawBufferPointer

    init(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, _ third: UnsafeRawBufferPointer) {
        self.first = first
        self.second = second
        self.third = third
        skipEmptyRuns()
    }

    var isEmpty: Bool { first.isEmpty }

    /// Lends the first bytes: at least so many if there are, copied together if they are in several runs.
    func withPrefix<Result>(_ count: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        guard first.count < count, !second.isEmpty else { return body(first) }
        let total = min(count, first.count + second.count + third.count)
        return withUnsafeTemporaryAllocation(byteCount: total, alignment: 1) { copy in
            var filled = 0
            for run in [first, second, third] {
                let part = UnsafeRawBufferPointer(rebasing: run.prefix(total - filled))
                UnsafeMutableRawBufferPointer(rebasing: copy[filled...]).copyMemory(from: part)
                filled += part.count
            }
            return body(UnsafeRawBufferPointer(copy))
        }
    }

    /// Takes bytes off the front.
    mutating func drop(_ count: Int) {
        var rest = count
        while rest > 0 {
            let part = min(rest, first.count)
            first = UnsafeRawBufferPointer(rebasing: first[part...])
            rest -= part
            skipEmptyRuns()
        }
    }

    private mutating func skipEmptyRuns() {
        for _ in 0..<2 where first.isEmpty {
            first = second
            second = third
            third = UnsafeRawBufferPointer(start: nil, count: 0)
        }
        if second.isEmpty {
            second = third
            third = UnsafeRawBufferPointer(start: nil, count: 0)
        }
    }
}
