public import ImageGeneration
public import JSON
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
    /// Whether an account that comes back before the time that the failure told it is refused again.
    public var checksRetries = false
    /// Where it was read: the name of a file, or ``controlSource``.
    public var source = ""
    /// What was read, as it was written.
    public var definition = JSONValue.null

    /// The source of rules that came through the control interface.
    public static let controlSource = "control"

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
    /// What happens to the images of a generation; a rule that has it is about generations alone.
    public var images = ImageEffect()

    /// What happens to a job of a queue; a rule that has it is about jobs alone.
    public var queue: QueueEffect?

    /// Makes an effect that is none.
    public init() {}

    /// Takes from another effect what this one lacks.
    mutating func add(_ other: Effect) {
        failure = failure ?? other.failure
        delay = delay ?? other.delay
        fault = fault ?? other.fault
        queue = queue ?? other.queue
        pacing.add(other.pacing)
        images.add(other.images)
    }
}

/// What happens to a job once a runner has it.
public struct QueueEffect: Sendable, Hashable {
    /// How many runners crash one after another; the platform tries again until the vendor's patience is at an end.
    public var crashes = 0
    /// Whether the runner has it until it is called off.
    public var neverFinishes = false

    /// Makes an effect that is none.
    public init() {}
}
