import HTTP
import HTTPServer
import ImageGeneration
import Simulation
import Vendors

/// Answers what calls ask of a queue.
struct QueueDesk: Sendable {
    let jobs: JobTable
    let weather: Weather
    let gate: Gate
    let clock: Clock
    let streams: EventStreams

    /// An answer, and what there is to say of it.
    struct Reply: Sendable {
        var response: HTTPResponse
        var remarks = Remarks()
        /// The call, if it is disturbed.
        var arrival: Arrival?
    }

    func reply(to call: QueueCall, of arrival: Arrival, in context: HTTPRequestContext) async -> Reply {
        switch call.request {
        case .submit(let submission): return await submit(submission, by: call, of: arrival)
        case .status(let id):
            return reply(to: call, await look(at: id, for: arrival))
        case .result(let id):
            let sight = await look(at: id, for: arrival)
            var reply = reply(to: call, sight)
            if case .finished(.completed, _, _) = sight?.state { reply.remarks = sight?.work?.remarks ?? Remarks() }
            return reply
        case .cancel(let id):
            guard let queue = jobs.queue(of: id, for: arrival) else { return reply(to: call, nil) }
            return reply(to: call, await jobs.cancel(id, in: queue))
        case .watch(let id):
            let sight = await look(at: id, for: arrival)
            var reply = reply(to: call, sight)
            guard let sight, case .bytes(let first) = reply.response.body else { return reply }
            let stream = JobStream(jobs: jobs, call: call, clock: clock, streams: streams, context: context)
            reply.response.body = .stream(contentLength: nil) { writer in
                try await stream.write(from: sight, saying: first, to: writer)
            }
            return reply
        }
    }

    /// Looks at a job of the account that makes a call; nil where the account has no such job.
    private func look(at id: String, for arrival: Arrival) async -> JobTable.Sight? {
        guard let queue = jobs.queue(of: id, for: arrival) else { return nil }
        return await jobs.look(at: id, in: queue)
    }

    /// Takes a job in, with what is to happen to it decided already: so decisions are in the order of submission.
    private func submit(_ submission: JobSubmission, by call: QueueCall, of arrival: Arrival) async -> Reply {
        var generation: Generation?
        if case .accepted(let valid) = arrival.vendor.receive(submission.call) { generation = valid }
        let verdict = weather.verdict(on: arrival, queueing: generation)
        if let complaint = verdict.complaint { return Reply(response: unknownWishAnswer(complaint)) }
        var arrival = arrival
        if let disturbance = verdict.disturbance {
            arrival = Arrival(arrival, disturbedBy: disturbance)
            if let failure = disturbance.failure, failure.comesBeforeQueue {
                let answer = arrival.vendor.answer(failure, to: generation, for: arrival.call)
                return Reply(
                    response: HTTPResponse(answer),
                    remarks: Remarks(outcome: failure.name, generation: generation, cause: disturbance.cause),
                    arrival: arrival
                )
            }
        }
        if let refusal = gate.refusal(queueing: generation, by: arrival), case .failure(let failure) = refusal.outcome {
            let answer = arrival.vendor.answer(failure, to: generation, for: arrival.call)
            let remarks = Remarks(outcome: failure.name, notes: refusal.notes, cause: refusal.cause)
            return Reply(response: HTTPResponse(answer), remarks: remarks, arrival: arrival)
        }
        let sight = await jobs.submit(submission, of: arrival)
        var reply = reply(
            to: call,
            sight,
            refusal: Remarks(
                outcome: ProviderFailure.rateLimited(retryAfterSeconds: nil).name,
                notes: ["more jobs than the call allows are waiting already"]
            )
        )
        reply.remarks.nearestMiss = verdict.nearestMiss
        reply.remarks.generation = generation
        reply.arrival = arrival
        return reply
    }

    private func reply(
        to call: QueueCall,
        _ sight: JobTable.Sight?,
        refusal: Remarks = Remarks(
            outcome: ProviderFailure.unknownModel.name,
            notes: ["the account has no such job, or it is forgotten"]
        )
    ) -> Reply {
        let response = HTTPResponse(call.answer(sight.map(QueuedJob.init)))
        return Reply(response: response, remarks: sight == nil ? refusal : Remarks())
    }
}

extension QueuedJob {
    /// A job as the vendor sees it.
    init(_ sight: JobTable.Sight) {
        self.init(
            id: sight.job.id,
            state: sight.state,
            answer: sight.work?.answer,
            generation: sight.work?.generation,
            time: sight.time
        )
    }
}
