import Testing

@testable import Scenarios

@Suite struct `Chance` {
    private let flaky = "{ rules: [{ name: 'flaky', chance: 0.3, then: { failure: 'timeout' } }] }"

    @Test func `of 30 % is 30 % of ten thousand calls`() throws {
        var play = try play(flaky)
        #expect((2_900...3_100).contains(play.firings(of: 10_000).count))
    }

    @Test func `decides alike for an account however its calls are mixed with others'`() throws {
        var alone = try play(flaky)
        let expected = alone.firings(of: 500)
        var mixed = try play(flaky)
        var number = 0
        let found = (1...500).filter { call in
            for other in 0..<(call % 4) { _ = mixed.decide(generation(account: "other \(other)")) }
            number += 1
            return !mixed.decide().firings.isEmpty
        }
        #expect(found == expected)
    }

    @Test func `is drawn from seed, rule and account`() throws {
        var plays = [
            try play(flaky), try play(flaky, seed: 1), try play(flaky.replacing("'flaky'", with: "'other'")),
            try play(flaky.replacing("{ rules", with: "{ seed: 2, rules")),
        ]
        var lists = plays.indices.map { plays[$0].firings(of: 200) }
        lists.append(plays[0].firings(of: 200) { _ in generation(account: "another") })
        #expect(Set(lists).count == lists.count)
        var same = try play(flaky.replacing("{ rules", with: "{ seed: 1, rules"))
        #expect(same.firings(of: 200) == lists[1])
    }

    @Test func `is told before it is drawn`() throws {
        var play = try play(flaky)
        _ = play.firings(of: 5)
        let schedule = try play.schedule(for: "key", count: 50, at: noon).outcomes
        #expect(schedule.map(\.number) == Array(6...55))
        let foretold = schedule.filter { $0.objection == nil }.map { $0.number - 5 }
        #expect(play.firings(of: 50) == foretold)
        let share = try #require(schedule.first?.share)
        #expect((share < 0.3) == (schedule.first?.objection == nil))
    }

    @Test func `is shown with its decision`() throws {
        var play = try play(flaky)
        let texts = (1...20).compactMap { _ in play.decide().text }
        let first = try #require(texts.first)
        #expect(first.wholeMatch(of: /rule=flaky n=\d+ draw=0\.[012]\d\d/) != nil)
    }
}
