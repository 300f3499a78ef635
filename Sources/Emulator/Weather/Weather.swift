import HTTP
import ImageGeneration
import Locks
import Scenarios
import Simulation
import Vendors

/// What disturbs calls: the scenario that is in force, and what callers wish for.
final class Weather: Sendable {
    /// What there is to say of one call.
    struct Verdict {
        /// Nil where nothing happens.
        var disturbance: Disturbance?
        /// Why no rule fired, where there are rules.
        var nearestMiss: NearestMiss?
        /// What is wrong with the caller's wish: there is no such failure or fault.
        var complaint: String?
    }

    let state: Lock<WeatherState>
    let changes = ScenarioChanges()
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
            let rules = try files.read(about: catalogue)
            state = Lock(
                WeatherState(files: rules, serverSeed: configuration.seed, stamps: stamps, start: clock.now)
            )
        } catch {
            throw .noScenario(error)
        }
    }

    /// What happens to a call that asks for images at once.
    func verdict(on arrival: Arrival, asking generation: Generation) -> Verdict {
        verdict(on: arrival, model: generation.model, prompt: generation.prompt)
    }

    /// What happens to a call that puts a job into a queue; nil is for a job that asks for nothing valid.
    func verdict(on arrival: Arrival, queueing generation: Generation?) -> Verdict {
        guard let generation else { return Verdict() }
        return verdict(on: arrival, model: generation.model, prompt: generation.prompt, isJob: true)
    }

    /// What happens to any other call.
    func verdict(on arrival: Arrival) -> Verdict { verdict(on: arrival, model: nil, prompt: nil) }

    /// Whether the TLS handshake with a host is refused, before anything is asked of it.
    func refusesHandshake(of role: Role, of vendor: any Vendor) -> Bool {
        let time = clock.now
        return state.withLock { state in
            guard state.play.compiled.isAboutHandshakes else { return false }
            let subject = Subject(
                vendor: type(of: vendor).name,
                roleNames: role.names,
                isGeneration: false,
                isHandshake: true
            )
            return state.play.decide(on: subject, at: time).effect.fault == .refusedHandshake
        }
    }

    private func verdict(on arrival: Arrival, model: String?, prompt: String?, isJob: Bool = false) -> Verdict {
        do throws(WishFault) {
            if let wished = try wished(by: arrival, prompt: prompt) { return Verdict(disturbance: wished) }
        } catch {
            return Verdict(complaint: error.description)
        }
        let time = clock.now
        return state.withLock { state in
            guard !state.play.scenario.rules.isEmpty else { return Verdict() }
            let subject = Subject(arrival, model: model, prompt: prompt, isJob: isJob)
            let decision = state.play.decide(on: subject, at: time)
            return Verdict(disturbance: Disturbance(decision), nearestMiss: decision.miss)
        }
    }

    /// What the caller wishes for, in whichever way it says so first.
    private func wished(by arrival: Arrival, prompt: String?) throws(WishFault) -> Disturbance? {
        let call = arrival.call
        if wishes.header {
            let words = (call.fields["x-fauxto-fault"], call.fields["x-fauxto-delay"])
            if words.0 != nil || words.1 != nil {
                let words = [words.0, words.1].compactMap { $0 }.joined(separator: ",")
                return Disturbance(try Wish(words: words, source: "header"), draw: call.draw)
            }
        }
        if wishes.query, call.query != nil, let words = call.parameter("fauxto") {
            return Disturbance(try Wish(words: words, source: "query"), draw: call.draw)
        }
        guard let prompt else { return nil }
        if wishes.key, let key = arrival.key, let wish = Wish(key: key) { return Disturbance(wish, draw: call.draw) }
        if wishes.prompt, let wish = Wish(prompt: prompt) { return Disturbance(wish, draw: call.draw) }
        return nil
    }
}

extension Subject {
    fileprivate init(_ arrival: Arrival, model: String?, prompt: String?, isJob: Bool) {
        self.init(
            vendor: type(of: arrival.vendor).name,
            // A job is nobody's host's: a rule about a host is about the calls to it.
            roleNames: isJob ? [] : arrival.call.role.names,
            isGeneration: prompt != nil,
            isJob: isJob,
            model: model,
            prompt: prompt,
            account: arrival.account,
            attempt: arrival.attempt,
            fields: arrival.call.fields,
            body: arrival.call.bodyBytes
        )
    }
}

extension ScenarioCatalogue {
    /// What the vendors serve.
    init(of vendors: [any Vendors.Vendor]) {
        self.init(
            vendors: vendors.map { vendor in
                let roles = type(of: vendor).roles.map(\.names)
                return Vendor(name: type(of: vendor).name, roles: roles, models: vendor.modelNames)
            }
        )
    }
}
