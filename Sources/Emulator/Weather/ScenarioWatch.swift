import Locks

/// Looks at the scenario files from time to time, so that what a person saves is in force within about a second.
///
/// It looks instead of being notified: so it also sees files that an editor replaces, or that come from another machine's
/// file system. A server without scenario files does not look at all.
final class ScenarioWatch: Sendable {
    private static let interval = Duration.milliseconds(400)
    private let task = Lock<Task<Void, Never>?>(nil)

    /// Begins to look.
    func start(for weather: Weather) {
        guard !weather.files.names.isEmpty else { return }
        let watching = Task { [weak weather] in
            while (try? await Task.sleep(for: Self.interval)) != nil, let weather { await weather.rereadFiles() }
        }
        task.withLock { $0 = watching }
    }

    /// Ends it.
    func stop() {
        task.withLock { $0?.cancel() }
    }
}
