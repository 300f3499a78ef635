import JSON
import Scenarios

/// Reads bytes as a scenario file, and as each way in which a caller may wish for something.
func fuzzScenario(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    _ = Wish(prompt: text)
    _ = Wish(key: text)
    _ = try? Wish(words: text, source: "header")
    do throws(SourceDiagnostic) {
        let scenario = try Scenario(text: bytes, file: "f", catalogue: catalogue)
        // Rules that were taken are taken again, behind those of another file.
        var further = Scenario()
        try further.add(text: bytes, file: "g", catalogue: catalogue)
        demand(further.rules.count == scenario.rules.count, "rules were lost")
    } catch {
        demand(error.location.line >= 1 && error.location.column >= 1, "a place that there is not: \(error)")
        demand(!error.message.isEmpty, "no reason")
    }
}

private let catalogue = ScenarioCatalogue(vendors: [
    ScenarioCatalogue.Vendor(
        name: "fal",
        roles: [["fal.run", "fal", "api"], ["queue.fal.run", "queue"], ["rest.fal.ai", "storage"]],
        models: ["fal-ai/flux/srpo", "fal-ai/flux/dev"]
    ),
    ScenarioCatalogue.Vendor(name: "aimlapi", roles: [["api.aimlapi.com", "api"]], models: ["flux/srpo"]),
])
