import Foundation

/// A case of the fixtures about requests on the wire, as `fixtures/http/README.md` describes them.
public struct WireCase: Sendable, CustomStringConvertible {
    /// What is wrong with the request, or particular about it.
    public let name: String

    /// The statuses of the answers, in order.
    public let statuses: [Int]

    /// Whether a request that follows on the connection is answered as well.
    public let keepsConnection: Bool

    /// The body that the server has to find; nil where the case does not say.
    public let body: [UInt8]?

    /// The bytes of the request, or of several.
    public let bytes: [UInt8]

    /// The status of the last answer.
    public var status: Int { statuses[statuses.count - 1] }

    /// The name, with that of its file.
    public var description: String { name }

    /// All cases of a folder of fixtures.
    public static func all(in folder: String) throws -> [WireCase] {
        try Fixture.names(in: folder).flatMap { file in
            cases(in: Fixture.text("\(folder)/\(file)"), of: file)
        }
    }

    private static func cases(in text: String, of file: String) -> [WireCase] {
        text.components(separatedBy: "\n== ").dropFirst().map { section in
            let lines = section.split(separator: "\n", omittingEmptySubsequences: false)
            let words = lines.count > 2 ? lines[1].split(separator: " ") : []
            let statuses = words.compactMap { Int($0) }
            let outcome = words.dropFirst(statuses.count)
            guard !statuses.isEmpty, outcome.isEmpty || outcome == ["kept"] || outcome == ["closed"] else {
                fatalError("\(file): '\(lines[0])' has no status")
            }
            let notes = lines[2...].prefix { $0.hasPrefix("| ") }
            let body = notes.first { $0.hasPrefix("| body ") || $0 == "| body" }
            return WireCase(
                name: "\(file): \(lines[0])",
                statuses: statuses,
                keepsConnection: words.last == "kept",
                body: body.map { unescaped(String($0.dropFirst("| body ".count))) },
                bytes: unescaped(lines[(2 + notes.count)...].joined())
            )
        }
    }

    private static func unescaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "0"): bytes.append(0)
            case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "x"):
                guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                    fatalError("two hexadecimal digits have to follow \\x")
                }
                bytes.append(value)
                rest = rest.dropFirst(2)
            case UInt8(ascii: "{"):
                let inside = rest.prefix { $0 != UInt8(ascii: "}") }
                guard let character = inside.first,
                    let count = Int(String(decoding: inside.dropFirst(2), as: UTF8.self))
                else { fatalError("\\{ has to be followed by a character, *, a number and }") }
                bytes += Array(repeating: character, count: count)
                rest = rest.dropFirst(inside.count + 1)
            default:
                fatalError("a backslash is followed by one of r n t 0 \\ x {")
            }
        }
        return bytes
    }
}
