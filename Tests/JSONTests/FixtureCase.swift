import JSON
import TestSupport

/// One entry of the `cases` of a file in `fixtures/json`.
struct FixtureCase: Sendable, CustomStringConvertible {
    var members: JSONObject
    var index: Int

    var description: String { text("name") ?? "case \(index)" }

    /// The document under test.
    var document: [UInt8] { bytes("hex") ?? Array((text("document") ?? "").utf8) }

    func text(_ key: String) -> String? {
        if case .string(let text) = members[key] { text } else { nil }
    }

    func number(_ key: String) -> Int? {
        if case .integer(let number) = members[key] { number } else { nil }
    }

    func object(_ key: String) -> FixtureCase? {
        if case .object(let members) = members[key] { FixtureCase(members: members, index: index) } else { nil }
    }

    /// The bytes that a member writes in hexadecimal.
    func bytes(_ key: String) -> [UInt8]? {
        guard let digits = text(key).map({ Array($0.utf8) }) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { index in
            guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
                preconditionFailure("\(key) of \(description) is not hexadecimal")
            }
            return byte
        }
    }
}

/// The cases of a file in `fixtures/json`.
func fixtureCases(_ name: String) -> [FixtureCase] {
    Fixture.cases("json/\(name)").enumerated().map { FixtureCase(members: $1.object, index: $0) }
}
