import JSON

/// A scalar as JavaScript has it after `JSON.parse`, or nil when it is of another type.
///
/// All numbers are floats of 64 bits there: 28.0 is an integer, and an integer beyond 2⁵³ is the nearest that such a
/// float can hold. Where an integer was asked for and the number is none, it comes back as `.double`.
func strictReading(of value: JSONValue, as kind: Schema.Kind) -> JSONValue? {
    switch (kind, value) {
    case (.string, .string), (.string, .surrogateString), (.boolean, .bool):
        return value
    case (.integer, .integer(let number)):
        return wholeNumber(Double(number))
    case (.integer, .double(let number)):
        return wholeNumber(number) ?? value
    case (.integer, .bigInteger(let digits)):
        return Double(digits).map { wholeNumber($0) ?? .double($0) }
    case (.number, .double):
        return value
    case (.number, .integer(let number)):
        return .double(Double(number))
    case (.number, .bigInteger(let digits)):
        return Double(digits).map { .double($0) }
    default:
        return nil
    }
}

/// The integer that a float is; nil when it has a fraction or is not finite.
private func wholeNumber(_ number: Double) -> JSONValue? {
    if let integer = wholeInteger(number) { return .integer(integer) }
    return number.isFinite && number.magnitude >= 0x1p63 ? .bigInteger(decimalDigits(of: number)) : nil
}
