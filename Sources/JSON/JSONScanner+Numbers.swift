extension JSONScanner {
    /// Scans a number; a `.` or `e` that no digit follows is left for the caller to trip over, as in CPython.
    mutating func scanNumber() throws(JSONScanFailure) -> JSONValue {
        let start = index
        var end = index
        let isNegative = end < bytes.count && bytes[end] == UInt8(ascii: "-")
        if isNegative { end += 1 }
        let firstDigit = end
        guard isDigit(at: end) else { throw failure(.value) }
        var decimal = Decimal()
        if bytes[end] == UInt8(ascii: "0") {
            end += 1
        } else {
            while isDigit(at: end) {
                decimal.append(bytes[end] & 0x0F)
                end += 1
            }
        }
        let digits = end - firstDigit
        var isFloat = false
        if end < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(at: end + 1) {
            isFloat = true
            end += 1
            while isDigit(at: end) {
                decimal.appendFraction(bytes[end] & 0x0F)
                end += 1
            }
        }
        if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
            var exponentEnd = end + 1
            var isNegativeExponent = false
            if exponentEnd < bytes.count,
                bytes[exponentEnd] == UInt8(ascii: "-") || bytes[exponentEnd] == UInt8(ascii: "+")
            {
                isNegativeExponent = bytes[exponentEnd] == UInt8(ascii: "-")
                exponentEnd += 1
            }
            if isDigit(at: exponentEnd) {
                isFloat = true
                var exponent = 0
                while isDigit(at: exponentEnd) {
                    exponent = min(exponent * 10 + Int(bytes[exponentEnd] & 0x0F), 1_000_000)
                    exponentEnd += 1
                }
                decimal.exponent += isNegativeExponent ? -exponent : exponent
                end = exponentEnd
            }
        }
        if !isFloat {
            guard digits <= limits.maximumIntegerDigits else { throw failure(.integerTooLong) }
            index = end
            if !decimal.isTruncated, let magnitude = Int(exactly: decimal.mantissa) {
                return .integer(isNegative ? -magnitude : magnitude)
            }
            let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
            if let number = Int(text) { return .integer(number) }
            return .bigInteger(text)
        }
        index = end
        if let magnitude = decimal.exactDouble { return .double(isNegative ? -magnitude : magnitude) }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
        guard let number = Double(text) else { throw JSONScanFailure(reason: .value, offset: start) }
        return .double(number)
    }

    private func isDigit(at position: Int) -> Bool {
        position < bytes.count && bytes[position] &- UInt8(ascii: "0") < 10
    }
}

/// The decimal number read so far: mantissa × 10^exponent, unless digits had to be left out.
private struct Decimal {
    var mantissa: UInt64 = 0
    var exponent = 0
    var isTruncated = false

    mutating func append(_ digit: UInt8) {
        guard mantissa < 1_000_000_000_000_000_000 else {
            isTruncated = true
            return
        }
        mantissa = mantissa * 10 + UInt64(digit)
    }

    mutating func appendFraction(_ digit: UInt8) {
        append(digit)
        exponent -= 1
    }

    /// The nearest double, where one exact multiplication or division gives it (Clinger 1990, the fast case).
    var exactDouble: Double? {
        guard !isTruncated, mantissa <= 1 << 53, -22...22 ~= exponent else { return nil }
        let mantissa = Double(mantissa)
        return exponent < 0 ? mantissa / powersOfTen[-exponent] : mantissa * powersOfTen[exponent]
    }
}

/// The powers of ten that a double holds exactly.
private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
]
