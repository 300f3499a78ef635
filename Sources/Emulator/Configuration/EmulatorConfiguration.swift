public import HTTPServer
public import Imaging
public import Vendors

/// Everything an operator can choose about the emulator.
///
/// Each member is one field of the configuration file; those that have a flag as well say so.
public struct EmulatorConfiguration: Sendable {
    /// The address to listen on (`--host`).
    public var host = "127.0.0.1"
    /// The port to listen on, 0 for any free one (`--port`).
    public var port = 8080
    /// The address that URLs in answers begin with, in place of the one the caller used (`--public-url`).
    public var publicURL: String?
    /// The seed of everything that looks random (`--seed`).
    public var seed: UInt64 = 0
    /// Whether every rule of a vendor's page is enforced (`--strictness`).
    public var strictness = VendorSettings.Strictness.documented
    /// How many event loops there are, at least 1 (`--threads`); nil for one per processor.
    public var threads: Int?
    /// What is written to standard error about each request (`--log`, `--quiet`).
    public var log = Log.text
    /// Ports of their own for single roles, by host name or short prefix (`--listen ROLE=PORT`).
    public var listen: [(role: String, port: Int)] = []
    /// The API keys accepted, by vendor; a vendor that is not named accepts every well-formed key.
    public var keys: [String: Set<String>] = [:]
    /// The dated behaviour of a vendor, by vendor; the newest where none is named.
    public var profiles: [String: String] = [:]
    /// The directory of the certificate authority (`--ca`); nil for the one in the user's data directory.
    public var ca: String?
    /// Which hosts clients may reach through the proxy, and by webhooks.
    public var egress = Egress()
    /// Who may use the emulator's own interface.
    public var control = Control()
    /// How reference images are found.
    public var references = References()
    /// How long answers take.
    public var latency = Latency()
    /// How long models are said to work.
    public var inference = Scoped<Inference>()
    /// How jobs are worked off that callers put into a queue.
    public var queue = Queue()
    /// How time passes for all of this (`--clock`).
    public var clock = ClockMode.real
    /// How callers are told of the ends of their jobs.
    public var webhooks = Webhooks()
    /// How pictures are finished and encoded.
    public var imaging = Imaging()
    /// Which prompts are objected to.
    public var safety = Safety()
    /// The files of rules that disturb calls (`--scenario FILE`); their rules are asked in this order.
    public var scenarios: [String] = []
    /// By which means callers may wish for a disturbance.
    public var wishes = Wishes()
    /// How many images are remembered.
    public var images = Images()
    /// How many uploaded files are kept, and for how long.
    public var uploads = Uploads()
    /// How many generations an account may ask for.
    public var quotas = Scoped<Quota>()
    /// What accounts have to spend.
    public var money = Scoped<Balance>()
    /// How many synchronous calls a model works on at a time.
    public var runners = Scoped<Runners>()
    /// How much the journal keeps.
    public var journal = Journal()
    /// The bounds of what a client may send, and of how long it may take.
    public var limits = HTTPServer.Configuration.Limits()

    /// Makes the configuration of a server started without flags or file.
    public init() {}

    /// The form of the request log.
    public enum Log: String, Sendable, CaseIterable {
        case text, json, none
    }

    /// Which hosts that are no vendor's clients may reach through the proxy, and by webhooks; none by default.
    public struct Egress: Sendable {
        /// Host names, or `*.` and a domain for all hosts below it (`--allow-host`).
        public var allow: [String] = []
        /// Whether clients may reach loopback and private addresses that they name themselves (`--allow-local`).
        public var allowLocal = false

        /// Makes the default: nothing outside is reached.
        public init() {}
    }

    /// Who may use the emulator's own interface under `/_fauxto`.
    public struct Control: Sendable {
        /// Whether there is one; the health check is there in any case.
        public var isEnabled = true
        /// What a caller has to send as `Authorization: Bearer TOKEN` (`--control-token`); nil for nothing.
        public var token: String?
        /// Names of this server with a dot in them that are no other way known to be its own: host names, or `*.` and a
        /// domain.
        public var hosts: [String] = []

        /// Makes the default: open to whoever reaches the server by its address, but to no web page of another origin.
        public init() {}
    }

    /// How reference images are found when their URL leads outside.
    public struct References: Sendable {
        /// URL prefixes and the files or folders that stand in for them, in the order given.
        public var map: [(prefix: String, path: String)] = []
        /// Hosts that may be contacted to fetch a reference; none by default.
        ///
        /// Each is a host name, or `*.` and a domain for all hosts below it.
        public var fetch: [String] = []
        /// What becomes of a reference at an address of this machine or its network that is not in `map` or `fetch`.
        public var unreachable = Unreachable.refuse
        /// Bytes of a reference at most.
        public var maximumBytes = 50 << 20
        /// Pixels of a reference at most.
        public var maximumPixels = 50_000_000

        /// Makes the default: nothing outside is contacted.
        public init() {}

        /// What becomes of a reference that no vendor could reach.
        public enum Unreachable: String, Sendable, CaseIterable {
            /// It is refused as the vendor refuses it.
            case refuse
            /// A picture is invented for it, as for one at a public host.
            case invent
        }
    }

    /// How callers are told of the ends of their jobs, and how much of that is remembered.
    public struct Webhooks: Sendable {
        /// How often a message is sent until it is taken, the first time included.
        public var maximumAttempts = 11
        /// How long a receiver may take to answer, in real time.
        public var timeoutMilliseconds = 15_000
        /// Deliveries remembered, ended or not; the oldest are forgotten first, and then no longer tried.
        public var maximumDeliveries = 10_000
        /// Bytes of all of them together at most, the requests that they are about included.
        public var maximumBytes = 256 << 20

        /// Makes the defaults.
        public init() {}
    }

    /// How pictures are finished and encoded.
    public struct Imaging: Sendable {
        /// What is added to the artwork: caption, receipt, grain.
        public var finish = Picture.Finish()
        /// The quality of JPEG files, 1…100 on libjpeg's scale; 95 is what the vendors' models are known to save with.
        public var jpegQuality = 95

        /// Makes the defaults.
        public init() {}
    }

    /// Which prompts the safety checker objects to, where the caller left it on.
    public struct Safety: Sendable {
        /// Words or phrases, in any case.
        public var words = ["nsfw", "nude", "nudity", "porn", "pornographic", "hentai", "gore"]

        /// Makes the default.
        public init() {}
    }

    /// By which means callers may ask for a failure, a fault or a delay of their own; by all of them by default.
    public struct Wishes: Sendable {
        /// By the header fields `X-Fauxto-Fault` and `X-Fauxto-Delay`.
        public var header = true
        /// By the parameter `fauxto` of the query.
        public var query = true
        /// By API keys that begin with `fauxto-`.
        public var key = true
        /// By words in double brackets in the prompt.
        public var prompt = true

        /// Makes the default: by all of them.
        public init() {}
    }

    /// How many images are remembered; the oldest are forgotten first.
    public struct Images: Sendable {
        /// Recipes at most: an image whose recipe is forgotten answers as the vendor's expired ones do.
        public var maximumRecipes = 20_000
        /// Bytes of recipes, their references included, at most.
        public var maximumRecipeBytes = 256 << 20
        /// Bytes of encoded image files at most.
        public var maximumCacheBytes = 64 << 20

        /// Makes the defaults.
        public init() {}
    }

    /// How many uploaded files are kept, and for how long; the oldest are forgotten first.
    public struct Uploads: Sendable {
        /// Bytes of one file at most.
        public var maximumBytes = 128 << 20
        /// Bytes of all files together at most, parts of unfinished ones included, and of what is remembered of each.
        public var maximumTotalBytes = 256 << 20
        /// Seconds that a file is served for when its caller asks for no other time; 0 for as long as there is room.
        public var retentionSeconds = 0

        /// Makes the defaults.
        public init() {}
    }

    /// How much the journal keeps; the oldest entries are forgotten first.
    public struct Journal: Sendable {
        /// Entries at most; 0 keeps none.
        public var maximumEntries = 1_000
        /// Bytes of all entries together at most.
        public var maximumBytes = 16 << 20

        /// Makes the defaults.
        public init() {}
    }
}
