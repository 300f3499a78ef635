public import ImageGeneration
public import Simulation

/// Rules that change when calls are answered, and how.
public struct Scenario: Sendable {
    /// The seed of every decision; nil for the server's.
    public var seed: UInt64?
    /// In the order in which they are asked.
    public var rules: [Rule] = []

    /// Makes a scenario without rules, in which nothing happens.
    public init() {}
}

/// For which calls something happens, how often, and what.
public struct Rule: Sendable {
    /// What the rule is called where its decisions are told; no two rules of a scenario have one name.
    public var name: String
    /// Which calls it is about.
    public var condition = Condition()
    /// For how many of them.
    public var occurrence = Occurrence()
    /// What happens.
    public var effect = Effect()
    /// Whether the rules after it are asked as well when it fires.
    public var continues = false

    /// Makes a rule that fires for every generation, and has no effect.
    public init(name: String) {
        self.name = name
    }
}

/// What happens to a call, each part where it is given.
public struct Effect: Sendable, Hashable {
    /// What the call fails with, in the vendor's words.
    public var failure: ProviderFailure?
    /// How much longer the answer takes.
    public var delay: DelayDistribution?
    /// What happens to the answer on the wire.
    public var fault: WireFault?
    /// How the answer's body is spread over time.
    public var pacing = Pacing()

    /// Makes an effect that is none.
    public init() {}

    /// Takes from another effect what this one lacks.
    mutating func add(_ other: Effect) {
        failure = failure ?? other.failure
        delay = delay ?? other.delay
        fault = fault ?? other.fault
        pacing.add(other.pacing)
    }
}
