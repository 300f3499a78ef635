import HTTP
import HTTPServer
import ImageGeneration
import Simulation
import Vendors

/// The way of a request through the emulator.
extension Emulator {
    /// What a request comes to, decided at once; only what has to wait goes on from here asynchronously.
    enum Step {
        case answer(HTTPResponse)
        case generation(Order)
        case errand(Errand)
    }

    /// Answers one request, at once unless something has to be waited for.
    ///
    /// Ten thousand requests may wait at a time, and what is alive across an `await` is memory that each of them holds, a
    /// result that is awaited included: hence everything between the waits is done in functions that do not wait, and
    /// handed on by reference.
    func reply(to request: HTTPRequest, in context: HTTPRequestContext) -> sending HTTPReply {
        clock.beginWork()
        switch step(for: request, in: context) {
        case .answer(let response):
            clock.endWork()
            return .now(response)
        case .generation(let order):
            return .later {
                await self.fill(order, in: context)
                defer { self.clock.endWork() }
                return self.finish(order)
            }
        case .errand(let errand):
            return .later {
                defer { self.clock.endWork() }
                return await self.run(errand, in: context)
            }
        }
    }

    /// What a request comes to.
    private func step(for request: HTTPRequest, in context: HTTPRequestContext) -> Step {
        if let body = request.body.whole { return step(for: request.head, body: .bytes(body), in: context) }
        if request.head.expectsContinue, isDecided(byHeadAlone: request.head, in: context) {
            return step(for: request.head, body: .bytes([]), in: context)
        }
        return .errand(.body(request))
    }

    /// Whom a request is for.
    @inline(__always)
    func destination(of head: HTTPRequestHead, in context: HTTPRequestContext) -> Router.Destination {
        router.destination(
            path: head.target.rawPath,
            authority: head.authority ?? "127.0.0.1:\(context.localPort)",
            listener: context.label.flatMap(router.entry(named:)),
            scheme: scheme(of: head, in: context),
            isProxied: isProxied(head, in: context),
            fields: head.fields
        )
    }

    /// How the client reached the server: `http` or `https`.
    @inline(__always)
    func scheme(of head: HTTPRequestHead, in context: HTTPRequestContext) -> String {
        head.target.scheme ?? (context.isEncrypted ? "https" : "http")
    }

    /// A request as the vendor sees it, whose draw is still to be made.
    @inline(__always)
    func call(
        _ head: HTTPRequestHead,
        _ body: Call.Body,
        to role: Role,
        at path: String,
        _ links: Links
    ) -> Call {
        Call(
            role: role,
            method: head.method,
            path: path,
            query: head.target.query,
            fields: head.fields,
            body: body,
            time: clock.now,
            draw: Draw(serverSeed: 0),
            links: links
        )
    }

    /// How long the answer to an order takes beside what it takes to make it.
    func delay(of order: Order) -> Duration {
        let latency = order.isTurnedAway ? nil : latency?.delay(of: order)
        return (latency ?? .zero) + (order.arrival.disturbance?.delay ?? .zero) + order.wait
    }

    /// What a request comes to whose body is there.
    func step(for head: HTTPRequestHead, body: Call.Body, in context: HTTPRequestContext) -> Step {
        do throws(HTTPPathError) {
            _ = try head.target.decodedPath()
        } catch {
            return .answer(brokenPathAnswer(to: head, error))
        }
        if let answer = unencryptedTunnelAnswer(in: context) { return .answer(answer) }
        switch destination(of: head, in: context) {
        case .vendor(let entry, let path, let links):
            return take(call(head, body, to: entry.role, at: path, links), for: vendors[entry.vendor])
        case .proxy(let proxy, let vendor):
            switch forwarded(head, body: body, by: proxy, of: vendors[vendor], in: context) {
            case .call(let call): return take(call, for: vendors[vendor])
            case .refused(let call, let answer, let note):
                let remarks = Remarks(outcome: ProviderFailure.invalidInput.name, notes: [note])
                let arrival = arrival(of: call, for: vendors[vendor])
                return .answer(conclude(arrival, with: HTTPResponse(answer), remarks: remarks))
            }
        case .control(let path):
            switch control.answer(head, body: body, path: path, scheme: scheme(of: head, in: context)) {
            case .now(let answer): return .answer(answer)
            case .later(let answer): return .errand(.page(answer))
            }
        case .index:
            return .answer(index.answer(head))
        case .nowhere:
            return .answer(nowhereAnswer(to: head, example: vendorTable[0].roles[0]))
        }
    }

    /// What a call comes to.
    private func take(_ call: consuming Call, for vendor: any Vendor) -> Step {
        let arrival = arrival(of: call, for: vendor)
        let (kind, method) = (arrival.call.role.kind, arrival.call.method)
        guard kind == .images && (method == .get || method == .head) else { return receive(arrival) }
        let promise = delivery.images.promise(at: arrival.imageLocation)
        let latency = latency?.delay(ofDownload: arrival) ?? .zero
        return disturbed(arrival, with: promise?.disturbance, latency: latency) { .errand(.image($0, promise)) }
    }

    /// What a call comes to that asks for no images: what disturbs it, or what it would come to.
    ///
    /// - Parameters:
    ///   - arrival: The call.
    ///   - imageDisturbance: What befalls every download of the image that it asks for.
    ///   - latency: How long it takes without a disturbance.
    ///   - step: What it would come to.
    /// - Returns: What it comes to.
    private func disturbed(
        _ arrival: Arrival,
        with imageDisturbance: Disturbance? = nil,
        latency: Duration = .zero,
        _ step: (Arrival) -> Step
    ) -> Step {
        let verdict = weather.verdict(on: arrival)
        if let complaint = verdict.complaint { return .answer(unknownWishAnswer(complaint)) }
        guard let disturbance = Disturbance.of(verdict.disturbance, imageDisturbance) else {
            return postponed(step(arrival), by: latency)
        }
        let arrival = Arrival(arrival, disturbedBy: disturbance)
        let (delay, stall) = (latency + disturbance.delay, disturbance.stall)
        guard let failure = disturbance.failure else {
            return postponed(step(arrival), by: delay, thenStallFor: stall)
        }
        let answer = arrival.vendor.answer(failure, to: nil, for: arrival.call)
        let remarks = Remarks(outcome: failure.name, cause: disturbance.cause)
        let refusal = Step.answer(conclude(arrival, with: HTTPResponse(answer), remarks: remarks))
        return postponed(refusal, by: delay, thenStallFor: stall)
    }

    private func postponed(_ step: Step, by delay: Duration, thenStallFor stall: Duration = .zero) -> Step {
        guard delay + stall > .zero else { return step }
        return .errand(.postponed(Postponement(step, for: delay, thenStallFor: stall)))
    }

    /// A call with its account, and the draw that is this one's.
    func arrival(of call: consuming Call, for vendor: any Vendor) -> Arrival {
        let key = vendor.account(of: call)
        var account = call.namedAccount ?? key
        if account == nil { account = vendor.uploadGrant(of: call).flatMap(uploads.owner) }
        let attempt: Int
        (call.draw, attempt) = accounts.draw(for: call, account: account)
        return Arrival(call: call, vendor: vendor, key: key, account: account, moment: .now, attempt: attempt)
    }

    /// The vendor's decision on a call.
    private func receive(_ arrival: Arrival) -> Step {
        switch arrival.vendor.receive(arrival.call) {
        case .answered(let answer, let failure, let findings):
            let remarks = Remarks(outcome: failure?.name, findings: findings)
            let step = { (arrival: Arrival) -> Step in
                .answer(self.conclude(arrival, with: HTTPResponse(answer), remarks: remarks))
            }
            // Whoever is not let in does not get as far as the weather.
            let isLetIn = failure != .unauthenticated && failure != .invalidCredential
            return isLetIn ? disturbed(arrival, step) : step(arrival)
        case .accepted(let generation):
            return take(generation, of: arrival)
        case .upload(let request, let wording):
            return disturbed(arrival) { arrival in
                let (reply, notes) = uploads.perform(request, for: arrival.account)
                let remarks = Remarks(outcome: reply.name, notes: notes)
                return .answer(conclude(arrival, with: HTTPResponse(wording(reply)), remarks: remarks))
            }
        case .statement(let wording):
            return disturbed(arrival) { arrival in
                let answer = wording(books.ledger.statement(for: arrival))
                return .answer(conclude(arrival, with: HTTPResponse(answer), remarks: Remarks()))
            }
        case .queue(let call):
            if case .submit = call.request { return .errand(.queue(Question(call, of: arrival))) }
            return disturbed(arrival) { .errand(.queue(Question(call, of: $0))) }
        }
    }

    /// What a valid generation comes to.
    private func take(_ generation: Generation, of arrival: Arrival) -> Step {
        let verdict = weather.verdict(on: arrival, asking: generation)
        if let complaint = verdict.complaint { return .answer(unknownWishAnswer(complaint)) }
        var arrival = arrival
        if let disturbance = verdict.disturbance { arrival = Arrival(arrival, disturbedBy: disturbance) }
        let order = Order(arrival: arrival, generation: generation)
        order.nearestMiss = verdict.nearestMiss
        let failure = verdict.disturbance?.failure(of: generation)
        if let refusal = gate.refusal(of: order, failing: failure, for: delay(of: order)) {
            order.production = refusal
            order.isTurnedAway = true
        } else if let failure {
            order.production = Production(outcome: .failure(failure), cause: verdict.disturbance?.cause)
        } else {
            order.production = studio.makeAtOnce(order)
        }
        let isReady = order.production != nil && delay(of: order) + order.arrival.stall == .zero
        return isReady ? .answer(finish(order)) : .generation(order)
    }
}
