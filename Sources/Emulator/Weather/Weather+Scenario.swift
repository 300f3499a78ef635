import JSON
import Locks
import Printing
import Scenarios
import Simulation

/// Looking at the scenario, and changing it while calls come in.
extension Weather {
    /// The scenario begins anew, as the files have it.
    func reset() {
        state.withLock { $0.reset(at: clock.now) }
    }

    /// Every rule counts an account's calls anew.
    func reset(account: String) {
        state.withLock { $0.play.reset(account: account) }
    }

    /// What every rule will do at the next calls of an account.
    func schedule(for account: String, count: Int) -> Schedule {
        let outcomes = state.withLock { $0.play.schedule(for: account, count: count, at: clock.now) }
        return Schedule(of: outcomes, for: account)
    }

    /// Puts rules in place of all there are.
    func replaceRules(with text: [UInt8]) throws(SourceDiagnostic) {
        try change { (layers) throws(SourceDiagnostic) in try layers.replace(with: text, catalogue: catalogue) }
    }

    /// Puts rules before all there are.
    func addRules(_ text: [UInt8]) throws(SourceDiagnostic) {
        try change { (layers) throws(SourceDiagnostic) in try layers.add(text, catalogue: catalogue) }
    }

    /// Leaves the files' rules alone in force.
    func removeChanges() throws(SourceDiagnostic) {
        try change { $0.removeChanges() }
    }

    /// Removes a rule; false if there is none of the name.
    func removeRule(named name: String) throws(SourceDiagnostic) -> Bool {
        var wasThere = false
        try change { wasThere = $0.removeRule(named: name) }
        return wasThere
    }

    /// Reads the files again if they have changed; a line about what is wrong with them goes to standard error, once for
    /// each change.
    func rereadFiles() {
        let stamps = files.stamps
        let problem = state.withLock { $0.reread(files, stamped: stamps, about: catalogue, at: clock.now) }
        guard let problem else { return }
        let line: PrintableText = "fauxto: \(problem); the rules before stay in force\n"
        writeToStandardError(Array(line.description.utf8))
    }

    private func change(
        _ change: (inout ScenarioLayers) throws(SourceDiagnostic) -> Void
    ) throws(SourceDiagnostic) {
        let time = clock.now
        try state.withLock { (state) throws(SourceDiagnostic) in try state.change(at: time, change) }
    }
}
