import Testing

@testable import Imaging

@Suite struct RowCanvasTests {
    private let color = Color(red: 10, green: 20, blue: 30)

    /// What a row of 70 pixels of value 9 holds after it was filled.
    private func filled(_ range: Range<Int>) -> [UInt8] {
        var pixels = [UInt8](repeating: 9, count: 80 * 3)
        pixels.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            RowCanvas(pixels: start + 5 * 3, width: 70).fill(range, color)
        }
        return pixels
    }

    @Test(arguments: [0, 1, 2, 3, 20])
    func `a run of any length takes its colour and leaves the pixels beside it alone`(start: Int) {
        for count in 0...50 {
            let expected = (-5..<75).flatMap { x -> [UInt8] in
                (start..<start + count).contains(x) ? [color.red, color.green, color.blue] : [9, 9, 9]
            }
            #expect(filled(start..<start + count) == expected, "\(count) pixels")
        }
    }

    @Test(arguments: [-40..<3, -2..<0, 60..<90, 70..<71, -10..<200])
    func `what lies outside the row is cut off`(range: Range<Int>) {
        #expect(filled(range) == filled(range.clamped(to: 0..<70)))
    }
}
