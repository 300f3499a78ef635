/// Finds the authorities of URLs in a text, and the users in them (RFC 3986 §3.2), as leniently as browsers do (WHATWG URL
/// Standard §4.4): any number of slashes follows `http:`, and the last `@` before the path ends the user.
struct AuthorityScan {
    private let bytes: [UInt8]
    /// The end of the stretch looked at last, and its last `@`: whoever begins within it need not look again.
    private var end = 0
    private var at: Int?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Where an authority would begin that two slashes here announce, or the colon of a scheme; nil where there is none.
    func start(at index: Int) -> Int? {
        var start = index + 1
        if bytes[index] == UInt8(ascii: ":") {
            guard followsWebScheme(index) else { return nil }
        } else {
            guard start < bytes.count, isSlash(bytes[start]) else { return nil }
        }
        while start < bytes.count, isSlash(bytes[start]) { start += 1 }
        return start
    }

    /// Looks for a user.
    ///
    /// - Parameter start: Where the authority begins.
    /// - Returns: The authority's end, and that of the user in it if there is one.
    mutating func scan(from start: Int) -> (close: Int, user: Int?) {
        if start >= end {
            end = start
            at = nil
            while end < bytes.count, !endsAuthority(bytes[end]) {
                if bytes[end] == UInt8(ascii: "@") { at = end }
                end += 1
            }
        }
        return (end, at.flatMap { $0 > start ? $0 : nil })
    }

    private func followsWebScheme(_ index: Int) -> Bool {
        ["http", "https"].contains { scheme in
            let start = index - scheme.utf8.count
            return start >= 0 && zip(bytes[start..<index], scheme.utf8).allSatisfy { $0 | 0x20 == $1 }
        }
    }

    private func isSlash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }

    private func endsAuthority(_ byte: UInt8) -> Bool {
        isSlash(byte) || byte <= 0x20 || "?#\"<>".utf8.contains(byte)
    }
}
