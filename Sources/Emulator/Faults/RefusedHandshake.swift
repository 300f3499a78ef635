import HTTP
import Simulation
import Vendors

/// A TLS handshake that is refused, by the host that the client asks for.
///
/// It is decided before there is an answer to spoil, and no decision about a call says it.
enum RefusedHandshake: FaultyAnswer {
    static func spoil(_ answer: HTTPResponse) -> HTTPResponse { answer }
}

extension Emulator {
    /// Whether clients that ask for a host may go on with their TLS handshake.
    @Sendable func admitsHandshake(for host: String) -> Bool {
        guard let entry = router.entry(named: host) else { return true }
        return !weather.refusesHandshake(of: entry.role, of: vendors[entry.vendor])
    }
}
