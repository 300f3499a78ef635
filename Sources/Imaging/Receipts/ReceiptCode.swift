/// A recipe's identifier and its check as 96 cells, each of one bit: the identifier's 64 bits from the highest on, then
/// the CRC-32 of its eight bytes.
///
/// Cells that were not written as a code pass for one in a case of four billion.
struct ReceiptCode {
    /// How many cells a code has.
    static let count = 96

    let identifier: UInt64
    private let check: UInt32

    init(identifier: UInt64) {
        self.identifier = identifier
        check = CRC32((0..<8).map { UInt8(truncatingIfNeeded: identifier >> (56 - 8 * $0)) }).value
    }

    /// Reads the cells; nil when the check does not agree with the identifier.
    init?(cells: [Bool]) {
        precondition(cells.count == Self.count)
        self.init(identifier: cells[..<64].reduce(0) { $0 << 1 | ($1 ? 1 : 0) })
        guard cells[64...].reduce(0, { $0 << 1 | ($1 ? 1 : 0) }) == check else { return nil }
    }

    /// One cell, from 0 on.
    subscript(cell: Int) -> Bool {
        let bit = cell < 64 ? identifier >> UInt64(63 - cell) : UInt64(check) >> UInt64(Self.count - 1 - cell)
        return bit & 1 == 1
    }
}
