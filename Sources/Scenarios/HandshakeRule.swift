import Simulation

extension Rule {
    /// Whether the rule is about TLS handshakes, and so about no call.
    public var isAboutHandshakes: Bool { effect.fault == .refusedHandshake }

    /// What is wrong with a rule about handshakes, as the rest of a sentence; nil for any other rule.
    var handshakeObjection: String? {
        guard isAboutHandshakes else { return nil }
        guard condition.role != nil else { return "refuses handshakes: give it when.role, the host that is refused" }
        let asksForMore =
            condition.model != nil || condition.account != nil || condition.prompt != nil
            || !condition.header.isEmpty || !condition.body.isEmpty || occurrence.attempts != nil
        if asksForMore { return "can never fire: of a handshake only vendor and role are known" }
        guard effect.failure == nil, effect.delay == nil, effect.pacing.isNone, effect.images.isNone else {
            return "refuses handshakes: nothing can be answered or delayed there"
        }
        return nil
    }
}
