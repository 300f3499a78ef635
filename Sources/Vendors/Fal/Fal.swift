import Contracts
import HTTP
import ImageGeneration
import Simulation
import WebFormats

/// fal (https://fal.ai): models behind a gateway, each app a FastAPI server of its own.
///
/// What is known of its wire comes from its documentation, its open-source packages (the `fal` server framework 1.83.0
/// and the clients), recorded answers, and inference; the comments of this folder say which: *documented*, *source*,
/// *recorded*, *inferred*.
struct Fal: Vendor {
    /// The vendor's short name.
    static let name = "fal"

    /// The framework builds that the app servers can be taken for.
    ///
    /// They differ in what they make of NaN and infinities and of bodies that are not declared as JSON. Which one
    /// serves a model today is not known.
    static let profiles = FalFramework.allCases.map(\.rawValue)

    /// Synchronous runs, the queue, everything around them, and image files.
    static let roles = [run, queue, rest, media]

    /// What fal's own clients read, then LiteLLM's and the AI SDK's.
    static let keyVariables = ["FAL_KEY", "FAL_AI_API_KEY", "FAL_API_KEY"]
    static let exampleKey = "fauxto:fauxto"

    /// fal blacks images out (source: the safety code of its model toolkit).
    static let objection = SafetyObjection.blacksOut

    static let run = Role(host: "fal.run", prefix: "fal", kind: .api)
    static let queue = Role(host: "queue.fal.run", prefix: "fal/queue", kind: .queue)
    static let rest = Role(host: "rest.fal.ai", prefix: "fal/rest", kind: .rest, aliases: ["rest.alpha.fal.ai"])
    static let media = Role(
        host: "v3b.fal.media",
        prefix: "fal/media",
        kind: .images,
        aliases: ["v3.fal.media", "fal.media"]
    )

    /// The keys accepted, as `id:secret`; nil accepts every well-formed one.
    let keys: Set<String>?
    let framework: FalFramework
    let models: [FalModel]
    let prices: PriceList
    /// The public key of the server's signatures under webhooks.
    let webhookKey: [UInt8]?

    /// Makes the vendor with an operator's choices.
    init(settings: VendorSettings) {
        keys = settings.keys
        framework = settings.profile.flatMap(FalFramework.init) ?? .newest
        models = FalModel.all(rules: settings.rules)
        prices = PriceList(of: models.map(\.contract.model), at: Self.name)
        webhookKey = settings.webhookKey
    }

    /// The key a call carries, as `id:secret`.
    func account(of call: Call) -> String? {
        FalCredential(call.fields).key
    }

    /// Decides on a call.
    func receive(_ call: Call) -> Reception {
        switch call.role.kind {
        case .api: receiveRun(call)
        case .queue: receiveQueue(call)
        case .rest: receiveRest(call)
        case .images: receiveMedia(call)
        }
    }

    var modelNames: [String] { models.map(\.contract.model) }

    /// A UUID of version 7, which tells the time (recorded).
    func requestID(draw: Draw, time: Timestamp) -> String { draw.uuidV7("request id", at: time) }

    /// A place such as `/files/b/0a1b2c3d/Q0CkuwoKGkqpk6xAz2CBJ.jpg` (recorded).
    func imageLocation(index: Int, format: ImageFormat, draw: Draw) -> ImageLocation {
        let number = UInt64(index)
        let folder = draw.hexadecimal("file folder", number, length: 8)
        let name = draw.nanoid("file name", number)
        let suffix =
            switch format {
            case .jpeg: ".jpg"
            case .png: ".png"
            }
        return ImageLocation(role: Self.media, path: String(joining: ["/files/b/", folder, "/", name, suffix]))
    }

    /// Public and immutable for sixty days, for every origin (recorded); an expiry is told in milliseconds (recorded).
    func imageFields(for call: Call, expiry: Timestamp?) -> HTTPFields {
        var fields: HTTPFields = [
            "access-control-allow-origin": "*", "cache-control": "public, max-age=5184000, immutable",
        ]
        if let expiry { fields.append("x-fal-object-lifecycle-expiration", String(expiry.milliseconds)) }
        return fields
    }
}

/// The builds of fal's server framework that were run and compared, oldest first.
enum FalFramework: String, CaseIterable {
    /// fal 1.36.0 on FastAPI 0.116.1 and pydantic 2.10.6.
    case early2025 = "2025"
    /// fal 1.83.0 on FastAPI 0.136.3 and pydantic 2.14.3.
    case august2026 = "2026-08"

    static let newest = FalFramework.august2026
}
