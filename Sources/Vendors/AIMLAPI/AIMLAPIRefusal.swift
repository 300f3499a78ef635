import HTTP
import ImageGeneration
import JSON

/// Why a call is refused, in the vendor's terms: a NestJS exception with its status and text.
struct AIMLAPIRefusal {
    let status: HTTPStatus
    /// The exception's class.
    let name: String
    let message: String
    /// What the exception carries besides.
    var data: JSONValue?

    /// The body breaks the model's schema; `issues` are zod's.
    static func invalidPayload(_ issues: [JSONValue]) -> AIMLAPIRefusal {
        AIMLAPIRefusal(400, "BadRequestException", "Invalid payload provided", data: .array(issues))
    }

    /// The body cannot be read as JSON.
    static func unreadableBody(_ message: String) -> AIMLAPIRefusal {
        AIMLAPIRefusal(400, "BadRequestException", message)
    }

    static let payloadTooLarge = AIMLAPIRefusal(413, "PayloadTooLargeException", "request entity too large")

    /// No route has this method and path; `target` is the path with its query.
    static func noRoute(method: HTTPMethod, target: String) -> AIMLAPIRefusal {
        AIMLAPIRefusal(404, "NotFoundException", "Cannot \(method) \(target)")
    }

    static let unknownCatalogueEntry = AIMLAPIRefusal(404, "NotFoundException", "Model not found")

    /// `Bearer` came without a key.
    static let emptyKey = AIMLAPIRefusal(
        401,
        "UnauthorizedException",
        "You provided an empty string instead of valid API key. \(keysPage)"
    )

    /// Words a neutral failure of a generation.
    init(_ failure: ProviderFailure, model: String, profile: AIMLAPIProfile) {
        switch failure {
        case .unauthenticated, .invalidCredential:
            self.init(401, "UnauthorizedException", "This request requires a valid API key. \(keysPage)")
        case .insufficientBalance:
            self = .insufficientBalance(profile)
        case .forbidden:
            self.init(403, "ForbiddenException", "Forbidden resource")
        case .rateLimited:
            self.init(429, "ThrottlerException", "Too Many Requests")
        case .unknownModel:
            self = .unknownModel(received: .string(model))
        case .invalidInput:
            self = .invalidPayload([])
        case .contentPolicy:
            self = .upstream(
                "The content could not be processed because it contained material flagged by a content checker.",
                type: "content_policy_violation",
                parameter: "prompt"
            )
        case .referenceUnusable(let url, let reason):
            self = .upstream(text(for: reason), type: type(for: reason), parameter: "image_url", input: url)
        case .overloaded:
            self.init(503, "ServiceUnavailableException", "Service unavailable")
        case .timeout:
            self.init(504, "GatewayTimeoutException", "Generation timeout")
        case .internalError:
            self.init(500, "InternalServerErrorException", "Internal server error")
        }
    }

    /// A `model` that the endpoint does not have.
    static func unknownModel(received: JSONValue) -> AIMLAPIRefusal {
        .invalidPayload([ZodIssues.notAmong(AIMLAPICatalogueEntry.all.map(\.id), received: received, path: ["model"])])
    }

    /// No `model` at all, where it would have chosen the schema.
    static let missingModel = AIMLAPIRefusal.invalidPayload([
        ZodIssues.missing(among: AIMLAPICatalogueEntry.all.map(\.id), path: ["model"])
    ])

    private static func insufficientBalance(_ profile: AIMLAPIProfile) -> AIMLAPIRefusal {
        let remedy =
            "Please top up your balance or update your payment method to continue: https://aimlapi.com/app/billing"
        return switch profile {
        case .november2025:
            AIMLAPIRefusal(403, "ForbiddenException", "You've run out of credits. \(remedy)/")
        case .august2026:
            AIMLAPIRefusal(
                403,
                "OutOfFundsException",
                "You've run out of funds. \(remedy)",
                data: .object(["kind": .string("err_insufficent_credits")])
            )
        }
    }

    /// What the model's own host refused: its status and body stand in the message.
    private static func upstream(
        _ text: String,
        type: String,
        parameter: String,
        input: String? = nil
    ) -> AIMLAPIRefusal {
        var detail: JSONObject = [
            "loc": .array([.string("body"), .string(parameter)]),
            "msg": .string(text),
            "type": .string(type),
        ]
        detail["input"] = input.map { .string($0) }
        let body = JSONValue.object(["detail": .array([.object(detail)])])
        return AIMLAPIRefusal(400, "BadRequestException", "422 \(javaScriptText(body))")
    }

    private init(_ status: HTTPStatus, _ name: String, _ message: String, data: JSONValue? = nil) {
        self.status = status
        self.name = name
        self.message = message
        self.data = data
    }
}

private let keysPage = "You can create a new API key on the Billing page: https://aimlapi.com/app/keys"

private func text(for reason: ProviderFailure.ReferenceFault) -> String {
    switch reason {
    case .unreachable: "Failed to download the file. Please check if the URL is accessible and try again."
    case .undecodable: "Image load error"
    case .tooLarge: "Image too large"
    }
}

private func type(for reason: ProviderFailure.ReferenceFault) -> String {
    switch reason {
    case .unreachable: "file_download_error"
    case .undecodable: "image_load_error"
    case .tooLarge: "image_too_large"
    }
}
