import Foundation
import HTTP
import ImageGeneration
import JSON
import Simulation
import Testing

@testable import Vendors

/// One recorded or stated exchange with a vendor: a request, and the answer or the generation that it must lead to.
struct WireCase: CustomTestStringConvertible {
    let name: String
    let vendor: any Vendor.Type
    let json: JSONObject

    var testDescription: String { name }

    /// The cases of `fixtures/<folder>/wire-cases.json`.
    static func all(of vendor: any Vendor.Type) -> [WireCase] {
        array(fixture("\(vendor.name)/wire-cases.json")["cases"]).map { value in
            let json = object(value)
            return WireCase(name: string(json["name"]) ?? "", vendor: vendor, json: json)
        }
    }

    var vendorSettings: VendorSettings {
        let settings = object(json["settings"])
        return VendorSettings(
            strictness: string(settings["strictness"]).flatMap(VendorSettings.Strictness.init) ?? .documented,
            profile: string(settings["profile"]),
            keys: settings["keys"].map { Set(array($0).compactMap { string($0) }) }
        )
    }

    /// The request on the first host of its kind, with a key unless it says otherwise.
    var call: Call {
        let request = object(json["request"])
        let kind = string(request["host"]).flatMap(Role.Kind.init) ?? .api
        var fields: HTTPFields = ["Authorization": "Bearer 0123456789abcdef", "Content-Type": "application/json"]
        for member in object(request["headers"]).members { fields[member.key] = string(member.value) }
        var body: Call.Body = .bytes([])
        if let text = string(request["text"]) { body = .bytes(Array(text.utf8)) }
        if let value = request["body"] {
            let value = filled(value, by: object(request["fill"]))
            // Python writes integers of any size as they are.
            body = .bytes((try? JSONWriter.write(value, style: .python)) ?? [])
        }
        if let limit = integer(request["tooLargeFor"]) { body = .tooLarge(limit: limit) }
        return Call(
            role: vendor.roles.first { $0.kind == kind } ?? vendor.roles[0],
            method: HTTPMethod(rawValue: string(request["method"]) ?? "POST"),
            path: string(request["path"]) ?? "/v1/images/generations",
            query: string(request["query"]),
            fields: fields,
            body: body,
            time: Timestamp(nanoseconds: 1_788_091_381_734_000_000),
            draw: Draw(serverSeed: 7),
            links: Links(origin: "http://localhost:8080", usesShortPrefixes: true)
        )
    }

    /// What became of the generation, where the case says so.
    var outcome: Outcome? {
        guard let outcome = json["outcome"].map(object) else { return nil }
        if let name = string(outcome["failure"]) {
            let failures: [ProviderFailure] = [
                .unauthenticated, .invalidCredential, .insufficientBalance, .forbidden,
                .rateLimited(retryAfterSeconds: integer(outcome["retryAfterSeconds"])), .unknownModel, .invalidInput,
                .contentPolicy,
                .referenceUnusable(
                    url: string(outcome["url"]) ?? "",
                    reason: string(outcome["reason"]).flatMap(ProviderFailure.ReferenceFault.init) ?? .unreachable
                ),
                .overloaded, .timeout, .internalError,
            ]
            return failures.first { $0.name == name }.map(Outcome.failure)
        }
        let images = array(outcome["images"]).map { value in
            let image = object(value)
            return GeneratedImage(
                url: string(image["url"]) ?? "",
                size: PixelSize(width: integer(image["width"]) ?? 0, height: integer(image["height"]) ?? 0),
                format: string(image["format"]).flatMap(ImageFormat.init) ?? .jpeg,
                isUnsafe: image["unsafe"] == .bool(true)
            )
        }
        let seconds: Double = if case .double(let value)? = outcome["inferenceSeconds"] { value } else { 0 }
        let seed = integer(outcome["seed"]).map(Seed.init) ?? Seed(digits: string(outcome["seed"]) ?? "0")
        return .images(GeneratedImages(images: images, seed: seed, inferenceSeconds: seconds))
    }

    /// Runs the exchange and holds what comes of it against what the case states.
    func check() throws {
        let vendor = vendor.init(settings: vendorSettings)
        let call = call
        switch vendor.receive(call) {
        case .answered(let answer, let failure, _):
            try check(answer)
            if let expected = string(json["failure"]) { #expect(failure?.name == expected) }
        case .accepted(let generation):
            if let expected = json["accepted"] { check(generation, expected: object(expected)) }
            if let outcome {
                try check(vendor.answer(outcome, to: generation, for: call))
            } else {
                #expect(json["accepted"] != nil, "accepted, though the case states an answer")
            }
        }
    }

    /// Whether the case says where it comes from.
    func checkProvenance() {
        #expect(string(json["source"])?.isEmpty == false, "\(name)")
        #expect(["documented", "observed", "inferred"].contains(string(json["confidence"])), "\(name)")
    }

    private func check(_ answer: Answer) throws {
        let expected = try #require(
            json["response"].map(object),
            "answered: \(String(decoding: answer.body, as: UTF8.self))"
        )
        #expect(answer.status.code == integer(expected["status"]))
        for member in object(expected["headers"]).members {
            if member.value == .null {
                #expect(answer.fields[member.key] == nil, "\(member.key)")
            } else {
                let value = try #require(answer.fields[member.key], "no field \(member.key)")
                #expect(fits(.string(value), member.value), "\(member.key): \(value)")
            }
        }
        if let text = string(expected["text"]) {
            #expect(String(decoding: answer.body, as: UTF8.self) == text)
        } else if let body = expected["body"] {
            let actual = try JSONParser.parse(answer.body)
            #expect(fits(actual, body), "\(String(decoding: answer.body, as: UTF8.self))")
            #expect(answer.body == javaScriptBytes(actual), "the body is compact")
        }
    }

    private func check(_ generation: Generation, expected: JSONObject) {
        for member in expected.members {
            let actual: JSONValue? =
                switch member.key {
                case "model": .string(generation.model)
                case "prompt": .string(generation.prompt)
                case "seed": (generation.seed?.digits).map { .string($0) } ?? .null
                case "count": .integer(generation.count)
                case "size": generation.size.map { .string("\($0.width)x\($0.height)") } ?? .null
                case "format": .string(generation.format.rawValue)
                case "inferenceSteps": .integer(generation.inferenceSteps)
                case "guidanceScale": .double(generation.guidanceScale)
                case "acceleration": .string(generation.acceleration.rawValue)
                case "safetyChecker": .bool(generation.safetyChecker)
                case "reference": (generation.reference?.url).map { .string($0) } ?? .null
                case "strength": (generation.reference?.strength).map { .double($0) } ?? .null
                case "delivery": .string(generation.delivery == .url ? "url" : "inline")
                default: nil
                }
            #expect(actual == member.value, "\(member.key)")
        }
    }
}

/// Whether a value is the one stated, key order included; `<nanoid>` and its like stand for any text of their form.
func fits(_ actual: JSONValue, _ expected: JSONValue) -> Bool {
    switch (actual, expected) {
    case (.object(let actual), .object(let expected)):
        actual.members.map(\.key) == expected.members.map(\.key)
            && zip(actual.members, expected.members).allSatisfy { fits($0.value, $1.value) }
    case (.array(let actual), .array(let expected)):
        actual.count == expected.count && zip(actual, expected).allSatisfy { fits($0, $1) }
    case (.string(let actual), .string(let expected)):
        switch expected {
        case "<nanoid>": actual.wholeMatch(of: /[A-Za-z0-9_-]{21}/) != nil
        case "<weak entity tag>": actual.wholeMatch(of: /W\/"[0-9a-f]+-[A-Za-z0-9+\/]{27}"/) != nil
        default: actual == expected
        }
    default:
        actual == expected
    }
}

/// An object with long strings put in, each stated as a text and how often it is repeated.
func filled(_ value: JSONValue, by fills: JSONObject) -> JSONValue {
    guard case .object(var value) = value else { return value }
    for fill in fills.members {
        let text = object(fill.value)
        value[fill.key] = .string(String(repeating: string(text["text"]) ?? "", count: integer(text["times"]) ?? 0))
    }
    return .object(value)
}

/// A fixture file's object.
func fixture(_ path: String) -> JSONObject {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "fixtures/\(path)")
    guard let data = try? Data(contentsOf: url), let json = try? JSONParser.parse([UInt8](data)) else { return [:] }
    return object(json)
}

func object(_ value: JSONValue?) -> JSONObject {
    guard case .object(let object)? = value else { return [:] }
    return object
}

func array(_ value: JSONValue?) -> [JSONValue] {
    guard case .array(let array)? = value else { return [] }
    return array
}

func string(_ value: JSONValue?) -> String? {
    guard case .string(let text)? = value else { return nil }
    return text
}

func integer(_ value: JSONValue?) -> Int? {
    guard case .integer(let number)? = value else { return nil }
    return number
}
