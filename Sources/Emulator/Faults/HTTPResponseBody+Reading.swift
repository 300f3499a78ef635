import HTTP

extension HTTPResponseBody {
    /// The bytes, where they are there before they are sent.
    var bytes: [UInt8]? {
        switch self {
        case .bytes(let bytes): bytes
        case .slice(let slice): Array(slice)
        case .stream, .wire: nil
        }
    }

    /// How many bytes there are, where that is known.
    var count: Int? {
        switch self {
        case .bytes(let bytes): bytes.count
        case .slice(let slice): slice.count
        case .stream(let contentLength, _): contentLength
        case .wire: nil
        }
    }

    /// Writes all of the body.
    func write(to writer: any HTTPResponseWriter) async throws {
        switch self {
        case .bytes(let bytes): try await writer.write(bytes)
        case .slice(let slice): try await writer.write(Array(slice))
        case .stream(_, let write): try await write(writer)
        case .wire: break
        }
    }
}
