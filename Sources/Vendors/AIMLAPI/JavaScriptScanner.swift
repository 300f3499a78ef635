/// Walks a text as V8's `JSON.parse` does, keeping nothing of it but the place where it goes wrong.
struct JavaScriptScanner {
    private let text: [UInt16]
    private var position = 0

    init(text: [UInt16]) {
        self.text = text
    }

    /// The first fault; nil when the whole text is one JSON value.
    mutating func faultInDocument() -> JavaScriptFault? {
        do throws(JavaScriptFault) {
            try skipValue()
            skipSpace()
            if position < text.count { throw fault("Unexpected non-whitespace character after JSON") }
            return nil
        } catch {
            return error
        }
    }

    /// One level of what is open.
    private enum Container {
        case array
        case object
    }

    /// Walks one value with an explicit stack, as nesting is the caller's to choose.
    private mutating func skipValue() throws(JavaScriptFault) {
        var open: [Container] = []
        while true {
            if try !enterValue(&open) { continue }
            // A value has ended: close what it closes.
            while let container = open.last {
                skipSpace()
                if next == comma {
                    position += 1
                    if container == .object {
                        skipSpace()
                        guard next == quote else { throw fault("Expected double-quoted property name in JSON") }
                        try skipKey()
                    }
                    break
                }
                if next == (container == .array ? closingBracket : closingBrace) {
                    position += 1
                    open.removeLast()
                    continue
                }
                throw fault(
                    container == .array
                        ? "Expected ',' or ']' after array element in JSON"
                        : "Expected ',' or '}' after property value in JSON"
                )
            }
            if open.isEmpty { return }
        }
    }

    /// Reads a scalar or an empty container and returns true, or opens a container and returns false.
    private mutating func enterValue(_ open: inout [Container]) throws(JavaScriptFault) -> Bool {
        skipSpace()
        guard let unit = next else { throw JavaScriptFault(position: text.count, reason: .token) }
        switch unit {
        case quote:
            position += 1
            try skipString()
        case 0x2D, 0x30...0x39:
            try skipNumber()
        case 0x74: try skipLiteral("true")
        case 0x66: try skipLiteral("false")
        case 0x6E: try skipLiteral("null")
        case openingBracket:
            position += 1
            skipSpace()
            if next == closingBracket {
                position += 1
                return true
            }
            open.append(.array)
            return false
        case openingBrace:
            position += 1
            skipSpace()
            if next == closingBrace {
                position += 1
                return true
            }
            guard next == quote else { throw fault("Expected property name or '}' in JSON") }
            try skipKey()
            open.append(.object)
            return false
        default:
            throw JavaScriptFault(position: position, reason: .token)
        }
        return true
    }

    /// A property's name, from its quotation mark on, and the colon.
    private mutating func skipKey() throws(JavaScriptFault) {
        position += 1
        try skipString()
        skipSpace()
        guard next == colon else { throw fault("Expected ':' after property name in JSON") }
        position += 1
    }

    /// The rest of a string, after its opening quotation mark.
    private mutating func skipString() throws(JavaScriptFault) {
        while let unit = next {
            if unit == quote {
                position += 1
                return
            }
            if unit < 0x20 { throw fault("Bad control character in string literal in JSON") }
            position += 1
            guard unit == backslash else { continue }
            guard let escaped = next else { throw JavaScriptFault(position: text.count, reason: .token) }
            switch escaped {
            case quote, backslash, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
                position += 1
            case 0x75:
                for _ in 0..<4 {
                    position += 1
                    guard let digit = next, isHexadecimal(digit) else { throw fault("Bad Unicode escape in JSON") }
                }
                position += 1
            default:
                throw fault("Bad escaped character in JSON")
            }
        }
        throw fault("Unterminated string in JSON")
    }

    private mutating func skipNumber() throws(JavaScriptFault) {
        if next == 0x2D {
            position += 1
            guard isDigit(next) else { throw fault("No number after minus sign in JSON") }
        }
        if next == 0x30 {
            position += 1
            if isDigit(next) { throw JavaScriptFault(position: position, reason: .number) }
        } else {
            skipDigits()
        }
        if next == 0x2E {
            position += 1
            guard isDigit(next) else { throw fault("Unterminated fractional number in JSON") }
            skipDigits()
        }
        if next == 0x65 || next == 0x45 {
            position += 1
            if next == 0x2B || next == 0x2D { position += 1 }
            guard isDigit(next) else { throw fault("Exponent part is missing a number in JSON") }
            skipDigits()
        }
    }

    private mutating func skipDigits() {
        while isDigit(next) { position += 1 }
    }

    private mutating func skipLiteral(_ literal: StaticString) throws(JavaScriptFault) {
        for offset in 0..<literal.utf8CodeUnitCount {
            guard let unit = next, unit == UInt16(literal.utf8Start[offset]) else {
                // A number or a string that breaks off a literal is named as what it is.
                let reason: JavaScriptFault.Reason =
                    switch next {
                    case quote: .string
                    case .some(let unit) where unit == 0x2D || isDigit(unit): .number
                    default: .token
                    }
                throw JavaScriptFault(position: position, reason: reason)
            }
            position += 1
        }
    }

    private mutating func skipSpace() {
        while let unit = next, unit == 0x20 || unit == 0x0A || unit == 0x0D || unit == 0x09 { position += 1 }
    }

    private var next: UInt16? { position < text.count ? text[position] : nil }

    private func fault(_ words: String) -> JavaScriptFault {
        JavaScriptFault(position: position, reason: .words(words))
    }
}

private let quote: UInt16 = 0x22
private let backslash: UInt16 = 0x5C
private let comma: UInt16 = 0x2C
private let colon: UInt16 = 0x3A
private let openingBracket: UInt16 = 0x5B
private let closingBracket: UInt16 = 0x5D
private let openingBrace: UInt16 = 0x7B
private let closingBrace: UInt16 = 0x7D

private func isDigit(_ unit: UInt16?) -> Bool {
    guard let unit else { return false }
    return (0x30...0x39).contains(unit)
}

private func isHexadecimal(_ unit: UInt16) -> Bool {
    isDigit(unit) || (0x41...0x46).contains(unit) || (0x61...0x66).contains(unit)
}
