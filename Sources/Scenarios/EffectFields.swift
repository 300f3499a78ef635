import ImageGeneration
import JSON
import Simulation

extension Effect {
    /// Whether anything happens.
    var hasAny: Bool {
        failure != nil || delay != nil || fault != nil || !pacing.isNone || !images.isNone || queue != nil
    }

    static let fields: [ConfigurationField<Self>] =
        ownFields + pacingFields(\.pacing)
        + ImageEffect.fields.map { field in
            ConfigurationField(field.name) { (target, value) throws(SourceDiagnostic) in
                try field.set(&target.images, value)
            }
        }

    private static let ownFields: [ConfigurationField<Self>] = [
        ConfigurationField("failure") { (target, value) throws(SourceDiagnostic) in
            target.failure = ProviderFailure(try value.choice(of: ProviderFailure.Kind.self))
        },
        ConfigurationField("retryAfterSeconds") { (target, value) throws(SourceDiagnostic) in
            guard case .rateLimited = target.failure else {
                throw value.diagnostic("\(value.name) needs failure: \"rateLimited\" before it")
            }
            target.failure = .rateLimited(retryAfterSeconds: try value.integer(in: 0...86_400))
        },
        ConfigurationField("reason") { (target, value) throws(SourceDiagnostic) in
            guard case .referenceUnusable(let url, _) = target.failure else {
                throw value.diagnostic("\(value.name) needs failure: \"referenceUnusable\" before it")
            }
            let reason = try value.choice(of: ProviderFailure.ReferenceFault.self)
            target.failure = .referenceUnusable(url: url, reason: reason)
        },
        ConfigurationField("latency") { (target, value) throws(SourceDiagnostic) in
            var latency = LatencyFields()
            try value.read(into: &latency, fields: LatencyFields.fields)
            guard let delay = latency.delay else {
                throw value.diagnostic("\(value.name) needs fixedDelayMilliseconds or delayDistribution")
            }
            target.delay = delay
        },
        ConfigurationField("fault") { (target, value) throws(SourceDiagnostic) in
            target.fault = try value.choice(of: WireFault.self)
        },
        ConfigurationField("queue") { (target, value) throws(SourceDiagnostic) in
            var queue = QueueEffect()
            try value.read(into: &queue, fields: QueueEffect.fields)
            guard queue != QueueEffect() else {
                throw value.diagnostic("\(value.name) needs crashes or neverFinish")
            }
            target.queue = queue
        },
    ]
}

extension QueueEffect {
    fileprivate static let fields: [ConfigurationField<Self>] = [
        // One more than any vendor tries again, which makes a job that no runner gets done.
        .integer("crashes", \.crashes, in: 1...11),
        .boolean("neverFinish", \.neverFinishes),
    ]
}
