import JSON
import Locks
import Printing
import Scenarios
import Simulation

/// Looking at the scenario, and changing it while calls come in.
extension Weather {
    /// The scenario begins anew, as the files have it.
    func reset() {
        _ = state.withLock { $0.reset(at: clock.now) }
    }

    /// Every rule counts an account's calls anew.
    func reset(account: String) {
        state.withLock { $0.play.reset(account: account) }
    }

    /// What every rule will do at the next calls of an account.
    func schedule(for account: String, count: Int) throws(ScheduleError) -> Schedule {
        try state.withLock { (state) throws(ScheduleError) in
            try state.play.schedule(for: account, count: count, at: clock.now)
        }
    }

    /// Puts rules in place of all there are.
    func replaceRules(with text: [UInt8]) async throws(SourceDiagnostic) {
        try await change { (layers, catalogue) throws(SourceDiagnostic) in
            try layers.replace(with: text, catalogue: catalogue)
        }
    }

    /// Puts rules before all there are.
    func addRules(_ text: [UInt8]) async throws(SourceDiagnostic) {
        try await change { (layers, catalogue) throws(SourceDiagnostic) in try layers.add(text, catalogue: catalogue) }
    }

    /// Leaves the files' rules alone in force.
    func removeChanges() async {
        await change { (layers, _) throws(Never) in layers.removeChanges() }
    }

    /// Removes a rule; false if there is none of the name.
    func removeRule(named name: String) async -> Bool {
        await change { (layers, _) throws(Never) in layers.removeRule(named: name) }
    }

    /// Reads the files again if they have changed; a line about what is wrong with them goes to standard error, once for
    /// each change.
    func rereadFiles() async {
        guard let problem = await lookAtFiles() else { return }
        LogWriter.standardError.write("fauxto: \(problem); the rules before stay in force\n")
    }

    /// Reads the files again if they have changed; returns why they could not be used, once for each change.
    func lookAtFiles() async -> String? {
        await changes.perform {
            let stamps = files.stamps
            guard state.withLock({ $0.notesChange(to: stamps) }) else { return nil }
            do throws(ConfigurationFileError) {
                try changeAtOnce(files: true) { (layers) throws(ConfigurationFileError) in
                    layers.change(
                        files: try files.read(about: catalogue, beside: layers.rulesBesideFiles, isAgain: true)
                    )
                }
                state.withLock { $0.problem = nil }
                return nil
            } catch {
                state.withLock { $0.problem = error.description }
                return error.description
            }
        }
    }

    private func change<Result: Sendable, Failure>(
        _ change: @escaping @Sendable (inout ScenarioLayers, ScenarioCatalogue) throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        try await changes.perform { () throws(Failure) in
            try changeAtOnce { (layers) throws(Failure) in try change(&layers, catalogue) }
        }
    }

    /// Works out a change without the lock, and puts it in force; what throws changes nothing.
    ///
    /// - Parameters:
    ///   - files: Whether the rules of the files become others.
    ///   - change: The change.
    /// - Returns: What the change gives.
    /// - Throws: What the change throws.
    private func changeAtOnce<Result, Failure>(
        files: Bool = false,
        _ change: (inout ScenarioLayers) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        while true {
            var (layers, version) = state.withLock { ($0.layers, $0.version) }
            let result = try change(&layers)
            let inForce = CompiledScenario(layers.inForce)
            let alone = files ? CompiledScenario(layers.filesAlone) : nil
            // Changes wait for one another, but everything may begin anew meanwhile. What was in force before is let go
            // of outside the lock.
            let before = state.withLock { state in
                state.version == version ? state.change(to: layers, inForce, files: alone, at: clock.now) : nil
            }
            if before != nil { return result }
        }
    }
}
