import Contracts
import ImageGeneration

/// A model of the endpoint: its contract, and how a valid input becomes a `Generation`.
struct AIMLAPIModel: Sendable {
    let contract: Contract
    private let prompt: Field
    private let count: Field
    private let seed: Field
    /// Absent where the reference image decides.
    private let size: Field?
    private let inferenceSteps: Field
    private let guidanceScale: Field
    private let inline: Field
    private let safetyChecker: Field
    private let format: Field
    private let acceleration: Field
    /// The reference image and its strength, where the model takes one.
    private let reference: (url: Field, strength: Field)?

    /// Every model there is.
    static func all(rules: Contract.Rules) -> [AIMLAPIModel] {
        ["aimlapi/flux-srpo", "aimlapi/flux-srpo-image-to-image"].map {
            AIMLAPIModel(contract: .embedded($0, rules: rules))
        }
    }

    private init(contract: Contract) {
        self.contract = contract
        prompt = contract.field("prompt")
        count = contract.field("num_images")
        seed = contract.field("seed")
        size = contract.field(named: "image_size")
        inferenceSteps = contract.field("num_inference_steps")
        guidanceScale = contract.field("guidance_scale")
        inline = contract.field("sync_mode")
        safetyChecker = contract.field("enable_safety_checker")
        format = contract.field("output_format")
        acceleration = contract.field("acceleration")
        reference = contract.field(named: "image_url").map { ($0, contract.field("strength")) }
    }

    /// What a valid input asks for.
    func generation(from values: Values) -> Generation {
        Generation(
            model: contract.model,
            prompt: values.prompt(prompt),
            seed: values.seed(seed),
            // `num_images` is no integer to the schema; half an image is none.
            count: Int(values.number(count)),
            size: size.flatMap(values.size),
            format: values.text(format) == "png" ? .png : .jpeg,
            inferenceSteps: values.integer(inferenceSteps),
            guidanceScale: values.number(guidanceScale),
            acceleration: values.acceleration(acceleration) ?? .none,
            safetyChecker: values.flag(safetyChecker),
            reference: reference.map { field in
                Generation.Reference(url: values.text(field.url) ?? "", strength: values.number(field.strength))
            },
            delivery: values.flag(inline) ? .dataURI : .url
        )
    }
}
