/// The comments that a JPEG file carries before its pixels (ITU-T T.81, B.2.4.5, "COM").
enum JPEGComments {
    /// The comments up to the first scan, in the file's order.
    ///
    /// A file that ends early or breaks the rules gives those before the fault.
    static func comments(in file: [UInt8]) -> [ArraySlice<UInt8>] {
        var comments: [ArraySlice<UInt8>] = []
        // The first marker, "start of image", has no segment.
        var offset = 2
        while offset + 1 < file.count, file[offset] == 0xFF {
            let marker = file[offset + 1]
            switch marker {
            case 0xFF:
                // Any marker may be preceded by fill bytes (B.1.1.2).
                offset += 1
                continue
            case 0x01, 0xD0...0xD8:
                // These stand alone.
                offset += 2
                continue
            case 0xD9, 0xDA: return comments
            default: break
            }
            guard offset + 4 <= file.count else { break }
            // The length counts itself, and not the marker.
            let length = Int(file[offset + 2]) << 8 | Int(file[offset + 3])
            let end = offset + 2 + length
            guard length >= 2, end <= file.count else { break }
            if marker == 0xFE { comments.append(file[offset + 4..<end]) }
            offset = end
        }
        return comments
    }
}
