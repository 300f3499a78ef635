import HTTP
import HTTPServer
import ImageGeneration
import Simulation
import Vendors

/// The whole emulator behind the sockets: routes a request to its vendor, has images made, and records what happened.
final class Emulator: Sendable {
    let router: Router
    private let vendors: [any Vendor]
    private let clock: Clock
    private let accounts: Accounts
    private let studio: Studio
    private let delivery: ImageDelivery
    private let control: ControlInterface
    private let index: IndexPage
    private let journal: Journal
    private let log: RequestLog
    private let latency: EmulatorConfiguration.Latency

    /// Puts the parts together.
    init(configuration: EmulatorConfiguration, clock: Clock) {
        vendors = vendorTable.map { vendor in
            vendor.init(
                settings: VendorSettings(
                    strictness: configuration.strictness,
                    profile: configuration.profiles[vendor.name],
                    keys: configuration.keys[vendor.name]
                )
            )
        }
        router = Router(vendors: vendors, publicURL: configuration.publicURL)
        self.clock = clock
        accounts = Accounts(root: Draw(serverSeed: configuration.seed), maximumCount: 100_000)
        let images = ImageStore(bounds: configuration.images)
        let references = ReferenceResolver(settings: configuration.references, router: router, images: images)
        studio = Studio(references: references, images: images)
        delivery = ImageDelivery(images: images)
        journal = Journal(bounds: configuration.journal)
        control = ControlInterface(journal: journal) { [journal, accounts] in
            journal.reset()
            accounts.reset()
            images.reset()
        }
        index = IndexPage(vendors: vendorTable)
        log = RequestLog(form: configuration.log)
        latency = configuration.latency
    }

    /// Answers one request.
    func respond(to request: HTTPRequest, in context: HTTPRequestContext) async -> HTTPResponse {
        let head = request.head
        let destination = router.destination(
            path: head.target.rawPath,
            authority: head.authority ?? "127.0.0.1:\(context.localPort)",
            listener: context.label.flatMap(router.entry(named:)),
            scheme: context.isEncrypted ? "https" : "http"
        )
        switch destination {
        case .vendor(let entry, let path, let links):
            return await serve(request, for: entry, path: path, links: links, in: context)
        case .control(let path):
            return control.answer(head, path: path)
        case .index:
            return index.answer(head)
        case .nowhere:
            return nowhereAnswer(to: head)
        }
    }

    private func serve(
        _ request: HTTPRequest,
        for entry: Router.Entry,
        path: String,
        links: Links,
        in context: HTTPRequestContext
    ) async -> HTTPResponse {
        let started = ContinuousClock.now
        let vendor = vendors[entry.vendor]
        let body: Call.Body
        do throws(HTTPBodyError) {
            body = .bytes(try await request.body.collect())
        } catch {
            guard case .tooLarge(let limit) = error else { return brokenBodyAnswer(error) }
            body = .tooLarge(limit: limit)
        }
        var call = Call(
            role: entry.role,
            method: request.head.method,
            path: path,
            query: request.head.target.query,
            fields: request.head.fields,
            body: body,
            time: clock.now,
            draw: Draw(serverSeed: 0),
            links: links
        )
        let account = vendor.account(of: call)
        call.draw = accounts.draw(for: call, account: account)

        var record = Exchange(call: call, vendor: type(of: vendor).name, account: account, started: started)
        let response = await answer(call, by: vendor, head: request.head, in: context, record: &record)
        record.finish(with: response)
        log.write(record)
        journal.record(record)
        return response
    }

    /// The vendor's answer to a call, images included.
    private func answer(
        _ call: Call,
        by vendor: any Vendor,
        head: HTTPRequestHead,
        in context: HTTPRequestContext,
        record: inout Exchange
    ) async -> HTTPResponse {
        if call.role.kind == .images, call.method == .get || call.method == .head {
            let location = ImageLocation(role: call.role, path: call.path)
            do {
                let fields = vendor.imageFields(for: call)
                if let response = try await delivery.answer(for: location, to: head, with: fields) { return response }
            } catch {
                record.notes.append("the image was not drawn: \(error)")
                return HTTPResponse(status: 500)
            }
        }
        switch vendor.receive(call) {
        case .answered(let answer, let failure, let findings):
            record.outcome = failure?.name
            record.findings = findings
            return HTTPResponse(answer)
        case .accepted(let generation):
            let outcome = await studio.make(generation, by: vendor, for: call, notes: &record.notes)
            record.outcome = outcome.name
            if latency.fixedDelayMilliseconds > 0 {
                do throws(CancellationError) {
                    try await context.sleep(for: .milliseconds(latency.fixedDelayMilliseconds))
                } catch {
                    record.notes.append("the client went away before the answer")
                }
            }
            return HTTPResponse(vendor.answer(outcome, to: generation, for: call))
        }
    }
}

extension HTTPResponse {
    /// A vendor's answer as a response.
    fileprivate init(_ answer: Answer) {
        self.init(status: answer.status, fields: answer.fields, body: .bytes(answer.body))
    }
}

extension Outcome {
    /// The name by which the journal knows the outcome.
    fileprivate var name: String {
        switch self {
        case .images: "images"
        case .failure(let failure): failure.name
        }
    }
}
