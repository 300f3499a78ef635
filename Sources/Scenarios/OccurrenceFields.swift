package import JSON

extension Occurrence {
    /// A chance that is certain is no restriction.
    static let always: Occurrence = {
        var occurrence = Occurrence()
        occurrence.chance = 1
        return occurrence
    }()

    static let fields: [ConfigurationField<Self>] = [
        ConfigurationField("chance") { (target, value) throws(SourceDiagnostic) in
            target.chance = try value.fraction()
        },
        ConfigurationField("attempts") { (target, value) throws(SourceDiagnostic) in
            target.attempts = try value.numbers()
        },
        ConfigurationField("every") { (target, value) throws(SourceDiagnostic) in
            target.every = try value.integer(in: 1...Int.max)
        },
        .integer("succeedFirst", \.succeedFirst, in: 0...1_000_000_000),
        ConfigurationField("failRequestCount") { (target, value) throws(SourceDiagnostic) in
            target.failRequestCount = try value.integer(in: 1...1_000_000_000)
        },
        ConfigurationField("between") { (target, value) throws(SourceDiagnostic) in
            var period = Period()
            try value.read(into: &period, fields: periodFields)
            target.period = period
        },
        ConfigurationField("quota") { (target, value) throws(SourceDiagnostic) in
            var quota = Quota(requests: 0, window: .zero)
            try value.read(into: &quota, fields: quotaFields)
            guard quota.window > .zero else {
                throw value.diagnostic("\(value.name) needs per, the length of its window")
            }
            target.quota = quota
        },
    ]

    private static let periodFields: [ConfigurationField<Period>] = [
        ConfigurationField("after") { (target, value) throws(SourceDiagnostic) in
            target.after = try value.duration(atLeast: .zero)
        },
        ConfigurationField("for") { (target, value) throws(SourceDiagnostic) in
            target.length = try value.duration(atLeast: .milliseconds(1))
        },
    ]

    private static let quotaFields: [ConfigurationField<Quota>] = [
        .integer("requests", \.requests, in: 0...1_000_000_000),
        ConfigurationField("per") { (target, value) throws(SourceDiagnostic) in
            target.window = try value.duration(atLeast: .milliseconds(1))
        },
    ]
}

extension FieldValue {
    /// The value as a length of time: a number of milliseconds, or a text such as `90s`, `1.5m` or `250ms`.
    package func duration(atLeast least: Duration) throws(SourceDiagnostic) -> Duration {
        let duration: Duration? =
            if case .string = node.content { Duration(text: try string(like: Duration.textPattern)) } else {
                .milliseconds(try number(in: 0...1e12))
            }
        guard let duration, duration >= least else {
            throw diagnostic("\(name) takes a length of time such as 250, \"90s\" or \"2m\", at least \(least)")
        }
        return duration
    }
}
