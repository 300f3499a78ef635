import TestSupport
import Testing

@testable import Imaging

/// One recipe of `fixtures/imaging/golden-pixels.json`.
struct GoldenPixels: GoldenCase {
    static let file = GoldenFile<GoldenPixels>(name: "golden-pixels.json")
    static let all = file.cases()

    /// Names a style to draw in; without one the seed and the prompt choose.
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
    /// None unless given.
    var texture: Double?
    var crc32: String

    var testDescription: String {
        "\(style ?? "any") \(width)×\(height) seed \(seed) \(prompt)\(reference.map { " from \($0)" } ?? "")"
    }

    func pixels() throws -> [UInt8] {
        ImagingTests.pixels(of: try drawing(), rowsAtOnce: 50)
    }

    func drawing() throws -> Drawing {
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
        var finish = Picture.Finish.none
        finish.texture = Texture(texture ?? 0)
        return try Drawing(Picture(recipe, finish: finish))
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
    @Test(.disabled(if: GoldenFile<GoldenPixels>.isBeingRecorded), arguments: GoldenPixels.all)
    func `a recipe draws the pixels it always drew`(golden: GoldenPixels) throws {
        #expect(try golden.measured() == golden.crc32)
    }

    @Test(arguments: GoldenPixels.all)
    func `many threads draw the pixels that one draws`(golden: GoldenPixels) async throws {
        let drawing = try golden.drawing()
        let bands = stride(from: 0, to: drawing.height, by: 20).map { $0..<min($0 + 20, drawing.height) }
        let drawn = await withTaskGroup { group in
            for band in bands.reversed() {
                group.addTask { (band.lowerBound, ImagingTests.pixels(of: drawing, rows: band)) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let inOrder = drawn.sorted { $0.0 < $1.0 }.flatMap(\.1)
        #expect(try inOrder == golden.pixels())
    }

    @Test func `the golden recipes show every style and every mode`() {
        let all = GoldenPixels.all
        #expect(all.count >= 60)
        for style in StyleChoice.allCases {
            #expect(all.count { $0.style == style.rawValue } >= 5, "\(style)")
        }
        #expect(all.contains { $0.reference == "stripes" } && all.contains { $0.reference?.contains(":") == true })
        #expect(all.contains { $0.isBlackedOut == true })
        #expect(all.contains { $0.texture == 1 })
        #expect(Set(all.map(\.crc32)).count == all.count)
    }

    @Test(.enabled(if: GoldenFile<GoldenPixels>.isBeingRecorded)) func `checksums are recorded`() throws {
        try GoldenPixels.file.record()
    }
}
