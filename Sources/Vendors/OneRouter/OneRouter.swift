import JSON

/// OneRouter (since renamed Infron AI; its hosts keep their names).
struct OneRouter: ImagesGateway {
    static let name = "onerouter"
    static let profiles = ["2025-11"]
    static let roles = [
        Role(host: "image.onerouter.pro", prefix: "onerouter", kind: .api, aliases: ["llm.onerouter.pro"]),
        Role(host: "resource.onerouter.pro", prefix: "onerouter/resource", kind: .images),
    ]

    /// The names that the vendor's two names suggest (inferred).
    static let keyVariables = ["ONEROUTER_API_KEY", "INFRON_API_KEY"]
    static let exampleKey = "sk-fauxto"

    /// Sentences from https://docs.onerouter.pro/api-reference/errors, where the page has one.
    static let dialect = GatewayDialect(
        contracts: ["onerouter/flux-srpo-text-to-image"],
        fileNamePrefix: "onerouter_",
        absentParameter: .string(""),
        texts: GatewayTexts(
            invalidKey: "Invalid API Key",
            insufficientBalance:
                "Your account or API key has insufficient credits. Add more credits and retry the request.",
            forbidden: "Your chosen model requires moderation and your input was flagged",
            timeout: "Your request timed out",
            contentPolicy: "Invalid prompt detected.",
            rateLimited: "You are being rate limited",
            badGateway: "Your chosen model is down or we received an invalid response from it",
            noProvider: "There is no available model provider that meets your routing requirements"
        ),
        modelRow: { model in
            [
                "id": .string(model),
                "min_prompt_price": .integer(0),
                "min_completion_price": .integer(0),
                "category_type": .string("image"),
                "is_display_only": .bool(false),
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
