package import JSON
package import Simulation

/// A latency as a file states it.
package struct LatencyFields {
    /// What was stated.
    package var delay: DelayDistribution?

    /// Makes a latency that is not stated.
    package init() {}

    private static let longest = 86_400_000.0

    /// What may be stated.
    package static let fields: [ConfigurationField<Self>] = [
        ConfigurationField("fixedDelayMilliseconds") { (target, value) throws(SourceDiagnostic) in
            target.delay = .fixed(milliseconds: try value.number(in: 0...longest))
        },
        ConfigurationField("delayDistribution") { (target, value) throws(SourceDiagnostic) in
            target.delay = try distribution(value)
        },
    ]

    private enum Kind: String, CaseIterable {
        case fixed, uniform, lognormal, percentiles
    }

    /// The parameters of every kind, of which each kind has its own.
    private struct Parameters {
        var kind: Kind?
        var given: [String: Double] = [:]
        var table: [DelayDistribution.Percentile] = []
    }

    private static func distribution(_ value: FieldValue) throws(SourceDiagnostic) -> DelayDistribution {
        var parameters = Parameters()
        try value.read(into: &parameters, fields: parameterFields)
        guard let kind = parameters.kind else {
            let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw value.diagnostic("\(value.name) needs type, one of \(kinds)")
        }
        let names: (needed: [String], further: [String]) =
            switch kind {
            case .fixed: (["milliseconds"], [])
            case .uniform: (["lower", "upper"], [])
            case .lognormal: (["median", "sigma"], ["maxValue"])
            case .percentiles: ([], [])
            }
        for name in parameters.given.keys.sorted() where !(names.needed + names.further).contains(name) {
            throw value.diagnostic("\(value.name) of type \(kind.rawValue) has no \(name)")
        }
        for name in names.needed where parameters.given[name] == nil {
            throw value.diagnostic("\(value.name) of type \(kind.rawValue) needs \(name)")
        }
        let given = { (name: String) in parameters.given[name, default: 0] }
        switch kind {
        case .fixed:
            return .fixed(milliseconds: given("milliseconds"))
        case .uniform:
            guard given("lower") <= given("upper") else {
                throw value.diagnostic("\(value.name) needs an upper that is no less than lower")
            }
            return .uniform(lower: given("lower"), upper: given("upper"))
        case .lognormal:
            let maximum = parameters.given["maxValue"]
            // Below the median more than half of all draws would be thrown away.
            if let maximum, maximum < given("median") {
                throw value.diagnostic("\(value.name) needs a maxValue that is no less than median")
            }
            return .lognormal(median: given("median"), sigma: given("sigma"), maximum: maximum)
        case .percentiles:
            guard !parameters.table.isEmpty else {
                throw value.diagnostic("\(value.name) of type percentiles needs p50, p90 and so on")
            }
            return .percentiles(parameters.table)
        }
    }

    private static let parameterFields: [ConfigurationField<Parameters>] =
        [
            ConfigurationField("type") { (target, value) throws(SourceDiagnostic) in
                target.kind = try value.choice(of: Kind.self)
            }
        ]
        + ["milliseconds", "lower", "upper", "median", "maxValue"].map { name in
            ConfigurationField(name) { (target, value) throws(SourceDiagnostic) in
                target.given[name] = try value.number(in: 0...longest)
            }
        }
        + [
            ConfigurationField("sigma") { (target, value) throws(SourceDiagnostic) in
                target.given["sigma"] = try value.number(in: 0...10)
            }
        ]
        + [1, 5, 10, 25, 50, 75, 90, 95, 99, 100].map { percent in
            ConfigurationField("p\(percent)") { (target, value) throws(SourceDiagnostic) in
                let next = DelayDistribution.Percentile(
                    share: Double(percent) / 100,
                    milliseconds: try value.number(in: 0...longest)
                )
                if let last = target.table.last, last.share >= next.share || last.milliseconds > next.milliseconds {
                    throw value.diagnostic("\(value.name) must come after lower percentiles, with no shorter time")
                }
                target.table.append(next)
            }
        }
}
