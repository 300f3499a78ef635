/// A dictionary that forgets its oldest entries once it holds too many, or once they weigh too much together.
///
/// Entries leave in the order in which they came, whether or not they were read since: what is remembered depends on
/// the requests alone, never on their timing.
public struct BoundedTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// Entries at most.
    public let maximumCount: Int
    /// The sum of all weights at most, in whatever unit the weights are.
    public let maximumWeight: Int

    @usableFromInline var entries: [Key: Entry] = [:]
    /// Keys in order of arrival; those before `oldest` have left.
    @usableFromInline var order: [Key] = []
    @usableFromInline var oldest = 0
    /// The sum of all weights.
    @usableFromInline var weight = 0

    @usableFromInline
    struct Entry: Sendable {
        @usableFromInline var value: Value
        @usableFromInline var weight: Int

        @usableFromInline
        init(value: Value, weight: Int) {
            self.value = value
            self.weight = weight
        }
    }

    /// Makes an empty table.
    @inlinable
    public init(maximumCount: Int, maximumWeight: Int = .max) {
        self.maximumCount = maximumCount
        self.maximumWeight = maximumWeight
    }

    /// How many entries are remembered.
    @inlinable public var count: Int { entries.count }

    /// The value under a key, if it is still remembered.
    @inlinable
    public func value(for key: Key) -> Value? {
        entries[key]?.value
    }

    /// Every value still remembered, oldest first.
    @inlinable public var values: [Value] {
        order[oldest...].compactMap { entries[$0]?.value }
    }

    /// Remembers a value; an entry heavier than the whole table is not kept.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - key: Its key; a value already under it is replaced, and keeps its place in the order.
    ///   - entryWeight: What the entry weighs.
    /// - Returns: The values that had to leave, oldest first.
    @inlinable
    @discardableResult
    public mutating func insert(_ value: Value, for key: Key, weight entryWeight: Int = 1) -> [Value] {
        if let old = entries.updateValue(Entry(value: value, weight: entryWeight), forKey: key) {
            weight -= old.weight
        } else {
            order.append(key)
        }
        weight += entryWeight
        var removed: [Value] = []
        while entries.count > maximumCount || weight > maximumWeight {
            if let value = removeOldest() { removed.append(value) }
        }
        return removed
    }

    /// Changes a value in its place, without a copy; its weight and its place in the order stay.
    ///
    /// - Parameters:
    ///   - key: Its key.
    ///   - initial: What is remembered under the key, with a weight of one, before the change if nothing was.
    ///   - change: The change.
    @inlinable
    public mutating func modify(
        _ key: Key,
        default initial: @autoclosure () -> Value,
        _ change: (inout Value) -> Void
    ) {
        if let index = entries.index(forKey: key) { return change(&entries.values[index].value) }
        var value = initial()
        change(&value)
        insert(value, for: key)
    }

    /// Forgets some entries, as though they had never come.
    ///
    /// - Parameter isMeant: Whether an entry is one of them.
    /// - Returns: The keys of what was forgotten, oldest first.
    @inlinable
    @discardableResult
    public mutating func removeAll(where isMeant: (Key, Value) -> Bool) -> [Key] {
        var (kept, removed): ([Key], [Key]) = ([], [])
        for key in order[oldest...] {
            guard let entry = entries[key], isMeant(key, entry.value) else {
                kept.append(key)
                continue
            }
            entries[key] = nil
            weight -= entry.weight
            removed.append(key)
        }
        (order, oldest) = (kept, 0)
        return removed
    }

    /// Forgets every entry.
    @inlinable
    public mutating func removeAll() {
        self = BoundedTable(maximumCount: maximumCount, maximumWeight: maximumWeight)
    }

    @usableFromInline
    mutating func removeOldest() -> Value? {
        let entry = entries.removeValue(forKey: order[oldest])
        weight -= entry?.weight ?? 0
        oldest += 1
        if oldest > 1024, oldest * 2 > order.count {
            order.removeFirst(oldest)
            oldest = 0
        }
        return entry?.value
    }
}
