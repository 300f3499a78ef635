import Foundation
import TestSupport
import Testing

/// A case of a golden file: something to draw, and the checksum of the pixels that it always drew.
protocol GoldenCase: Codable, CustomTestStringConvertible, Sendable {
    /// The CRC-32 of the pixels as zlib computes it, in eight hexadecimal digits.
    var crc32: String { get set }

    /// Draws the case.
    func pixels() throws -> [UInt8]
}

extension GoldenCase {
    func measured() throws -> String {
        let digits = String(ImagingTests.crc32(try pixels()), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

/// A fixture of golden cases.
struct GoldenFile<Case: GoldenCase> {
    /// Below `fixtures/imaging`.
    let name: String

    /// Whether this run writes the checksums anew instead of comparing them.
    static var isBeingRecorded: Bool { ProcessInfo.processInfo.environment["FAUXTO_RECORD_GOLDEN"] == "1" }

    func cases() -> [Case] {
        do {
            return try JSONDecoder().decode([Case].self, from: Data(Fixture.bytes("imaging/\(name)")))
        } catch {
            fatalError("\(name): \(error)")
        }
    }

    /// Writes the file with the checksums of what is drawn now, and fails, so that nobody records by accident.
    func record() throws {
        var all = cases()
        for index in all.indices { all[index].crc32 = try all[index].measured() }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "fixtures/imaging/\(name)")
        try (try encoder.encode(all) + Data("\n".utf8)).write(to: file)
        Issue.record("The checksums were recorded; look at the difference, then run again without recording.")
    }
}
