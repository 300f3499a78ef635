import Foundation
import TestSupport
import Testing

@testable import Imaging

/// One recipe of `fixtures/imaging/golden-pixels.json` and the hash of what it draws.
struct GoldenPixels: Codable, CustomTestStringConvertible {
    /// Names a style to compose in; without one the seed and the prompt choose.
    var style: String?
    var prompt: String
    /// Decimal, as JSON's numbers are not safe beyond 53 bits.
    var seed: String
    var index: Int
    var width: Int
    var height: Int
    /// "stripes" for a picture made by the test, or a URL that is stood in for.
    var reference: String?
    var strength: Double?
    var isBlackedOut: Bool?
    /// Sixteen hexadecimal digits.
    var hash: String

    var testDescription: String {
        "\(style ?? "any") \(width)×\(height) seed \(seed) \(prompt)\(reference.map { " from \($0)" } ?? "")"
    }

    static let all: [GoldenPixels] = {
        do {
            return try JSONDecoder().decode(
                [GoldenPixels].self,
                from: Data(Fixture.bytes("imaging/golden-pixels.json"))
            )
        } catch {
            fatalError("golden-pixels.json: \(error)")
        }
    }()

    /// Draws the recipe and hashes it.
    func measured() throws -> String {
        var recipe = Recipe(
            prompt: prompt,
            seed: UInt64(seed) ?? 0,
            index: index,
            width: width,
            height: height,
            strength: Strength(strength ?? 1),
            isBlackedOut: isBlackedOut ?? false
        )
        let choice = style.map(StyleChoice.init(rawValue:))
        recipe.style = try choice.map { try #require($0) }
        recipe.reference = reference.map { $0 == "stripes" ? .image(Self.stripes) : .standIn(url: $0) }
        let digits = String(ImagingTests.hash(try pixels(of: recipe, rowsAtOnce: 50)), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static let stripes = ReferenceImage(
        width: 100,
        height: 60,
        pixels: (0..<6_000).flatMap { pixel -> [UInt8] in
            let (x, y) = (pixel % 100, pixel / 100)
            return (x + y) / 12 % 2 == 0 ? [240, 220, 180] : [UInt8(x * 2), UInt8(y * 4), 120]
        }
    )
}

@Suite struct GoldenPixelTests {
    private static let isRecording = ProcessInfo.processInfo.environment["FAUXTO_RECORD_GOLDEN"] == "1"

    @Test(.disabled(if: isRecording), arguments: GoldenPixels.all)
    func `a recipe draws the pixels it always drew`(golden: GoldenPixels) throws {
        #expect(try golden.measured() == golden.hash)
    }

    @Test func `the golden recipes show every style and every mode`() {
        let all = GoldenPixels.all
        #expect(all.count >= 24)
        for style in StyleChoice.allCases {
            #expect(all.count { $0.style == style.rawValue } >= 5, "\(style)")
        }
        #expect(all.contains { $0.reference == "stripes" } && all.contains { $0.reference?.contains(":") == true })
        #expect(all.contains { $0.isBlackedOut == true })
        #expect(Set(all.map(\.hash)).count == all.count)
    }

    @Test(.enabled(if: isRecording)) func `golden hashes are recorded`() throws {
        var all = GoldenPixels.all
        for index in all.indices { all[index].hash = try all[index].measured() }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "fixtures/imaging/golden-pixels.json")
        try (try encoder.encode(all) + Data("\n".utf8)).write(to: file)
        Issue.record("The golden hashes were recorded; look at the difference, then run again without recording.")
    }
}
