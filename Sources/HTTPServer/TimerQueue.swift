/// Deadlines in order, each of which can be taken out again: a binary heap that knows where each entry is.
///
/// Both adding and removing cost the logarithm of the number of entries, and nothing stays behind of what was removed.
package struct TimerQueue<Payload> {
    /// Names an entry; a token of an entry that is gone names nothing.
    package struct Token: Sendable {
        fileprivate var slot: UInt32
        fileprivate var generation: UInt32
    }

    fileprivate struct Slot {
        var deadline: UInt64
        var order: UInt64
        var generation: UInt32
        var heapIndex: UInt32
        var payload: Payload?
    }

    private var slots: [Slot] = []
    private var freeSlots: [UInt32] = []
    private var heap: [UInt32] = []
    private var insertions: UInt64 = 0

    /// Makes an empty queue.
    package init() {}

    /// The earliest deadline.
    package var nextDeadline: UInt64? {
        heap.first.map { slots[Int($0)].deadline }
    }

    /// The number of entries.
    package var count: Int { heap.count }

    /// Adds an entry; those with the same deadline come out in the order they went in.
    package mutating func insert(deadline: UInt64, _ payload: Payload) -> Token {
        insertions += 1
        let slot: UInt32
        if let free = freeSlots.popLast() {
            slot = free
            slots[Int(slot)].deadline = deadline
            slots[Int(slot)].order = insertions
            slots[Int(slot)].payload = payload
        } else {
            slot = UInt32(slots.count)
            slots.append(Slot(deadline: deadline, order: insertions, generation: 0, heapIndex: 0, payload: payload))
        }
        heap.append(slot)
        slots[Int(slot)].heapIndex = UInt32(heap.count - 1)
        moveUp(heap.count - 1)
        return Token(slot: slot, generation: slots[Int(slot)].generation)
    }

    /// Takes an entry out, if it is still there.
    package mutating func remove(_ token: Token) {
        guard slots[Int(token.slot)].generation == token.generation else { return }
        _ = removeEntry(at: Int(slots[Int(token.slot)].heapIndex))
    }

    /// Takes out the earliest entry whose deadline has come.
    package mutating func popExpired(now: UInt64) -> Payload? {
        guard let nextDeadline, nextDeadline <= now else { return nil }
        return removeEntry(at: 0)
    }

    private mutating func removeEntry(at index: Int) -> Payload? {
        let slot = heap[index]
        let payload = slots[Int(slot)].payload
        slots[Int(slot)].payload = nil
        slots[Int(slot)].generation &+= 1
        freeSlots.append(slot)
        let last = heap.removeLast()
        if index < heap.count {
            place(last, at: index)
            moveDown(index)
            moveUp(index)
        }
        return payload
    }

    private func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        let (left, right) = (slots[Int(left)], slots[Int(right)])
        return left.deadline != right.deadline ? left.deadline < right.deadline : left.order < right.order
    }

    private mutating func place(_ slot: UInt32, at index: Int) {
        heap[index] = slot
        slots[Int(slot)].heapIndex = UInt32(index)
    }

    private mutating func moveUp(_ start: Int) {
        var index = start
        let slot = heap[index]
        while index > 0, precedes(slot, heap[(index - 1) / 2]) {
            place(heap[(index - 1) / 2], at: index)
            index = (index - 1) / 2
        }
        place(slot, at: index)
    }

    private mutating func moveDown(_ start: Int) {
        var index = start
        let slot = heap[index]
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
            guard precedes(heap[child], slot) else { break }
            place(heap[child], at: index)
            index = child
        }
        place(slot, at: index)
    }
}

extension TimerQueue: Sendable where Payload: Sendable {}
extension TimerQueue.Slot: Sendable where Payload: Sendable {}
