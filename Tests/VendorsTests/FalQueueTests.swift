import HTTP
import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing

@testable import Vendors

/// One exchange from `fixtures/fal/queue-cases.json`, which says what its members mean.
struct FalQueueExchange: Sendable, CustomTestStringConvertible {
    let exchange: FalExchange

    static let all = Fixture.cases("fal/queue-cases.json").map {
        FalQueueExchange(exchange: FalExchange(json: $0.object))
    }

    var testDescription: String { exchange.testDescription }
    var asks: String? { exchange.json["asks"]?.text }

    var call: Call {
        let json = exchange.json
        let usual: HTTPFields = ["authorization": "Key id:secret", "content-type": "application/json"]
        return Fal.call(
            HTTPMethod(rawValue: json.value("method").text),
            host: "queue.fal.run",
            path: json.value("path").text,
            query: json["query"]?.text,
            fields: json["fields"].map { exchange.fields($0.object) } ?? usual,
            body: Array((json["send"]?.text ?? #"{"prompt":"a cat"}"#).utf8)
        )
    }

    /// The job that the call asks about.
    var job: QueuedJob? {
        guard let name = exchange.json["job"]?.text else { return nil }
        let run = JobRun(start: second(10), end: second(14))
        let isRefused = name == "refused"
        let state: JobState =
            switch name {
            case "running": .running(run)
            case "completed", "refused": .finished(.completed, run: run, at: run.end)
            case "cancelled": .finished(.cancelled, run: nil, at: second(12))
            case "cancelled while running": .finished(.cancelled, run: run, at: second(11.5))
            case "timed out": .finished(.startTimedOut, run: nil, at: second(12))
            default: .waiting(ahead: name.split(separator: " ").last.flatMap { Int($0) } ?? 0)
            }
        return QueuedJob(
            id: "0199",
            state: state,
            answer: isRefused ? refusal : success,
            generation: isRefused ? nil : Generation(model: "fal-ai/flux/srpo", prompt: "a cat"),
            time: second(12.5)
        )
    }

    private let success = Answer(
        status: 200,
        fields: [
            "x-fal-billable-units": "1", "x-fal-served-from": "runner", "x-fal-request-id": "the call's",
            "content-type": "application/json", "x-of-the-model": "1",
        ],
        body: Array(#"{"images":[]}"#.utf8)
    )
    private let refusal = Answer(
        status: 422,
        fields: ["x-fal-billable-units": "0", "x-fal-needs-retry": "false", "content-type": "application/json"],
        body: Array(#"{"detail":[]}"#.utf8)
    )

    private func second(_ second: Double) -> Timestamp {
        Timestamp(nanoseconds: 1_767_225_600_000_000_000 + Int64(second * 1e9))
    }
}

@Suite struct `fal's queue` {
    @Test(arguments: FalQueueExchange.all)
    func `answers what a call asks of it`(_ exchange: FalQueueExchange) throws {
        let call = exchange.call
        switch Fal(settings: VendorSettings()).receive(call) {
        case .queue(let queueCall):
            #expect(words(for: queueCall.request) == exchange.asks)
            exchange.exchange.check(queueCall.answer(exchange.job))
        case .answered(let answer, let failure, _):
            #expect(exchange.asks == nil)
            #expect(failure?.name == exchange.exchange.json["failure"]?.text)
            exchange.exchange.check(answer)
        case .accepted, .upload, .statement:
            Issue.record("nothing for the queue")
        }
    }

    @Test func `every exchange says how it is known`() {
        for exchange in FalQueueExchange.all {
            #expect(kindsOfSource.contains(exchange.exchange.json.value("known").text), "\(exchange.testDescription)")
        }
    }

    @Test func `hands the model the call as it came, whatever it is worth`() throws {
        let call = Fal.call(host: "queue.fal.run", query: "a=b", body: Array("{".utf8))
        guard case .queue(let queueCall) = Fal(settings: VendorSettings()).receive(call),
            case .submit(let submission) = queueCall.request
        else {
            Issue.record("not submitted")
            return
        }
        #expect(submission.call.role == Fal.run)
        #expect(submission.call.body == call.body)
        #expect(submission.call.fields == call.fields)
        let (answer, failure) = try answered(Fal(settings: VendorSettings()).receive(submission.call))
        #expect(answer.status == 422)
        #expect(failure == .invalidInput)
    }

    @Test func `refuses a body over the limit, which nobody could keep`() throws {
        let call = Fal.call(host: "queue.fal.run", path: "/fal-ai/flux/srpo", fields: [:], body: .tooLarge(limit: 1))
        #expect(try answered(Fal(settings: VendorSettings()).receive(call)).answer.status == 413)
    }

    @Test func `prints no line twice for a model with fewer steps than quarters`() throws {
        let job = QueuedJob(
            id: "0199",
            state: .running(JobRun(start: Timestamp(nanoseconds: 0), end: Timestamp(nanoseconds: 10))),
            answer: nil,
            generation: Generation(model: "", prompt: "", inferenceSteps: 1),
            time: Timestamp(nanoseconds: 10)
        )
        let messages = Fal(settings: VendorSettings()).logs(of: job).elements.map { $0["message"]?.text }
        #expect(messages == ["0%|          | 0/1", "100%|██████████| 1/1"])
    }

    private func words(for request: QueueCall.Request) -> String {
        switch request {
        case .status(let id): "status \(id)"
        case .watch(let id): "watch \(id)"
        case .result(let id): "result \(id)"
        case .cancel(let id): "cancel \(id)"
        case .submit(let submission):
            "submit \(submission.call.path)"
                + (submission.webhook.map { ", webhook \($0.url)" } ?? "")
                + (submission.maximumWaiting.map { ", at most \($0) waiting" } ?? "")
                + (submission.startTimeout.map { ", starting within \($0)" } ?? "")
                + (submission.priority == .low ? ", of low priority" : "")
        }
    }
}
