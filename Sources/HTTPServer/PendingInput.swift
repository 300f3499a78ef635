/// Bytes of a connection that were received before they could be used.
struct PendingInput {
    private var bytes: [UInt8] = []
    private var start = 0
    /// What is reserved for the bytes.
    private var reservation: BufferReservation?

    var isEmpty: Bool { start == bytes.count }

    /// Lends the bytes that were not used yet.
    func withUnused<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(bytes.span.extracting(start..<bytes.count))
    }

    /// Adds bytes at the end; false, with nothing kept any more, where there is no room for them.
    mutating func append(_ more: Span<UInt8>, of budget: BufferBudget) -> Bool {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
        more.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        let reservation = reservation ?? budget.reservation()
        self.reservation = reservation
        // No longer than a head and what one receive brings.
        guard reservation.grow(to: bytes.capacity) else {
            self = PendingInput()
            return false
        }
        return true
    }

    /// Takes bytes off the front.
    mutating func drop(_ count: Int) {
        start += count
        if isEmpty { self = PendingInput() }
    }
}
