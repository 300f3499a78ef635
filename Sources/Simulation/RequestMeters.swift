/// Counts requests by the minute and at a time, apart for each scope: whatever they are to be counted by.
package struct RequestMeters<Scope: Hashable & Sendable>: Sendable {
    /// How many requests there may be, counted together with whose.
    package struct Limit: Sendable {
        package let count: Int
        package let scope: Scope

        package init(_ count: Int, of scope: Scope) {
            self.count = count
            self.scope = scope
        }
    }

    /// Why a request is not let through.
    package enum Refusal: Sendable, Hashable {
        /// As many requests as may be are being answered.
        case atOnce
        /// As many requests as may be came in the window that ends then.
        case perMinute(until: Timestamp)
    }

    private var windows: BoundedTable<Scope, RequestWindow>
    private var running: [Scope: Int] = [:]

    /// Makes meters that stand at nothing.
    ///
    /// - Parameter maximumCount: How many scopes' windows are remembered before the oldest begins anew.
    package init(maximumCount: Int) {
        windows = BoundedTable(maximumCount: maximumCount)
    }

    /// Lets a request through, or says why not; only one that is let through is counted.
    ///
    /// - Parameters:
    ///   - time: The moment.
    ///   - perMinute: How many requests a window may have; nil for any number.
    ///   - atOnce: How many requests may be answered at a time; nil for any number. One that is let through lasts until
    ///     ``end(_:)``.
    /// - Returns: Nil for a request that is let through.
    package mutating func begin(at time: Timestamp, perMinute: Limit?, atOnce: Limit?) -> Refusal? {
        if let atOnce, running[atOnce.scope, default: 0] >= atOnce.count { return .atOnce }
        if let perMinute {
            var refusal: Refusal?
            windows.modify(perMinute.scope, default: RequestWindow()) { window in
                refusal = window.admit(at: time, limit: perMinute.count).map { .perMinute(until: $0) }
            }
            if let refusal { return refusal }
        }
        if let atOnce { running[atOnce.scope, default: 0] += 1 }
        return nil
    }

    /// Notes that a request is answered that was let through under a limit at a time.
    package mutating func end(_ scope: Scope) {
        guard let count = running[scope] else { return }
        running[scope] = count > 1 ? count - 1 : nil
    }

    /// Begins every window anew; what is being answered still is.
    package mutating func resetWindows() {
        windows.removeAll()
    }

    /// Begins the windows of some scopes anew; what is being answered still is.
    package mutating func resetWindows(where isMeant: (Scope) -> Bool) {
        windows.removeAll { scope, _ in isMeant(scope) }
    }
}
