import Certificates
import Locks
import Simulation
import Vendors

/// Delivers messages to webhooks, a few at a time, and keeps the log of it: the oldest deliveries are forgotten first,
/// and those that wait for another attempt then get none.
final class WebhookDispatcher: Sendable {
    /// How many attempts are made at a time.
    private static let maximumSending = 8

    private struct Due {
        let time: Timestamp
        let requestID: String
    }

    private struct Attempt {
        let number: Int
        let task: Task<Void, Never>
    }

    private struct State {
        var deliveries: BoundedTable<String, WebhookDelivery>
        /// What waits, the next one last; some of it may have been forgotten meanwhile, or be due at another time.
        var due: [Due] = []
        /// The attempts that are being made, by request id.
        var sending: [String: Attempt] = [:]
        /// Who waits for the next one.
        var alarm: (time: Timestamp, task: Task<Void, Never>)?
        /// How many attempts were begun: one that was forgotten meanwhile is told from a later one by its number.
        var attemptCount = 0
    }

    private let schedule: WebhookSchedule
    private let post: WebhookPost
    private let key: SigningKey?
    private let clock: Clock
    private let reportRefusal: @Sendable (_ url: String, _ reason: String, _ time: Timestamp) -> Void
    private let state: Lock<State>

    /// Makes a dispatcher with an empty log.
    ///
    /// - Parameters:
    ///   - settings: How often is tried, for how long, and how much is remembered.
    ///   - egress: Who may be contacted beside receivers near by.
    ///   - ownListeners: Who may not: the server itself.
    ///   - key: What the messages are signed with.
    ///   - clock: What attempts are dated by, and what they wait for.
    ///   - reportRefusal: Is told of every receiver that may not be contacted.
    init(
        settings: EmulatorConfiguration.Webhooks,
        egress: EgressPolicy,
        ownListeners: OwnListeners,
        key: SigningKey?,
        clock: Clock,
        reportRefusal: @escaping @Sendable (_ url: String, _ reason: String, _ time: Timestamp) -> Void
    ) {
        schedule = WebhookSchedule(maximumAttempts: settings.maximumAttempts)
        post = WebhookPost(
            egress: egress,
            ownListeners: ownListeners,
            timeout: .milliseconds(settings.timeoutMilliseconds)
        )
        self.key = key
        self.clock = clock
        self.reportRefusal = reportRefusal
        let deliveries = BoundedTable<String, WebhookDelivery>(
            maximumCount: settings.maximumDeliveries,
            maximumWeight: settings.maximumBytes
        )
        state = Lock(State(deliveries: deliveries))
    }

    /// The deliveries still remembered, oldest first.
    var deliveries: [WebhookDelivery] { state.withLock { $0.deliveries.values } }

    /// Delivers a message, now or as soon as there is room.
    func deliver(_ delivery: WebhookDelivery) {
        state.withLock { state in
            state.deliveries.insert(delivery, for: delivery.requestID, weight: delivery.weight)
            enqueue(delivery, in: &state)
            proceed(&state)
        }
    }

    /// Makes another attempt at once, whatever came of the earlier ones; nil where no such delivery is remembered.
    func redeliver(_ requestID: String) -> WebhookDelivery? {
        state.withLock { state in
            guard var delivery = state.deliveries.value(for: requestID) else { return nil }
            if delivery.state == .sending {
                delivery.isWantedAgain = true
            } else {
                delivery.state = .pending(clock.now)
                enqueue(delivery, in: &state)
            }
            state.deliveries.insert(delivery, for: requestID, weight: delivery.weight)
            proceed(&state)
            return state.deliveries.value(for: requestID)
        }
    }

    /// Forgets every delivery, and ends what is being done for them.
    func reset() {
        state.withLock { state in
            for attempt in state.sending.values { attempt.task.cancel() }
            state.alarm?.task.cancel()
            var deliveries = state.deliveries
            deliveries.removeAll()
            state = State(deliveries: deliveries, attemptCount: state.attemptCount)
        }
    }

    /// Forgets every delivery of an account, and ends what is being done for it.
    func reset(account: String) {
        state.withLock { state in
            let forgotten = Set(state.deliveries.removeAll { $1.account == account })
            for id in forgotten { state.sending.removeValue(forKey: id)?.task.cancel() }
            state.due.removeAll { forgotten.contains($0.requestID) }
            proceed(&state)
        }
    }

    private func enqueue(_ delivery: WebhookDelivery, in state: inout State) {
        guard case .pending(let time) = delivery.state else { return }
        // Behind all that is due no later, so that what came first goes first.
        var (low, high) = (0, state.due.count)
        while low < high {
            let middle = (low + high) / 2
            if state.due[middle].time <= time { high = middle } else { low = middle + 1 }
        }
        state.due.insert(Due(time: time, requestID: delivery.requestID), at: low)
    }

    /// Begins every attempt that is due and has room, and has the clock tell when the next one is.
    private func proceed(_ state: inout State) {
        let now = clock.now
        while state.sending.count < Self.maximumSending, let due = state.due.last, due.time <= now {
            state.due.removeLast()
            guard var delivery = state.deliveries.value(for: due.requestID), delivery.state == .pending(due.time) else {
                continue
            }
            delivery.state = .sending
            state.deliveries.insert(delivery, for: due.requestID, weight: delivery.weight)
            state.attemptCount += 1
            let number = state.attemptCount
            clock.beginWork()
            let task = Task(name: "webhook") { [delivery] in
                await send(delivery, at: now, number)
                // Its receiver may be a caller, who goes on now.
                clock.endWork(isContact: true)
            }
            state.sending[due.requestID] = Attempt(number: number, task: task)
        }
        let next = state.sending.count < Self.maximumSending ? state.due.last?.time : nil
        guard next != state.alarm?.time else { return }
        state.alarm?.task.cancel()
        state.alarm = next.map { time in
            clock.beginWork()
            let task = Task(name: "webhook alarm") {
                await wake(at: time)
                clock.endWork()
            }
            return (time, task)
        }
    }

    private func wake(at time: Timestamp) async {
        do {
            try await clock.sleep(until: time)
        } catch {
            return
        }
        state.withLock { state in
            if state.alarm?.time == time { state.alarm = nil }
            proceed(&state)
        }
    }

    private func send(_ delivery: WebhookDelivery, at time: Timestamp, _ number: Int) async {
        let fields = delivery.webhook.fields(
            WebhookAttempt(requestID: delivery.requestID, time: time, digest: sha256(delivery.body)) { [key] message in
                key?.signature(of: message) ?? []
            }
        )
        let outcome = await post.send(delivery.body, with: fields, to: delivery.webhook.url)
        if case .refused(let reason) = outcome, !Task.isCancelled {
            reportRefusal(delivery.webhook.url, reason, time)
        }
        state.withLock { state in
            guard state.sending[delivery.requestID]?.number == number else { return }
            state.sending[delivery.requestID] = nil
            if var delivery = state.deliveries.value(for: delivery.requestID) {
                let attempt = WebhookDelivery.Attempt(
                    number: delivery.nextNumber,
                    time: time,
                    fields: fields,
                    outcome: outcome
                )
                delivery.note(attempt, at: clock.now, schedule)
                state.deliveries.insert(delivery, for: delivery.requestID, weight: delivery.weight)
                enqueue(delivery, in: &state)
            }
            proceed(&state)
        }
    }
}
