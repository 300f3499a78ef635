import Contracts
import HTTP
import ImageGeneration
import JSON

/// What an app server makes of a request body, as FastAPI does before it calls a model.
struct FalRequestReader {
    let framework: FalFramework

    enum Reading {
        case generation(Generation)
        case refusal(FalRefusal)
    }

    func read(_ body: [UInt8], _ fields: HTTPFields, for model: FalModel) -> Reading {
        // No body is null, whatever it is declared to be.
        guard !body.isEmpty else { return .refusal(missingBody) }
        guard isJSON(fields) else { return .refusal(notAnObject(raw(body))) }
        // Nearly every body is valid; what is wrong with the others, or whether anything is, takes a closer look.
        if let values = model.contract.values(in: body, parser: parser, coercion: .lax) {
            return reading(values, model)
        }
        let input: JSONValue
        do throws(JSONParseError) {
            input = try parser.parse(body)
        } catch {
            return .refusal(unparsable(error))
        }
        if case .null = input { return .refusal(missingBody) }
        switch model.contract.validate(input, coercion: .lax) {
        case .valid(let values):
            return reading(values, model)
        case .invalid(let findings):
            return .refusal(refusal(FalValidationReport(findings)))
        }
    }

    /// A prompt with a lone surrogate is valid, but no answer can repeat it (recorded).
    private func reading(_ values: Values, _ model: FalModel) -> Reading {
        model.generation(values).map { .generation($0) } ?? .refusal(internalError)
    }

    /// The depth at which CPython 3.11 gives up under this framework (measured).
    private var parser: JSONParser { JSONParser(maximumDepth: 982) }

    /// FastAPI's test of the declared type: `application/json` or `application/…+json`, parameters aside.
    private func isJSON(_ fields: HTTPFields) -> Bool {
        if fields.contains("content-type", withValue: "application/json") { return true }
        guard let type = fields["content-type"], !type.isEmpty else { return framework == .early2025 }
        let essence = type.prefix { $0 != ";" }.lowercased()
        let parts = essence.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        let main = parts[0].drop { $0 == " " || $0 == "\t" }
        let sub = parts[1].prefix { $0 != " " && $0 != "\t" }
        let rest = parts[1].dropFirst(sub.count)
        return main == "application" && (sub == "json" || sub.hasSuffix("+json"))
            && rest.allSatisfy { $0 == " " || $0 == "\t" }
    }

    /// How a body that was not parsed is shown to the caller.
    ///
    /// The newer framework tells only its length, the older one its text; text that is no UTF-8 it cannot tell.
    private func raw(_ body: [UInt8]) -> JSONValue? {
        switch framework {
        case .august2026: .string("<binary \(body.count) bytes>")
        case .early2025: String(validating: body, as: UTF8.self).map { .string($0) }
        }
    }

    private var missingBody: FalRefusal {
        refusal(FalValidationReport(missing: .null))
    }

    private func notAnObject(_ input: JSONValue?) -> FalRefusal {
        input.map { refusal(FalValidationReport(notAnObject: $0)) } ?? internalError
    }

    private func unparsable(_ error: JSONParseError) -> FalRefusal {
        switch error.kind {
        case .syntax:
            refusal(FalValidationReport(invalidJSON: error))
        case .tooDeep, .integerTooLong, .invalidEncoding:
            .app(.detail("There was an error parsing the body"), status: 400, failure: .invalidInput)
        }
    }

    /// The refusal with a report, or the server error that an unwritable report becomes.
    private func refusal(_ report: FalValidationReport) -> FalRefusal {
        guard let body = report.json(in: framework) else { return internalError }
        return .app(
            .json(body),
            status: 422,
            failure: .invalidInput,
            fields: ["x-fal-billable-units": "0"],
            findings: report.summary
        )
    }

    private var internalError: FalRefusal {
        .app(.detail("Internal Server Error"), status: 500, failure: .internalError)
    }
}
