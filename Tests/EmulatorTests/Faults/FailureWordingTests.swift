import Foundation
import ImageGeneration
import TestSupport
import Testing

@testable import Emulator

/// Every failure in every vendor's words, byte for byte.
///
/// With `FAUXTO_RECORD_GOLDEN=1` the fixtures are written anew from what is answered now.
@Suite(.serialized, .timeLimit(.minutes(5))) struct `A failure in a vendor's words` {
    static let vendors = ["fal", "aimlapi", "onerouter", "siraya"]

    @Test(arguments: vendors)
    func `is the same by a wish and by a rule, and as it always was`(vendor: String) async throws {
        var file = try FailureFile(vendor: vendor)
        for index in file.cases.indices {
            let `case` = file.cases[index]
            let byRule = try await answers(to: `case`, of: vendor, by: .rule)
            // A header cannot say more than the failure's name.
            if `case`.then.count == 1 {
                #expect(try await answers(to: `case`, of: vendor, by: .wish) == byRule, "\(`case`.title)")
            }
            if FailureFile.isBeingRecorded {
                file.cases[index].answers = byRule
            } else {
                #expect(byRule == `case`.answers, "\(`case`.title)")
            }
        }
        if FailureFile.isBeingRecorded { try file.write() }
    }

    @Test(arguments: vendors)
    func `is there for every failure`(vendor: String) throws {
        let names = Set(try FailureFile(vendor: vendor).cases.compactMap { $0.then["failure"] })
        #expect(names == Set(ProviderFailure.Kind.allCases.map(\.rawValue)))
    }

    @Test(arguments: ["unauthenticated", "invalidCredential", "insufficientBalance", "forbidden", "rateLimited"])
    func `refuses a submission where it is about the account`(failure: String) throws {
        let file = try FailureFile(vendor: "fal")
        for `case` in file.cases where `case`.via == "queue" && `case`.then["failure"] == failure {
            #expect(`case`.answers.count == 1)
            #expect(!`case`.answers[0].head[0].hasPrefix("HTTP/1.1 200"))
        }
    }

    private enum Means {
        case rule, wish
    }

    /// What a fresh server answers: a call, or a job's submission, status and result.
    private func answers(to failure: FailureCase, of vendor: String, by means: Means) async throws -> [GoldenAnswer] {
        let name = try #require(failure.then["failure"])
        let file = ScenarioText("{ rules: [{ name: 'golden', then: \(failure.effect) }] }")
        let fixture = try ServerFixture { configuration in
            if means == .rule { configuration.scenarios = [file.path] }
            if let profile = failure.profile { configuration.profiles = [vendor: profile] }
        }
        let request = VendorRequest(vendor: vendor, failure)
        let wish = means == .wish ? ["X-Fauxto-Fault: \(name)"] : []
        func ask(_ method: String, _ target: String, _ fields: [String], body: String = "") async throws -> RawResponse
        {
            let response = try await fixture.ask(method, target, fields: request.fields + fields, body: body)
            return response
        }
        let first = try await ask("POST", request.target, wish, body: request.body)
        #expect(first["x-fauxto-decision"] == (means == .rule ? "rule=golden n=1" : "wish=header"))
        var seen = [GoldenAnswer(first, port: fixture.server.port)]
        if failure.via == "queue", first.status == 200 {
            let id = try #require(try JSONSerialization.jsonObject(with: Data(first.body)) as? [String: Any])
            let job = "/fal/queue/fal-ai/flux/requests/\(id["request_id"] ?? "")"
            for suffix in ["/status", ""] {
                seen.append(GoldenAnswer(try await ask("GET", job + suffix, []), port: fixture.server.port))
            }
        }
        return seen
    }
}

/// A request that is valid, for one vendor.
private struct VendorRequest {
    let target: String
    let fields: [String]
    let body: String

    init(vendor: String, _ failure: FailureCase) {
        let withReference = failure.then["failure"] == "referenceUnusable"
        let picture = withReference ? #","image_url":"https://example.com/a.png""# : ""
        let credential = vendor == "fal" ? "Key id:secret" : "Bearer secret"
        fields = ["Authorization: \(credential)", "Content-Type: application/json"]
        let suffix = withReference ? "/image-to-image" : ""
        switch vendor {
        case "fal":
            target = (failure.via == "queue" ? "/fal/queue" : "/fal") + "/fal-ai/flux/srpo" + suffix
            body = #"{"prompt":"a cat"\#(picture)}"#
        case "aimlapi":
            target = "/aimlapi/v1/images/generations"
            body = #"{"model":"flux/srpo\#(suffix)","prompt":"a cat"\#(picture)}"#
        default:
            target = "/\(vendor)/v1/images/generations"
            let model = vendor == "siraya" ? "flux-1-srpo-text-to-image" : "flux-srpo-text-to-image"
            body = #"{"model":"\#(model)","prompt":"a cat"}"#
        }
    }
}
