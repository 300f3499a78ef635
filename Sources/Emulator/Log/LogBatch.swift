/// Entries of a log that are being written by one or more system calls.
struct LogBatch: Sendable {
    private let entries: [LogRing.Entry]
    private let bytes: [UInt8]
    private let startsMidLine: Bool
    private var writtenCount = 0
    private var isBrokenOff = false

    /// - Parameters:
    ///   - entries: What is to be written.
    ///   - startsMidLine: Whether what was written before broke off within a line, which is ended first.
    init(_ entries: [LogRing.Entry] = [], startsMidLine: Bool = false) {
        let end = LogRing.Entry(bytes: [UInt8(ascii: "\n")], form: .text, lineCount: 0)
        self.entries = startsMidLine && !entries.isEmpty ? [end] + entries : entries
        self.startsMidLine = startsMidLine
        var bytes: [UInt8] = []
        for entry in self.entries { bytes += entry.bytes }
        self.bytes = bytes
    }

    /// What is still to be written.
    var rest: ArraySlice<UInt8> { isBrokenOff ? [] : bytes[writtenCount...] }

    /// Whether the last byte that was written ends no line.
    var endsMidLine: Bool {
        writtenCount > 0 ? bytes[writtenCount - 1] != UInt8(ascii: "\n") : startsMidLine
    }

    /// Notes that so many further bytes are written.
    mutating func advance(by count: Int) {
        writtenCount += count
    }

    /// Gives up the rest; returns the entries that are not written whole.
    mutating func breakOff() -> [LogRing.Entry] {
        isBrokenOff = true
        var end = 0
        return entries.filter { entry in
            end += entry.bytes.count
            return end > writtenCount
        }
    }
}
