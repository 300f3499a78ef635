import Locks
import Testing

@testable import Emulator

@Suite struct `Turns` {
    @Test func `are taken by so many at a time, and all have theirs`() async {
        let turns = Turns(count: 2)
        let state = Lock((now: 0, most: 0, done: 0))
        await withTaskGroup { group in
            for _ in 0..<100 {
                group.addTask {
                    await turns.take()
                    state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.done) }
                    await Task.yield()
                    state.withLock { $0 = ($0.now - 1, $0.most, $0.done + 1) }
                    turns.giveBack()
                }
            }
        }
        #expect(state.withLock { $0 == (0, 2, 100) })
    }
}
