import Certificates
import Simulation
import Vendors

/// Tells callers of the ends of their jobs: plays the queues of those who want to be told, and delivers the messages.
struct Webhooks: Sendable {
    let dispatcher: WebhookDispatcher
    private let watch: QueueWatch
    private let jobs: JobTable

    /// Begins to observe jobs.
    init(jobs: JobTable, clock: Clock, dispatcher: WebhookDispatcher) {
        self.dispatcher = dispatcher
        self.jobs = jobs
        let watch = QueueWatch(jobs: jobs, clock: clock)
        self.watch = watch
        jobs.observe { [weak watch] event in
            switch event {
            // Where time leaps, the next event of a queue is something to leap to.
            case .submitted(let job): if job.submission.webhook != nil || clock.leaps { watch?.begin(job.queue) }
            case .disturbed(let queue): watch?.lookAgain(at: queue)
            case .over(let sight): WebhookDelivery(about: sight).map(dispatcher.deliver)
            }
        }
    }

    /// Has every queue played from now on whenever something happens in it.
    @Sendable func watchEveryQueue() {
        for queue in jobs.queueNames { watch.begin(queue) }
    }

    /// Forgets everything, and ends what waits or is being done.
    func reset() {
        watch.stop()
        dispatcher.reset()
    }
}

extension SigningKey {
    /// The key of a server: it follows from the seed, so that two runs sign alike.
    convenience init?(serverSeed: UInt64) {
        let draw = Draw(serverSeed: serverSeed).branch("webhook key")
        self.init(
            seed: (0..<4).flatMap { part in
                withUnsafeBytes(of: draw.bits("seed", part).bigEndian) { Array($0) }
            }
        )
    }
}
