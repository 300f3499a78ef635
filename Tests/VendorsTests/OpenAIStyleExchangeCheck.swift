import HTTP
import ImageGeneration
import JSON
import TestSupport
import Testing

@testable import Vendors

extension OpenAIStyleExchange {
    /// Runs the exchange and holds what comes of it against what the case states.
    func check() throws {
        let vendor = vendor.init(settings: settings)
        let call = call
        switch vendor.receive(call) {
        case .answered(let answer, let failure, _):
            try check(answer)
            if let expected = json["failure"] { #expect(failure?.name == expected.text) }
        case .upload:
            Issue.record("taken for an upload")
        case .accepted(let generation):
            let accepted = json["accepted"]?.object
            if let accepted { check(generation, against: accepted) }
            if let outcome {
                try check(vendor.answer(outcome, to: generation, for: call))
            } else {
                #expect(accepted != nil, "accepted, though the case states an answer")
            }
        case .statement(let wording):
            // Cases count in credits, of which a dollar has two million.
            try check(wording(AccountStatement(spent: json.value("spent").number * 500)))
        case .queue:
            Issue.record("for the queue, though the case states none")
        }
    }

    /// Says where the case comes from and how sure it is.
    func checkProvenance() {
        #expect(!json.value("source").text.isEmpty, "\(name)")
        #expect(kindsOfSource.contains(json.value("known").text), "\(name)")
    }

    private func check(_ answer: Answer) throws {
        let text = String(decoding: answer.body, as: UTF8.self)
        let expected = try #require(json["response"]?.object, "answered: \(text)")
        #expect(answer.status.code == expected.value("status").number)
        for member in expected["headers"]?.object.members ?? [] {
            if member.value == .null {
                #expect(answer.fields[member.key] == nil, "\(member.key)")
            } else {
                let value = try #require(answer.fields[member.key], "no field \(member.key)")
                #expect(fits(.string(value), member.value), "\(member.key): \(value)")
            }
        }
        if let expected = expected["text"] { #expect(text == expected.text) }
        if let body = expected["body"] {
            let actual = try JSONParser.parse(answer.body)
            #expect(fits(actual, body), "\(text)")
            #expect(answer.body == javaScriptBytes(actual), "the body is compact")
        }
    }

    private func check(_ generation: Generation, against expected: JSONObject) {
        let facts: JSONObject = [
            "model": .string(generation.model),
            "prompt": .string(generation.prompt),
            "seed": generation.seed.map { .string($0.digits) } ?? .null,
            "count": .integer(generation.count),
            "size": generation.size.map { .string("\($0.width)x\($0.height)") } ?? .null,
            "format": .string(generation.format.rawValue),
            "inferenceSteps": .integer(generation.inferenceSteps),
            "guidanceScale": .double(generation.guidanceScale),
            "acceleration": .string(generation.acceleration.rawValue),
            "safetyChecker": .bool(generation.safetyChecker),
            "reference": generation.reference.map { .string($0.url) } ?? .null,
            "strength": generation.reference.map { .double($0.strength) } ?? .null,
            "delivery": .string(generation.delivery == .url ? "url" : "inline"),
        ]
        for member in expected.members { #expect(facts[member.key] == member.value, "\(member.key)") }
    }
}

/// The words of `docs/fidelity.md`.
let kindsOfSource = ["documented", "recorded", "source", "inferred"]

/// Whether a value is the one stated, key order included; `<nanoid>` and its like stand for any text of their form.
private func fits(_ actual: JSONValue, _ expected: JSONValue) -> Bool {
    switch (actual, expected) {
    case (.object(let actual), .object(let expected)):
        actual.members.map(\.key) == expected.members.map(\.key)
            && zip(actual.members, expected.members).allSatisfy { fits($0.value, $1.value) }
    case (.array(let actual), .array(let expected)):
        actual.count == expected.count && zip(actual, expected).allSatisfy { fits($0, $1) }
    case (.string(let actual), .string("<nanoid>")):
        actual.wholeMatch(of: /[A-Za-z0-9_-]{21}/) != nil
    case (.string(let actual), .string("<weak entity tag>")):
        actual.wholeMatch(of: /W\/"[0-9a-f]+-[A-Za-z0-9+\/]{27}"/) != nil
    default:
        actual == expected
    }
}
