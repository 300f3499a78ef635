import Testing

@testable import Imaging

@Suite struct LevelFieldTests {
    @Test func `a spline through a plane is the plane`() {
        func height(_ column: Int, _ row: Int) -> Int { 70_000 + 1_234 * column - 567 * row }
        let refined = CubicSpline.refine(columns: 23, rows: 10, knot: height)
        #expect(refined.count == 230)
        for row in 0..<10 {
            for column in 0..<23 {
                #expect(abs(Int(refined[row * 23 + column]) - height(column, row)) <= 2)
            }
        }
    }

    @Test func `a row comes to the levels where the heights say`() {
        // One level more every forty pixels from left to right.
        let field = LevelField(width: 400, height: 60, detail: 32, border: 20, reach: 0) { x, _ in
            10 * 65_536 + x * 65_536 / 40
        }
        let row = field.row(30 << 8)
        #expect(row.firstLevel == 9)
        var crossings = field.crossings(row, shift: 512)
        var level = row.firstLevel
        while let crossing = crossings.next() {
            #expect(crossing.level == level + 1)
            level += 1
            #expect(abs(crossing.position - 512 - (level - 10) * 40 * 256) < 8)
            #expect(crossing.softness == 128)
        }
        #expect(level == 20)
    }

    @Test(arguments: [1, 2, 3])
    func `leaving out what is far from an edge loses no edge`(seed: UInt64) {
        var random = SeededRandom(key: seed, part: "hills")
        let noise = TurnedNoise(wavelength: 90 << 8, &random)
        func height(_ x: Int, _ y: Int) -> Int { 300_000 + 4 * noise.sum(x: x, y: y, octaves: 2, persistence: 30_000) }
        let all = LevelField(width: 300, height: 200, detail: 20, border: 0, reach: 1 << 30, sample: height)
        let near = LevelField(width: 300, height: 200, detail: 20, border: 0, reach: 0, sample: height)
        #expect(near.cells.count < all.cells.count / 2)
        for y in 0..<200 {
            let rows = [all, near].map { $0.row(y << 8 + 128) }
            #expect(rows[0].firstLevel == rows[1].firstLevel)
            var (one, other) = (all.crossings(rows[0], shift: 0), near.crossings(rows[1], shift: 0))
            while let crossing = one.next() {
                let same = other.next()
                #expect(crossing.position == same?.position && crossing.level == same?.level)
            }
            #expect(other.next() == nil)
        }
    }

    @Test func `a trail leads from the summit down to the shore`() throws {
        // A cone, its top at (150, 90), one level less every ten pixels.
        let field = LevelField(width: 300, height: 200, detail: 8, border: 0, reach: 0) { x, y in
            let (right, down) = (x - 150, y - 90)
            return max(12 * 65_536 - FixedPoint.squareRoot(right * right + down * down) * 6_554, 0)
        }
        let summit = field.summit
        #expect(abs(summit.x - 150 << 8) <= 512 && abs(summit.y - 90 << 8) <= 512)
        let trail = field.descent(from: summit, to: 4, step: 512, turn: 0x2000)
        let distances = trail.map { place in
            let (right, down) = ((place.x - summit.x) / 256, (place.y - summit.y) / 256)
            return FixedPoint.squareRoot(right * right + down * down)
        }
        #expect(distances == distances.sorted())
        // The level 4 begins eighty pixels from the top.
        let last = try #require(distances.last)
        #expect((70...82).contains(last))
    }
}
