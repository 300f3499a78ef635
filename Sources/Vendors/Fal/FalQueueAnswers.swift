import HTTP
import ImageGeneration
import JSON
import Simulation

extension Fal {
    /// How a job stands, with the keys in the order in which they were recorded.
    ///
    /// The links have no sub-path whatever the caller's path has (recorded).
    ///
    /// - Parameters:
    ///   - job: The job.
    ///   - state: How the job is said to stand.
    ///   - hasLogs: Whether what the runner printed is to be told.
    ///   - call: The call that asks, back to which the links lead.
    /// - Returns: A status.
    func status(of job: QueuedJob, as state: JobState, hasLogs: Bool, for call: Call) -> JSONObject {
        let place = "/\(Self.app)/requests/\(job.id)"
        let link = { (suffix: String) in JSONValue.string(call.links.url(role: Self.queue, path: place + suffix)) }
        var status: JSONObject = [
            "status": .string(state.falName),
            "request_id": .string(job.id),
            "response_url": link(""),
            "status_url": link("/status"),
            "cancel_url": link("/cancel"),
            "logs": .null,
            "metrics": .object([:]),
        ]
        switch state {
        case .waiting(let ahead):
            status["queue_position"] = .integer(ahead)
        case .running:
            if hasLogs { status["logs"] = logs(of: job) }
        case .finished(let ending, let run, let end):
            if hasLogs { status["logs"] = logs(of: job) }
            if let run {
                let seconds = Double(end.nanoseconds - run.start.nanoseconds) / 1e9
                status["metrics"] = .object(["inference_time": .double(seconds)])
            }
            // There is no state for what did not end well (documented); a model's own refusal does not show (recorded).
            if let fault = QueueFault(ending) {
                status["error"] = .string(fault.text)
                status["error_type"] = .string(fault.type)
            }
        }
        return status
    }

    /// What came of a job: the model's own status, body, and fields (recorded).
    func result(of job: QueuedJob, for call: Call) -> Answer {
        guard case .finished(let ending, _, _) = job.state else {
            // Recorded.
            return queueAnswer(400, ["detail": .string("Request is still in progress")], requestID: job.id, for: call)
        }
        if let fault = QueueFault(ending) {
            let body: JSONObject = ["detail": .string(fault.text), "error_type": .string(fault.type)]
            var answer = queueAnswer(fault.status, body, requestID: job.id, for: call)
            answer.fields.append("x-fal-error-type", fault.type)
            if fault.isTimeout { answer.fields.append("x-fal-request-timeout-type", "user") }
            return answer
        }
        guard let kept = job.answer else {
            return queueAnswer(500, ["detail": .string("Internal Server Error")], requestID: job.id, for: call)
        }
        var answer = Answer(status: kept.status, fields: queueFields(for: call, requestID: job.id), body: kept.body)
        for field in kept.fields where Self.fieldsOfResults.contains(field.name) {
            answer.fields.append(field.name, field.value)
        }
        return answer
    }

    private static let fieldsOfResults: Set<String> = [
        "allow", "cache-control", "content-type", "location", "x-fal-billable-units", "x-fal-error-type",
        "x-fal-needs-retry", "x-fal-served-from",
    ]

    /// An answer of the queue's own.
    func queueAnswer(_ status: HTTPStatus, _ body: JSONObject, requestID: String?, for call: Call) -> Answer {
        var answer = Answer(status: status, fields: queueFields(for: call, requestID: requestID))
        answer.setJSON(body)
        return answer
    }

    /// The fields of the queue's answers (recorded); where there is no request id the answer is about a job and not the
    /// submission or its result (recorded).
    func queueFields(for call: Call, requestID: String?) -> HTTPFields {
        var fields: HTTPFields = [
            "strict-transport-security": "max-age=31536000; includeSubDomains",
            "x-robots-tag": "noindex",
            "access-control-allow-credentials": "true",
            "vary": "origin, access-control-request-method, access-control-request-headers",
        ]
        if let requestID { fields.append("x-fal-request-id", requestID) }
        if let origin = call.fields["origin"] { fields.append("access-control-allow-origin", origin) }
        return fields
    }
}

/// Why a job ended without an answer of the model (documented: types and statuses, and the sentence of the time-out; the
/// other sentence is inferred).
private struct QueueFault {
    let status: HTTPStatus
    let type: String
    let text: String
    let isTimeout: Bool

    /// Nil where the model has answered.
    init?(_ ending: JobEnding) {
        switch ending {
        case .completed: return nil
        case .cancelled:
            (status, type, text, isTimeout) = (499, "client_cancelled", "Request was cancelled by the client", false)
        case .startTimedOut:
            (status, type, text, isTimeout) = (504, "request_timeout", "Request timed out", true)
        }
    }
}

extension JobState {
    /// fal's name for the state.
    fileprivate var falName: String {
        switch self {
        case .waiting: "IN_QUEUE"
        case .running: "IN_PROGRESS"
        case .finished: "COMPLETED"
        }
    }
}
