/// A host name, or `*.` and a domain for all hosts below it, in any case.
struct HostPattern {
    private let text: String

    init(_ text: String) {
        self.text = text.lowercased()
    }

    /// Whether it stands for a host, given in lower case.
    func matches(_ host: String) -> Bool {
        text.hasPrefix("*.") ? host.hasSuffix(text.dropFirst()) : host == text
    }
}
