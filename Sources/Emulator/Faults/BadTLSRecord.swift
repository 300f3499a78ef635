import HTTP

/// A record of TLS that nobody can open, and the end of the connection.
enum BadTLSRecord: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        // Application data of TLS 1.2 or 1.3, 32 bytes long (RFC 8446 §5.1), whose bytes authenticate nothing.
        let record: [UInt8] = [0x17, 0x03, 0x03, 0x00, 0x20] + Array(repeating: 0xA5, count: 32)
        return HTTPResponse(status: answer.status, body: .wire(HTTPWireBytes(record, skipsEncryption: true)))
    }
}
