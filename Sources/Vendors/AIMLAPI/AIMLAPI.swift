import Contracts
import HTTP
import ImageGeneration
import JSON
import Simulation
import WebFormats

/// AI/ML API: an OpenAI-style image endpoint on NestJS, and a content delivery network.
struct AIMLAPI: Vendor {
    static let name = "aimlapi"
    static let profiles = AIMLAPIProfile.allCases.map(\.rawValue)
    static let roles = [
        Role(host: "api.aimlapi.com", prefix: "aimlapi", kind: .api, aliases: ["billing.aimlapi.com"]),
        images,
    ]

    /// What the SDK, LangChain and LiteLLM read.
    static let keyVariables = ["AIMLAPI_API_KEY", "AIML_API_KEY", "AIMLAPI_KEY"]
    static let exampleKey = "fauxto"

    static let objection = SafetyObjection.blacksOut

    private static let images = Role(host: "cdn.aimlapi.com", prefix: "aimlapi/cdn", kind: .images)

    let profile: AIMLAPIProfile
    let prices: PriceList
    private let keys: Set<String>?
    private let models: [ImageModel]

    init(settings: VendorSettings) {
        profile = AIMLAPIProfile(named: settings.profile)
        keys = settings.keys
        models = ["aimlapi/flux-srpo", "aimlapi/flux-srpo-image-to-image"].map {
            ImageModel(.embedded($0, rules: settings.rules))
        }
        prices = PriceList(of: models.map(\.contract.model), at: Self.name, profile: profile.rawValue)
    }

    func account(of call: Call) -> String? {
        Credential(of: call.fields).text
    }

    func receive(_ call: Call) -> Reception {
        if call.method == .options { return .answered(preflight(call)) }
        if call.role.kind == .images { return .answered(AIMLAPIFiles.missing) }
        switch AIMLAPIRoute(call) {
        case .generation: return receiveGeneration(call)
        case .edit: return receiveEdit(call)
        case .assistants: return keyRefusal(call) ?? .answered(assistants(call))
        case .balanceInCredits: return keyRefusal(call) ?? balanceInCredits(call)
        case .balanceInDollars: return keyRefusal(call) ?? balanceInDollars(call)
        case .deprecations: return .answered(deprecations(call))
        case .models: return .answered(catalogue(AIMLAPICatalogue.list(query: call.query), call))
        case .model(let id):
            guard let entry = AIMLAPICatalogue.entry(id: id, query: call.query) else {
                return refused(.unknownCatalogueEntry, call)
            }
            return .answered(catalogue(entry, call))
        case nil:
            let target = call.query.map { "\(call.path)?\($0)" } ?? call.path
            return refused(.noRoute(method: call.method, target: target), call)
        }
    }

    var modelNames: [String] { models.map(\.contract.model) }

    func answer(_ images: GeneratedImages, to generation: Generation, for call: Call) -> Answer {
        imageAnswer(images, to: generation, tracing: AIMLAPITracing(of: call, profile: profile, isInference: true))
    }

    func answer(_ failure: ProviderFailure, to generation: Generation?, for call: Call) -> Answer {
        // What fails before a model is asked is no inference.
        let tracing = AIMLAPITracing(of: call, profile: profile, isInference: generation != nil)
        let refusal = AIMLAPIRefusal(failure, model: generation?.model ?? "", profile: profile)
        return AIMLAPIErrorEnvelope(profile: profile, tracing: tracing).answer(refusal, to: call)
    }

    func requestID(draw: Draw, time: Timestamp) -> String { AIMLAPITracing.requestID(draw) }

    func imageLocation(index: Int, format: ImageFormat, draw: Draw) -> ImageLocation {
        ImageLocation(
            role: Self.images,
            path: AIMLAPIFiles.path(index: index, format: format, profile: profile, draw: draw)
        )
    }

    func imageFields(for call: Call, expiry: Timestamp?) -> HTTPFields { AIMLAPIFiles.fields }
}

extension AIMLAPI {
    /// What is said of a call's key; nil where there is nothing wrong with it.
    private func keyRefusal(_ call: Call) -> Reception? {
        switch Credential(of: call.fields) {
        case .bearer(let key): keys?.contains(key) == false ? failed(.invalidCredential, call) : nil
        case .emptyBearer: refused(.emptyKey, call, as: .unauthenticated)
        case .absent, .raw, .malformed: failed(.unauthenticated, call)
        }
    }

    /// Checks the key before the body, and the body before the model.
    private func receiveGeneration(_ call: Call) -> Reception {
        if let refusal = keyRefusal(call) { return refusal }
        switch ExpressBody.read(call) {
        case .failure(.tooLarge): return refused(.payloadTooLarge, call, as: .invalidInput)
        case .failure(.syntax(let message)): return refused(.unreadableBody(message), call, as: .invalidInput)
        case .success(let input?): return validate(input, call)
        case .success(nil):
            // Express 4 leaves an empty object where it reads no body, Express 5 nothing.
            if profile == .november2025 { return validate(.object([:]), call) }
            return refused(.invalidPayload([ZodIssues.nothing]), call, as: .invalidInput)
        }
    }

    /// Holds an input against the contract of the model it names; one that names none is held against the first, whose
    /// contract then says that a model is missing.
    private func validate(_ input: JSONValue, _ call: Call) -> Reception {
        var model = models[0]
        if case .object(let object) = input, case .string(let name) = object["model"] {
            guard let named = models.first(where: { $0.contract.model == name }) else {
                return refused(.unknownModel(received: .string(name)), call, as: .unknownModel)
            }
            model = named
        }
        switch model.contract.validate(input, coercion: .strict) {
        case .valid(let values): return .accepted(model.generation(from: values))
        case .invalid(let findings):
            let issues = ZodIssues.issues(for: findings)
            return refused(.invalidPayload(issues), call, as: .invalidInput, findings: issues.map(javaScriptText))
        }
    }

    /// Refuses to edit images, which is for models that are not here.
    private func receiveEdit(_ call: Call) -> Reception {
        if let refusal = keyRefusal(call) { return refusal }
        guard case .bytes(let body) = call.body else { return refused(.payloadTooLarge, call, as: .invalidInput) }
        guard let model = FormDataBody(body, contentType: call.fields["Content-Type"])?.text(of: "model") else {
            return refused(.missingModel, call, as: .invalidInput)
        }
        return refused(.unknownModel(received: .string(model)), call, as: .unknownModel)
    }

    private func failed(_ failure: ProviderFailure, _ call: Call) -> Reception {
        refused(AIMLAPIRefusal(failure, model: "", profile: profile), call, as: failure)
    }

    private func refused(
        _ refusal: AIMLAPIRefusal,
        _ call: Call,
        as failure: ProviderFailure? = nil,
        findings: [String] = []
    ) -> Reception {
        let tracing = AIMLAPITracing(of: call, profile: profile, isInference: false)
        let answer = AIMLAPIErrorEnvelope(profile: profile, tracing: tracing).answer(refusal, to: call)
        return .answered(answer, failure: failure, findings: findings)
    }

    private func preflight(_ call: Call) -> Answer {
        preflightAnswer(to: call, methods: "GET,HEAD,PUT,PATCH,POST,DELETE")
    }

    /// A part of the catalogue, not sent again to a caller who has it.
    private func catalogue(_ json: JSONValue, _ call: Call) -> Answer {
        cacheable(json, tag: weakEntityTag(of: javaScriptBytes(json)), for: "max-age=60", call)
    }

    /// A page that is not sent again to a caller who has it.
    func cacheable(_ json: JSONValue, tag: String, for cacheControl: String, _ call: Call) -> Answer {
        var answer = page(json, call)
        answer.fields.append("cache-control", cacheControl)
        answer.fields.append("etag", tag)
        if let field = call.fields["If-None-Match"], EntityTag(text: tag).matches(ifNoneMatch: field) {
            answer.status = 304
            answer.fields["content-type"] = nil
            answer.body = []
        }
        return answer
    }

    /// A page of JSON.
    func page(_ json: JSONValue, _ call: Call) -> Answer {
        var fields: HTTPFields = ["content-type": "application/json; charset=utf-8"]
        AIMLAPITracing(of: call, profile: profile, isInference: false).add(to: &fields)
        return Answer.json(json, status: 200, fields: fields)
    }
}
