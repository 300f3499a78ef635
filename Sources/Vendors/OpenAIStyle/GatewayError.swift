import Contracts
import HTTP
import ImageGeneration
import JSON

/// A gateway's refusal: `{"error":{"message","type","param","code"}}`, where `code` is the status as a number.
struct GatewayError: Error, Hashable {
    var status: HTTPStatus
    var type: String
    var message: String
    /// The parameter at fault; nil where none is.
    var parameter: String?

    /// Words a neutral failure.
    init(_ failure: ProviderFailure, texts: GatewayTexts) {
        switch failure {
        case .unauthenticated, .invalidCredential:
            self.init(401, invalidRequest, texts.invalidKey)
        case .insufficientBalance:
            self.init(402, "insufficient_quota", texts.insufficientBalance)
        case .forbidden:
            self.init(403, "permission_error", texts.forbidden)
        case .rateLimited:
            self.init(429, "rate_limit_exceeded", texts.rateLimited)
        case .unknownModel:
            self.init(503, "service_unavailable", texts.noProvider, parameter: "model")
        case .invalidInput:
            self.init(400, invalidRequest, "Invalid request parameters")
        case .contentPolicy:
            self.init(422, "content_policy_violation", texts.contentPolicy, parameter: "")
        case .referenceUnusable(_, let reason):
            self.init(422, "image_load_error", text(for: reason), parameter: "image_url")
        case .overloaded:
            self.init(503, "service_unavailable", texts.noProvider)
        case .timeout:
            self.init(408, "timeout", texts.timeout)
        case .internalError:
            self.init(502, "bad_gateway", texts.badGateway)
        }
    }

    /// Words a fault: an absent parameter is a bad request, any other fault is the validator's own refusal.
    init(_ fault: ParameterFault) {
        if fault.wording.type == PydanticWording.missing.type {
            self.init(400, invalidRequest, fault.wording.message, parameter: fault.parameter)
        } else {
            self.init(422, fault.wording.type, fault.wording.message, parameter: fault.parameter)
        }
    }

    /// Words a body that is not JSON.
    init(_ error: JSONParseError) {
        self.init(400, invalidRequest, error.description)
    }

    /// Words a method and path that lead nowhere.
    static func noRoute(method: HTTPMethod, path: String) -> GatewayError {
        GatewayError(404, invalidRequest, "Invalid URL (\(method) \(path))")
    }

    /// Words a model that is not listed.
    static func unlistedModel(_ id: String) -> GatewayError {
        GatewayError(404, invalidRequest, "The model '\(id)' does not exist", parameter: "model")
    }

    /// Words a task that there is not.
    static let unknownTask = GatewayError(404, invalidRequest, "Task not found")

    /// Words a body longer than is read.
    static let tooLarge = GatewayError(413, invalidRequest, "Request body too large")

    private init(_ status: HTTPStatus, _ type: String, _ message: String, parameter: String? = nil) {
        self.status = status
        self.type = type
        self.message = message
        self.parameter = parameter
    }

    /// The body; `absentParameter` stands for `param` where no parameter is at fault.
    func json(absentParameter: JSONValue) -> JSONValue {
        .object([
            "error": .object([
                "message": .string(message),
                "type": .string(type),
                "param": parameter.map { .string($0) } ?? absentParameter,
                "code": .integer(status.code),
            ])
        ])
    }
}

private let invalidRequest = "invalid_request_error"

private func text(for reason: ProviderFailure.ReferenceFault) -> String {
    switch reason {
    case .unreachable: "Failed to download the image"
    case .undecodable: "Failed to load the image"
    case .tooLarge: "The image is too large"
    }
}
