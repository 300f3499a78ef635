import JSON

/// Values of a scalar that need no closer look: of the very type asked for and within simple limits, so that they are
/// valid and stay as they are under every coercion.
///
/// What is not among them may still be valid. This is for speed alone: one comparison in place of every rule.
enum PlainValues: Sendable {
    case none
    case strings
    case booleans
    case integers(ClosedRange<Int>)
    case numbers(ClosedRange<Double>)

    init(_ kind: Schema.Kind, minimum: Bound?, maximum: Bound?, hasOtherRules: Bool) {
        switch kind {
        case _ where hasOtherRules: self = .none
        case .string: self = .strings
        case .boolean: self = .booleans
        case .integer:
            // Beyond 2⁵³ a coercion may change an integer.
            let limit = 1 << 53
            guard case .integer(let least) = minimum ?? .integer(-limit),
                case .integer(let greatest) = maximum ?? .integer(limit), least <= greatest
            else {
                self = .none
                return
            }
            self = .integers((least...greatest).clamped(to: -limit...limit))
        case .number:
            let lower = minimum?.double ?? -.greatestFiniteMagnitude
            let upper = maximum?.double ?? .greatestFiniteMagnitude
            self = lower <= upper ? .numbers(lower...upper) : .none
        case .enumeration, .object, .anyOf: self = .none
        }
    }

    /// Whether a value is one of them.
    func contain(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.strings, .string), (.booleans, .bool): true
        case (.integers(let range), .integer(let number)): range.contains(number)
        case (.numbers(let range), .double(let number)): range.contains(number)
        default: false
        }
    }
}
