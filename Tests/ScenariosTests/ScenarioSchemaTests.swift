import ImageGeneration
import JSON
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `The JSON Schema of scenario files` {
    @Test func `is in the repository as it is printed`() {
        #expect(
            Fixture.text("../docs/scenario.schema.json") == ScenarioSchema.text,
            "write it anew with 'fauxto schema > docs/scenario.schema.json'"
        )
    }

    @Test func `describes every field and no other`() {
        let names = Set(ScenarioSchema.names(in: ScenarioSchema.shape))
        #expect(names == Set(ScenarioSchema.fieldDescriptions.keys))
    }

    @Test func `knows what each field takes`() {
        #expect(unknown(in: ScenarioSchema.shape).isEmpty)
    }

    @Test(
        arguments: [
            ("retryAfterSeconds", .integer(0...86_400)), ("chance", .number(0...1)), ("continue", .flag),
            ("name", .text), ("attempts", .any([.integer(1...Int.max), .list(.integer(1...Int.max), atLeast: 1)])),
            ("reason", .words(["unreachable", "undecodable", "tooLarge"])), ("header", .map(.text)),
            ("per", .any([.pattern(Duration.textPattern), .number(0...1e12)])),
        ] as [(String, FieldShape)]
    )
    func `has found it out from the reader`(name: String, shape: FieldShape) {
        #expect(members(named: name, in: ScenarioSchema.shape) == [shape])
    }

    private func members(named name: String, in shape: FieldShape) -> [FieldShape] {
        switch shape {
        case .object(let members):
            members.flatMap { ($0.name == name ? [$0.shape] : []) + self.members(named: name, in: $0.shape) }
        case .list(let element, _): members(named: name, in: element)
        case .map(let member): members(named: name, in: member)
        default: []
        }
    }

    private func unknown(in shape: FieldShape, at path: String = "") -> [String] {
        switch shape {
        case .object(let members): members.flatMap { unknown(in: $0.shape, at: "\(path).\($0.name)") }
        case .list(let element, _): unknown(in: element, at: path)
        case .map(let member): unknown(in: member, at: path)
        case .any(let shapes): shapes.isEmpty ? [path] : shapes.flatMap { unknown(in: $0, at: path) }
        default: []
        }
    }
}

@Suite struct `The page about scenarios` {
    private let page = Fixture.text("../docs/scenarios.md")

    @Test(arguments: ProviderFailure.Kind.allCases.map(\.rawValue) + WireFault.allCases.map(\.rawValue))
    func `has a row for every failure and fault`(name: String) {
        #expect(page.contains("\n| `\(name)` | "))
    }

    @Test(arguments: Wish.keys.map(\.name))
    func `says what every key asks for`(key: String) {
        let word = Wish.keys.first { $0.name == key }?.word ?? ""
        #expect(page.contains("| `\(key)` | `\(word)` |"))
    }

    @Test func `names no other key, failure or fault`() {
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let first = rows.map { String($0.dropFirst(3).prefix { $0 != "`" }) }
        let keys = first.filter { $0.hasPrefix("fauxto-") }
        #expect(keys == Wish.keys.map(\.name))
        let faults = first.filter { $0 == $0.uppercased() }
        #expect(faults == WireFault.allCases.map(\.rawValue))
    }

    @Test(arguments: ScenarioPreset.all.map(\.name))
    func `lists every preset with its own words`(name: String) throws {
        let preset = try #require(ScenarioPreset.named(name))
        #expect(page.contains("| `\(name)` | \(preset.summary) |"))
    }
}
