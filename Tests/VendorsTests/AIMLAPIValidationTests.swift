import Contracts
import JSON
import Testing

@testable import Vendors

/// One input, and zod's issues or the values it accepts.
struct ValidationCase: CustomTestStringConvertible {
    let name: String
    /// Nil where nothing is validated.
    let input: JSONValue?
    let issues: [JSONValue]?
    let accepted: JSONObject?

    var testDescription: String { name }

    static let all: [ValidationCase] = array(fixture("aimlapi/validation-cases.json")["cases"]).map { value in
        let json = object(value)
        return ValidationCase(
            name: string(json["name"]) ?? "",
            input: json["input"].map { filled($0, by: object(json["fill"])) },
            issues: json["issues"].map(array),
            accepted: json["accepted"].map(object)
        )
    }
}

struct `Zod's issues` {
    @Test(arguments: ValidationCase.all)
    func `are told word for word and key for key`(_ validationCase: ValidationCase) throws {
        guard let input = validationCase.input else {
            #expect(ZodIssues.nothing == validationCase.issues?.first)
            return
        }
        let isImageToImage = string(object(input)["model"]) == "flux/srpo/image-to-image"
        let name = isImageToImage ? "aimlapi/flux-srpo-image-to-image" : "aimlapi/flux-srpo"
        let contract = Contract.embedded(name, rules: .observed)
        switch contract.validate(input, coercion: .strict) {
        case .invalid(let findings):
            let issues = ZodIssues.issues(for: findings)
            #expect(issues == validationCase.issues)
        case .valid(let values):
            let accepted = try #require(validationCase.accepted)
            for member in accepted.members {
                let field = try #require(contract.field(named: member.key))
                #expect(values[field].map(asFloat) == asFloat(member.value), "\(member.key)")
            }
        }
    }

    @Test func `there are 27 recorded cases`() {
        #expect(ValidationCase.all.count == 27)
    }
}

/// JavaScript has one type of number.
private func asFloat(_ value: JSONValue) -> JSONValue {
    if case .integer(let number) = value { .double(Double(number)) } else { value }
}
