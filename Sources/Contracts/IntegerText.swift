import JSON

/// How pydantic reads an integer from a string (pydantic-core 2.50, `src/input/shared.rs`, and jiter's integers).
///
/// A plain JSON integer is taken as it is. Otherwise blanks around it, a plus sign, leading zeros, a fraction of zeros
/// and single underscores between digits are removed, and what is left must be a JSON integer.
enum IntegerText {
    /// The most digits that are read (CPython's limit for converting text to an integer, CVE-2020-10735).
    private static let mostDigits = 4300

    static func read(_ text: String) -> LaxReading.Reading {
        var text = text
        return text.withUTF8 { bytes in
            let whole = bytes[...]
            switch plain(whole) {
            case .success(let value): return .success(value)
            case .failure(.tooManyDigits): return .failure(.tooManyDigits)
            case .failure: break
            }
            guard let digits = cleaned(whole) else { return .failure(.unreadable) }
            return digits.withUnsafeBufferPointer { bytes in
                if case .success(let value) = plain(bytes[...]) { .success(value) } else { .failure(.unreadable) }
            }
        }
    }

    /// A JSON integer and nothing else: a minus sign at most, no leading zeros.
    private static func plain(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> LaxReading.Reading {
        var digits = bytes
        if digits.first == minus { digits.removeFirst() }
        guard let first = digits.first, isDigit(first) else { return .failure(.unreadable) }
        let count = digits.prefix(while: isDigit).count
        if first == zero, count > 1 { return .failure(.unreadable) }
        // The length is judged before what follows the digits.
        if count > mostDigits { return .failure(.tooManyDigits) }
        guard count == digits.count else { return .failure(.unreadable) }
        let text = String(decoding: bytes, as: UTF8.self)
        return .success(Int(text).map { .integer($0) } ?? .bigInteger(text))
    }

    /// The text without everything that may decorate an integer; nil when it cannot be one.
    private static func cleaned(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
        var rest = trimmingWhitespace(text)
        if rest.first == plus {
            rest.removeFirst()
            if rest.first == minus { return nil }
        }
        let isNegative = rest.first == minus
        if isNegative {
            rest.removeFirst()
            if rest.first == minus || rest.first == plus { return nil }
        }
        guard let significant = droppingLeadingZeros(rest) else { return nil }
        var digits = Array(droppingZeroFraction(significant))
        if mayDropUnderscores(digits) { digits.removeAll { $0 == underscore } }
        return isNegative ? [minus] + digits : digits
    }

    /// Drops zeros and underscores before the first other digit, keeping one zero where nothing else is left.
    ///
    /// A minus sign behind the zeros is kept too, so that "0-1" is read as -1: an oddity of the original.
    private static func droppingLeadingZeros(
        _ text: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Slice<UnsafeBufferPointer<UInt8>>? {
        guard let first = text.first, isDigit(first) else { return nil }
        guard first == zero else { return text }
        guard let end = text.firstIndex(where: { $0 != zero && $0 != underscore }) else { return text.suffix(1) }
        switch text[end] {
        case point: return text[(end - 1)...]
        case minus: return text[end...]
        case let byte where isDigit(byte): return text[end...]
        default: return nil
        }
    }

    private static func droppingZeroFraction(
        _ text: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Slice<UnsafeBufferPointer<UInt8>> {
        guard let dot = text.firstIndex(of: point) else { return text }
        let fraction = text[(dot + 1)...]
        return !fraction.isEmpty && fraction.allSatisfy { $0 == zero } ? text[..<dot] : text
    }
}

/// Whether every underscore stands alone between other characters (as in Python's numeric literals, PEP 515).
func mayDropUnderscores(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    guard text.first != underscore, text.last != underscore else { return false }
    return !zip(text, text.dropFirst()).contains { $0 == underscore && $1 == underscore }
}

func isDigit(_ byte: UInt8) -> Bool { (zero...0x39).contains(byte) }

let zero: UInt8 = 0x30
let plus: UInt8 = 0x2B
let minus: UInt8 = 0x2D
let point: UInt8 = 0x2E
let underscore: UInt8 = 0x5F
