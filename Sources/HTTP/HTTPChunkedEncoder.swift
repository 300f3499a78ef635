/// Puts the chunked coding on a body (RFC 9112 §7.1).
public enum HTTPChunkedEncoder {
    /// What follows the bytes of each chunk.
    public static let chunkEnd: [UInt8] = [0x0D, 0x0A]

    /// What ends the body: the empty chunk and no trailers.
    public static let lastChunk: [UInt8] = [0x30, 0x0D, 0x0A, 0x0D, 0x0A]

    /// Appends the line that precedes the bytes of a chunk.
    ///
    /// - Parameters:
    ///   - count: The number of bytes in the chunk; not 0, which would end the body.
    ///   - output: Where the line is appended.
    public static func appendSizeLine(_ count: Int, to output: inout [UInt8]) {
        output.append(contentsOf: String(count, radix: 16).utf8)
        output.append(contentsOf: chunkEnd)
    }
}
