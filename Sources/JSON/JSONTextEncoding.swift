/// The encoding of a JSON document, told by its first bytes as CPython's `json.detect_encoding` tells it.
///
/// The first two characters of any JSON text but a short one are ASCII, so the zero bytes among the first four give
/// UTF-16 and UTF-32 away (RFC 4627 §3); a byte order mark does so openly.
struct JSONTextEncoding {
    /// The width of a code unit.
    enum Form {
        case utf8
        case utf16
        case utf32
    }

    var form: Form
    var isBigEndian = false
    var byteOrderMarkLength = 0

    /// Looks at the first four bytes.
    init(detectedIn bytes: [UInt8]) {
        func has(_ mark: UInt8...) -> Bool { bytes.starts(with: mark) }

        form = .utf8
        guard let first = bytes.first, first == 0 || first >= 0xEF || bytes.count > 1 && bytes[1] == 0 else { return }
        if has(0, 0, 0xFE, 0xFF) {
            (form, isBigEndian, byteOrderMarkLength) = (.utf32, true, 4)
        } else if has(0xFF, 0xFE, 0, 0) {
            (form, byteOrderMarkLength) = (.utf32, 4)
        } else if has(0xFE, 0xFF) {
            (form, isBigEndian, byteOrderMarkLength) = (.utf16, true, 2)
        } else if has(0xFF, 0xFE) {
            (form, byteOrderMarkLength) = (.utf16, 2)
        } else if has(0xEF, 0xBB, 0xBF) {
            byteOrderMarkLength = 3
        } else if bytes.count >= 4 {
            if first == 0 {
                (form, isBigEndian) = (bytes[1] == 0 ? .utf32 : .utf16, true)
            } else if bytes[1] == 0 {
                form = bytes[2] == 0 && bytes[3] == 0 ? .utf32 : .utf16
            }
        } else if bytes.count == 2, first == 0 || bytes[1] == 0 {
            (form, isBigEndian) = (.utf16, first == 0)
        }
    }

    /// Turns a UTF-16 or UTF-32 document into UTF-8 without its byte order mark; a lone surrogate takes three bytes.
    ///
    /// - Parameter bytes: The document.
    /// - Returns: The text.
    /// - Throws: `invalidEncoding` for a code unit cut short or a number that is no code point.
    func decodeWide(_ bytes: [UInt8]) throws(JSONParseError) -> [UInt8] {
        let width = form == .utf16 ? 2 : 4
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var offset = byteOrderMarkLength
        while offset + width <= bytes.count {
            var codePoint = unit(at: offset, width: width, in: bytes)
            var length = width
            if form == .utf16, 0xD800..<0xDC00 ~= codePoint, offset + 4 <= bytes.count {
                let low = unit(at: offset + 2, width: 2, in: bytes)
                if 0xDC00..<0xE000 ~= low {
                    codePoint = 0x10000 + (codePoint - 0xD800) << 10 + (low - 0xDC00)
                    length = 4
                }
            }
            guard codePoint <= 0x10FFFF else { throw JSONParseError(undecodable: "UTF-32", offset: offset) }
            appendUTF8(of: codePoint, to: &text)
            offset += length
        }
        guard offset == bytes.count else {
            throw JSONParseError(undecodable: form == .utf16 ? "UTF-16" : "UTF-32", offset: offset)
        }
        return text
    }

    /// How many bytes of the document the first bytes of its decoded text came from.
    ///
    /// - Parameter prefix: The start of what `decodeWide` gave, cut between two code points.
    /// - Returns: The number of bytes, byte order mark included.
    func byteOffset(ofPrefix prefix: ArraySlice<UInt8>) -> Int {
        var offset = byteOrderMarkLength
        for byte in prefix where byte & 0xC0 != 0x80 {
            offset += form == .utf32 || byte >= 0xF0 ? 4 : 2
        }
        return offset
    }

    private func unit(at offset: Int, width: Int, in bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0
        for index in 0..<width {
            let byte = bytes[offset + (isBigEndian ? index : width - 1 - index)]
            value = value << 8 | UInt32(byte)
        }
        return value
    }
}

extension JSONParseError {
    /// The failure of bytes that are not valid in their encoding.
    init(undecodable encoding: String, offset: Int) {
        self.init(
            kind: .invalidEncoding,
            message: "The text is not valid \(encoding)",
            position: offset,
            byteOffset: offset,
            line: 1,
            column: offset + 1
        )
    }
}
