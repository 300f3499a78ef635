/// Elements in a line, found by name, of which each knows how many are before it.
///
/// Joining at either end, leaving from anywhere and asking for a place take time logarithmic in the length. Each element has
/// a slot; a tree of counts (Fenwick 1994) tells how many slots before it are taken.
struct WaitingLine<Element: Sendable>: Sendable {
    private var slots: [(name: String, element: Element)?] = []
    private var places: [String: Int] = [:]
    /// For each slot how many are taken of those that end with it, as many as its lowest bit is worth, counted from 1.
    private var counts: [Int] = []
    /// The first slot that is taken; where none is, the same as `end`.
    private var head = 0
    /// The slot that is taken by whoever joins at the end.
    private var end = 0

    /// How many elements there are.
    var count: Int { places.count }
    /// Whether there are none.
    var isEmpty: Bool { places.isEmpty }
    /// The first name.
    var firstName: String? { isEmpty ? nil : slots[head]?.name }
    /// The first element.
    var first: Element? { isEmpty ? nil : slots[head]?.element }

    /// The element of a name.
    subscript(name: String) -> Element? { places[name].flatMap { slots[$0]?.element } }

    /// How many elements are before one; nil if there is none of the name.
    func countBefore(_ name: String) -> Int? {
        guard var index = places[name] else { return nil }
        var count = 0
        while index > 0 {
            count += counts[index - 1]
            index &= index - 1
        }
        return count
    }

    /// Joins at the end.
    mutating func append(_ element: Element, named name: String) {
        if end == slots.count { spread() }
        take(end, element, name)
        end += 1
    }

    /// Joins at the front.
    mutating func prepend(_ element: Element, named name: String) {
        if head == 0 { spread() }
        // Where the line is empty the slot before the end is free as well as any other.
        head -= 1
        take(head, element, name)
    }

    /// Leaves; nil if there is none of the name.
    @discardableResult
    mutating func remove(_ name: String) -> Element? {
        guard let slot = places.removeValue(forKey: name), let element = slots[slot]?.element else { return nil }
        slots[slot] = nil
        count(-1, at: slot)
        while head < end, slots[head] == nil { head += 1 }
        return element
    }

    private mutating func take(_ slot: Int, _ element: Element, _ name: String) {
        slots[slot] = (name, element)
        places[name] = slot
        count(1, at: slot)
    }

    private mutating func count(_ change: Int, at slot: Int) {
        var index = slot + 1
        while index <= counts.count {
            counts[index - 1] += change
            index += index & -index
        }
    }

    /// Gives every element another slot, with room before the first and behind the last for as many joining as there are.
    private mutating func spread() {
        let kept = slots[head..<end].compactMap { $0 }
        let room = max(kept.count / 2, 16)
        slots = Array(repeating: nil, count: kept.count + 2 * room)
        counts = Array(repeating: 0, count: slots.count)
        (head, end) = (room, room + kept.count)
        for (offset, one) in kept.enumerated() {
            slots[room + offset] = one
            places[one.name] = room + offset
            counts[room + offset] = 1
        }
        for index in 1...counts.count {
            let next = index + (index & -index)
            if next <= counts.count { counts[next - 1] += counts[index - 1] }
        }
    }
}
