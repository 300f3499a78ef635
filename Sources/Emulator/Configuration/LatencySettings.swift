import JSON
import Scenarios
import Simulation

extension EmulatorConfiguration.Latency {
    static let fields: [ConfigurationField<Self>] =
        delayFields(\.delay) + [
            ConfigurationField("vendors") { (target, value) throws(SourceDiagnostic) in
                for (vendor, latency) in try value.members() { target.vendors[vendor] = try latency.delay() }
            },
            ConfigurationField("models") { (target, value) throws(SourceDiagnostic) in
                for (model, latency) in try value.members() { target.models[model] = try latency.delay() }
            },
            .boolean("inference", \.inference),
            .section("downloads", \.downloads, Downloads.fields),
        ]

    /// Throws when a model is named that there is not.
    func check(models names: [String]) throws(EmulatorError) {
        for model in models.keys.sorted() where !names.contains(model) {
            throw .unknownModel(model, member: "latency.models", known: names)
        }
    }
}

extension EmulatorConfiguration.Latency.Downloads {
    fileprivate static let fields: [ConfigurationField<Self>] = delayFields(\.delay) + pacingFields(\.pacing)
}

extension EmulatorConfiguration.Inference {
    static let fields: [ConfigurationField<Self>] = [
        milliseconds("baseMilliseconds", \.baseMilliseconds),
        milliseconds("perStepMilliseconds", \.perStepMilliseconds),
        .section("acceleration", \.self, accelerationFields),
        fraction("variation", \.variation),
    ]

    private static let accelerationFields: [ConfigurationField<Self>] = [
        fraction("regular", \.regularAcceleration), fraction("high", \.highAcceleration),
    ]

    private static func milliseconds(
        _ name: String,
        _ member: any WritableKeyPath<Self, Double> & Sendable
    ) -> ConfigurationField<Self> {
        ConfigurationField(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.number(in: 0...86_400_000)
        }
    }

    private static func fraction(
        _ name: String,
        _ member: any WritableKeyPath<Self, Double> & Sendable
    ) -> ConfigurationField<Self> {
        ConfigurationField(name) { (target, value) throws(SourceDiagnostic) in
            target[keyPath: member] = try value.fraction()
        }
    }
}

/// The fields of a latency, each of which sets the one member.
private func delayFields<Target>(
    _ member: any WritableKeyPath<Target, DelayDistribution?> & Sendable
) -> [ConfigurationField<Target>] {
    LatencyFields.fields.map { field in
        ConfigurationField(field.name) { (target, value) throws(SourceDiagnostic) in
            var latency = LatencyFields()
            try field.set(&latency, value)
            target[keyPath: member] = latency.delay
        }
    }
}

extension FieldValue {
    /// The value as a latency.
    fileprivate func delay() throws(SourceDiagnostic) -> DelayDistribution {
        var latency = LatencyFields()
        try read(into: &latency, fields: LatencyFields.fields)
        guard let delay = latency.delay else {
            throw diagnostic("\(name) needs fixedDelayMilliseconds or delayDistribution")
        }
        return delay
    }
}
