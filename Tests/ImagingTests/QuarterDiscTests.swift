import Testing

@testable import Imaging

@Suite struct QuarterDiscTests {
    @Test(arguments: [8, 9, 30, 121, 500])
    func `a quarter disc covers π ÷ 4 of its square`(radius: Int) {
        let disc = QuarterDisc(radius: radius)
        let eighths = (0..<radius).reduce(0) { sum, row in
            (0..<radius).reduce(sum) { $0 + disc.coverage(row: row, column: $1) }
        }
        let share = Double(eighths) / Double(8 * radius * radius)
        #expect(abs(share - Double.pi / 4) < 0.1 / Double(radius))
    }

    @Test(arguments: [1, 2, 3, 7, 40])
    func `a quarter disc looks the same in rows and in columns, and thins out to both`(radius: Int) {
        let disc = QuarterDisc(radius: radius)
        for row in 0...radius {
            let coverages = (0...radius).map { disc.coverage(row: row, column: $0) }
            #expect(coverages == (0...radius).map { disc.coverage(row: $0, column: row) })
            #expect(coverages == coverages.sorted(by: >))
            #expect(disc.solid(row: row) == coverages.count { $0 == 8 })
        }
    }

    @Test func `soft ends to the left and to the right mirror each other`() {
        let disc = QuarterDisc(radius: 12)
        for row in 0..<14 {
            func painted(isToLeft: Bool) -> [UInt8] {
                var pixels = [UInt8](repeating: 0, count: 24 * 3)
                pixels.withUnsafeMutableBufferPointer { buffer in
                    guard let start = buffer.baseAddress else { return }
                    let canvas = RowCanvas(pixels: start, width: 24)
                    disc.paintSoftEnd(row: row, corner: 12, isToLeft: isToLeft, on: canvas, Color(0xFFFFFF))
                }
                return pixels
            }
            #expect(painted(isToLeft: true) == painted(isToLeft: false).reversed())
            let covered = (0..<12).reduce(0) { $0 + disc.coverage(row: row, column: $1) % 8 }
            #expect(painted(isToLeft: true).contains { $0 > 0 } == (covered > 0), "row \(row)")
        }
    }
}
