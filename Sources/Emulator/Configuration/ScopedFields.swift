import JSON
import Vendors

extension Scoped {
    /// The fields of an object that states settings: for everything by themselves, and in sections for single names.
    ///
    /// - Parameters:
    ///   - fields: What every section may state.
    ///   - scopes: What there may be sections about.
    /// - Returns: The fields, and one for each kind of section.
    static func fields(
        _ fields: [ConfigurationField<Section>],
        by scopes: [SettingScope] = SettingScope.allCases
    ) -> [ConfigurationField<Self>] {
        fields.map { $0.lifted(to: \.everywhere) }
            + scopes.map { scope in
                ConfigurationField(scope.rawValue) { (target, value) throws(SourceDiagnostic) in
                    for (name, section) in try value.members() {
                        try scope.check(name, at: section)
                        try section.read(into: &target[scope][name, default: Section()], fields: fields)
                    }
                }
            }
    }

    private subscript(scope: SettingScope) -> [String: Section] {
        get {
            switch scope {
            case .vendors: vendors
            case .models: models
            case .accounts: accounts
            }
        }
        set {
            switch scope {
            case .vendors: vendors = newValue
            case .models: models = newValue
            case .accounts: accounts = newValue
            }
        }
    }
}

extension ConfigurationField {
    /// The same field for whatever holds what the field sets.
    func lifted<Whole>(to member: any WritableKeyPath<Whole, Target> & Sendable) -> ConfigurationField<Whole> {
        ConfigurationField<Whole>(name) { (whole, value) throws(SourceDiagnostic) in
            try set(&whole[keyPath: member], value)
        }
    }
}

extension SettingScope {
    /// Throws where a name is none that there is; accounts may have any.
    fileprivate func check(_ name: String, at value: FieldValue) throws(SourceDiagnostic) {
        let (what, names): (String, [String])
        switch self {
        case .accounts: return
        case .vendors: (what, names) = ("vendor", vendorTable.map { $0.name })
        case .models: (what, names) = ("model", vendorTable.flatMap { $0.init(settings: VendorSettings()).modelNames })
        }
        guard !names.contains(name) else { return }
        let suggestion = nearestName(to: name, in: names).map { "did you mean \($0)?" }
        throw value.diagnostic(
            "there is no \(what) \(name); \(suggestion ?? "there are \(names.joined(separator: ", "))")"
        )
    }
}
