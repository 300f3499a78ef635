import JSON

/// A name that an object of the configuration file may have, and what it sets.
struct ConfigurationField<Target>: Sendable {
    let name: String
    let set: @Sendable (inout Target, FieldValue) throws(SourceDiagnostic) -> Void

    /// A field of an operator's own shape.
    init(_ name: String, set: @escaping @Sendable (inout Target, FieldValue) throws(SourceDiagnostic) -> Void) {
        self.name = name
        self.set = set
    }

    /// A field that is a whole number in a range.
    static func integer(
        _ name: String,
        _ member: any WritableKeyPath<Target, Int> & Sendable,
        in range: ClosedRange<Int>
    ) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.integer(in: range)
        }
    }

    /// A field that is true or false.
    static func boolean(_ name: String, _ member: any WritableKeyPath<Target, Bool> & Sendable) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.boolean()
        }
    }

    /// A field that is a time in milliseconds, from one to a day.
    static func milliseconds(
        _ name: String,
        _ member: any WritableKeyPath<Target, Duration> & Sendable
    ) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = .milliseconds(try value.integer(in: 1...86_400_000))
        }
    }

    /// A field that is one of a few words.
    static func choice<Choice: RawRepresentable & CaseIterable & SendableMetatype>(
        _ name: String,
        _ member: any WritableKeyPath<Target, Choice> & Sendable
    ) -> Self where Choice.RawValue == String {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.choice(of: Choice.self)
        }
    }

    /// A field that is an object with fields of its own.
    static func section<Section>(
        _ name: String,
        _ member: any WritableKeyPath<Target, Section> & Sendable,
        _ fields: [ConfigurationField<Section>]
    ) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            try value.read(into: &target[keyPath: member], fields: fields)
        }
    }
}
