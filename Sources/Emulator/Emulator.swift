import Certificates
import HTTPServer
import Scenarios
import Simulation
import Vendors

/// The whole emulator behind the sockets: routes a request to its vendor, has images made, and records what happened.
final class Emulator: Sendable {
    let router: Router
    let vendors: [any Vendor]
    let clock: Clock
    let egress: EgressPolicy
    let ownListeners = OwnListeners()
    /// What is held for clients.
    let buffers: BufferBudget
    /// What clients listen to for as long as the server lives.
    let streams = EventStreams()
    let accounts: Accounts
    let books: Books
    let gate: Gate
    let uploads: UploadStore
    let studio: Studio
    let delivery: ImageDelivery
    let queue: QueueDesk
    private let webhooks: Webhooks
    let control: ControlInterface
    let index: IndexPage
    let journal: Journal
    let log: RequestLog
    let tally: Tally
    let weather: Weather
    let reporter: Reporter
    private let scenarioWatch = ScenarioWatch()
    /// Nil where nothing takes time.
    let latency: LatencyPlan?

    /// Puts the parts together.
    init(configuration: EmulatorConfiguration, clock: Clock) throws(EmulatorError) {
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
        let catalogue = ScenarioCatalogue(of: vendors)
        let weather = try Weather(configuration: configuration, catalogue: catalogue, clock: clock)
        self.weather = weather
        router = Router(vendors: vendors, publicURL: configuration.publicURL)
        self.clock = clock
        egress = EgressPolicy(settings: configuration.egress, publicURL: configuration.publicURL)
        buffers = BufferBudget(limit: configuration.limits.bufferedBytes)
        accounts = Accounts(root: Draw(serverSeed: configuration.seed), maximumCount: 100_000)
        let books = Books(
            ledger: Ledger(settings: configuration.money, maximumCount: 10_000),
            tally: Tally()
        )
        self.books = books
        let tally = books.tally
        self.tally = tally
        let gate = Gate(
            quotas: Quotas(settings: configuration.quotas, clock: clock),
            ledger: books.ledger,
            runners: ModelRunners(settings: configuration.runners, clock: clock)
        )
        self.gate = gate
        let images = ImageStore(bounds: configuration.images)
        let uploads = UploadStore(bounds: configuration.uploads, clock: clock)
        self.uploads = uploads
        let references = ReferenceResolver(
            settings: configuration.references,
            router: router,
            images: images,
            uploads: uploads,
            egress: egress,
            ownListeners: ownListeners
        )
        studio = Studio(
            references: references,
            images: images,
            buffers: buffers,
            safetyChecker: SafetyChecker(words: configuration.safety.words),
            imaging: configuration.imaging,
            inference: configuration.inference
        )
        delivery = ImageDelivery(images: images, clock: clock)
        let worker = JobWorker(studio: studio, gate: gate, books: books)
        let jobs = JobTable(settings: configuration.queue, worker: worker, clock: clock)
        queue = QueueDesk(jobs: jobs, weather: weather, gate: gate, clock: clock, streams: streams)
        let reporter = Reporter(tally: tally, weather: weather, clock: clock)
        self.reporter = reporter
        let (journal, log) = (Journal(bounds: configuration.journal), RequestLog(form: configuration.log))
        self.journal = journal
        self.log = log
        let dispatcher = WebhookDispatcher(
            settings: configuration.webhooks,
            egress: egress,
            ownListeners: ownListeners,
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
            access: ControlAccess(configuration.control, publicURL: configuration.publicURL),
            isEnabled: configuration.control.isEnabled,
            health: HealthPage(buffers: buffers),
            requests: RequestPages(journal: journal, streams: streams),
            reporter: reporter,
            webhooks: WebhookPages(dispatcher: dispatcher),
            scenarios: ScenarioPages(weather: weather),
            bill: BillPage(ledger: books.ledger),
            clock: ClockPage(clock: clock, beginLeaping: webhooks.watchEveryQueue),
            reset: ResetPage(
                resetEverything: { [accounts] in
                    // First, since the others begin anew at the moment that it shows.
                    clock.restart()
                    journal.reset()
                    tally.reset()
                    accounts.reset()
                    gate.reset()
                    images.reset()
                    uploads.reset()
                    jobs.reset()
                    weather.reset()
                    webhooks.reset()
                },
                resetAccount: { [accounts] account in
                    journal.reset(account: account)
                    accounts.reset(account: account)
                    gate.reset(account: account)
                    images.reset(account: account)
                    uploads.reset(account: account)
                    jobs.reset(account: account)
                    weather.reset(account: account)
                    dispatcher.reset(account: account)
                }
            )
        )
        index = IndexPage(vendors: vendorTable)
        latency = LatencyPlan(configuration.latency)
    }

    /// Begins what is done without anybody asking for it.
    func start() {
        scenarioWatch.start(for: weather)
    }

    /// Ends what is done without anybody asking for it.
    func stop() {
        scenarioWatch.stop()
        webhooks.reset()
    }
}
