package import JSON
package import Simulation

/// The fields by which a file states how a body is spread over time.
package func pacingFields<Target>(
    _ member: any WritableKeyPath<Target, Pacing> & Sendable
) -> [ConfigurationField<Target>] {
    [
        ConfigurationField("bandwidth") { (target, value) throws(SourceDiagnostic) in
            // A body that never comes is the fault STALL_MID_BODY.
            target[keyPath: member].kilobytesPerSecond = try value.number(in: 0.001...1_000_000)
        },
        ConfigurationField("chunkedDribbleDelay") { (target, value) throws(SourceDiagnostic) in
            var fields = DribbleFields()
            try value.read(into: &fields, fields: DribbleFields.fields)
            guard let count = fields.numberOfChunks, let milliseconds = fields.totalDuration else {
                throw value.diagnostic("\(value.name) needs numberOfChunks and totalDuration")
            }
            target[keyPath: member].dribble = .init(
                numberOfChunks: count,
                totalDuration: .milliseconds(milliseconds)
            )
        },
    ]
}

private struct DribbleFields {
    var numberOfChunks: Int?
    var totalDuration: Int?

    static let fields: [ConfigurationField<Self>] = [
        ConfigurationField("numberOfChunks") { (target, value) throws(SourceDiagnostic) in
            target.numberOfChunks = try value.integer(in: 1...10_000)
        },
        ConfigurationField("totalDuration") { (target, value) throws(SourceDiagnostic) in
            target.totalDuration = try value.integer(in: 0...86_400_000)
        },
    ]
}
