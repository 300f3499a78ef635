extension Redactor {
    /// JSON without the values of members with secret names, and without credentials in its strings.
    ///
    /// It need not be valid or whole: this looks for names and values, not for a document. Names and strings may lack
    /// their quotes or have single ones, as people write them. Every byte is looked at a bounded number of times.
    mutating func json(_ bytes: [UInt8], isCut: Bool, depth: Int) -> [UInt8] {
        var copy = RedactedCopy(of: bytes)
        var index = 0
        // What lies between strings.
        var gapStart = 0
        while index < bytes.count {
            guard let token = JSONToken(in: bytes, at: index) else {
                index += 1
                continue
            }
            if let start = token.startOfValue(in: bytes), SecretName.matches(token.text(in: bytes)) {
                redactGap(bytes, gapStart..<token.range.lowerBound, depth, in: &copy)
                let value = JSONToken.value(in: bytes, from: start, isBare: token.isBare)
                if !value.isEmpty, !isConstant(bytes[value]) {
                    noteSecret(bytes, value)
                    copy.replace(value, by: Self.quotedMark)
                }
                index = value.upperBound
                gapStart = index
            } else if token.isBare {
                index = token.range.upperBound
            } else {
                redactGap(bytes, gapStart..<token.range.lowerBound, depth, in: &copy)
                redactString(bytes, token, isCut: isCut && token.range.upperBound == bytes.count, depth, in: &copy)
                index = token.range.upperBound
                gapStart = index
            }
        }
        redactGap(bytes, gapStart..<bytes.count, depth, isCut: isCut, in: &copy)
        return copy.finish()
    }

    private static let quotedMark = Array(#""[redacted]""#.utf8)

    /// Looks for credentials between the strings of what may be no JSON.
    private mutating func redactGap(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ depth: Int,
        isCut: Bool = false,
        in copy: inout RedactedCopy
    ) {
        // Between the strings of JSON stand a few bytes.
        guard range.count > 8 else { return }
        let gap = Array(bytes[range])
        let shown = runningText(gap, isCut: isCut, depth: depth + 1)
        if shown != gap { copy.replace(range, by: shown) }
    }

    /// Looks for credentials in a string.
    private mutating func redactString(
        _ bytes: [UInt8],
        _ token: JSONToken,
        isCut: Bool,
        _ depth: Int,
        in copy: inout RedactedCopy
    ) {
        let text = token.text(in: bytes)
        let shown = content(text, isCut: isCut, depth: depth + 1)
        if shown != text { copy.replace(token.content, by: JSONToken.escaped(shown)) }
    }

    private mutating func noteSecret(_ bytes: [UInt8], _ range: Range<Int>) {
        if let token = JSONToken(in: bytes, at: range.lowerBound), token.range == range, !token.isBare {
            note(token.text(in: bytes))
        } else {
            note(bytes[range])
        }
    }

    private func isConstant(_ value: ArraySlice<UInt8>) -> Bool {
        ["null", "true", "false"].contains { value.elementsEqual($0.utf8) }
    }
}
