import HTTP
import Simulation

/// Bytes that are no HTTP, and the end of the connection.
enum RandomDataThenClose: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse {
        let draw = Draw(serverSeed: 0)
        // The first byte begins no status line.
        let bytes = [0xFF] + (1..<256).map { UInt8(truncatingIfNeeded: draw.bits("random data", $0)) }
        return HTTPResponse(status: answer.status, body: .wire(HTTPWireBytes(bytes)))
    }
}
