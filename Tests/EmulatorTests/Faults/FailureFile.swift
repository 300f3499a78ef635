import Foundation
import TestSupport
import Testing

/// A failure as a rule says it, and what a vendor answered.
struct FailureCase: Codable, Sendable {
    /// The failure and its parameters, as in a rule's `then`.
    let then: [String: String]
    /// `queue` where the call puts a job into one; nil for a call that is answered at once.
    let via: String?
    /// The vendor's dated behaviour; nil for the newest.
    let profile: String?
    /// Where the words are from, and how sure they are, as in `docs/fidelity.md`.
    let source: String
    let confidence: String
    /// One, or three for a job: submission, status, result.
    var answers: [GoldenAnswer]

    var title: String { [via, profile].compactMap(\.self).joined(separator: " ") + " " + effect }

    /// The effect as a scenario file has it.
    var effect: String {
        let parts = then.sorted { $0.key < $1.key }.map { name, value in
            name == "retryAfterSeconds" ? "\(name): \(value)" : "\(name): '\(value)'"
        }
        return "{ \(parts.joined(separator: ", ")) }"
    }
}

/// An answer as it came, but for what depends on the port, and the field that says why it is disturbed.
struct GoldenAnswer: Codable, Hashable, Sendable {
    let head: [String]
    let body: String

    init(_ response: RawResponse, port: Int) {
        let left = ["content-length", "x-fauxto-decision"]
        func withoutPort(_ text: String) -> String { text.replacingOccurrences(of: ":\(port)", with: "") }
        head =
            ["HTTP/1.1 \(response.status) \(response.reason)"]
            + response.fields.filter { !left.contains($0.name.lowercased()) }
            .map { withoutPort("\($0.name): \($0.value)") }
        body = withoutPort(response.text)
    }
}

/// The golden failures of a vendor.
struct FailureFile: Codable {
    let about: String
    var cases: [FailureCase]
    private var vendor = ""

    private enum CodingKeys: CodingKey {
        case about, cases
    }

    init(vendor: String) throws {
        let bytes = Fixture.bytes("\(vendor)/failures.json")
        self = try JSONDecoder().decode(FailureFile.self, from: Data(bytes))
        self.vendor = vendor
    }

    /// Whether this run writes the answers anew instead of comparing them.
    static var isBeingRecorded: Bool { ProcessInfo.processInfo.environment["FAUXTO_RECORD_GOLDEN"] == "1" }

    /// Writes the file with what is answered now, and fails, so that nobody records by accident.
    func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fixtures/\(vendor)/failures.json")
        try (try encoder.encode(self) + Data("\n".utf8)).write(to: file)
        Issue.record("The answers were recorded; look at the difference, then run again without recording.")
    }
}
