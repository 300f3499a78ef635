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
    case texts([String])

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
        case .enumeration(let texts): self = .texts(texts)
        case .anyOf(let branches):
            // What is no object can pass over the branches that ask for one.
            let others = branches.filter { !$0.kind.isObject }
            self = others.count == 1 ? others[0].plainValues : .none
        case .object: self = .none
        }
    }

    /// Whether a value is one of them.
    func contain(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.strings, .string), (.booleans, .bool): true
        case (.integers(let range), .integer(let number)): range.contains(number)
        case (.numbers(let range), .double(let number)): range.contains(number)
        case (.texts(let texts), .string(let text)): texts.contains { sameText($0, text) }
        default: false
        }
    }
}

extension Schema.Kind {
    /// Whether only objects are admitted.
    fileprivate var isObject: Bool {
        if case .object = self { true } else { false }
    }
}

/// Whether two strings have the same code points; `==` would also take canonically equivalent ones.
func sameText(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left == right
}
