/// A body as UTF-8: one in UTF-16 or UTF-32, which JSON parsers take as well (RFC 4627 §3), is encoded anew.
///
/// Otherwise its credentials would stand in the journal with zeros between the letters.
func utf8(of body: [UInt8]) -> [UInt8] {
    let start = Array(body.prefix(4))
    guard start.count >= 2 else { return body }
    let hasMark = start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0xFF, 0xFE])
    guard hasMark || start.contains(0) else { return body }
    let isWide = start.count == 4 && (start[..<2] == [0, 0] || start[2...] == [0, 0])
    let isBigEndian = start.first == 0 || start.first == 0xFE
    let width = isWide ? 4 : 2
    let units = stride(from: 0, to: body.count - width + 1, by: width).map { offset in
        (0..<width).reduce(UInt32(0)) { $0 << 8 | UInt32(body[offset + (isBigEndian ? $1 : width - 1 - $1)]) }
    }.drop { $0 == 0xFEFF }
    if isWide { return Array(String(decoding: units, as: UTF32.self).utf8) }
    return Array(String(decoding: units.map { UInt16(truncatingIfNeeded: $0) }, as: UTF16.self).utf8)
}
