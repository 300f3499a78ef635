import Locks
import Testing

@testable import Emulator

/// How many are at it, were at most, and have been.
private final class Counts: Sendable {
    private let state = Lock([0, 0, 0])

    func begin() {
        state.withLock { $0 = [$0[0] + 1, max($0[1], $0[0] + 1), $0[2]] }
    }

    func end() {
        state.withLock { $0 = [$0[0] - 1, $0[1], $0[2] + 1] }
    }

    var all: [Int] { state.withLock { $0 } }
}

@Suite struct `Turns of large drawings` {
    @Test func `are taken by so many at a time, and all have theirs`() async {
        let turns = Turns(count: 2)
        let counts = Counts()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    await turns.take()
                    counts.begin()
                    await Task.yield()
                    counts.end()
                    turns.giveBack()
                }
            }
        }
        #expect(counts.all == [0, 2, 100])
    }
}
