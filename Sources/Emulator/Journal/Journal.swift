import HTTP
import Synchronization
import Vendors

/// The bounded record of calls and answers: the newest are kept.
final class Journal: Sendable {
    private struct State {
        /// A ring: the exchange with number n is at place n modulo the capacity.
        var ring: [Exchange?]
        /// The number of the oldest exchange still kept.
        var oldest = 1
        /// The number that the next exchange gets.
        var next = 1
        /// What the kept exchanges weigh together.
        var bytes = 0
    }

    private let bounds: EmulatorConfiguration.Journal
    private let state: Mutex<State>

    init(bounds: EmulatorConfiguration.Journal) {
        self.bounds = bounds
        state = Mutex(State(ring: Array(repeating: nil, count: bounds.maximumEntries)))
    }

    /// Adds an exchange.
    func record(_ exchange: Exchange) {
        guard bounds.maximumEntries > 0 else { return }
        let weight = weight(of: exchange)
        state.withLock { state in
            let place = state.next % bounds.maximumEntries
            if state.next - state.oldest == bounds.maximumEntries { removeOldest(&state) }
            state.ring[place] = exchange
            state.next += 1
            state.bytes += weight
            while state.bytes > bounds.maximumBytes, state.oldest < state.next { removeOldest(&state) }
        }
    }

    /// The exchanges still kept, oldest first, with their numbers, which count from 1 since the start or the last reset.
    func exchanges() -> [(number: Int, exchange: Exchange)] {
        state.withLock { state in
            (state.oldest..<state.next).compactMap { number in
                state.ring[number % bounds.maximumEntries].map { (number, $0) }
            }
        }
    }

    /// Forgets everything and counts from 1 again.
    func reset() {
        state.withLock { $0 = State(ring: Array(repeating: nil, count: bounds.maximumEntries)) }
    }

    private func removeOldest(_ state: inout State) {
        let place = state.oldest % bounds.maximumEntries
        if let exchange = state.ring[place] { state.bytes -= weight(of: exchange) }
        state.ring[place] = nil
        state.oldest += 1
    }

    /// What an exchange weighs, in bytes: what the client sent, what it got, and a lump for everything else.
    private func weight(of exchange: Exchange) -> Int {
        let call = exchange.call
        let head = call.fields.byteCount + call.path.utf8.count + (call.query?.utf8.count ?? 0)
        return 1_024 + head + exchange.requestBody.count + exchange.responseBody.count
    }
}
