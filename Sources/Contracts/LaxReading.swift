import JSON

/// Pydantic's lax reading of one scalar: the conversions of pydantic-core 2.50 for Python input
/// (`src/input/input_python.rs` and `src/input/shared.rs`).
enum LaxReading {
    /// Reads a value as a scalar kind; fails with what is wrong.
    static func read(_ value: JSONValue, as kind: Schema.Kind) -> Reading {
        switch kind {
        case .integer: readInteger(value)
        case .number: readNumber(value)
        case .boolean: readBoolean(value)
        case .string: readString(value)
        case .enumeration, .object, .anyOf: .failure(.wrongType)
        }
    }

    /// A value of the type asked for, or what is wrong.
    enum Reading {
        case success(JSONValue)
        case failure(Finding.Kind)
    }

    private static func readInteger(_ value: JSONValue) -> Reading {
        switch value {
        case .integer, .bigInteger:
            return .success(value)
        case .bool(let flag):
            return .success(.integer(flag ? 1 : 0))
        case .double(let number):
            guard number.isFinite else { return .failure(.notFinite) }
            // Every float beyond 2⁶³ is whole; exactly ±2⁶³ are refused too, as by pydantic-core's own comparison.
            guard number.magnitude < 0x1p63 else { return .failure(.tooManyDigits) }
            return wholeInteger(number).map { .success(.integer($0)) } ?? .failure(.fractional)
        case .string(let text):
            return IntegerText.read(text)
        case .surrogateString:
            return .failure(.notUnicode)
        case .null, .array, .object:
            return .failure(.wrongType)
        }
    }

    private static func readNumber(_ value: JSONValue) -> Reading {
        switch value {
        case .double:
            return .success(value)
        case .integer(let number):
            return .success(.double(Double(number)))
        case .bigInteger(let digits):
            // Python cannot convert an integer beyond the greatest float, and pydantic then sees no number.
            guard let number = Double(digits), number.isFinite else { return .failure(.wrongType) }
            return .success(.double(number))
        case .bool(let flag):
            return .success(.double(flag ? 1 : 0))
        case .string(let text):
            return FloatText.read(text).map { .success(.double($0)) } ?? .failure(.unreadable)
        case .surrogateString:
            return .failure(.notUnicode)
        case .null, .array, .object:
            return .failure(.wrongType)
        }
    }

    private static func readBoolean(_ value: JSONValue) -> Reading {
        switch value {
        case .bool: return .success(value)
        case .integer(0), .double(0): return .success(.bool(false))
        case .integer(1), .double(1): return .success(.bool(true))
        case .integer: return .failure(.unreadable)
        // A float is first taken for an integer of 64 bits, so that 2.0 is unreadable but 0.5 and 1e300 are no type
        // at all.
        case .double(let number): return .failure(wholeInteger(number) == nil ? .wrongType : .unreadable)
        case .string(let text):
            switch text.utf8.count < 6 ? text.lowercased() : "" {
            case "1", "t", "y", "on", "yes", "true": return .success(.bool(true))
            case "0", "f", "n", "no", "off", "false": return .success(.bool(false))
            default: return .failure(.unreadable)
            }
        case .surrogateString: return .failure(.notUnicode)
        case .null, .bigInteger, .array, .object: return .failure(.wrongType)
        }
    }

    private static func readString(_ value: JSONValue) -> Reading {
        switch value {
        case .string, .surrogateString: .success(value)
        case .null, .bool, .integer, .bigInteger, .double, .array, .object: .failure(.wrongType)
        }
    }
}
