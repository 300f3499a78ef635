import HTTP

/// Writes to a client, which is no work while the client takes its time.
struct IdlingWriter: HTTPResponseWriter {
    let writer: any HTTPResponseWriter
    let clock: Clock

    func write(_ bytes: [UInt8]) async throws(HTTPWriteError) {
        clock.endWork()
        defer { clock.beginWork() }
        try await writer.write(bytes)
    }
}
