import Vendors

extension Emulator {
    /// Whether clients that ask for a host may go on with their TLS handshake; a rule with `REFUSED_HANDSHAKE` says no.
    @Sendable func admitsHandshake(for host: String) -> Bool {
        guard let entry = router.entry(named: host) else { return true }
        return !weather.refusesHandshake(of: entry.role, of: vendors[entry.vendor])
    }
}
