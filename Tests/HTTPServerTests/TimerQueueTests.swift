import Testing

@testable import HTTPServer

@Suite("Timers")
struct TimerQueueTests {
    @Test("Entries come out in the order of their deadlines, equal ones in the order they went in")
    func order() {
        var queue = TimerQueue<String>()
        for (deadline, name) in [(5, "c"), (1, "a"), (5, "d"), (3, "b"), (9, "e")] as [(UInt64, String)] {
            _ = queue.insert(deadline: deadline, name)
        }
        #expect(queue.nextDeadline == 1)
        #expect(queue.popExpired(now: 0) == nil)
        var names: [String] = []
        while let name = queue.popExpired(now: 8) { names.append(name) }
        #expect(names == ["a", "b", "c", "d"])
        #expect(queue.nextDeadline == 9)
        #expect(queue.count == 1)
    }

    @Test("What is removed does not come out, and a token is good only once")
    func removal() {
        var queue = TimerQueue<Int>()
        var tokens: [TimerQueue<Int>.Token] = []
        // A permutation of 0..<200, so that entries are removed from everywhere in the heap.
        for number in 0..<200 { tokens.append(queue.insert(deadline: UInt64(number * 77 % 200), number * 77 % 200)) }
        for (index, token) in tokens.enumerated() where index % 3 == 0 {
            queue.remove(token)
            queue.remove(token)
        }
        let kept = tokens.indices.filter { $0 % 3 != 0 }.map { $0 * 77 % 200 }.sorted()
        #expect(queue.count == kept.count)
        let reused = queue.insert(deadline: 0, -1)
        queue.remove(tokens[0])
        #expect(queue.count == kept.count + 1, "a token of the past removes nothing of today")
        queue.remove(reused)
        var out: [Int] = []
        while let number = queue.popExpired(now: .max) { out.append(number) }
        #expect(out == kept)
    }
}
