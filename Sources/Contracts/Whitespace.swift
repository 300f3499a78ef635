/// UTF-8 text without the characters of Unicode's White_Space property at both ends (Rust's `str::trim`).
func trimmingWhitespace(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
    let hasBlank = [text.first, text.last].contains { ($0 ?? 0x30) <= 0x20 || ($0 ?? 0x30) >= 0x80 }
    guard hasBlank else { return text }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    let leading = scalars.prefix { $0.properties.isWhitespace }
    let trailing = scalars[leading.endIndex...].reversed().prefix { $0.properties.isWhitespace }
    return text.dropFirst(byteCount(leading)).dropLast(byteCount(trailing))
}

private func byteCount(_ scalars: some Sequence<Unicode.Scalar>) -> Int {
    scalars.reduce(0) { $0 + UTF8.width($1) }
}
