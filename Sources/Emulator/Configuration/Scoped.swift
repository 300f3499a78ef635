import Vendors

/// Settings of which each may be left out, since a wider section may state it.
public protocol ScopedSection: Sendable {
    /// Makes a section that states nothing.
    init()
}

/// Settings that are stated for everything, and otherwise for single vendors, models and accounts.
///
/// Each setting is looked up by itself: the narrowest section that states it has the say, which is the account's, or else
/// the model's, or else the vendor's, or else the one for everything.
public struct Scoped<Section: ScopedSection>: Sendable {
    /// For everything that no other section is about.
    public var everywhere = Section()
    /// By the short name of the vendor.
    public var vendors: [String: Section] = [:]
    /// By the vendor's own name of the model.
    public var models: [String: Section] = [:]
    /// By API key.
    public var accounts: [String: Section] = [:]

    /// Makes settings of which none is stated.
    public init() {}
}

/// What a section is about that is not about everything; each is named so in the configuration file.
enum SettingScope: String, CaseIterable {
    case vendors, models, accounts
}

/// What a setting is looked up for.
struct SettingSubject {
    /// The vendor's short name.
    let vendor: String
    /// Nil where no model's section is to be asked.
    var model: String?
    /// Nil where no account's section is to be asked.
    var account: String?
}

extension SettingSubject {
    /// The caller of a vendor, or what it asks of one of its models.
    init(_ arrival: Arrival, model: String? = nil) {
        self.init(vendor: type(of: arrival.vendor).name, model: model, account: arrival.account)
    }
}

extension Scoped {
    /// What has the say about a setting: its value, and what the section is about that states it; nil for everything.
    typealias Statement<Value> = (value: Value, scope: SettingScope?)

    /// The statement of the narrowest section that states a setting; nil where none does.
    func statement<Value>(of setting: (Section) -> Value?, for subject: SettingSubject) -> Statement<Value>? {
        if let account = subject.account, let value = accounts[account].flatMap(setting) { return (value, .accounts) }
        if let model = subject.model, let value = models[model].flatMap(setting) { return (value, .models) }
        if let value = vendors[subject.vendor].flatMap(setting) { return (value, .vendors) }
        return setting(everywhere).map { ($0, nil) }
    }

    /// What the narrowest section states that states a setting; nil where none does.
    func value<Value>(of setting: (Section) -> Value?, for subject: SettingSubject) -> Value? {
        statement(of: setting, for: subject)?.value
    }

    /// Whether any section at all is as a closure says.
    func contains(where predicate: (Section) -> Bool) -> Bool {
        predicate(everywhere)
            || [vendors, models, accounts].contains { sections in sections.values.contains(where: predicate) }
    }
}
