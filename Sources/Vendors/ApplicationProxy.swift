public import HTTP

/// The proxy of a vendor's own making that applications mount on their servers, so that their pages need no key: clients
/// send every call to its one address, and name the URL that they mean in a header field.
///
/// This server takes such a proxy's place, and the vendor's behind it, at once.
public struct ApplicationProxy: Sendable {
    /// The path prefix that is always the proxy's, without slashes at the ends, such as `vendor/proxy`.
    public let prefix: String
    /// The field that names the URL, in lower case.
    public let targetField: String
    /// What the proxy sends on for a caller's fields: with a key where the caller has none.
    public let forwarding: @Sendable (HTTPFields) -> HTTPFields
    /// What the proxy says where no URL on a host of the vendor's is named.
    public let refusal: Answer

    /// Makes a proxy.
    public init(
        prefix: String,
        targetField: String,
        forwarding: @escaping @Sendable (HTTPFields) -> HTTPFields,
        refusal: Answer
    ) {
        self.prefix = prefix
        self.targetField = targetField
        self.forwarding = forwarding
        self.refusal = refusal
    }
}
