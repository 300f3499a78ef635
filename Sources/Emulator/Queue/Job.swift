import HTTP
import ImageGeneration
import Simulation
import Synchronization
import Vendors

/// A call that was put into a queue, and the work on it once a runner has it.
final class Job: Sendable {
    /// The request id by which the caller knows the job.
    let id: String
    /// The call as the model gets it.
    let arrival: Arrival
    let submission: JobSubmission
    private let work = Mutex<Task<JobWork, Never>?>(nil)

    /// Makes a job of a call that submits it, whose disturbance is the job's.
    init(_ submission: JobSubmission, of arrival: Arrival) {
        self.submission = submission
        let call = submission.call
        self.arrival = Arrival(arrival, call: call, disturbedBy: arrival.disturbance)
        id = arrival.vendor.requestID(draw: call.draw, time: call.time)
    }

    /// The queue that the job is in: each account has one with each vendor.
    var queue: QueueName { QueueName(arrival) }

    /// The work on the job, begun now if it has not been.
    func work(by worker: JobWorker) -> Task<JobWork, Never> {
        work.withLock { work in
            if let work { return work }
            let task = Task(name: "job") { await worker.work(on: self) }
            work = task
            return task
        }
    }

    /// What the request weighs, in bytes.
    var weight: Int {
        let call = submission.call
        let body = if case .bytes(let bytes) = call.body { bytes.count } else { 0 }
        return 2_048 + call.fields.byteCount + (call.query?.utf8.count ?? 0) + body
    }
}

/// Whose queue it is.
struct QueueName: Hashable, Sendable {
    let vendor: String
    let account: String

    /// The queue of the account that made a call.
    init(_ arrival: Arrival) {
        vendor = type(of: arrival.vendor).name
        account = arrival.account ?? ""
    }
}

/// What came of a job.
struct JobWork: Sendable {
    /// The vendor's own answer to the call.
    let answer: Answer
    /// What was generated; nil where the call was refused.
    let generation: Generation?
    let remarks: Remarks
    /// How long a runner has the job, or what else becomes of it.
    let fate: JobFate
}
