extension Redactor {
    /// The parameters of a query or of a form's body without credentials.
    mutating func form(_ bytes: [UInt8], isCut: Bool, depth: Int) -> [UInt8] {
        var copy = RedactedCopy(of: bytes)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
            let equals = bytes[start..<end].firstIndex(of: UInt8(ascii: "="))
            let value = (equals.map { $0 + 1 } ?? start)..<end
            if let equals, SecretName.matches(bytes[start..<equals]) {
                if !value.isEmpty {
                    note(bytes[value])
                    copy.replace(value, by: Self.mark)
                }
            } else {
                redactValue(bytes, value, isCut: isCut && end == bytes.count, depth: depth, in: &copy)
            }
            start = end + 1
        }
        return copy.finish()
    }

    /// Looks for credentials in a parameter's value, as it stands and with its escapes resolved.
    private mutating func redactValue(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        isCut: Bool,
        depth: Int,
        in copy: inout RedactedCopy
    ) {
        let value = Array(bytes[range])
        let plain = percentDecoded(value, plusIsSpace: true)
        if plain != value, depth < Self.deepestNesting {
            let shown = content(plain, isCut: isCut, depth: depth + 1)
            if shown != plain { copy.replace(range, by: percentEncoded(shown)) }
        } else {
            let shown = content(value, isCut: isCut, depth: depth + 1)
            if shown != value { copy.replace(range, by: shown) }
        }
    }
}
