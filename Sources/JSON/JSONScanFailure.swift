/// Why and at which byte the scanner stopped; small, so that throwing it costs the scanner nothing.
struct JSONScanFailure: Error {
    /// Everything CPython's scanner complains about.
    enum Reason: UInt8 {
        case value
        case propertyName
        case colon
        case comma
        case extraData
        case unterminatedString
        case controlCharacter
        case escape
        case unicodeEscape
        case tooDeepArray
        case tooDeepObject
        case integerTooLong
        case invalidUTF8
    }

    var reason: Reason
    var offset: Int

    /// CPython 3.11's words for the failure.
    ///
    /// - Parameters:
    ///   - text: The text, to look at the integer that is too long.
    ///   - maximumIntegerDigits: The limit that such an integer breaks.
    /// - Returns: The message without position.
    func message(in text: ArraySlice<UInt8>, maximumIntegerDigits: Int) -> String {
        switch reason {
        case .value: return "Expecting value"
        case .propertyName: return "Expecting property name enclosed in double quotes"
        case .colon: return "Expecting ':' delimiter"
        case .comma: return "Expecting ',' delimiter"
        case .extraData: return "Extra data"
        case .unterminatedString: return "Unterminated string starting at"
        case .controlCharacter: return "Invalid control character at"
        case .escape: return "Invalid \\escape"
        case .unicodeEscape: return "Invalid \\uXXXX escape"
        case .tooDeepArray: return "maximum recursion depth exceeded while decoding a JSON array from a unicode string"
        case .tooDeepObject:
            return "maximum recursion depth exceeded while decoding a JSON object from a unicode string"
        case .integerTooLong:
            let number = text[offset...].drop { $0 == UInt8(ascii: "-") }
            let digits = number.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
            return "Exceeds the limit (\(maximumIntegerDigits) digits) for integer string conversion: "
                + "value has \(digits) digits; use sys.set_int_max_str_digits() to increase the limit"
        case .invalidUTF8: return "The text is not valid UTF-8"
        }
    }
}

extension JSONScanFailure.Reason {
    /// The sort of failure that callers tell apart.
    var kind: JSONParseError.Kind {
        switch self {
        case .tooDeepArray, .tooDeepObject: .tooDeep
        case .integerTooLong: .integerTooLong
        case .invalidUTF8: .invalidEncoding
        default: .syntax
        }
    }
}
