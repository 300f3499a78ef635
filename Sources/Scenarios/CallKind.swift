/// What calls mostly have in common with those before them, of all that a rule may ask.
///
/// Callers come again with other prompts, seldom with another key or for another model. Texts are the same here when their
/// bytes are, as they are for a glob.
struct CallKind: Hashable, Sendable {
    /// The vendor's short name.
    let vendor: String
    /// The names of the host that was called: its host name, its short prefix, and what it is for.
    let roleNames: [String]
    /// Whether images were validly asked for, at once or by a job of a queue.
    let isGeneration: Bool
    /// Whether they are asked for by a job of a queue.
    let isJob: Bool
    /// The vendor's own name of the model; nil where no generation is asked for.
    let model: String?
    /// The API key; nil for a call without one.
    let account: String?

    /// Roughly what it takes in memory, in bytes.
    var byteCount: Int { 128 + (model?.utf8.count ?? 0) + (account?.utf8.count ?? 0) }

    static func == (one: CallKind, other: CallKind) -> Bool {
        one.isGeneration == other.isGeneration && one.isJob == other.isJob && one.vendor == other.vendor
            && one.roleNames == other.roleNames && haveSameBytes(one.model, other.model)
            && haveSameBytes(one.account, other.account)
    }

    /// Hashes what tells most kinds apart.
    func hash(into hasher: inout Hasher) {
        hasher.combine(model)
        hasher.combine(account)
    }

    private static func haveSameBytes(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        let (bytes, otherBytes) = (one.utf8.span, other.utf8.span)
        guard bytes.count == otherBytes.count else { return false }
        for index in bytes.indices where bytes[index] != otherBytes[index] { return false }
        return true
    }
}

extension Condition {
    /// The first part of the condition that holds for no call of a kind; nil where prompt, header and body decide.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - model: Its model.
    ///   - account: Its account.
    ///   - effort: What may be spent on it.
    /// - Returns: The part.
    func mismatch(
        with kind: CallKind,
        model: FoldedText?,
        account: FoldedText?,
        _ effort: inout SearchEffort
    ) -> Mismatch? {
        if let vendor, vendor != kind.vendor { return .vendor }
        if let role, !kind.roleNames.contains(role) { return .role }
        if role == nil || isAboutImages, !kind.isGeneration { return .generation }
        if isAboutJobs, !kind.isJob { return .job }
        if let pattern = self.model {
            guard let model, pattern.matches(model, &effort) else { return .model }
        }
        if let pattern = self.account {
            guard let account, pattern.matches(account, &effort) else { return .account }
        }
        return nil
    }
}
