import Contracts
import ImageGeneration

/// One model: its route in the app, what it accepts, and how that reads in neutral terms.
final class FalModel: Sendable {
    /// The path inside the app.
    let path: String
    /// The path on the gateway, as clients write it.
    let gatewayPath: String
    let contract: Contract

    private let prompt: Field
    private let inferenceSteps: Field
    private let seed: Field
    private let guidanceScale: Field
    private let inline: Field
    private let count: Field
    private let safetyChecker: Field
    private let format: Field
    private let acceleration: Field
    /// Absent where the reference image decides.
    private let size: Field?
    /// The reference image and its strength, where the model takes one.
    private let reference: (url: Field, strength: Field)?

    /// Every model, with those rules of their contracts that apply.
    static func all(rules: Contract.Rules) -> [FalModel] {
        ["fal/flux-srpo", "fal/flux-srpo-image-to-image"].map { FalModel(.embedded($0, rules: rules)) }
    }

    private init(_ contract: Contract) {
        self.contract = contract
        path = String(contract.model.dropFirst(Fal.app.count))
        gatewayPath = "/\(contract.model)"
        prompt = contract.field("prompt")
        inferenceSteps = contract.field("num_inference_steps")
        seed = contract.field("seed")
        guidanceScale = contract.field("guidance_scale")
        inline = contract.field("sync_mode")
        count = contract.field("num_images")
        safetyChecker = contract.field("enable_safety_checker")
        format = contract.field("output_format")
        acceleration = contract.field("acceleration")
        size = contract.field(named: "image_size")
        reference = contract.field(named: "image_url").map { ($0, contract.field("strength")) }
    }

    /// Whether the model answers at a path inside the app, at once or with a stream of events (documented).
    func hasRoute(_ path: String) -> Bool { path == self.path || path == self.path + "/stream" }

    /// What a valid input asks for; nil when a text in it is no Unicode text, with which no answer could be written.
    func generation(_ values: Values) -> Generation? {
        guard let prompt = values.text(prompt) else { return nil }
        var picture: Generation.Reference?
        if let reference {
            guard let url = values.text(reference.url) else { return nil }
            picture = Generation.Reference(url: url, strength: values.number(reference.strength))
        }
        return Generation(
            model: contract.model,
            prompt: prompt,
            seed: values.seed(seed),
            count: values.integer(count),
            size: size.flatMap(values.size),
            format: values.text(format) == "png" ? .png : .jpeg,
            inferenceSteps: values.integer(inferenceSteps),
            guidanceScale: values.number(guidanceScale),
            acceleration: values.acceleration(acceleration) ?? .none,
            safetyChecker: values.flag(safetyChecker),
            reference: picture,
            delivery: values.flag(inline) ? .dataURI : .url
        )
    }
}
