import HTTP
import ImageGeneration
import JSON
import Scenarios
import Simulation
import Synchronization
import Vendors

/// What disturbs calls: the scenario that is in force, and what callers wish for.
final class Weather: Sendable {
    /// What there is to say of one call.
    struct Verdict {
        /// Nil where nothing happens.
        var disturbance: Disturbance?
        /// Why no rule fired, where there are rules.
        var nearestMiss: String?
        /// What is wrong with the caller's wish: there is no such failure or fault.
        var complaint: String?
    }

    /// What is held against rules and wishes.
    fileprivate enum Asking {
        case generation(Generation)
        case job(Generation)
        case other

        var generation: Generation? {
            switch self {
            case .generation(let generation), .job(let generation): generation
            case .other: nil
            }
        }
    }

    private let play: Mutex<ScenarioPlay>
    private let wishes: EmulatorConfiguration.Wishes
    private let clock: Clock
    private let serverSeed: UInt64

    /// Begins a scenario.
    init(_ scenario: Scenario, configuration: EmulatorConfiguration, clock: Clock) {
        wishes = configuration.wishes
        self.clock = clock
        serverSeed = configuration.seed
        play = Mutex(ScenarioPlay(scenario, serverSeed: configuration.seed, start: clock.now))
    }

    /// What happens to a call that asks for images at once.
    func verdict(on arrival: Arrival, asking generation: Generation) -> Verdict {
        verdict(on: arrival, .generation(generation))
    }

    /// What happens to a call that puts a job into a queue; nil is for a job that asks for nothing valid.
    func verdict(on arrival: Arrival, queueing generation: Generation?) -> Verdict {
        guard let generation else { return Verdict() }
        return verdict(on: arrival, .job(generation))
    }

    /// What happens to any other call.
    func verdict(on arrival: Arrival) -> Verdict { verdict(on: arrival, .other) }

    /// Whether the TLS handshake with a host is refused, before anything is asked of it.
    func refusesHandshake(of role: Role, of vendor: any Vendor) -> Bool {
        let time = clock.now
        return play.withLock { play in
            guard play.scenario.rules.contains(where: \.isAboutHandshakes) else { return false }
            var subject = Subject(
                vendor: type(of: vendor).name,
                roleNames: [role.host, role.prefix, role.kind.rawValue] + role.aliases,
                isGeneration: false,
                isHandshake: true
            )
            return play.decide(on: &subject, at: time).effect.fault == .refusedHandshake
        }
    }

    /// The scenario begins anew.
    func reset() {
        play.withLock { $0 = ScenarioPlay($0.scenario, serverSeed: serverSeed, start: clock.now) }
    }

    /// What every rule will do at the next calls of an account.
    func schedule(for account: String, count: Int) -> [ScheduledOutcome] {
        play.withLock { $0.schedule(for: account, count: count, at: clock.now) }
    }

    private func verdict(on arrival: Arrival, _ asking: Asking) -> Verdict {
        do throws(WishFault) {
            if let wish = try wish(of: arrival, asking.generation) {
                return Verdict(disturbance: Disturbance(wish, draw: arrival.call.draw))
            }
        } catch {
            return Verdict(complaint: error.description)
        }
        let time = clock.now
        let decision = play.withLock { play -> Decision? in
            guard !play.scenario.rules.isEmpty else { return nil }
            var subject = Subject(arrival, asking)
            return play.decide(on: &subject, at: time)
        }
        guard let decision else { return Verdict() }
        return Verdict(disturbance: Disturbance(decision), nearestMiss: decision.nearestMiss)
    }

    /// What the caller wishes for, in whichever way it says so first.
    private func wish(of arrival: Arrival, _ generation: Generation?) throws(WishFault) -> Wish? {
        let call = arrival.call
        if wishes.header {
            let words = ["x-fauxto-fault", "x-fauxto-delay"].compactMap { call.fields[$0] }
            if !words.isEmpty { return try Wish(words: words.joined(separator: ","), source: "header") }
        }
        if wishes.query, let query = call.query, let words = parameter("fauxto", in: query) {
            return try Wish(words: String(words), source: "query")
        }
        guard let generation else { return nil }
        if wishes.key, let key = arrival.key, let wish = Wish(key: key) { return wish }
        return wishes.prompt ? Wish(prompt: generation.prompt) : nil
    }

    private func parameter(_ name: String, in query: String) -> Substring? {
        for parameter in query.split(separator: "&") where parameter.hasPrefix(name + "=") {
            return parameter.dropFirst(name.count + 1)
        }
        return nil
    }
}

extension Subject {
    fileprivate init(_ arrival: Arrival, _ asking: Weather.Asking) {
        let call = arrival.call
        let isJob = if case .job = asking { true } else { false }
        self.init(
            vendor: type(of: arrival.vendor).name,
            // A job is nobody's host's: a rule about a host is about the calls to it.
            roleNames: isJob ? [] : [call.role.host, call.role.prefix, call.role.kind.rawValue] + call.role.aliases,
            isGeneration: asking.generation != nil,
            model: asking.generation?.model,
            prompt: asking.generation?.prompt,
            account: arrival.account,
            attempt: arrival.attempt,
            header: { call.fields[$0] },
            body: {
                guard case .bytes(let bytes) = call.body else { return nil }
                return try? JSONParser.parse(bytes)
            }
        )
    }
}

extension ScenarioCatalogue {
    /// What the vendors serve.
    init(of vendors: [any Vendors.Vendor]) {
        self.init(
            vendors: vendors.map { vendor in
                let roles = type(of: vendor).roles.map { [$0.host, $0.prefix, $0.kind.rawValue] + $0.aliases }
                return Vendor(name: type(of: vendor).name, roles: roles, models: vendor.modelNames)
            }
        )
    }
}
