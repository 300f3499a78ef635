import JSON
import Scenarios
public import Simulation

extension EmulatorConfiguration {
    /// How long answers and downloads take, in WireMock's terms.
    public struct Latency: Sendable {
        /// How long answers take.
        public var answers = Scoped<Answer>()
        /// How long downloads of images take; they have neither a model nor a key, so that sections are about vendors.
        public var downloads = Scoped<Download>()

        /// Makes the default: none.
        public init() {}

        /// How long the answer to a generation takes.
        public struct Answer: ScopedSection {
            /// How long it is held back; not at all where that is not stated.
            public var delay: DelayDistribution?
            /// Whether it is held back for as long again as the model is said to have worked; not so where that is not
            /// stated.
            public var inference: Bool?

            /// Makes a section that states nothing.
            public init() {}
        }

        /// How long the download of an image takes.
        public struct Download: ScopedSection {
            /// How long the head is held back; not at all where that is not stated.
            public var delay: DelayDistribution?
            /// How the file is spread over time, where that is stated.
            public var pacing = Pacing()

            /// Makes a section that states nothing.
            public init() {}
        }
    }
}

extension EmulatorConfiguration.Latency {
    static let fields: [ConfigurationField<Self>] =
        Scoped.fields(Answer.fields).map { $0.lifted(to: \.answers) }
        + [.section("downloads", \.downloads, Scoped.fields(Download.fields, by: [.vendors]))]
}

extension EmulatorConfiguration.Latency.Answer {
    fileprivate static let fields: [ConfigurationField<Self>] =
        delayFields(\.delay) + [.boolean("inference", \.inference)]
}

extension EmulatorConfiguration.Latency.Download {
    fileprivate static let fields: [ConfigurationField<Self>] = delayFields(\.delay) + pacingFields(\.pacing)
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
