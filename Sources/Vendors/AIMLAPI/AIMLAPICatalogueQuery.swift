import WebFormats

/// A query of the model catalogue.
///
/// Values of one parameter are alternatives, parameters narrow one another, and case does not count. Unknown parameters
/// and values are ignored.
struct AIMLAPICatalogueQuery {
    private let parameters: [(name: String, values: [String])]

    /// Reads what follows the question mark.
    init(_ query: String?) {
        parameters = (query ?? "").split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let values = parts.count > 1 ? PercentEncoding.decode(parts[1]).split(separator: ",") : []
            return (PercentEncoding.decode(parts[0]), values.map { $0.lowercased() })
        }
    }

    /// The optional parts asked for.
    var sections: AIMLAPICatalogueEntry.Sections {
        var sections: AIMLAPICatalogueEntry.Sections = []
        for value in values(of: "include") ?? [] {
            switch value {
            case "pricing": sections.insert(.pricing)
            case "modalities": sections.insert(.modalities)
            case "capabilities": sections.insert(.capabilities)
            case "all": sections = .all
            default: break
            }
        }
        if values(of: "details")?.contains("true") == true { sections = .all }
        return sections
    }

    /// Whether an entry passes every filter.
    func admits(_ entry: AIMLAPICatalogueEntry) -> Bool {
        let output = AIMLAPICatalogueEntry.outputModalities
        return passes("id", [entry.id] + entry.aliases)
            && passes("type", [AIMLAPICatalogueEntry.type])
            && passes("tags", AIMLAPICatalogueEntry.tags)
            && passes("modalities", entry.inputModalities + output)
            && passes("input_modalities", entry.inputModalities)
            && passes("output_modalities", output)
            && passes("capabilities", entry.capabilities)
    }

    private func passes(_ name: String, _ candidates: [String]) -> Bool {
        guard let wanted = values(of: name), !wanted.isEmpty else { return true }
        return candidates.contains { wanted.contains($0.lowercased()) }
    }

    /// The values of every parameter of a name; nil when there is none of it.
    private func values(of name: String) -> [String]? {
        let found = parameters.filter { $0.name == name }
        return found.isEmpty ? nil : found.flatMap(\.values)
    }
}
