/// An address that URLs in answers begin with: scheme, authority and an optional path, without a slash at the end.
public struct PublicURL: Sendable, Hashable {
    /// The URL, normalised.
    public let text: String

    /// Reads an address; nil unless it is an absolute `http` or `https` URL without query and fragment.
    public init?(_ text: String) {
        let lowercase = text.lowercased()
        guard let scheme = ["http://", "https://"].first(where: { lowercase.hasPrefix($0) }) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let excluded = [UInt8(ascii: "?"), UInt8(ascii: "#")]
        let isPlain = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !excluded.contains($0) }
        guard isPlain, let first = rest.first, first != "/" else { return nil }
        var text = Substring(text)
        while text.hasSuffix("/") { text = text.dropLast() }
        self.text = String(text)
    }
}
