import Contracts
import HTTP
import ImageGeneration
import JSON
import Simulation

extension Fal {
    /// A call to the queue's host.
    ///
    /// The queue looks at the app and the key alone: whether the input is valid is found out by the model, and told with
    /// the result (recorded).
    func receiveQueue(_ call: Call) -> Reception {
        if let preflight = FalPreflight.answer(to: call) { return .answered(preflight) }
        guard case .bytes = call.body else { return .answered(tooLarge(call), failure: .invalidInput) }
        if let refusal = gatewayRefusal(call) { return refuse(refusal, call) }
        let path = FalQueuePath(call.path)
        guard call.method == path.place.method else {
            let fields: HTTPFields = ["allow": path.place.method.rawValue]
            let refusal = FalRefusal(.detail("Method Not Allowed"), status: 405, failure: .invalidInput, fields: fields)
            return refuse(refusal, call)
        }
        if case .submission(let inApp) = path.place {
            guard path.app == Self.app else { return refuse(unknownApp(FalPath(call.path)), call) }
            if let refusal = webhookRefusal(call) { return refuse(refusal, call) }
            return .queue(submission(of: call, inApp: inApp))
        }
        guard path.app == Self.app, let inquiry = inquiry(call, about: path.place) else {
            return .answered(noSuchRequest(call), failure: .unknownModel)
        }
        return .queue(inquiry)
    }

    private func submission(of call: Call, inApp: String) -> QueueCall {
        let run = Call(
            role: Self.run,
            method: call.method,
            path: "/\(Self.app)\(inApp)",
            query: call.query,
            fields: call.fields,
            body: call.body,
            time: call.time,
            draw: call.draw,
            links: call.links
        )
        let submission = JobSubmission(
            call: run,
            model: model(at: run.path)?.contract.model,
            startTimeout: startTimeout(call.fields),
            maximumWaiting: call.parameter("fal_max_queue_length").flatMap { Int($0) },
            // Documented: ten times, and these words to have none.
            maximumRetries: ["1", "true", "yes"].contains(call.fields["x-fal-no-retry"]?.lowercased() ?? "") ? 0 : 10,
            // Documented, with these two values; that others are passed over is inferred.
            priority: call.fields["x-fal-queue-priority"] == "low" ? .low : .normal,
            webhook: webhook(of: call)
        )
        return QueueCall(.submit(submission)) { job in
            // Documented: 429; the sentence is inferred.
            guard let job else {
                return self.queueAnswer(
                    429,
                    ["detail": .string("Maximum queue length exceeded")],
                    requestID: nil,
                    for: call
                )
            }
            // Whatever has become of the job by now, the queue has only just taken it in (recorded).
            let ahead = if case .waiting(let ahead) = job.state { ahead } else { 0 }
            let body = self.status(of: job, as: .waiting(ahead: ahead), hasLogs: false, for: call)
            return self.queueAnswer(200, body, requestID: job.id, for: call)
        }
    }

    private func inquiry(_ call: Call, about place: FalQueuePath.Place) -> QueueCall? {
        let hasLogs = ["1", "true"].contains(call.parameter("logs")?.lowercased() ?? "")
        return switch place {
        case .submission, .nowhere: nil
        case .status(let id):
            QueueCall(.status(of: id)) { job in
                guard let job else { return self.noSuchRequest(call) }
                let body = self.status(of: job, as: job.state, hasLogs: hasLogs, for: call)
                return self.queueAnswer(job.isFinished ? 200 : 202, body, requestID: nil, for: call)
            }
        case .stream(let id):
            QueueCall(.watch(id)) { job in
                guard let job else { return self.noSuchRequest(call) }
                let data = self.status(of: job, as: job.state, hasLogs: hasLogs, for: call)
                var answer = Answer(status: 200, fields: self.queueFields(for: call, requestID: nil))
                answer.setEventStream(data)
                return answer
            }
        case .result(let id):
            QueueCall(.result(of: id)) { job in
                job.map { self.result(of: $0, for: call) } ?? self.noSuchRequest(call)
            }
        case .cancellation(let id):
            QueueCall(.cancel(id)) { job in
                guard let job else { return self.noSuchRequest(call) }
                return job.isFinished
                    ? self.queueAnswer(400, ["status": .string("ALREADY_COMPLETED")], requestID: nil, for: call)
                    : self.queueAnswer(202, ["status": .string("CANCELLATION_REQUESTED")], requestID: nil, for: call)
            }
        }
    }

    /// How long a job may wait for a runner, in seconds: more than a tenth (documented).
    ///
    /// The newer field goes before the older one (source); that other values are passed over is inferred.
    private func startTimeout(_ fields: HTTPFields) -> Duration? {
        let texts = [fields["x-fal-request-start-timeout"], fields["x-fal-request-timeout"]]
        guard let seconds = texts.compactMap({ $0 }).first.flatMap(Double.init), seconds > 0.1, seconds < 1e9 else {
            return nil
        }
        return .nanoseconds(Int64(seconds * 1e9))
    }

    /// Recorded for an id that the queue does not know; that another account's is none, and that other paths behind
    /// `/requests` read the same, is inferred.
    private func noSuchRequest(_ call: Call) -> Answer {
        queueAnswer(404, ["status": .string("NOT_FOUND")], requestID: nil, for: call)
    }
}

extension FalQueuePath.Place {
    /// The method that it takes.
    fileprivate var method: HTTPMethod {
        switch self {
        case .submission: .post
        case .cancellation: .put
        case .result, .status, .stream, .nowhere: .get
        }
    }
}

extension QueuedJob {
    /// Whether the job is over, well or not.
    var isFinished: Bool {
        if case .finished = state { true } else { false }
    }
}
