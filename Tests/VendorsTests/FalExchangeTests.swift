import HTTP
import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing

@testable import Vendors

/// One exchange from `fixtures/fal/exchange-cases.json`.
struct FalExchange: Sendable, CustomTestStringConvertible {
    let json: JSONObject

    static func all(_ list: String) -> [FalExchange] {
        Fixture.object("fal/exchange-cases.json").value(list).elements.map { FalExchange(json: $0.object) }
    }

    /// The name, and how well the behaviour is known.
    var testDescription: String { "\(json.value("name").text) (\(json.value("known").text))" }

    var settings: VendorSettings {
        VendorSettings(
            profile: json["profile"]?.text,
            keys: json["keys"].map { keys in Set(keys.elements.map(\.text)) }
        )
    }

    var call: Call {
        Fal.call(
            HTTPMethod(rawValue: json["method"]?.text ?? "POST"),
            host: json["host"]?.text ?? "fal.run",
            path: json.value("path").text,
            query: json["query"]?.text,
            fields: fields(json.value("fields").object),
            body: Array((json["send"]?.text ?? #"{"prompt":"a cat"}"#).utf8)
        )
    }

    func check(_ answer: Answer) {
        #expect(answer.status.code == json.value("status").number)
        if let body = json["body"]?.text { #expect(String(decoding: answer.body, as: UTF8.self) == body) }
        for field in json["expect"]?.object.members ?? [] {
            #expect(answer.fields.values(of: field.key) == [field.value.text], "\(field.key)")
        }
        for name in json["absent"]?.elements ?? [] { #expect(answer.fields[name.text] == nil, "\(name.text)") }
    }

    func fields(_ object: JSONObject) -> HTTPFields {
        object.members.reduce(into: [:]) { $0.append($1.key, $1.value.text) }
    }
}

@Suite struct `fal answers on the wire` {
    @Test(arguments: FalExchange.all("cases"))
    func `a call is refused or reaches the model`(_ exchange: FalExchange) throws {
        let reception = Fal(settings: exchange.settings).receive(exchange.call)
        if exchange.json.value("status").number == 200, exchange.json["body"] == nil {
            #expect(try accepted(reception).prompt == "a cat")
        } else {
            let (answer, failure) = try answered(reception)
            exchange.check(answer)
            #expect(failure?.name == exchange.json["failure"]?.text)
        }
    }

    @Test(arguments: FalExchange.all("failures"))
    func `a failure is worded as fal words it`(_ exchange: FalExchange) throws {
        let reference = Generation.Reference(url: "https://example.com/a.png", strength: 0.9)
        let generation = Generation(model: "fal-ai/flux/srpo", prompt: "a cat", reference: reference)
        let failure = try #require(ProviderFailure.named(exchange.json.value("failure").text, retryAfterSeconds: 3))
        exchange.check(Fal(settings: VendorSettings()).answer(.failure(failure), to: generation, for: Fal.call()))
    }

    @Test(arguments: ["cases", "failures"])
    func `every exchange says how it is known`(list: String) {
        for exchange in FalExchange.all(list) {
            #expect(kindsOfSource.contains(exchange.json.value("known").text), "\(exchange.testDescription)")
        }
    }

    @Test func `the account is the key`() {
        let fal = Fal(settings: VendorSettings())
        #expect(fal.account(of: Fal.call(fields: ["authorization": "Key id:secret"])) == "id:secret")
        #expect(fal.account(of: Fal.call(fields: ["authorization": "Key broken"])) == "broken")
        #expect(fal.account(of: Fal.call(fields: [:])) == nil)
    }

    @Test func `a body over the limit is refused before the key is looked at`() throws {
        let call = Fal.call(path: "/fal-ai/flux/srpo", fields: [:], body: .tooLarge(limit: 1000))
        let (answer, failure) = try answered(Fal(settings: VendorSettings()).receive(call))
        #expect(answer.status == 413)
        #expect(answer.fields["content-type"] == "text/html")
        #expect(failure == .invalidInput)
    }

    @Test(arguments: [(974, 422), (975, 422), (976, 500), (981, 500), (982, 400)])
    func `a deep value is shown, cannot be shown, or cannot be read`(depth: Int, status: Int) throws {
        let arrays = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let call = Fal.call(body: Array("{\"prompt\":\(arrays)}".utf8))
        let (answer, _) = try answered(Fal(settings: VendorSettings()).receive(call))
        #expect(answer.status.code == status)
    }
}
