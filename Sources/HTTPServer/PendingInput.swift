/// Bytes of a connection that were received before they could be used.
struct PendingInput {
    private var bytes: [UInt8] = []
    private var start = 0

    var isEmpty: Bool { start == bytes.count }

    /// Lends the bytes that were not used yet.
    func withUnused<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(bytes.span.extracting(start..<bytes.count))
    }

    /// Adds bytes at the end.
    mutating func append(_ more: Span<UInt8>) {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        more.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    /// Takes bytes off the front.
    mutating func drop(_ count: Int) {
        start += count
        if isEmpty { self = PendingInput() }
    }
}
