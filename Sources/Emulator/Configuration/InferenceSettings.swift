import JSON

extension EmulatorConfiguration {
    /// How long a model is said to work on an image: a time for each step and megapixel, and one that it always takes.
    ///
    /// Fitted to the two answers on the vendors' pages: 0.947 s for 40 steps at 1024×768 and 0.747 s for 28 steps at
    /// 1440×512, both about 33 ms per step and megapixel; drawn within 10 % of that. How much an acceleration saves is
    /// nowhere stated; a quarter and a half are assumed.
    public struct Inference: ScopedSection {
        /// Milliseconds that every image takes; 0 where that is not stated.
        public var baseMilliseconds: Double?
        /// Milliseconds for each step and megapixel; 33 where that is not stated.
        public var perStepMilliseconds: Double?
        /// What `regular` acceleration makes of the time for the steps, as a factor; 0.75 where that is not stated.
        public var regularAcceleration: Double?
        /// What `high` acceleration makes of it; 0.5 where that is not stated.
        public var highAcceleration: Double?
        /// How far a single time is from that at most, as a share of it; 0.1 where that is not stated.
        ///
        /// Every time between is as likely.
        public var variation: Double?

        /// Makes a section that states nothing.
        public init() {}
    }
}

extension EmulatorConfiguration.Inference {
    static let fields: [ConfigurationField<Self>] = [
        .number("baseMilliseconds", \.baseMilliseconds, in: 0...86_400_000),
        .number("perStepMilliseconds", \.perStepMilliseconds, in: 0...86_400_000),
        .section("acceleration", \.self, accelerationFields),
        .number("variation", \.variation, in: 0...1),
    ]

    private static let accelerationFields: [ConfigurationField<Self>] = [
        .number("regular", \.regularAcceleration, in: 0...1), .number("high", \.highAcceleration, in: 0...1),
    ]
}
