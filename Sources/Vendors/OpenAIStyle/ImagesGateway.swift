import Contracts
import HTTP
import ImageGeneration
import JSON
import Simulation
import WebFormats

/// A gateway that speaks the `images/generations` dialect: `data` and `created` in its answers, `error` with a numeric
/// code in its refusals, keys with or without a scheme.
///
/// A vendor of this kind supplies its hosts and its dialect; everything else is here.
protocol ImagesGateway: Vendor {
    static var dialect: GatewayDialect { get }
    var keys: Set<String>? { get }
    var models: [ImageModel] { get }
}

extension ImagesGateway {
    /// The models of the dialect's contracts under the operator's strictness.
    static func models(for settings: VendorSettings) -> [ImageModel] {
        dialect.contracts.map { name in
            ImageModel(.embedded(name, rules: settings.rules), defaultFormat: .png)
        }
    }

    /// What these models cost.
    static func prices(of models: [ImageModel]) -> PriceList {
        PriceList(of: models.map(\.contract.model), at: name)
    }

    func account(of call: Call) -> String? {
        Credential(of: call.fields).text
    }

    func receive(_ call: Call) -> Reception {
        if call.method == .options {
            return .answered(preflightAnswer(to: call, methods: "GET, POST, PUT, DELETE, OPTIONS"))
        }
        if call.role.kind == .images { return .answered(GatewayFiles.missing) }
        switch (call.method, call.path) {
        case (.post, "/v1/images/generations"): return receiveGeneration(call)
        case (.post, "/v1/images/edits"): return receiveEdit(call)
        case (.get, "/v1/models"), (.head, "/v1/models"): return .answered(modelList)
        case (.get, _) where call.path.hasPrefix(modelsPath): return receiveModel(call)
        case (.get, _) where call.path.hasPrefix(tasksPath): return keyRefusal(call) ?? refused(.unknownTask)
        default: return refused(.noRoute(method: call.method, path: call.path))
        }
    }

    var modelNames: [String] { models.map(\.contract.model) }

    func answer(_ images: GeneratedImages, to generation: Generation, for call: Call) -> Answer {
        gatewayAnswer(images, at: call.time)
    }

    func answer(_ failure: ProviderFailure, to generation: Generation?, for call: Call) -> Answer {
        answer(GatewayError(failure, texts: Self.dialect.texts))
    }

    func imageLocation(index: Int, format: ImageFormat, draw: Draw) -> ImageLocation {
        let role = Self.roles.first { $0.kind == .images } ?? Self.roles[0]
        return ImageLocation(
            role: role,
            path: GatewayFiles.path(index: index, prefix: Self.dialect.fileNamePrefix, draw: draw)
        )
    }

    /// A refusal is documented (`content_policy_violation`); that it is the checker which leads to it is inferred.
    static var objection: SafetyObjection { .refuses }

    func imageFields(for call: Call, expiry: Timestamp?) -> HTTPFields { GatewayFiles.fields }
}

/// Before the id of a model.
private let modelsPath = "/v1/models/"
/// Before the id of a task, which models have that do not answer at once: none of those here.
private let tasksPath = "/v1/images/tasks/"

extension ImagesGateway {
    private func receiveGeneration(_ call: Call) -> Reception {
        if let refusal = keyRefusal(call) { return refusal }
        switch input(of: call) {
        case .success(let input): return validate(input)
        case .failure(let error): return refused(error, as: .invalidInput)
        }
    }

    /// Refuses to edit images, which is for models that are not here.
    private func receiveEdit(_ call: Call) -> Reception {
        if let refusal = keyRefusal(call) { return refusal }
        switch input(of: call) {
        case .success(.object(let members)) where members["model"] != nil: return failed(.unknownModel)
        case .success(let input): return validate(input)
        case .failure(let error): return refused(error, as: .invalidInput)
        }
    }

    private func receiveModel(_ call: Call) -> Reception {
        let id = PercentEncoding.decode(call.path.dropFirst(modelsPath.count))
        guard models.contains(where: { $0.contract.model == id }) else {
            return refused(.unlistedModel(id), as: .unknownModel)
        }
        return .answered(.json(.object(Self.dialect.modelRow(id)), status: 200, fields: gatewayFields))
    }

    /// What is said of a call's key; nil where there is nothing wrong with it.
    private func keyRefusal(_ call: Call) -> Reception? {
        switch Credential(of: call.fields) {
        case .bearer(let key), .raw(let key): keys?.contains(key) == false ? failed(.invalidCredential) : nil
        case .absent, .emptyBearer, .malformed: failed(.unauthenticated)
        }
    }

    private func input(of call: Call) -> Result<JSONValue, GatewayError> {
        guard case .bytes(let bytes) = call.body else { return .failure(.tooLarge) }
        do {
            return .success(try JSONParser.parse(bytes))
        } catch {
            return .failure(GatewayError(error))
        }
    }

    /// Holds an input against the contract of the model it names; one that names none is held against the first, whose
    /// contract then says that a model is missing.
    private func validate(_ input: JSONValue) -> Reception {
        var model = models.first
        if case .object(let object) = input, case .string(let name) = object["model"] {
            model = models.first { $0.contract.model == name }
        }
        guard let model else { return failed(.unknownModel) }
        switch model.contract.validate(input, coercion: .lax) {
        case .valid(let values):
            let generation = model.generation(from: values)
            guard generation.size != nil else {
                let fault = ParameterFault(parameter: "size", notAmong: SizePreset.allCases.map(\.rawValue))
                return refused(GatewayError(fault), as: .invalidInput, findings: [fault])
            }
            return .accepted(generation)
        case .invalid(let findings):
            let faults = findings.map(ParameterFault.init)
            guard let first = faults.first else { return failed(.invalidInput) }
            return refused(GatewayError(first), as: .invalidInput, findings: faults)
        }
    }

    private func failed(_ failure: ProviderFailure) -> Reception {
        refused(GatewayError(failure, texts: Self.dialect.texts), as: failure)
    }

    private func refused(
        _ error: GatewayError,
        as failure: ProviderFailure? = nil,
        findings: [ParameterFault] = []
    ) -> Reception {
        .answered(answer(error), failure: failure, findings: findings.map(\.description))
    }

    private func answer(_ error: GatewayError) -> Answer {
        .json(error.json(absentParameter: Self.dialect.absentParameter), status: error.status, fields: gatewayFields)
    }

    private var modelList: Answer {
        let rows = models.map { JSONValue.object(Self.dialect.modelRow($0.contract.model)) }
        return .json(
            .object(["object": .string("list"), "data": .array(rows)]),
            status: 200,
            fields: gatewayFields
        )
    }
}

/// The header fields of every answer of a gateway.
let gatewayFields: HTTPFields = ["content-type": "application/json", "access-control-allow-origin": "*"]
