import Synchronization

/// The bytes that a server may hold for its clients at a time: what they send, and what is made for them to take.
///
/// Connections are many and bodies are large, so that limits of single requests do not bound what all of them hold.
/// Whoever is about to hold bytes reserves them first, and does without where there is no room.
public final class BufferBudget: Sendable {
    /// The most bytes that may be reserved at a time.
    public let limit: Int

    private let used = Atomic(0)
    private let refusals = Atomic(0)

    /// Makes a budget of which nothing is reserved.
    public init(limit: Int) {
        self.limit = limit
    }

    /// The bytes that are reserved.
    public var bytesInUse: Int { used.load(ordering: .relaxed) }

    /// How often there was no room.
    public var refusedCount: Int { refusals.load(ordering: .relaxed) }

    /// A reservation of no bytes yet.
    public func reservation() -> BufferReservation { BufferReservation(of: self) }

    fileprivate func take(_ bytes: Int) -> Bool {
        var current = used.load(ordering: .relaxed)
        while bytes <= limit - current {
            let (isExchanged, found) = used.weakCompareExchange(
                expected: current,
                desired: current + bytes,
                ordering: .relaxed
            )
            if isExchanged { return true }
            current = found
        }
        refusals.add(1, ordering: .relaxed)
        return false
    }

    fileprivate func giveBack(_ bytes: Int) {
        used.subtract(bytes, ordering: .relaxed)
    }
}

/// Bytes of a ``BufferBudget``, given back when nobody holds the reservation any more.
///
/// It has one owner at a time, which changes it; a class, so that it can be handed on with what it is for, and goes
/// whichever way that does.
public final class BufferReservation: Sendable {
    private let budget: BufferBudget
    private let reserved = Atomic(0)

    fileprivate init(of budget: BufferBudget) {
        self.budget = budget
    }

    deinit {
        budget.giveBack(bytes)
    }

    /// The most bytes that may be reserved by all together.
    public var limit: Int { budget.limit }

    /// The bytes reserved.
    public var bytes: Int { reserved.load(ordering: .relaxed) }

    /// Reserves more bytes, if that many are not reserved yet; false, with nothing changed, where there is no room.
    public func grow(to bytes: Int) -> Bool {
        let more = bytes - self.bytes
        guard more > 0 else { return true }
        guard budget.take(more) else { return false }
        reserved.store(bytes, ordering: .relaxed)
        return true
    }

    /// Reserves so many more bytes; false, with nothing changed, where there is no room.
    public func grow(by more: Int) -> Bool {
        grow(to: bytes + more)
    }

    /// Gives back all but so many bytes.
    public func shrink(to bytes: Int) {
        let less = self.bytes - bytes
        guard less > 0 else { return }
        reserved.store(bytes, ordering: .relaxed)
        budget.giveBack(less)
    }
}
