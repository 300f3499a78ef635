import JSON
import Vendors

extension EmulatorConfiguration {
    /// How many generations an account may ask for.
    public struct Quotas: Sendable {
        /// What one section states; what it leaves out is stated by a wider one.
        public struct Quota: Sendable {
            /// Generations that may be begun in a minute; 0 for any number.
            public var requestsPerMinute: Int?
            /// Synchronous generations that may be under way at a time; 0 for any number.
            public var concurrentRequests: Int?

            /// Makes a section that states nothing.
            public init() {}
        }

        /// For every account at every vendor.
        public var everywhere = Quota()
        /// By vendor.
        public var vendors: [String: Quota] = [:]
        /// By model: these are counted by themselves.
        public var models: [String: Quota] = [:]
        /// By API key.
        public var accounts: [String: Quota] = [:]

        /// Makes the default: as many as anybody likes.
        public init() {}
    }

    /// What accounts have to spend.
    public struct Money: Sendable {
        /// What an account has at first, in millionths of a dollar.
        public struct Balance: Sendable {
            /// Nil where a wider section says, and without end where none does.
            public var balanceMicrodollars: Int?

            /// Makes a section that states nothing.
            public init() {}
        }

        /// Of every account at every vendor.
        public var everywhere = Balance()
        /// By vendor.
        public var vendors: [String: Balance] = [:]
        /// By API key.
        public var accounts: [String: Balance] = [:]

        /// Makes the default: nothing is ever used up.
        public init() {}
    }

    /// How many synchronous calls a model works on at a time, whosever they are.
    public struct Runners: Sendable {
        /// What becomes of a call that finds no runner free.
        public enum Overflow: String, Sendable, CaseIterable {
            case wait, refuse
        }

        /// How many each model has; 0 for as many as there are calls.
        public var perModel = 0
        /// How many a single model has, by its name.
        public var models: [String: Int] = [:]
        /// Whether a call waits its turn or is refused.
        public var overflow = Overflow.wait

        /// Makes the default: every call has a runner.
        public init() {}
    }
}

extension EmulatorConfiguration.Quotas {
    static let fields: [ConfigurationField<Self>] =
        quotaFields(\.everywhere) + [
            .sections("vendors", \.vendors, of: Quota(), quotaFields(\.self), among: .vendors),
            .sections("models", \.models, of: Quota(), quotaFields(\.self), among: .models),
            .sections("accounts", \.accounts, of: Quota(), quotaFields(\.self), among: .any),
        ]

    private static func quotaFields<Target>(
        _ member: any WritableKeyPath<Target, Quota> & Sendable
    ) -> [ConfigurationField<Target>] {
        [
            ConfigurationField("requestsPerMinute") { (target, value) throws(SourceDiagnostic) in
                target[keyPath: member].requestsPerMinute = try value.integer(in: 0...1_000_000)
            },
            ConfigurationField("concurrentRequests") { (target, value) throws(SourceDiagnostic) in
                target[keyPath: member].concurrentRequests = try value.integer(in: 0...1_000_000)
            },
        ]
    }
}

extension EmulatorConfiguration.Money {
    static let fields: [ConfigurationField<Self>] =
        balanceFields(\.everywhere) + [
            .sections("vendors", \.vendors, of: Balance(), balanceFields(\.self), among: .vendors),
            .sections("accounts", \.accounts, of: Balance(), balanceFields(\.self), among: .any),
        ]

    private static func balanceFields<Target>(
        _ member: any WritableKeyPath<Target, Balance> & Sendable
    ) -> [ConfigurationField<Target>] {
        [
            ConfigurationField("balanceMicrodollars") { (target, value) throws(SourceDiagnostic) in
                // A million dollars, which nanodollars count without overflow.
                target[keyPath: member].balanceMicrodollars = try value.integer(in: 0...1_000_000_000_000)
            }
        ]
    }
}

extension EmulatorConfiguration.Runners {
    static let fields: [ConfigurationField<Self>] = [
        .integer("perModel", \.perModel, in: 0...10_000),
        ConfigurationField("models") { (target, value) throws(SourceDiagnostic) in
            for (name, count) in try value.members() {
                try KnownNames.models.check(name, at: count)
                target.models[name] = try count.integer(in: 0...10_000)
            }
        },
        .choice("overflow", \.overflow),
    ]
}

/// Names that an operator cannot make up.
private enum KnownNames {
    case vendors, models, any

    func check(_ name: String, at value: FieldValue) throws(SourceDiagnostic) {
        let (what, names): (String, [String])
        switch self {
        case .any: return
        case .vendors: (what, names) = ("vendor", vendorTable.map { $0.name })
        case .models: (what, names) = ("model", vendorTable.flatMap { $0.init(settings: VendorSettings()).modelNames })
        }
        guard !names.contains(name) else { return }
        let suggestion = nearestName(to: name, in: names).map { "did you mean \($0)?" }
        throw value.diagnostic(
            "there is no \(what) \(name); \(suggestion ?? "there are \(names.joined(separator: ", "))")"
        )
    }
}

extension ConfigurationField {
    /// A field that is an object of sections, each under a name of its own.
    fileprivate static func sections<Section: Sendable>(
        _ name: String,
        _ member: any WritableKeyPath<Target, [String: Section]> & Sendable,
        of initial: Section,
        _ fields: [ConfigurationField<Section>],
        among names: KnownNames
    ) -> Self {
        Self(name) { (target, value) throws(SourceDiagnostic) in
            for (name, section) in try value.members() {
                try names.check(name, at: section)
                try section.read(into: &target[keyPath: member][name, default: initial], fields: fields)
            }
        }
    }
}
