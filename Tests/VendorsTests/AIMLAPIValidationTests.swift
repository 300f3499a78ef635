import Contracts
import HTTP
import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing

@testable import Vendors

/// One input from `fixtures/aimlapi/validation-cases.json`, and zod's issues or the values it accepts.
struct ValidationCase: CustomTestStringConvertible {
    let name: String
    /// Nil where nothing is validated.
    let input: JSONValue?
    let issues: [JSONValue]?
    let accepted: JSONObject?

    var testDescription: String { name }

    static let all = Fixture.cases("aimlapi/validation-cases.json").map { value in
        let json = value.object
        return ValidationCase(
            name: json.value("name").text,
            input: json["input"].map { filled($0, by: json["fill"]) },
            issues: json["issues"]?.elements,
            accepted: json["accepted"]?.object
        )
    }
}

struct `Zod's issues` {
    @Test(arguments: ValidationCase.all)
    func `are told word for word and key for key`(_ validationCase: ValidationCase) throws {
        guard let input = validationCase.input else {
            #expect([ZodIssues.nothing] == validationCase.issues)
            return
        }
        let isImageToImage = validationCase.names("image-to-image")
        let name = isImageToImage ? "aimlapi/flux-srpo-image-to-image" : "aimlapi/flux-srpo"
        let contract = Contract.embedded(name, rules: .observed)
        switch contract.validate(input, coercion: .strict) {
        case .invalid(let findings):
            #expect(ZodIssues.issues(for: findings) == validationCase.issues)
        case .valid(let values):
            let accepted = try #require(validationCase.accepted)
            for member in accepted.members {
                let field = try #require(contract.field(named: member.key))
                #expect(asFloat(values[field]) == asFloat(member.value), "\(member.key)")
            }
        }
    }

    /// A bare string never gets that far: the body parser refuses it.
    @Test(arguments: ValidationCase.all.filter { $0.issues != nil && $0.name != "a string is no object" })
    func `travel in the problem's data`(_ validationCase: ValidationCase) throws {
        let body = try validationCase.input.map { try JSONWriter.write($0, style: .javaScript) } ?? []
        let call = AIMLAPI.call(
            path: "/v1/images/generations",
            fields: ["authorization": "Bearer k", "content-type": "application/json"],
            body: .bytes(body)
        )
        let vendor = AIMLAPI(settings: VendorSettings(strictness: .observed))
        let (answer, failure) = try answered(vendor.receive(call))
        #expect(failure == .invalidInput)
        let problem = try JSONParser.parse(answer.body).object
        #expect(problem.value("error").object.value("data").elements == validationCase.issues)
    }

    @Test func `are those of 27 recorded cases`() {
        #expect(ValidationCase.all.count == 27)
    }
}

extension ValidationCase {
    /// Whether the input's model is of a kind.
    fileprivate func names(_ kind: String) -> Bool {
        guard case .object(let object)? = input, case .string(let model)? = object["model"] else { return false }
        return model.hasSuffix(kind)
    }
}

/// JavaScript has one type of number.
private func asFloat(_ value: JSONValue) -> JSONValue {
    if case .integer(let number) = value { .double(Double(number)) } else { value }
}
