/// The body of a request: there already, or read from the connection as the handler asks for it.
public struct HTTPRequestBody: Sendable {
    private enum Source: Sendable {
        case complete([UInt8])
    }

    private let source: Source

    /// Makes a body of bytes that are all there.
    public init(_ bytes: [UInt8]) {
        source = .complete(bytes)
    }

    /// Waits for the whole body; does not suspend if it has already arrived.
    ///
    /// - Parameter limit: The most bytes that are accepted, if fewer than the server's own limit.
    /// - Returns: The bytes of the body, the chunked coding removed.
    /// - Throws: ``HTTPBodyError``.
    public func collect(upTo limit: Int = .max) async throws(HTTPBodyError) -> [UInt8] {
        switch source {
        case .complete(let bytes):
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
            return bytes
        }
    }

    /// Waits for the next bytes of the body, in pieces of whatever size they arrive; nil when it is over.
    public mutating func next() async throws(HTTPBodyError) -> [UInt8]? {
        nil
    }
}
