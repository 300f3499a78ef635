/// A name that an object of the configuration file may have, and what it sets.
package struct ConfigurationField<Target>: Sendable {
    package let name: String
    package let set: @Sendable (inout Target, FieldValue) throws(SourceDiagnostic) -> Void

    /// A field of an operator's own shape.
    package init(_ name: String, set: @escaping @Sendable (inout Target, FieldValue) throws(SourceDiagnostic) -> Void) {
        self.name = name
        self.set = set
    }

    /// A field that is a whole number in a range.
    package static func integer(
        _ name: String,
        _ member: any WritableKeyPath<Target, Int> & Sendable,
        in range: ClosedRange<Int>
    ) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.integer(in: range)
        }
    }

    /// A field that is a whole number in a range, where it is stated.
    package static func integer(
        _ name: String,
        _ member: any WritableKeyPath<Target, Int?> & Sendable,
        in range: ClosedRange<Int>
    ) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.integer(in: range)
        }
    }

    /// A field that is a number in a range, where it is stated.
    package static func number(
        _ name: String,
        _ member: any WritableKeyPath<Target, Double?> & Sendable,
        in range: ClosedRange<Double>
    ) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.number(in: range)
        }
    }

    /// A field that is true or false.
    package static func boolean(_ name: String, _ member: any WritableKeyPath<Target, Bool> & Sendable) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.boolean()
        }
    }

    /// A field that is true or false, where it is stated.
    package static func boolean(_ name: String, _ member: any WritableKeyPath<Target, Bool?> & Sendable) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.boolean()
        }
    }

    /// A field that is a time in milliseconds, from one to a day.
    package static func milliseconds(
        _ name: String,
        _ member: any WritableKeyPath<Target, Duration> & Sendable
    ) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = .milliseconds(try value.integer(in: 1...86_400_000))
        }
    }

    /// A field that is one of a few words.
    package static func choice<Choice: RawRepresentable & CaseIterable & SendableMetatype>(
        _ name: String,
        _ member: any WritableKeyPath<Target, Choice> & Sendable
    ) -> Self where Choice.RawValue == String {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.choice(of: Choice.self)
        }
    }

    /// A field that is one of a few words, where it is stated.
    package static func choice<Choice: RawRepresentable & CaseIterable & SendableMetatype>(
        _ name: String,
        _ member: any WritableKeyPath<Target, Choice?> & Sendable
    ) -> Self where Choice.RawValue == String {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.choice(of: Choice.self)
        }
    }

    /// A field that is an object with fields of its own.
    package static func section<Section>(
        _ name: String,
        _ member: any WritableKeyPath<Target, Section> & Sendable,
        _ fields: [ConfigurationField<Section>]
    ) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            try value.read(into: &target[keyPath: member], fields: fields)
        }
    }
}
