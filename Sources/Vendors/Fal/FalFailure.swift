import HTTP
import ImageGeneration
import JSON

extension Fal {
    /// Words a failure that is not found in the call itself.
    func answer(_ failure: ProviderFailure, to generation: Generation?, for call: Call) -> Answer {
        answer(refusal(for: failure, generation), for: call)
    }

    private func refusal(for failure: ProviderFailure, _ generation: Generation?) -> FalRefusal {
        switch failure {
        case .unauthenticated:
            authenticationNeeded(for: Self.app)
        case .invalidCredential:
            unknownKey
        case .insufficientBalance:
            // Recorded in the framework's issues.
            locked("Exhausted balance. Top up your balance at fal.ai/dashboard/billing.", failure)
        case .forbidden:
            // Recorded.
            locked("Admin lock. Please contact support@fal.ai", failure)
        case .rateLimited:
            // Documented: the error type and the header, and that no Retry-After is sent; the sentence is inferred.
            gateway(429, "concurrent_requests_limit", "Concurrent requests limit reached", failure)
        case .unknownModel:
            unknownApp(FalPath("/\(Self.app)"))
        case .invalidInput:
            // The framework's `FieldException` (source); that a model would say this of its prompt is inferred.
            .app(.object(fieldError("prompt", "Invalid input")), status: 422, failure: failure)
        case .contentPolicy:
            // Documented, and seen on other models in 2026.
            model(
                "content_policy_violation",
                "The content could not be processed because it contained material flagged by a content checker.",
                field: "prompt",
                input: generation?.prompt ?? "",
                failure
            )
        case .referenceUnusable(let url, let reason):
            unusable(url, reason, failure)
        case .overloaded:
            // Documented; the sentence is inferred.
            gateway(503, "runner_scheduling_failure", "No runner available", failure)
        case .timeout:
            // Documented.
            gateway(504, "request_timeout", "Request timed out", failure)
        case .internalError:
            .app(.detail("Internal Server Error"), status: 500, failure: failure)
        }
    }

    private func locked(_ reason: String, _ failure: ProviderFailure) -> FalRefusal {
        FalRefusal(.detail("User is locked. Reason: \(reason)"), status: 403, failure: failure)
    }

    /// An error before or around the app server: flat, its type repeated in a field (documented).
    private func gateway(_ status: HTTPStatus, _ type: String, _ text: String, _ failure: ProviderFailure) -> FalRefusal
    {
        var fields: HTTPFields = ["x-fal-error-type": type]
        if case .rateLimited = failure { fields.append("x-fal-needs-retry", "1") }
        return FalRefusal(
            .object(["detail": .string(text), "error_type": .string(type)]),
            status: status,
            failure: failure,
            fields: fields
        )
    }

    /// Documented for types and sentences; that this model words an unusable image so, and not in its older toolkit's
    /// way, is inferred from other models of 2026.
    private func unusable(
        _ url: String,
        _ reason: ProviderFailure.ReferenceFault,
        _ failure: ProviderFailure
    ) -> FalRefusal {
        switch reason {
        case .unreachable:
            model(
                "file_download_error",
                "Failed to download the file. Please check if the URL is accessible and try again.",
                field: "image_url",
                input: url,
                failure
            )
        case .undecodable:
            model("image_load_error", "Image load error", field: "image_url", input: url, failure)
        case .tooLarge:
            // 50 MiB is what the framework downloads at most (source).
            model(
                "file_too_large",
                "File too large",
                field: "image_url",
                input: url,
                context: .object(["max_size": .integer(52_428_800)]),
                failure
            )
        }
    }

    /// An error of a model: like pydantic's, but in another order and with a link (source).
    private func model(
        _ type: String,
        _ message: String,
        field: String,
        input: String,
        context: JSONValue? = nil,
        _ failure: ProviderFailure
    ) -> FalRefusal {
        var error: JSONObject = [
            "loc": .array([.string("body"), .string(field)]),
            "msg": .string(message),
            "type": .string(type),
            "url": .string("https://docs.fal.ai/errors#\(type)"),
        ]
        if let context { error["ctx"] = context }
        error["input"] = .string(input)
        let body: JSONObject = ["detail": .array([.object(error)])]
        return .app(.object(body), status: 422, failure: failure, fields: ["x-fal-needs-retry": "false"])
    }

    private func fieldError(_ field: String, _ message: String) -> JSONObject {
        let error: JSONObject = [
            "loc": .array([.string("body"), .string(field)]),
            "msg": .string(message),
            "type": .string("value_error"),
        ]
        return ["detail": .array([.object(error)])]
    }
}
