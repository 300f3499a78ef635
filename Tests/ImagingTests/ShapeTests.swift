import Testing

@testable import Imaging

@Suite struct ShapeTests {
    private static let side = 64

    /// How many pixels are covered by what is painted in white on black.
    private func area(_ paint: (_ row: Int, _ canvas: RowCanvas) -> Void) -> Double {
        var covered = 0
        var pixels = [UInt8](repeating: 0, count: Self.side * 3)
        for y in 0..<Self.side {
            pixels.withUnsafeMutableBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return }
                let canvas = RowCanvas(pixels: start, width: Self.side)
                canvas.fill(.black)
                paint(y, canvas)
            }
            covered += pixels.reduce(0) { $0 + Int($1) }
        }
        return Double(covered) / (3 * 255)
    }

    private let white = Color(0xFFFFFF)

    @Test(arguments: 0...70, [-5, 0, 1, 30])
    func `a run is filled from its first to its last pixel`(count: Int, start: Int) {
        let color = Color(0x123456)
        var pixels = [UInt8](repeating: 9, count: 50 * 3 + 60)
        pixels.withUnsafeMutableBufferPointer { buffer in
            guard let address = buffer.baseAddress else { return }
            RowCanvas(pixels: address, width: 50).fill(start..<start + count, color)
        }
        for x in 0..<70 {
            let isFilled = x < 50 && (start..<start + count).contains(x)
            #expect(Array(pixels[x * 3..<x * 3 + 3]) == (isFilled ? [0x12, 0x34, 0x56] : [9, 9, 9]), "\(x)")
        }
    }

    @Test(arguments: [
        Trapezoid(top: 2560, bottom: 12_800, upper: 2560..<12_800, lower: 2560..<12_800),
        Trapezoid(top: 2600, bottom: 12_900, upper: 7_000..<7_000, lower: 3_000..<11_111),
        Trapezoid(top: 1_111, bottom: 15_555, upper: 3_000..<9_000, lower: 5_000..<6_000),
        Trapezoid(top: 4_000, bottom: 5_500, upper: 1_000..<1_000, lower: 1_000..<15_000),
        Trapezoid(top: 300, bottom: 16_000, upper: 8_000..<8_000, lower: 7_700..<8_300),
    ])
    func `a trapezoid covers its area`(shape: Trapezoid) {
        let mean = Double(shape.upper.count + shape.lower.count) / 2
        let expected = mean * Double(shape.bottom - shape.top) / 65_536
        let covered = area { $1.paint(shape, row: $0, white) }
        #expect(abs(covered - expected) < expected * 0.03 + 1)
    }

    @Test(arguments: [700, 1_280, 3_333])
    func `a bar with round ends covers its area`(radius: Int) {
        let bar = Capsule(ends: 4_000...11_900, centerY: 8_050, radius: radius)
        let across = Double(radius) / 256
        let expected = Double.pi * across * across + 2 * across * 7_900 / 256
        let covered = area { $1.paint(bar, row: $0, white) }
        #expect(abs(covered - expected) < expected * 0.03 + 2)
    }

    @Test func `what lies partly beside the picture is cut off`() {
        let shape = Trapezoid(top: -2_560, bottom: 2_560, upper: -2_560..<2_560, lower: -2_560..<2_560)
        #expect(area { $1.paint(shape, row: $0, white) } == 100)
        let bar = Capsule(ends: -9_000...0, centerY: 0, radius: 2_560)
        let quarter = Double.pi * 100 / 4
        #expect(abs(area { $1.paint(bar, row: $0, white) } - quarter) < 3)
        #expect(area { $1.paint(Disc(centerX: 40_000, centerY: 4_000, radius: 9_000), row: $0, white) } == 0)
    }

    @Test(arguments: [(0, 0), (1_500, -700), (4_000, 0), (9_000, 0)])
    func `a crescent is the disc without what the other disc covers`(right: Int, down: Int) {
        let disc = Disc(centerX: 8_000, centerY: 8_200, radius: 4_000)
        let hole = Disc(centerX: 8_000 + right, centerY: 8_200 + down, radius: 3_000)
        let crescent = area { y, canvas in
            guard let slice = disc.slice(row: y) else { return }
            canvas.paint(slice, outside: hole.slice(row: y), white)
        }
        let whole = area { $1.paint(disc, row: $0, white) }
        // White, then the hole in black: the same but for the pixels of both edges.
        let cut = area { y, canvas in
            canvas.paint(disc, row: y, white)
            canvas.paint(hole, row: y, .black)
        }
        #expect(abs(crescent - cut) < 3)
        #expect(right < 7_000 ? crescent < whole - 50 : crescent == whole)
    }

    @Test func `what lies in a row is found, in its order`() {
        let ranges = [5..<9, 0..<3, 5..<6, 2..<8, 7..<7, 0..<20]
        let sorted = RowSorted(ranges) { $0 }
        for y in -1...21 {
            var found: [Range<Int>] = []
            sorted.forEach(inRow: y) { found.append($0) }
            let expected = [0..<3, 0..<20, 2..<8, 5..<9, 5..<6].filter { $0.contains(y) }
            #expect(found == expected)
        }
    }

    @Test func `a light makes a colour brighter in its hue, and a dark one is mixed with it`() {
        let violet = Color(0x4B0A77)
        let lit = violet.lit(by: Color(0xFFD319), 20_000)
        #expect(lit.red > violet.red && lit.green > violet.green && lit.blue >= violet.blue)
        #expect(violet.lit(by: white, 65_536) == white)
        #expect(violet.lit(by: white, 0) == violet)
        #expect(white.lit(by: violet, 30_000) == white.mixed(with: violet, 30_000))
    }
}
