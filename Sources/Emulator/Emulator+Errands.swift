import HTTP
import HTTPServer
import ImageGeneration
import Simulation
import Vendors

/// What requests wait for.
///
/// Nothing of it is inlined, or whoever waits in one of these functions would hold room for what the others need.
extension Emulator {
    /// What has to wait for something else than its time.
    enum Errand {
        indirect case body(HTTPRequest)
        case image(Arrival, PromisedImage?)
        case queue(Question)
        case postponed(Postponement)
        case page(@Sendable () async -> HTTPResponse)
    }

    /// What goes on after a wait.
    final class Postponement {
        let delay: Duration
        let stall: Duration
        let step: Step

        init(_ step: Step, for delay: Duration, thenStallFor stall: Duration) {
            self.step = step
            self.delay = delay
            self.stall = stall
        }
    }

    /// What a call asks of the queue.
    ///
    /// A class, so that what waits for the reply holds one reference.
    final class Question {
        let call: QueueCall
        let arrival: Arrival

        init(_ call: QueueCall, of arrival: Arrival) {
            self.call = call
            self.arrival = arrival
        }
    }

    /// Makes what was ordered, and waits as long as the configured latency demands.
    @inline(never)
    func fill(_ order: Order, in context: HTTPRequestContext) async {
        if order.production == nil { await make(order) }
        var isAwaited = await pause(for: delay(of: order))
        if isAwaited { isAwaited = await stall(for: order.arrival.stall, in: context) }
        if !isAwaited { order.production?.notes.append("the client went away before the answer") }
    }

    /// Makes what was ordered.
    @inline(never)
    private func make(_ order: Order) async {
        order.production = await studio.make(order)
    }

    /// Answers what has to wait for something else than its time.
    @inline(never)
    func run(_ errand: Errand, in context: HTTPRequestContext) async -> HTTPResponse {
        switch errand {
        case .body(let request): return await take(step(onceBodyOf: request, in: context), in: context)
        case .image(let arrival, let promise): return await deliver(promise, to: arrival)
        case .queue(let question): return await ask(question, in: context)
        case .postponed(let postponement): return await resume(postponement, in: context)
        case .page(let answer): return await answer()
        }
    }

    /// Takes a step that follows from another.
    @inline(never)
    private func take(_ step: Step, in context: HTTPRequestContext) async -> HTTPResponse {
        switch step {
        case .answer(let response):
            return response
        case .generation(let order):
            await fill(order, in: context)
            return finish(order)
        case .errand(let errand):
            return await run(errand, in: context)
        }
    }

    /// What a request comes to, once its body has come.
    @inline(never)
    private func step(onceBodyOf request: HTTPRequest, in context: HTTPRequestContext) async -> Step {
        do throws(HTTPBodyError) {
            return step(for: request.head, body: .bytes(try await request.body.collect()), in: context)
        } catch {
            switch error {
            case .tooLarge(let limit): return step(for: request.head, body: .tooLarge(limit: limit), in: context)
            case .overloaded: return .answer(answerForWantOfRoom(to: request.head, in: context))
            default: return .answer(brokenBodyAnswer(error))
            }
        }
    }

    /// Goes on with what a disturbance has wait; a client that went away meanwhile is answered all the same.
    @inline(never)
    private func resume(_ postponement: Postponement, in context: HTTPRequestContext) async -> HTTPResponse {
        if await pause(for: postponement.delay) { _ = await stall(for: postponement.stall, in: context) }
        return await take(postponement.step, in: context)
    }

    /// Asks the queue of the caller's account.
    @inline(never)
    private func ask(_ question: Question, in context: HTTPRequestContext) async -> HTTPResponse {
        let reply = await queue.reply(to: question.call, of: question.arrival, in: context)
        let response = conclude(reply.arrival ?? question.arrival, with: reply.response, remarks: reply.remarks)
        // The arrival of the reply has the disturbance of a submission; that of another call was waited for.
        if let arrival = reply.arrival { _ = await stall(for: arrival.stall, in: context) }
        return response
    }
}
