import Contracts

/// What an operator has chosen for a vendor.
public struct VendorSettings: Sendable {
    /// Whether every rule that a vendor's page states is enforced, or only what its server was seen to enforce.
    public enum Strictness: String, Sendable, CaseIterable {
        case documented, observed
    }

    /// How much is enforced.
    public var strictness: Strictness
    /// One of the vendor's profiles; nil for the newest.
    public var profile: String?
    /// The API keys accepted; nil accepts every well-formed one.
    public var keys: Set<String>?
    /// The public key, 32 bytes of Ed25519, by which receivers verify the server's signatures under webhooks; nil where
    /// nothing is signed.
    public var webhookKey: [UInt8]?

    /// Makes settings.
    public init(
        strictness: Strictness = .documented,
        profile: String? = nil,
        keys: Set<String>? = nil,
        webhookKey: [UInt8]? = nil
    ) {
        self.strictness = strictness
        self.profile = profile
        self.keys = keys
        self.webhookKey = webhookKey
    }
}

extension VendorSettings {
    /// The rules of the models' contracts that are enforced.
    var rules: Contract.Rules {
        switch strictness {
        case .documented: .documented
        case .observed: .observed
        }
    }
}
