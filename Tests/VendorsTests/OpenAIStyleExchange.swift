import HTTP
import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing

@testable import Vendors

/// One exchange with a vendor from `fixtures/<vendor>/exchange-cases.json`: a request, and the answer or the generation
/// it must lead to.
struct OpenAIStyleExchange: CustomTestStringConvertible {
    let name: String
    let vendor: any Vendor.Type
    let json: JSONObject

    var testDescription: String { "\(vendor.name): \(name)" }

    static func all(of vendor: any Vendor.Type) -> [OpenAIStyleExchange] {
        Fixture.cases("\(vendor.name)/exchange-cases.json").map {
            OpenAIStyleExchange(name: $0.object.value("name").text, vendor: vendor, json: $0.object)
        }
    }

    var settings: VendorSettings {
        let settings = json["settings"]?.object ?? [:]
        return VendorSettings(
            strictness: settings["strictness"]?.text == "observed" ? .observed : .documented,
            profile: settings["profile"]?.text,
            keys: settings["keys"].map { Set($0.elements.map(\.text)) }
        )
    }

    /// The request on the first host of its kind, with a key unless it says otherwise.
    var call: Call {
        let request = json.value("request").object
        let kind: Role.Kind = request["host"]?.text == "images" ? .images : .api
        guard let role = vendor.roles.first(where: { $0.kind == kind }) else { fatalError("\(name): no host") }
        var fields: HTTPFields = ["Authorization": "Bearer 0123456789abcdef", "Content-Type": "application/json"]
        for member in request["headers"]?.object.members ?? [] {
            fields[member.key] = member.value == .null ? nil : member.value.text
        }
        return vendor.call(
            HTTPMethod(rawValue: request["method"]?.text ?? "POST"),
            host: role.host,
            path: request["path"]?.text ?? "/v1/images/generations",
            query: request["query"]?.text,
            fields: fields,
            body: body(of: request),
            time: Timestamp(nanoseconds: 1_788_091_381_734_000_000)
        )
    }

    private func body(of request: JSONObject) -> Call.Body {
        if let limit = request["tooLargeFor"] { return .tooLarge(limit: limit.number) }
        if let text = request["text"] { return .bytes(Array(text.text.utf8)) }
        guard let body = request["body"] else { return .bytes([]) }
        do {
            // Python's style leaves integers of any size as they are.
            return .bytes(try JSONWriter.write(filled(body, by: request["fill"]), style: .python))
        } catch {
            fatalError("\(name): \(error)")
        }
    }

    /// What became of the generation, where the case says so.
    var outcome: Outcome? {
        guard let outcome = json["outcome"]?.object else { return nil }
        if outcome["failure"] != nil { return .failure(failure(outcome)) }
        let images = outcome.value("images").elements.map { value in
            let image = value.object
            return GeneratedImage(
                url: image.value("url").text,
                size: PixelSize(width: image.value("width").number, height: image.value("height").number),
                format: image.value("format").text == "png" ? .png : .jpeg,
                isUnsafe: image["unsafe"] == .bool(true)
            )
        }
        guard case .double(let seconds) = outcome.value("inferenceSeconds") else { fatalError("\(name): no seconds") }
        let seed: Seed =
            if case .string(let digits) = outcome.value("seed") { Seed(digits: digits) } else {
                Seed(outcome.value("seed").number)
            }
        return .images(GeneratedImages(images: images, seed: seed, inferenceSeconds: seconds))
    }

    private func failure(_ outcome: JSONObject) -> ProviderFailure {
        let name = outcome["reason"]?.text ?? outcome.value("failure").text
        let url = outcome["url"]?.text ?? ""
        guard
            let failure = ProviderFailure.named(name, url: url, retryAfterSeconds: outcome["retryAfterSeconds"]?.number)
        else { fatalError("\(self.name): no failure \(name)") }
        return failure
    }
}

/// An object with long strings put in, each stated as a text and how often it is repeated.
func filled(_ value: JSONValue, by fills: JSONValue?) -> JSONValue {
    guard let fills, case .object(var object) = value else { return value }
    for fill in fills.object.members {
        let text = fill.value.object
        object[fill.key] = .string(String(repeating: text.value("text").text, count: text.value("times").number))
    }
    return .object(object)
}
