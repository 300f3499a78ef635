/// How much of a request head, and of the framing of a chunked body, is accepted.
public struct HTTPSyntaxLimits: Sendable, Hashable {
    /// The longest request line in bytes, without its line ending; a longer one is answered 414.
    public var requestLineBytes = 8 * 1024

    /// The longest head in bytes, request line and line endings included; a longer one is answered 431.
    public var headBytes = 32 * 1024

    /// The most header fields; more are answered 431.
    public var fieldCount = 100

    /// The most bytes that the extensions of all chunks of a body, or its trailers, may have together.
    public var chunkOverheadBytes = 16 * 1024

    /// Makes the default limits.
    public init() {}
}
