import HTTP
import Scenarios
import Simulation

/// What is sent byte by byte in place of an answer, without the rules of HTTP.
extension HTTPResponse {
    /// These bytes, then the end of the connection.
    func replaced(
        by bytes: [UInt8],
        ending: HTTPWireBytes.Ending = .close,
        skipsEncryption: Bool = false
    ) -> HTTPResponse {
        let wire = HTTPWireBytes(bytes, ending: ending, skipsEncryption: skipsEncryption)
        return HTTPResponse(status: status, body: .wire(wire))
    }

    /// The same under a version of HTTP that does not exist.
    func withInvalidVersion() -> HTTPResponse {
        let body = body.bytes ?? []
        let head = head(framing: .length(body.count)).dropFirst("HTTP/1.1".utf8.count)
        return replaced(by: Array("HTTP/4.2".utf8) + head + body)
    }

    /// The head of a chunked answer, then bytes that are no chunk.
    func withMalformedChunk() -> HTTPResponse {
        replaced(by: head(framing: .chunked) + Array("lskdu018973t09sylgasjkfg1][]'./.sdlv".utf8))
    }

    /// A `Content-Length` of half the bytes that follow.
    func withHalfTheContentLength() -> HTTPResponse {
        // The length of what is drawn while it is sent is announced as it is, and the body falls short of it.
        guard let body = body.bytes else { return cutInHalf {} }
        return replaced(by: head(framing: .length(body.count / 2)) + body)
    }

    /// The head as it would be sent by a connection that closes afterwards; the fields have a `Date` of their own.
    private func head(framing: HTTPResponseFraming) -> [UInt8] {
        var bytes: [UInt8] = []
        HTTPResponseEncoder.appendHead(
            status: status,
            fields: fields,
            defaults: HTTPResponseDefaults(unixSeconds: 0, serverName: nil),
            framing: framing,
            persistence: .close,
            to: &bytes
        )
        return bytes
    }
}

extension WireFault {
    /// Bytes that are no HTTP: the first begins no status line.
    static var randomBytes: [UInt8] {
        let draw = Draw(serverSeed: 0)
        return [0xFF] + (1..<256).map { UInt8(truncatingIfNeeded: draw.bits("random data", $0)) }
    }

    /// Application data of TLS 1.2 or 1.3, 32 bytes long (RFC 8446 §5.1), that nobody can decrypt.
    static var unreadableRecord: [UInt8] {
        [0x17, 0x03, 0x03, 0x00, 0x20] + Array(repeating: 0xA5, count: 32)
    }
}
