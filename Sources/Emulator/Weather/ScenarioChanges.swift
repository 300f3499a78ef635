/// The changes of a scenario, one after the other.
///
/// Reading and compiling rules may take a second. It is done on the pool of threads for work, never on an event loop's,
/// while nothing is locked; and of that pool at most one thread is busy with it.
actor ScenarioChanges {
    /// Makes a change once those before it are made.
    nonisolated func perform<Result: Sendable, Failure>(
        _ change: @Sendable () throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        // An actor's work would be done on the thread of the event loop whose task asks for it.
        try await withTaskExecutorPreference(globalConcurrentExecutor) { () async throws(Failure) in
            try await performInTurn(change)
        }
    }

    private func performInTurn<Result: Sendable, Failure>(
        _ change: @Sendable () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try change()
    }
}
