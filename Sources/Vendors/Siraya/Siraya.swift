import JSON

/// Siraya: a gateway to many vendors' models.
struct Siraya: ImagesGateway {
    static let name = "siraya"
    static let profiles = ["2026-01"]
    static let roles = [
        Role(
            host: "image.siraya.pro",
            prefix: "siraya",
            kind: .api,
            aliases: ["llm.siraya.pro", "llm.siraya.ai"]
        ),
        Role(host: "resource.siraya.pro", prefix: "siraya/resource", kind: .images),
    ]

    /// What the tools of the vendor's own read.
    static let keyVariables = ["SIRAYA_API_KEY"]
    static let exampleKey = "sk-fauxto"

    /// Sentences from https://docs.siraya.ai/docs/api-reference/errors-code.
    static let dialect = GatewayDialect(
        contracts: ["siraya/flux-1-srpo-text-to-image"],
        fileNamePrefix: "siraya_",
        absentParameter: .null,
        texts: GatewayTexts(
            invalidKey: "Invalid API Key",
            insufficientBalance: "Your account balance is insufficient to complete the request.",
            forbidden: "The request was blocked (e.g., due to moderation policy).",
            timeout: "The connection to the model provider timed out.",
            contentPolicy: "Invalid prompt detected.",
            rateLimited: "You have reached your rate limit.",
            badGateway: "The model provider's server is down or unreachable.",
            noProvider: "No available model provider for the requested model."
        ),
        modelRow: { model in
            [
                "id": .string(model),
                "object": .string("model"),
                "created": .integer(1_760_745_600),
                "owned_by": .string("siraya"),
            ]
        }
    )

    let keys: Set<String>?
    let models: [ImageModel]
    let prices: PriceList

    init(settings: VendorSettings) {
        keys = settings.keys
        models = Self.models(for: settings)
        prices = Self.prices(of: models)
    }
}
