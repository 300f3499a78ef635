import Testing

@testable import Imaging

@Suite struct `A contact sheet` {
    private func picture(_ seed: UInt64) -> Picture {
        Picture(Recipe(prompt: "", seed: seed, width: 20, height: 10), finish: .none)
    }

    @Test func `shows each picture as it is alone, with a margin around it`() throws {
        let sheet = try ContactSheet(rows: [[picture(1), picture(2)], [picture(3)]], margin: 3)
        #expect([sheet.width, sheet.height] == [49, 29])
        let all = pixels(of: sheet)
        func cut(_ left: Int, _ top: Int) -> [UInt8] {
            (top..<top + 10).flatMap { y in Array(all[(y * 49 + left) * 3..<(y * 49 + left + 20) * 3]) }
        }
        #expect(cut(3, 3) == (try pixels(of: picture(1))))
        #expect(cut(26, 3) == (try pixels(of: picture(2))))
        #expect(cut(3, 16) == (try pixels(of: picture(3))))
        let ground = Array(all[0..<3])
        #expect(cut(26, 16) == Array(repeating: ground, count: 200).flatMap { $0 })
        #expect(Array(all[(14 * 49) * 3..<(15 * 49) * 3]) == Array(repeating: ground, count: 49).flatMap { $0 })
    }

    @Test func `must be of a size that can be drawn`() {
        let row = Array(repeating: picture(1), count: 1_000)
        #expect(throws: ImagingError.unsupportedSize(width: 21_001, height: 12)) {
            try ContactSheet(rows: [row], margin: 1)
        }
    }
}
