/// A response as it came over the wire.
public struct RawResponse: Sendable {
    /// The status.
    public var status: Int

    /// The reason phrase.
    public var reason: String

    /// The fields in order.
    public var fields: [(name: String, value: String)] = []

    /// The body, the chunked coding removed.
    public var body: [UInt8] = []

    /// Reads a head, up to and with its empty line; nil if it is none of HTTP/1.1.
    init?(head: String) {
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast(2)
        guard let statusLine = lines.first?.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false),
            statusLine.count == 3, statusLine[0] == "HTTP/1.1", let status = Int(statusLine[1])
        else { return nil }
        self.status = status
        reason = String(statusLine[2])
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            fields.append((String(line[..<colon]), String(value)))
        }
    }

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of the first field of a name, whatever its case.
    public subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
