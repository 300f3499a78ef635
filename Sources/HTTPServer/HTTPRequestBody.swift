/// The body of a request: there already, or read from the connection as the handler asks for it.
public struct HTTPRequestBody: Sendable {
    private enum Source: Sendable {
        case complete([UInt8])
        case arriving(Connection, exchange: UInt32)
    }

    private var source: Source

    /// Makes a body of bytes that are all there.
    public init(_ bytes: [UInt8]) {
        source = .complete(bytes)
    }

    /// Makes a body that a connection is still receiving.
    init(of connection: Connection, exchange: UInt32) {
        source = .arriving(connection, exchange: exchange)
    }

    /// The bytes of a body that is there already; nil for one that is still on its way.
    public var whole: [UInt8]? {
        guard case .complete(let bytes) = source else { return nil }
        return bytes
    }

    /// Waits for the whole body, or what ``next()`` has left of it; does not suspend if it has already arrived.
    ///
    /// - Parameter limit: The most bytes that are accepted, if fewer than the server's own limit.
    /// - Returns: The bytes of the body, the chunked coding removed.
    /// - Throws: ``HTTPBodyError``.
    public func collect(upTo limit: Int = .max) async throws(HTTPBodyError) -> [UInt8] {
        switch source {
        case .complete(let bytes):
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
            return bytes
        case .arriving(let connection, let exchange):
            return try await connection.readBody(.whole(limit: limit), of: exchange)
        }
    }

    /// Waits for the next bytes of the body, in pieces of whatever size they arrive; nil when it is over.
    ///
    /// What the handler has not asked for is not received beyond what the kernel holds, so that a client can send no
    /// faster than its body is read.
    public mutating func next() async throws(HTTPBodyError) -> [UInt8]? {
        let bytes: [UInt8]
        switch source {
        case .complete(let all):
            bytes = all
            source = .complete([])
        case .arriving(let connection, let exchange):
            bytes = try await connection.readBody(.next, of: exchange)
        }
        return bytes.isEmpty ? nil : bytes
    }
}
