extension JSONScanner {
    /// Scans a document that is an object, and hands over each value under one of the keys with the key's place.
    ///
    /// The other members are scanned too, and dropped. False if the document is no object.
    mutating func scanMembers(
        under keys: JSONKeys,
        _ take: (Int, consuming JSONValue) -> Void
    ) throws(JSONScanFailure) -> Bool {
        skipWhitespace()
        guard next == UInt8(ascii: "{") else { return false }
        // Clients mostly write members in the order in which they are documented.
        var expected = 0
        if try beginMembers() {
            repeat {
                let place = try scanKey(among: keys, from: expected)
                try scanColon()
                if place == nil, skipPlainValue() { continue }
                let value = try scanValue()
                guard let place else { continue }
                take(place, value)
                expected = place + 1
            } while try hasNextMember()
        }
        endMembers()
        try scanEnd()
        return true
    }

    /// Scans a key and gives its place among the keys, nil if it is none of them.
    private mutating func scanKey(among keys: JSONKeys, from expected: Int) throws(JSONScanFailure) -> Int? {
        let rest = UnsafeBufferPointer(rebasing: bytes[index...])
        if let match = keys.match(UnsafeRawBufferPointer(rest), from: expected) {
            index += match.length
            return match.place
        }
        // What stands for itself would have been found among the keys.
        if skipPlainString() { return nil }
        guard next == UInt8(ascii: "\"") else { throw failure(.propertyName) }
        let key = try scanString()
        return surrogateUnits.isEmpty ? keys.place(of: key) : nil
    }

    /// Steps over a value of one token, if one comes next and nothing can be wrong with it, and does not make it.
    private mutating func skipPlainValue() -> Bool {
        switch next {
        case UInt8(ascii: "\""): skipPlainString()
        case UInt8(ascii: "t"): skip("true")
        case UInt8(ascii: "f"): skip("false")
        case UInt8(ascii: "n"): skip("null")
        default: skipPlainNumber()
        }
    }

    /// Steps over a number without a sign, a leading zero or an exponent, if a short one comes next.
    private mutating func skipPlainNumber() -> Bool {
        guard UInt8(ascii: "1")...UInt8(ascii: "9") ~= next else { return false }
        var end = endOfDigits(from: index)
        guard end - index <= min(limits.maximumIntegerDigits, 15) else { return false }
        if end + 1 < bytes.count, bytes[end] == UInt8(ascii: ".") {
            let firstDigit = end + 1
            end = endOfDigits(from: firstDigit)
            guard end > firstDigit else { return false }
        }
        guard end < bytes.count, bytes[end] | 0x20 != UInt8(ascii: "e") else { return false }
        index = end
        return true
    }

    private func endOfDigits(from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
        return end
    }

    /// Steps over a string of ASCII without escapes, if one comes next, and does not make it.
    private mutating func skipPlainString() -> Bool {
        guard next == UInt8(ascii: "\"") else { return false }
        let (end, isASCII) = endOfPlainRun(in: bytes, from: index + 1)
        guard isASCII, end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return false }
        if !surrogateUnits.isEmpty { surrogateUnits = [] }
        index = end + 1
        return true
    }
}
