import CLinux

extension linux_peer {
    /// The address as text, without a port.
    var text: String {
        withUnsafeBytes(of: address) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
