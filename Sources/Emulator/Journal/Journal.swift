import HTTP
import Locks
import Vendors

/// The bounded record of calls and answers: the newest are kept.
final class Journal: Sendable {
    private struct State {
        /// A ring: the entry with number n is at place n modulo the capacity.
        var ring: [JournalEntry?]
        /// The number of the oldest entry still kept.
        var oldest = 1
        /// The number that the next entry gets.
        var next = 1
        /// What the kept entries weigh together.
        var bytes = 0
        /// Who is told that there is something new.
        var observers: [Int: @Sendable () -> Void] = [:]
        var nextObserver = 0
    }

    private let bounds: EmulatorConfiguration.Journal
    private let state: Lock<State>

    init(bounds: EmulatorConfiguration.Journal) {
        self.bounds = bounds
        state = Lock(State(ring: Array(repeating: nil, count: bounds.maximumEntries)))
    }

    /// Adds an entry.
    func record(_ entry: JournalEntry) {
        guard bounds.maximumEntries > 0 else { return }
        let weight = entry.weight
        state.withLock { state in
            let place = state.next % bounds.maximumEntries
            if state.next - state.oldest == bounds.maximumEntries { removeOldest(&state) }
            state.ring[place] = entry
            state.next += 1
            state.bytes += weight
            while state.bytes > bounds.maximumBytes, state.oldest < state.next { removeOldest(&state) }
            for observer in state.observers.values { observer() }
        }
    }

    /// The number of the newest entry; 0 where there is none.
    var lastNumber: Int { state.withLock { $0.next - 1 } }

    /// Has somebody told, without waiting, that there is something new; returns what ``forget(_:)`` takes.
    func observe(_ observer: @escaping @Sendable () -> Void) -> Int {
        state.withLock { state in
            state.nextObserver += 1
            state.observers[state.nextObserver] = observer
            return state.nextObserver
        }
    }

    /// Tells an observer nothing more.
    func forget(_ observer: Int) {
        state.withLock { $0.observers[observer] = nil }
    }

    /// The entries still kept, oldest first, with their numbers, which count from 1 since the start or the last reset.
    ///
    /// - Parameter last: The number of the last entry that is left out.
    /// - Returns: The entries.
    func entries(after last: Int = 0) -> [(number: Int, entry: JournalEntry)] {
        state.withLock { state in
            (max(state.oldest, min(last + 1, state.next))..<state.next).compactMap { number in
                state.ring[number % bounds.maximumEntries].map { (number, $0) }
            }
        }
    }

    /// Forgets everything and counts from 1 again.
    func reset() {
        state.withLock { state in
            let (observers, nextObserver) = (state.observers, state.nextObserver)
            state = State(ring: Array(repeating: nil, count: bounds.maximumEntries))
            (state.observers, state.nextObserver) = (observers, nextObserver)
        }
    }

    /// Forgets an account's entries; the others keep their numbers.
    func reset(account: String) {
        state.withLock { state in
            for number in state.oldest..<state.next {
                let place = number % bounds.maximumEntries
                guard let entry = state.ring[place], entry.account == account else { continue }
                state.bytes -= entry.weight
                state.ring[place] = nil
            }
        }
    }

    private func removeOldest(_ state: inout State) {
        let place = state.oldest % bounds.maximumEntries
        if let entry = state.ring[place] { state.bytes -= entry.weight }
        state.ring[place] = nil
        state.oldest += 1
    }
}
