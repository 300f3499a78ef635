import Foundation

/// A response as it came over the wire.
public struct RawResponse: Sendable {
    /// The status.
    public var status: Int

    /// The reason phrase.
    public var reason: String

    /// The fields in order.
    public var fields: [(name: String, value: String)]

    /// The body, the chunked coding removed.
    public var body: [UInt8]

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of the first field of a name, whatever its case.
    public subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Reads the first response of some bytes.
    ///
    /// - Parameters:
    ///   - bytes: What has come.
    ///   - isOver: Whether no more will come.
    ///   - withoutBody: Whether the response has no body whatever its fields say.
    /// - Returns: The response and the number of its bytes, or nil if it is not complete.
    static func parse(_ bytes: [UInt8], isOver: Bool, withoutBody: Bool) -> (RawResponse, length: Int)? {
        guard let headEnd = index(of: "\r\n\r\n", in: bytes, from: 0) else { return nil }
        let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).components(separatedBy: "\r\n")
        let statusLine = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard statusLine.count == 3, statusLine[0] == "HTTP/1.1", let status = Int(statusLine[1]) else { return nil }
        var response = RawResponse(status: status, reason: String(statusLine[2]), fields: [], body: [])
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            response.fields.append((String(line[..<colon]), String(value)))
        }
        let start = headEnd + 4
        if withoutBody || status < 200 || status == 204 || status == 304 { return (response, start) }
        if response["Transfer-Encoding"] == "chunked" {
            guard let (body, length) = unchunk(bytes, from: start) else { return nil }
            response.body = body
            return (response, length)
        }
        if let length = response["Content-Length"].flatMap({ Int($0) }) {
            guard bytes.count >= start + length else { return nil }
            response.body = Array(bytes[start..<(start + length)])
            return (response, start + length)
        }
        guard isOver else { return nil }
        response.body = Array(bytes[start...])
        return (response, bytes.count)
    }

    private static func unchunk(_ bytes: [UInt8], from start: Int) -> (body: [UInt8], end: Int)? {
        var body: [UInt8] = []
        var position = start
        while let lineEnd = index(of: "\r\n", in: bytes, from: position) {
            guard let size = Int(String(decoding: bytes[position..<lineEnd], as: UTF8.self), radix: 16) else {
                return nil
            }
            position = lineEnd + 2
            guard position + size + 2 <= bytes.count else { return nil }
            body += bytes[position..<(position + size)]
            position += size + 2
            if size == 0 { return (body, position) }
        }
        return nil
    }

    private static func index(of pattern: String, in bytes: [UInt8], from start: Int) -> Int? {
        let pattern = Array(pattern.utf8)
        var index = start
        while index + pattern.count <= bytes.count {
            if bytes[index..<(index + pattern.count)].elementsEqual(pattern) { return index }
            index += 1
        }
        return nil
    }
}
