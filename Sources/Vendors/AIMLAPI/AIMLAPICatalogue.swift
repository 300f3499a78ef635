import HTTP
import JSON

/// The public list of models, which needs no key
/// (https://docs.aimlapi.com/api-references/service-endpoints/models-catalogue).
enum AIMLAPICatalogue {
    /// The list, narrowed and widened as a query says.
    static func list(query: String?) -> JSONValue {
        let query = AIMLAPICatalogueQuery(query)
        let entries = AIMLAPICatalogueEntry.all.filter(query.admits).map { $0.json(including: query.sections) }
        return .object(["object": .string("list"), "data": .array(entries)])
    }

    /// One model by its id or alias, in any case; nil when there is none.
    static func entry(id: String, query: String?) -> JSONValue? {
        let wanted = id.lowercased()
        let entry = AIMLAPICatalogueEntry.all.first { ([$0.id] + $0.aliases).contains { $0.lowercased() == wanted } }
        return entry.map {
            .object(["object": .string("model"), "data": $0.json(including: AIMLAPICatalogueQuery(query).sections)])
        }
    }
}
