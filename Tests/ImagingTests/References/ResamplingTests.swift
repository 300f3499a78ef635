import JSON
import TestSupport
import Testing

@testable import Imaging

@Suite struct ResamplingTests {
    /// One picture scaled and cropped by another program's bilinear filter.
    struct Case: CustomStringConvertible {
        let description: String
        let source: (width: Int, height: Int)
        let target: (width: Int, height: Int)
        let pixels: [UInt8]

        init(_ json: JSONValue) {
            func size(_ key: String) -> (Int, Int) {
                let sides = json.object.value(key).elements.compactMap { $0.number }
                return (sides[0], sides[1])
            }
            description = json.object.value("name").text
            (source, target) = (size("from"), size("to"))
            let digits = Array(json.object.value("pixels").text.utf8)
            pixels = stride(from: 0, to: digits.count, by: 2).map { place in
                UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16) ?? 0
            }
        }
    }

    /// A picture at another size.
    private func scaled(_ image: ReferenceImage, to target: (width: Int, height: Int)) throws -> [UInt8] {
        let resampled = ResampledImage(image, width: target.width, height: target.height)
        var pixels = [UInt8](repeating: 0, count: target.width * target.height * 3)
        try pixels.withUnsafeMutableBufferPointer { buffer in
            let start = try #require(buffer.baseAddress)
            for y in 0..<target.height { resampled.copy(row: y, to: start + y * target.width * 3) }
        }
        return pixels
    }

    /// A picture of grays by column and row.
    private func gray(_ width: Int, _ height: Int, _ value: (_ x: Int, _ y: Int) -> Int) -> ReferenceImage {
        let pixels = (0..<height).flatMap { y in
            (0..<width).flatMap { x in [UInt8](repeating: UInt8(value(x, y)), count: 3) }
        }
        return ReferenceImage(width: width, height: height, pixels: pixels)
    }

    @Test(arguments: Fixture.cases("imaging/scaled.json").map(Case.init))
    func `a scaled picture is that of another program`(scaling: Case) throws {
        let pixels = (0..<scaling.source.height).flatMap { y -> [UInt8] in
            (0..<scaling.source.width).flatMap { x -> [UInt8] in
                let samples = [x * x * 7 + y * 13 * x, x * 29 + y * y * 5, (x ^ y) * 4]
                return samples.map { UInt8($0 & 0xFF) }
            }
        }
        let image = ReferenceImage(width: scaling.source.width, height: scaling.source.height, pixels: pixels)
        // That program rounds between the two axes, so that it may be off by one of 255.
        #expect(difference(try scaled(image, to: scaling.target), scaling.pixels).largest <= 1)
    }

    @Test(arguments: [2, 3, 5, 7])
    func `what is too fine for a small picture becomes an even gray`(period: Int) throws {
        // 4,000 columns of stripes become 300: to leave columns out would make wide stripes of them.
        let stripes = gray(4_000, 40) { x, _ in x % period < (period + 1) / 2 ? 255 : 0 }
        let mean = 255 * ((period + 1) / 2) / period
        // The outermost columns have no neighbours on one side to even them out.
        let row = try scaled(stripes, to: (300, 3))[3..<299 * 3]
        #expect(row.allSatisfy { abs(Int($0) - mean) <= 4 })
    }

    @Test func `an edge in a small picture becomes a slope in a large one`() throws {
        let edge = gray(4, 4) { x, _ in x < 2 ? 0 : 255 }
        let large = try scaled(edge, to: (64, 64))
        let row = stride(from: 0, to: 64 * 3, by: 3).map { Int(large[$0]) }
        #expect(row == row.sorted())
        #expect(zip(row, row.dropFirst()).allSatisfy { $1 - $0 <= 16 })
        #expect(row.first == 0 && row.last == 255)
    }
}
