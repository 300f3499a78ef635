import HTTP
import JSON

/// How one gateway differs from the others that speak the `images/generations` dialect.
struct GatewayDialect: Sendable {
    /// The contracts of the models it has, by the names built into the program.
    let contracts: [String]
    /// What comes before the UUID in an image's file name.
    let fileNamePrefix: String
    /// What `param` holds where no parameter is to blame.
    let absentParameter: JSONValue
    let texts: GatewayTexts
    /// One row of the model list.
    let modelRow: @Sendable (_ model: String) -> JSONObject
}

/// The sentences with which a gateway refuses.
struct GatewayTexts: Sendable {
    /// 401.
    let invalidKey: String
    /// 402.
    let insufficientBalance: String
    /// 403.
    let forbidden: String
    /// 408.
    let timeout: String
    /// 422.
    let contentPolicy: String
    /// 429.
    let rateLimited: String
    /// 502.
    let badGateway: String
    /// 503.
    let noProvider: String
}
