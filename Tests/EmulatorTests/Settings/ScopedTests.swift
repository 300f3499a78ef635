import Testing

@testable import Emulator

@Suite struct `A setting` {
    private struct Section: ScopedSection {
        var width: Int?
        var height: Int?
    }

    /// Sections of which some state a setting; who states it is its value's place among `all`.
    private func settings(stated: [String]) -> Scoped<Section> {
        var settings = Scoped<Section>()
        let section = { (name: String) in Section(width: stated.contains(name) ? Self.all.firstIndex(of: name) : nil) }
        settings.everywhere = section("everywhere")
        settings.vendors = ["fal": section("vendor")]
        settings.models = ["a model": section("model")]
        settings.accounts = ["a key": section("account")]
        return settings
    }

    private static let all = ["everywhere", "vendor", "model", "account"]
    private let subject = SettingSubject(vendor: "fal", model: "a model", account: "a key")

    /// Every choice of those that state it.
    static let choices = (0..<16).map { bits in all.indices.filter { bits >> $0 & 1 == 1 }.map { all[$0] } }

    @Test(arguments: choices) func `is what the narrowest section states that states it`(stated: [String]) {
        let settings = settings(stated: stated)
        let narrowest = Self.all.last { stated.contains($0) }
        #expect(settings.value(of: \.width, for: subject) == narrowest.flatMap(Self.all.firstIndex))
        let scopes: [String: SettingScope] = ["vendor": .vendors, "model": .models, "account": .accounts]
        #expect(settings.statement(of: \.width, for: subject)?.scope == narrowest.flatMap { scopes[$0] })
        #expect(settings.value(of: \.height, for: subject) == nil, "each setting is looked up by itself")
        #expect(settings.contains { $0.width != nil } == !stated.isEmpty)
    }

    @Test(arguments: [
        (SettingSubject(vendor: "siraya", model: "a model", account: "a key"), 3),
        (SettingSubject(vendor: "fal", model: "a model", account: "other"), 2),
        (SettingSubject(vendor: "fal", model: "a model"), 2),
        (SettingSubject(vendor: "fal", model: "other", account: "other"), 1),
        (SettingSubject(vendor: "fal"), 1),
        (SettingSubject(vendor: "siraya"), 0),
    ]) func `is looked for in the sections of its subject`(subject: SettingSubject, value: Int) {
        #expect(settings(stated: Self.all).value(of: \.width, for: subject) == value)
    }
}
