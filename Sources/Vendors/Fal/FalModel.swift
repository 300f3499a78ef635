import Contracts
import ImageGeneration

/// A model with its route in the app.
final class FalModel: Sendable {
    /// The path inside the app.
    let path: String
    /// The path on the gateway, as clients write it.
    let gatewayPath: String
    private let model: ImageModel

    var contract: Contract { model.contract }

    /// Every model, with those rules of their contracts that apply.
    static func all(rules: Contract.Rules) -> [FalModel] {
        ["fal/flux-srpo", "fal/flux-srpo-image-to-image"].map { FalModel(.embedded($0, rules: rules)) }
    }

    private init(_ contract: Contract) {
        model = ImageModel(contract)
        path = String(contract.model.dropFirst(Fal.app.count))
        gatewayPath = "/\(contract.model)"
    }

    /// Whether the model answers at a path inside the app, at once or with a stream of events (documented).
    func hasRoute(_ path: String) -> Bool { path == self.path || path == self.path + "/stream" }

    /// What a valid input asks for; nil when a text in it is no Unicode text, with which no answer could be written.
    func generation(_ values: Values) -> Generation? {
        model.hasUnicodeTexts(values) ? model.generation(from: values) : nil
    }
}
