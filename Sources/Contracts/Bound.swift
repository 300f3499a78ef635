public import JSON

/// A limit on a number, as a contract writes it.
public enum Bound: Sendable, Hashable {
    case integer(Int)
    case double(Double)

    /// The limit as a floating-point number.
    public var double: Double {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        }
    }

    /// The limit as a JSON number.
    public var json: JSONValue {
        switch self {
        case .integer(let value): .integer(value)
        case .double(let value): .double(value)
        }
    }
}

/// A number to be held against limits.
enum Quantity {
    case integer(Int)
    /// The decimal digits of an integer outside 64 bits, and so beyond every integer limit.
    case bigInteger(String)
    case double(Double)

    /// Whether the number is the limit or below; never for NaN.
    func isAtMost(_ bound: Bound) -> Bool {
        switch (self, bound) {
        case (.integer(let value), .integer(let limit)): value <= limit
        case (.integer(let value), .double(let limit)): Double(value) <= limit
        case (.bigInteger(let digits), _): digits.hasPrefix("-")
        case (.double(let value), _): value <= bound.double
        }
    }

    /// Whether the number is the limit or above; never for NaN.
    func isAtLeast(_ bound: Bound) -> Bool {
        switch (self, bound) {
        case (.integer(let value), .integer(let limit)): value >= limit
        case (.integer(let value), .double(let limit)): Double(value) >= limit
        case (.bigInteger(let digits), _): !digits.hasPrefix("-")
        case (.double(let value), _): value >= bound.double
        }
    }

    /// Whether the number is a whole multiple of a positive integer.
    func isMultiple(of divisor: Int) -> Bool {
        switch self {
        case .integer(let value): value % divisor == 0
        case .bigInteger(let digits): remainder(of: digits, by: divisor) == 0
        case .double(let value): isWholeMultiple(value, of: divisor)
        }
    }
}

private func isWholeMultiple(_ value: Double, of divisor: Int) -> Bool {
    if let integer = wholeInteger(value) { return integer % divisor == 0 }
    return value.isFinite && value.magnitude >= 0x1p63 && remainder(of: decimalDigits(of: value), by: divisor) == 0
}

/// The remainder of a number's absolute value, digit by digit; the divisor is far below a tenth of 2⁶³.
private func remainder(of digits: String, by divisor: Int) -> Int {
    digits.utf8.reduce(0) { isDigit($1) ? ($0 * 10 + Int($1 - zero)) % divisor : $0 }
}
