/// The texts that a PNG file carries beside its pixels (PNG specification, third edition, 11.3.3.4, "iTXt").
enum PNGText {
    /// The uncompressed international texts under a keyword, in the file's order, whose chunks are whole.
    ///
    /// A file that ends early or breaks the rules gives those before the fault.
    static func texts(under keyword: String, in file: [UInt8]) -> [ArraySlice<UInt8>] {
        var texts: [ArraySlice<UInt8>] = []
        // The signature takes eight bytes; a chunk has a length, a type, its data and a check.
        var offset = 8
        while offset + 12 <= file.count {
            let length = Int(number(at: offset, in: file))
            guard length <= file.count - offset - 12 else { break }
            let data = file[offset + 8..<offset + 8 + length]
            // After the keyword: a zero byte, two more that say "not compressed", an empty language and an empty
            // translation of the keyword.
            let introduction = Array(keyword.utf8) + [0, 0, 0, 0, 0]
            if file[offset + 4..<offset + 8].elementsEqual("iTXt".utf8), data.starts(with: introduction),
                CRC32(file[offset + 4..<offset + 8 + length]).value == number(at: offset + 8 + length, in: file)
            {
                texts.append(data.dropFirst(introduction.count))
            }
            offset += 12 + length
        }
        return texts
    }

    private static func number(at offset: Int, in file: [UInt8]) -> UInt32 {
        file[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
