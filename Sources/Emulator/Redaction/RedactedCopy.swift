/// A copy of bytes in the making, in which some are replaced.
struct RedactedCopy {
    private let source: [UInt8]
    private var output: [UInt8] = []
    /// How much of the source is in the output, or was replaced.
    private(set) var position = 0

    init(of source: [UInt8]) {
        self.source = source
    }

    /// Puts other bytes in the place of a range, which lies behind all that was replaced before.
    mutating func replace(_ range: Range<Int>, by bytes: some Sequence<UInt8>) {
        if output.isEmpty { output.reserveCapacity(source.count) }
        output += source[position..<range.lowerBound]
        output += bytes
        position = range.upperBound
    }

    /// The whole copy.
    consuming func finish() -> [UInt8] {
        guard position > 0 || !output.isEmpty else { return source }
        output += source[position...]
        return output
    }
}
