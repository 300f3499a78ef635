import Contracts
import JSON

/// One model of the catalogue.
struct AIMLAPICatalogueEntry {
    let id: String
    let aliases: [String]
    let name: String
    let description: String
    let page: String
    let inputModalities: [String]
    let capabilities: [String]

    static let type = "openai/image-generations"
    static let tags = ["playground:image"]
    static let outputModalities = ["image"]

    /// Every entry, one for each model of the endpoint.
    static let all = [
        AIMLAPICatalogueEntry(
            id: "flux/srpo",
            aliases: [],
            name: "FLUX.1 SRPO Text to Image",
            description: "FLUX.1 [dev] upgraded with Tencent's SRPO technique.",
            page: "flux-srpo-text-to-image",
            inputModalities: ["text"],
            capabilities: ["text_to_image"]
        ),
        AIMLAPICatalogueEntry(
            id: "flux/srpo/image-to-image",
            aliases: [],
            name: "FLUX.1 SRPO Image to Image",
            description: "FLUX.1 [dev] image-to-image upgraded with Tencent's SRPO technique.",
            page: "flux-srpo-image-to-image",
            inputModalities: ["text", "image"],
            capabilities: ["image_to_image"]
        ),
    ]

    /// The optional parts of an entry.
    struct Sections: OptionSet {
        let rawValue: Int
        static let pricing = Sections(rawValue: 1)
        static let modalities = Sections(rawValue: 2)
        static let capabilities = Sections(rawValue: 4)
        static let all: Sections = [.pricing, .modalities, .capabilities]
    }

    /// Dollars for a megapixel; the catalogue is that of the newest profile.
    private var price: Double {
        AIMLAPIPrice(
            nanodollars: ListPrice.embedded(of: id, at: AIMLAPI.name, profile: AIMLAPIProfile.august2026.rawValue)
                .nanodollars
        ).dollars
    }

    /// The entry as it is listed.
    func json(including sections: Sections) -> JSONValue {
        let documents = "https://docs.aimlapi.com/api-references/image-models/flux/\(page)"
        let schema = "https://api.aimlapi.com/docs-json?model=\(escaped(id))&endpoint=\(escaped(Self.type))"
        var entry: JSONObject = [
            "id": .string(id),
            "aliases": texts(aliases),
            "type": .string(Self.type),
            "info": .object([
                "name": .string(name),
                "developer": .string("Flux"),
                "description": .string(description),
                "releasedAt": .string("2025-09-30T00:00:00.000Z"),
                "url": .string("https://aimlapi.com/models/\(page)"),
                "docsUrl": .string(documents),
                "docsJson": .string(schema),
            ]),
            "tags": texts(Self.tags),
        ]
        if sections.contains(.pricing) {
            let rate: JSONObject = ["price": .double(price), "unit": .string("megapixel"), "per": .integer(1)]
            entry["pricing"] = .object(["kind": .string("fixed"), "units": .array([.object(rate)])])
        }
        if sections.contains(.modalities) {
            entry["modalities"] = .object(["input": texts(inputModalities), "output": texts(Self.outputModalities)])
        }
        if sections.contains(.capabilities) { entry["capabilities"] = texts(capabilities) }
        return .object(entry)
    }
}

private func texts(_ texts: [String]) -> JSONValue {
    .array(texts.map { .string($0) })
}

private func escaped(_ text: String) -> String {
    text.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
}
