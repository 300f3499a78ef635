import Scenarios
import Simulation

/// The scenario that is in force, where it comes from, and how it goes.
struct WeatherState: Sendable {
    /// How it goes.
    var play: ScenarioPlay
    /// Where its rules come from.
    private(set) var layers: ScenarioLayers
    /// Another one after every change of the layers.
    private(set) var version = 0
    /// Why the files as they are now could not be used; nil where they are in force.
    var problem: String?
    /// The rules of the files alone, ready for when everything begins anew.
    private var files: CompiledScenario
    private let serverSeed: UInt64
    /// The files as they were when they were last read.
    private var stamps: [FileStamp?]
    /// The files as they were when they were last looked at.
    private var lastSeen: [FileStamp?]

    /// Begins the scenario of the files.
    init(files: Scenario, serverSeed: UInt64, stamps: [FileStamp?], start: Timestamp) {
        self.files = CompiledScenario(files)
        play = ScenarioPlay(self.files, serverSeed: serverSeed, start: start)
        layers = ScenarioLayers(files: files)
        self.serverSeed = serverSeed
        self.stamps = stamps
        lastSeen = stamps
    }

    /// Puts other rules in force.
    ///
    /// - Parameters:
    ///   - layers: Where they come from.
    ///   - compiled: All of them.
    ///   - files: Those of the files alone; nil where these are as before.
    ///   - time: The moment.
    /// - Returns: What was in force before.
    mutating func change(
        to layers: ScenarioLayers,
        _ compiled: CompiledScenario,
        files: CompiledScenario?,
        at time: Timestamp
    ) -> (ScenarioLayers, CompiledScenario, CompiledScenario) {
        let before = (self.layers, play.compiled, self.files)
        self.layers = layers
        if let files { self.files = files }
        play.change(to: compiled, at: time)
        version += 1
        return before
    }

    /// Begins anew, with the files' rules alone; returns what was in force before.
    mutating func reset(at time: Timestamp) -> (ScenarioLayers, ScenarioPlay) {
        let before = (layers, play)
        layers.removeChanges()
        play = ScenarioPlay(files, serverSeed: serverSeed, start: time)
        version += 1
        return before
    }

    /// Notes what the files are like now; whether they are to be read, since they changed and did so before the last look:
    /// so none is read half written.
    mutating func notesChange(to stamps: [FileStamp?]) -> Bool {
        defer { lastSeen = stamps }
        guard stamps != self.stamps, stamps == lastSeen else { return false }
        self.stamps = stamps
        return true
    }
}
