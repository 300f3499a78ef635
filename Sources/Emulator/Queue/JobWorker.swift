import ImageGeneration
import Scenarios
import Simulation
import Vendors

/// Does a job's work: has the vendor decide on the call as if it came now, and the images made.
///
/// It takes no time on the emulator's clock; the queue makes the caller wait for as long as a runner would have taken.
struct JobWorker: Sendable {
    let studio: Studio
    let gate: Gate
    let books: Books

    func work(on job: Job) async -> JobWork {
        let arrival = job.arrival
        switch arrival.vendor.receive(arrival.call) {
        case .answered(let answer, let failure, let findings):
            let remarks = Remarks(outcome: failure?.name, findings: findings)
            // What is refused takes a runner no time worth telling.
            let fate = JobFate.ends(after: job.fixedDuration ?? .zero)
            return JobWork(answer: answer, generation: nil, remarks: remarks, fate: fate)
        case .accepted(let generation):
            let order = Order(arrival: arrival, generation: generation)
            let production = await produce(order, of: job)
            books.enter(production.outcome, of: generation, for: arrival)
            let duration =
                (job.fixedDuration ?? .seconds(production.outcome.inferenceSeconds))
                + (arrival.disturbance?.delay ?? .zero)
            return JobWork(
                answer: arrival.vendor.answer(production.outcome, to: generation, for: arrival.call),
                generation: generation,
                remarks: Remarks(
                    outcome: production.outcome.name,
                    notes: production.notes,
                    cause: production.cause
                ),
                fate: fate(of: job, after: duration)
            )
        case .queue(let call):
            // A job that would be another job has no end of its own.
            return JobWork(answer: call.answer(nil), generation: nil, remarks: Remarks(), fate: .ends(after: .zero))
        case .statement(let wording):
            let answer = wording(books.ledger.statement(for: arrival))
            return JobWork(answer: answer, generation: nil, remarks: Remarks(), fate: .ends(after: .zero))
        case .upload(_, let wording):
            // Files are taken at once or not at all.
            let answer = wording(.refused(.unknownUpload))
            return JobWork(answer: answer, generation: nil, remarks: Remarks(), fate: .ends(after: .zero))
        }
    }

    /// Makes the images of a job, unless something else is to become of it or of its account.
    private func produce(_ order: Order, of job: Job) async -> Production {
        let disturbance = job.arrival.disturbance
        if let failure = disturbance?.failure(of: order.generation) {
            return Production(outcome: .failure(failure), cause: disturbance?.cause)
        }
        if let effect = disturbance?.queue {
            // Nobody will see that, and nobody pays for it.
            if effect.neverFinishes { return Production(outcome: .failure(.timeout)) }
            if effect.crashes > job.submission.maximumRetries {
                let note = "every runner crashed that had the job"
                return Production(outcome: .failure(.overloaded), notes: [note], cause: disturbance?.cause)
            }
        }
        if let refusal = gate.refusal(running: job.arrival) { return refusal }
        return await studio.make(order)
    }

    /// How a job goes that a runner has for so long if nothing befalls it.
    private func fate(of job: Job, after duration: Duration) -> JobFate {
        guard let effect = job.arrival.disturbance?.queue else { return .ends(after: duration) }
        if effect.neverFinishes { return .neverEnds }
        let crashes = min(effect.crashes, job.submission.maximumRetries)
        return crashes > 0 ? .crashes(crashes, of: duration) : .ends(after: duration)
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
