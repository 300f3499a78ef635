/// Bytes being written, grown as needed.
///
/// The array behind them is longer than what is written, so that a piece of several bytes needs one look at the
/// array's ownership and size instead of one for every byte.
struct JSONOutput: Sendable {
    private var storage: [UInt8]
    private var count = 0

    init(capacity: Int) {
        storage = [UInt8](repeating: 0, count: max(capacity, 64))
    }

    /// What has been written.
    var bytes: [UInt8] { Array(storage[..<count]) }

    /// What has been written, without copying it.
    consuming func finish() -> [UInt8] {
        storage.removeLast(storage.count - count)
        return storage
    }

    /// Appends what a function writes.
    ///
    /// - Parameters:
    ///   - maximum: The most bytes that the function writes.
    ///   - write: Moves the cursor on over the bytes that it sets.
    @inline(__always)
    mutating func append(upTo maximum: Int, _ write: (inout ByteCursor) -> Void) {
        if storage.count - count < maximum { grow(by: maximum) }
        storage.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            var cursor = ByteCursor(next: start + count)
            write(&cursor)
            count = cursor.next - start
        }
    }

    private mutating func grow(by maximum: Int) {
        storage.append(contentsOf: repeatElement(0, count: max(storage.count, maximum)))
    }
}

/// A place in memory to write the next byte to; whoever makes one sees to it that there is room.
struct ByteCursor {
    var next: UnsafeMutablePointer<UInt8>

    /// Writes one byte.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        next.pointee = byte
        next += 1
    }

    /// Writes one byte several times.
    mutating func put(_ byte: UInt8, count: Int) {
        next.update(repeating: byte, count: count)
        next += count
    }

    /// Writes bytes.
    @inline(__always)
    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        next.update(from: start, count: bytes.count)
        next += bytes.count
    }

    /// Writes ASCII text.
    @inline(__always)
    mutating func put(_ text: StaticString) {
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes a number's decimal digits, at most twenty.
    mutating func putDigits(of number: UInt) {
        var length = 1
        var limit: UInt = 10
        while length < 20, number >= limit {
            length += 1
            limit &*= 10
        }
        var rest = number
        for place in stride(from: length - 1, through: 0, by: -1) {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            next[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder)
            rest = quotient
        }
        next += length
    }
}
