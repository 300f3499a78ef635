import CCaptionFont

/// A table of the caption font: records of one length in ascending order, read where the program keeps them.
struct FontTable {
    private let bytes: UnsafeRawPointer
    private let recordLength: Int
    private let count: Int

    init(_ table: caption_font_table, recordLength: Int) {
        bytes = UnsafeRawPointer(table.bytes)
        self.recordLength = recordLength
        count = table.length / recordLength
    }

    /// The last record that a condition holds for, when it holds for all records up to some place and for none after.
    func last(where holds: (Record) -> Bool) -> Record? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(record(middle)) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? record(low - 1) : nil
    }

    private func record(_ index: Int) -> Record {
        Record(bytes: bytes + index * recordLength)
    }

    /// One record, whose numbers are little-endian.
    struct Record {
        fileprivate let bytes: UnsafeRawPointer

        /// The 16-bit number at an offset.
        func short(_ offset: Int) -> Int {
            Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)))
        }

        /// The 32-bit number at an offset.
        func long(_ offset: Int) -> Int {
            Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
    }
}
