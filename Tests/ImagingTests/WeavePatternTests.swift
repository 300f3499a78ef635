import Testing

@testable import Imaging

@Suite struct WeavePatternTests {
    @Test(arguments: WeavePattern.all.indices)
    func `of two ribbons that cross, one lies above`(index: Int) {
        let pattern = WeavePattern.all[index]
        for (first, second) in (0..<64).map({ ($0 / 8, $0 % 8) }) {
            #expect(pattern.isFirstAbove(first, second) != pattern.isSecondAbove(first, second))
        }
    }

    @Test(arguments: WeavePattern.all.indices)
    func `every ribbon goes over some and under others, or the cloth would fall apart`(index: Int) {
        let pattern = WeavePattern.all[index]
        for ribbon in 0..<8 {
            #expect(Set((0..<8).map { pattern.isFirstAbove(ribbon, $0) }).count == 2)
            #expect(Set((0..<8).map { pattern.isFirstAbove($0, ribbon) }).count == 2)
        }
    }

    @Test(arguments: WeavePattern.all.indices, [0, 5, WeavePattern.noRibbon])
    func `where one ribbon is missing, none lies above`(index: Int, other: Int) {
        let pattern = WeavePattern.all[index]
        for (first, second) in [(WeavePattern.noRibbon, other), (other, WeavePattern.noRibbon)] {
            #expect(!pattern.isFirstAbove(first, second) && !pattern.isSecondAbove(first, second))
        }
    }

    @Test func `a pattern is repeated to both sides`() {
        #expect((-9..<10).map(WeavePattern.place) == [7] + Array(0..<8) + Array(0..<8) + [0, 1])
    }
}
