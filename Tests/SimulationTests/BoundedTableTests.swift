import Testing

@testable import Simulation

@Suite struct `A bounded table` {
    @Test func `forgets the oldest entry when there are too many`() {
        var table = BoundedTable<String, Int>(maximumCount: 2)
        for (number, key) in ["a", "b", "c"].enumerated() { table.insert(number, for: key) }
        #expect(table.value(for: "a") == nil)
        #expect(table.value(for: "b") == 1)
        #expect(table.value(for: "c") == 2)
    }

    @Test func `forgets the oldest entries when they weigh too much`() {
        var table = BoundedTable<String, Int>(maximumCount: 10, maximumWeight: 100)
        table.insert(1, for: "a", weight: 60)
        table.insert(2, for: "b", weight: 30)
        table.insert(3, for: "c", weight: 50)
        #expect(table.value(for: "a") == nil)
        #expect(table.value(for: "b") == 2)
        #expect(table.weight == 80)
    }

    @Test func `does not keep what is heavier than the whole table`() {
        var table = BoundedTable<String, Int>(maximumCount: 10, maximumWeight: 100)
        table.insert(1, for: "a", weight: 101)
        #expect(table.count == 0)
        #expect(table.weight == 0)
    }

    @Test func `hands back what had to leave, oldest first`() {
        var table = BoundedTable<String, Int>(maximumCount: 3, maximumWeight: 100)
        #expect(table.insert(1, for: "a", weight: 40).isEmpty)
        #expect(table.insert(2, for: "b", weight: 40).isEmpty)
        #expect(table.insert(3, for: "c", weight: 90) == [1, 2])
    }

    @Test func `replaces a value without forgetting its age`() {
        var table = BoundedTable<String, Int>(maximumCount: 2)
        table.insert(1, for: "a")
        table.insert(2, for: "b")
        table.insert(3, for: "a")
        table.insert(4, for: "c")
        #expect(table.value(for: "a") == nil)
        #expect(table.value(for: "b") == 2)
    }

    @Test func `forgets some entries as though they had never come`() {
        var table = BoundedTable<Int, String>(maximumCount: 4, maximumWeight: 100)
        for number in 0..<6 { table.insert("\(number)", for: number, weight: number) }
        #expect(table.removeAll { $0 == 3 || $1 == "4" } == [3, 4])
        #expect(table.weight == 7)
        #expect(table.values == ["2", "5"])
        // One that comes again is the newest.
        for number in [3, 6, 7] { table.insert("\(number)", for: number) }
        #expect(table.values == ["5", "3", "6", "7"])
        #expect(table.removeAll { key, _ in key == 0 }.isEmpty)
    }

    @Test func `stays right over many thousand entries`() {
        var table = BoundedTable<Int, Int>(maximumCount: 100)
        for number in 0..<10_000 { table.insert(number, for: number) }
        #expect(table.count == 100)
        #expect(table.value(for: 9_899) == nil)
        #expect(table.value(for: 9_900) == 9_900)
    }
}
