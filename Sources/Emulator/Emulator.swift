import Certificates
import HTTP
import HTTPServer
import ImageGeneration
import Simulation
import Vendors

/// The whole emulator behind the sockets: routes a request to its vendor, has images made, and records what happened.
final class Emulator: Sendable {
    let router: Router
    private let vendors: [any Vendor]
    let clock: Clock
    let egress: EgressPolicy
    private let accounts: Accounts
    private let ledger: Ledger
    private let uploads: UploadStore
    private let studio: Studio
    private let delivery: ImageDelivery
    private let queue: QueueDesk
    private let webhooks: Webhooks
    private let control: ControlInterface
    private let index: IndexPage
    let journal: Journal
    let log: RequestLog
    let tally = Tally()
    private let latency: EmulatorConfiguration.Latency

    /// Puts the parts together.
    init(configuration: EmulatorConfiguration, clock: Clock) {
        let key = SigningKey(serverSeed: configuration.seed)
        vendors = vendorTable.map { vendor in
            vendor.init(
                settings: VendorSettings(
                    strictness: configuration.strictness,
                    profile: configuration.profiles[vendor.name],
                    keys: configuration.keys[vendor.name],
                    webhookKey: key?.publicKey
                )
            )
        }
        router = Router(vendors: vendors, publicURL: configuration.publicURL)
        self.clock = clock
        egress = EgressPolicy(settings: configuration.egress, publicURL: configuration.publicURL)
        accounts = Accounts(root: Draw(serverSeed: configuration.seed), maximumCount: 100_000)
        ledger = Ledger(maximumCount: 10_000)
        let images = ImageStore(bounds: configuration.images)
        let uploads = UploadStore(bounds: configuration.uploads, clock: clock)
        self.uploads = uploads
        let references = ReferenceResolver(
            settings: configuration.references,
            router: router,
            images: images,
            uploads: uploads
        )
        studio = Studio(
            references: references,
            images: images,
            safetyChecker: SafetyChecker(words: configuration.safety.words),
            imaging: configuration.imaging
        )
        delivery = ImageDelivery(images: images)
        let worker = JobWorker(studio: studio, settings: configuration.queue, tally: tally)
        let jobs = JobTable(settings: configuration.queue, worker: worker, clock: clock)
        queue = QueueDesk(jobs: jobs)
        let (journal, log) = (Journal(bounds: configuration.journal), RequestLog(form: configuration.log))
        self.journal = journal
        self.log = log
        let dispatcher = WebhookDispatcher(
            settings: configuration.webhooks,
            egress: egress,
            key: key,
            clock: clock
        ) { [tally] in
            let attempt = EgressAttempt(webhook: $0, refusedBecause: $1, at: $2)
            log.write(attempt)
            tally.count(attempt)
            journal.record(.egress(attempt))
        }
        let webhooks = Webhooks(jobs: jobs, clock: clock, dispatcher: dispatcher)
        self.webhooks = webhooks
        control = ControlInterface(
            journal: journal,
            tally: tally,
            webhooks: WebhookPages(dispatcher: dispatcher)
        ) { [tally, accounts, ledger] in
            journal.reset()
            tally.reset()
            accounts.reset()
            ledger.reset()
            images.reset()
            uploads.reset()
            jobs.reset()
            webhooks.reset()
        }
        index = IndexPage(vendors: vendorTable)
        latency = configuration.latency
    }

    /// Ends what is done without anybody asking for it.
    func stop() {
        webhooks.reset()
    }

    /// What a request comes to, decided at once; only what has to wait goes on from here asynchronously.
    private enum Step {
        case answer(HTTPResponse)
        case image(Arrival)
        case generation(Order)
        case queue(Question)
    }

    /// What a call asks of the queue.
    ///
    /// A class, so that what waits for the reply holds one reference.
    private final class Question {
        let call: QueueCall
        let arrival: Arrival

        init(_ call: QueueCall, of arrival: Arrival) {
            self.call = call
            self.arrival = arrival
        }
    }

    /// Answers one request.
    ///
    /// Ten thousand requests may wait in here at a time, and what is alive across an `await` is memory that each of them
    /// holds: hence everything between the waits is done in functions that do not wait, and handed on by reference.
    func respond(to request: HTTPRequest, in context: HTTPRequestContext) async -> HTTPResponse {
        let body: Call.Body
        do throws(HTTPBodyError) {
            body = .bytes(try await request.body.collect())
        } catch {
            guard case .tooLarge(let limit) = error else { return brokenBodyAnswer(error) }
            body = .tooLarge(limit: limit)
        }
        switch step(for: request.head, body: body, in: context) {
        case .answer(let response): return response
        case .image(let arrival): return await deliverImage(to: arrival)
        case .generation(let order): return await fill(order, in: context)
        case .queue(let question): return await ask(question, in: context)
        }
    }

    /// Makes what was ordered, and answers as late as the configured latency demands.
    private func fill(_ order: Order, in context: HTTPRequestContext) async -> HTTPResponse {
        if order.production == nil { order.production = await studio.make(order) }
        if latency.fixedDelayMilliseconds > 0 {
            do throws(CancellationError) {
                try await context.sleep(for: .milliseconds(latency.fixedDelayMilliseconds))
            } catch {
                order.production?.notes.append("the client went away before the answer")
            }
        }
        return finish(order)
    }

    /// Asks the queue of the caller's account.
    ///
    /// Not inlined, or every request that waits would hold room for the queue's reply.
    @inline(never)
    private func ask(_ question: Question, in context: HTTPRequestContext) async -> HTTPResponse {
        let reply = await queue.reply(to: question.call, of: question.arrival, in: context)
        return conclude(question.arrival, with: reply.response, remarks: reply.remarks)
    }

    private func step(for head: HTTPRequestHead, body: Call.Body, in context: HTTPRequestContext) -> Step {
        do throws(HTTPPathError) {
            _ = try head.target.decodedPath()
        } catch {
            return .answer(brokenPathAnswer(to: head, error))
        }
        if let answer = unencryptedTunnelAnswer(in: context) { return .answer(answer) }
        let destination = router.destination(
            path: head.target.rawPath,
            authority: head.authority ?? "127.0.0.1:\(context.localPort)",
            listener: context.label.flatMap(router.entry(named:)),
            scheme: head.target.scheme ?? (context.isEncrypted ? "https" : "http"),
            isProxied: isProxied(head, in: context),
            fields: head.fields
        )
        switch destination {
        case .vendor(let entry, let path, let links):
            let call = Call(
                role: entry.role,
                method: head.method,
                path: path,
                query: head.target.query,
                fields: head.fields,
                body: body,
                time: clock.now,
                draw: Draw(serverSeed: 0),
                links: links
            )
            return take(call, for: vendors[entry.vendor])
        case .proxy(let proxy, let vendor):
            switch forwarded(head, body: body, by: proxy, of: vendors[vendor], in: context) {
            case .call(let call): return take(call, for: vendors[vendor])
            case .refused(let call, let answer, let note):
                let remarks = Remarks(outcome: ProviderFailure.invalidInput.name, notes: [note])
                let arrival = arrival(of: call, for: vendors[vendor])
                return .answer(conclude(arrival, with: HTTPResponse(answer), remarks: remarks))
            }
        case .control(let path):
            return .answer(control.answer(head, path: path))
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
        return kind == .images && (method == .get || method == .head) ? .image(arrival) : receive(arrival)
    }

    /// A call with its account, and the draw that is this one's.
    private func arrival(of call: consuming Call, for vendor: any Vendor) -> Arrival {
        var account = vendor.account(of: call)
        if account == nil { account = vendor.uploadGrant(of: call).flatMap(uploads.owner) }
        call.draw = accounts.draw(for: call, account: account)
        return Arrival(call: call, vendor: vendor, account: account, moment: .now)
    }

    /// The vendor's decision on a call.
    private func receive(_ arrival: Arrival) -> Step {
        switch arrival.vendor.receive(arrival.call) {
        case .answered(let answer, let failure, let findings):
            let remarks = Remarks(outcome: failure?.name, findings: findings)
            return .answer(conclude(arrival, with: HTTPResponse(answer), remarks: remarks))
        case .accepted(let generation):
            let order = Order(arrival: arrival, generation: generation)
            order.production = studio.makeAtOnce(order)
            let isReady = order.production != nil && latency.fixedDelayMilliseconds == 0
            return isReady ? .answer(finish(order)) : .generation(order)
        case .upload(let request, let wording):
            let (reply, notes) = uploads.perform(request, for: arrival.account)
            let remarks = Remarks(outcome: reply.name, notes: notes)
            return .answer(conclude(arrival, with: HTTPResponse(wording(reply)), remarks: remarks))
        case .statement(let wording):
            let answer = wording(ledger.spent(by: arrival))
            return .answer(conclude(arrival, with: HTTPResponse(answer), remarks: Remarks()))
        case .queue(let call):
            return .queue(Question(call, of: arrival))
        }
    }

    private func deliverImage(to arrival: Arrival) async -> HTTPResponse {
        let location = ImageLocation(role: arrival.call.role, path: arrival.call.path)
        do {
            let fields = arrival.vendor.imageFields(for: arrival.call, expiry: nil)
            if let response = try await delivery.answer(for: location, to: arrival.call, with: fields) {
                return conclude(arrival, with: response, remarks: Remarks())
            }
        } catch {
            let remarks = Remarks(notes: ["the image was not drawn: \(error)"])
            return conclude(arrival, with: HTTPResponse(status: 500), remarks: remarks)
        }
        if let file = uploads.file(at: location) {
            let fields = arrival.vendor.imageFields(for: arrival.call, expiry: file.expiry)
            return conclude(arrival, with: delivery.answer(with: file, to: arrival.call, fields), remarks: Remarks())
        }
        guard case .answer(let response) = receive(arrival) else { return HTTPResponse(status: 500) }
        return response
    }

    private func finish(_ order: Order) -> HTTPResponse {
        let arrival = order.arrival
        let production = order.production ?? Production(outcome: .failure(.internalError))
        let answer = arrival.vendor.answer(production.outcome, to: order.generation, for: arrival.call)
        tally.count(production.outcome, of: order.generation, by: type(of: arrival.vendor).name)
        if case .images(let images) = production.outcome {
            ledger.charge(arrival.vendor.cost(of: images), to: arrival)
        }
        let remarks = Remarks(outcome: production.outcome.name, notes: production.notes)
        return conclude(arrival, with: HTTPResponse(answer), remarks: remarks)
    }

    /// Records the answer to a call, and returns it.
    private func conclude(_ arrival: Arrival, with response: HTTPResponse, remarks: Remarks) -> HTTPResponse {
        let exchange = Exchange(arrival, answeredWith: response, at: .now, remarks: remarks)
        log.write(exchange)
        tally.count(exchange)
        journal.record(.exchange(exchange))
        return response
    }
}
