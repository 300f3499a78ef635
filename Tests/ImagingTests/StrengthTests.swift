import Testing

@testable import Imaging

@Suite struct StrengthTests {
    /// A checkerboard of two colours, 60 × 40 pixels.
    private let reference = ReferenceImage(
        width: 60,
        height: 40,
        pixels: (0..<40).flatMap { y in
            (0..<60).flatMap { x -> [UInt8] in (x / 10 + y / 10) % 2 == 0 ? [230, 40, 90] : [20, 160, 240] }
        }
    )

    private func drawn(_ strength: Double, width: Int = 60, height: Int = 40) throws -> [UInt8] {
        try pixels(
            of: Recipe(
                prompt: "forest",
                seed: 4,
                width: width,
                height: height,
                reference: .image(reference),
                strength: Strength(strength)
            )
        )
    }

    @Test func `strength 0 is the reference, pixel by pixel`() throws {
        #expect(try drawn(0) == reference.pixels)
    }

    @Test func `strength 1 is the artwork, pixel by pixel`() throws {
        #expect(try drawn(1) == pixels(of: Recipe(prompt: "forest", seed: 4, width: 60, height: 40)))
    }

    @Test func `the reference fades as strength grows`() throws {
        let distances = try [0, 0.2, 0.4, 0.6, 0.8, 0.95, 1].map {
            difference(try drawn($0), reference.pixels).mean
        }
        #expect(distances == distances.sorted())
        #expect(Set(distances).count == distances.count)
    }

    @Test(arguments: [0.3, 0.5, 0.8, 0.95])
    func `the reference's shapes stay visible in between`(strength: Double) throws {
        // Across a border of the checkerboard the picture changes more than the artwork alone does.
        let blended = try drawn(strength)
        let artwork = try drawn(1)
        func step(_ pixels: [UInt8]) -> Int {
            (0..<40).reduce(0) { sum, y in
                sum
                    + (0..<3).reduce(0) { sum, channel in
                        let left = (y * 60 + 29) * 3 + channel
                        return sum + abs(Int(pixels[left]) - Int(pixels[left + 3]))
                    }
            }
        }
        #expect(step(blended) > step(artwork) + 40)
    }

    @Test func `a reference of another size covers the picture without distortion`() throws {
        // Twice the size: each square of the checkerboard has twenty pixels, and its middle keeps its colour.
        let doubled = try drawn(0, width: 120, height: 80)
        for (x, y) in [(10, 10), (30, 10), (70, 50), (110, 70)] {
            let start = (y * 120 + x) * 3
            let source = (y / 2 * 60 + x / 2) * 3
            #expect(Array(doubled[start..<start + 3]) == Array(reference.pixels[source..<source + 3]))
        }
        // A square cut-out shows the middle 40 × 40 pixels.
        let square = try drawn(0, width: 40, height: 40)
        var cropped: [UInt8] = []
        for y in 0..<40 { cropped += reference.pixels[(y * 60 + 10) * 3..<(y * 60 + 50) * 3] }
        #expect(square == cropped)
    }

    @Test func `a reference that shrinks is averaged`() throws {
        // Twelve columns of a square in one pixel and more: nothing is left but a mean colour.
        let small = try drawn(0, width: 3, height: 2)
        let mean = [125, 100, 165]
        for (index, sample) in small.enumerated() {
            #expect(abs(Int(sample) - mean[index % 3]) < 40)
        }
    }

    @Test func `weights of scaling add up to one, whatever the sizes`() {
        for (source, target) in [(1, 1), (1, 500), (500, 1), (640, 641), (1_000, 333)] {
            let taps = ResamplingTaps(source: source, shown: source << 16, target: target)
            for index in 0..<target {
                var total = 0
                taps.forEach(at: index) { sample, weight in
                    #expect((0..<source).contains(sample))
                    total += weight
                }
                #expect(total == 65_536)
            }
        }
    }

    @Test func `an unknown reference is stood in for by its URL`() throws {
        func drawn(_ url: String, strength: Double) throws -> [UInt8] {
            try pixels(
                of: Recipe(
                    prompt: "forest",
                    seed: 4,
                    width: 60,
                    height: 40,
                    reference: .standIn(url: url),
                    strength: Strength(strength)
                )
            )
        }
        #expect(try drawn("https://a.example/1.png", strength: 0) != drawn("https://a.example/2.png", strength: 0))
        #expect(try drawn("https://a.example/1.png", strength: 0.5) != drawn("https://a.example/2.png", strength: 0.5))
        #expect(try drawn("https://a.example/1.png", strength: 1) == drawn("https://a.example/2.png", strength: 1))
    }

    @Test func `strengths out of range are clamped`() {
        #expect(Strength(-1) == Strength(0))
        #expect(Strength(7) == Strength(1))
        #expect(Strength(.nan) == Strength(1))
        #expect(Strength(0.5).parts == 32_768)
    }
}
