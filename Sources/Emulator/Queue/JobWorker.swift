import ImageGeneration
import Simulation
import Vendors

/// Does a job's work: has the vendor decide on the call as if it came now, and the images made.
///
/// It takes no time on the emulator's clock; the queue makes the caller wait for as long as a runner would have taken.
struct JobWorker: Sendable {
    let studio: Studio
    /// How long every job takes; nil for as long as its model says to have worked.
    let fixedDuration: Duration?
    let gate: Gate
    let books: Books

    init(studio: Studio, settings: EmulatorConfiguration.Queue, gate: Gate, books: Books) {
        self.studio = studio
        self.gate = gate
        self.books = books
        fixedDuration = settings.fixedDurationMilliseconds.map { .milliseconds($0) }
    }

    func work(on job: Job) async -> JobWork {
        let arrival = job.arrival
        switch arrival.vendor.receive(arrival.call) {
        case .answered(let answer, let failure, let findings):
            let remarks = Remarks(outcome: failure?.name, findings: findings)
            // What is refused takes a runner no time worth telling.
            return JobWork(answer: answer, generation: nil, remarks: remarks, duration: fixedDuration ?? .zero)
        case .accepted(let generation):
            let order = Order(arrival: arrival, generation: generation)
            let production: Production
            if let failure = arrival.disturbance?.failure(of: generation) {
                production = Production(outcome: .failure(failure))
            } else if let refusal = gate.refusal(running: arrival) {
                production = refusal
            } else {
                production = await studio.make(order)
            }
            books.enter(production.outcome, of: generation, for: arrival)
            return JobWork(
                answer: arrival.vendor.answer(production.outcome, to: generation, for: arrival.call),
                generation: generation,
                remarks: Remarks(outcome: production.outcome.name, notes: production.notes),
                duration: (fixedDuration ?? .seconds(production.outcome.inferenceSeconds))
                    + (arrival.disturbance?.delay ?? .zero)
            )
        case .queue(let call):
            // A job that would be another job has no end of its own.
            return JobWork(answer: call.answer(nil), generation: nil, remarks: Remarks(), duration: .zero)
        case .statement(let wording):
            let answer = wording(books.ledger.statement(for: arrival))
            return JobWork(answer: answer, generation: nil, remarks: Remarks(), duration: .zero)
        case .upload(_, let wording):
            // Files are taken at once or not at all.
            let answer = wording(.refused(.unknownUpload))
            return JobWork(answer: answer, generation: nil, remarks: Remarks(), duration: .zero)
        }
    }
}

extension Outcome {
    /// How long the model is said to have worked; what failed is not timed.
    fileprivate var inferenceSeconds: Double {
        switch self {
        case .images(let images): images.inferenceSeconds
        case .failure: 0
        }
    }
}
