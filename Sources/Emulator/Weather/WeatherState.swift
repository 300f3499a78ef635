import JSON
import Scenarios
import Simulation

/// The scenario that is in force, where it comes from, and how it goes.
struct WeatherState: Sendable {
    /// How it goes.
    var play: ScenarioPlay
    /// Where its rules come from.
    private(set) var layers: ScenarioLayers
    /// Why the files as they are now could not be used; nil where they are in force.
    private(set) var problem: String?
    private let serverSeed: UInt64
    /// The files as they were when they were last read.
    private var stamps: [FileStamp?]
    /// The files as they were when they were last looked at.
    private var lastSeen: [FileStamp?]

    init(play: ScenarioPlay, layers: ScenarioLayers, serverSeed: UInt64, stamps: [FileStamp?]) {
        self.play = play
        self.layers = layers
        self.serverSeed = serverSeed
        self.stamps = stamps
        lastSeen = stamps
    }

    /// Changes which rules are in force; what throws changes nothing.
    mutating func change(
        at time: Timestamp,
        _ change: (inout ScenarioLayers) throws(SourceDiagnostic) -> Void
    ) throws(SourceDiagnostic) {
        try change(&layers)
        play.change(to: layers.inForce, at: time)
    }

    /// Begins anew, with the files' rules alone.
    mutating func reset(at time: Timestamp) {
        layers.removeChanges()
        play = ScenarioPlay(layers.inForce, serverSeed: serverSeed, start: time)
    }

    /// Reads the files again if they changed and did so before the last look, so that none is read half written.
    ///
    /// - Parameters:
    ///   - files: The files.
    ///   - stamps: What they are like now.
    ///   - catalogue: What is served.
    ///   - time: The moment.
    /// - Returns: Why they could not be used; nil where they could be, or are as they were.
    mutating func reread(
        _ files: ScenarioFiles,
        stamped stamps: [FileStamp?],
        about catalogue: ScenarioCatalogue,
        at time: Timestamp
    ) -> String? {
        defer { lastSeen = stamps }
        guard stamps != self.stamps, stamps == lastSeen else { return nil }
        self.stamps = stamps
        do throws(ConfigurationFileError) {
            layers.change(files: try files.read(about: catalogue, takenNames: layers.namesTakenFromFiles))
            play.change(to: layers.inForce, at: time)
            problem = nil
        } catch {
            problem = error.description
        }
        return problem
    }
}
