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

    let state: Mutex<WeatherState>
    let files: ScenarioFiles
    let catalogue: ScenarioCatalogue
    let clock: Clock
    private let wishes: EmulatorConfiguration.Wishes

    /// Begins the scenario of an operator's files.
    ///
    /// - Parameters:
    ///   - configuration: The operator's choices.
    ///   - catalogue: What is served.
    ///   - clock: What the times of rules are measured by.
    /// - Throws: ``EmulatorError/noScenario(_:)`` where a file cannot be used.
    init(
        configuration: EmulatorConfiguration,
        catalogue: ScenarioCatalogue,
        clock: Clock
    ) throws(EmulatorError) {
        wishes = configuration.wishes
        files = ScenarioFiles(names: configuration.scenarios)
        self.catalogue = catalogue
        self.clock = clock
        let stamps = files.stamps
        do throws(ConfigurationFileError) {
            let layers = ScenarioLayers(files: try files.read(about: catalogue))
            let play = ScenarioPlay(layers.inForce, serverSeed: configuration.seed, start: clock.now)
            state = Mutex(WeatherState(play: play, layers: layers, serverSeed: configuration.seed, stamps: stamps))
        } catch {
            throw .noScenario(error)
        }
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
        return state.withLock { state in
            guard state.play.scenario.rules.contains(where: \.isAboutHandshakes) else { return false }
            var subject = Subject(
                vendor: type(of: vendor).name,
                roleNames: [role.host, role.prefix, role.kind.rawValue] + role.aliases,
                isGeneration: false,
                isHandshake: true
            )
            return state.play.decide(on: &subject, at: time).effect.fault == .refusedHandshake
        }
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
        let decision = state.withLock { state -> Decision? in
            guard !state.play.scenario.rules.isEmpty else { return nil }
            var subject = Subject(arrival, asking)
            return state.play.decide(on: &subject, at: time)
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
        if wishes.query, call.query != nil, let words = call.parameter("fauxto") {
            return try Wish(words: words, source: "query")
        }
        guard let generation else { return nil }
        if wishes.key, let key = arrival.key, let wish = Wish(key: key) { return wish }
        return wishes.prompt ? Wish(prompt: generation.prompt) : nil
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
            isJob: isJob,
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
