import Contracts
import ImageGeneration
import JSON

/// A gateway's model: its contract, and how a valid input becomes a `Generation`.
struct GatewayModel: Sendable {
    let contract: Contract
    private let prompt: Field
    private let preset: Field
    private let size: Field
    private let inferenceSteps: Field
    private let guidanceScale: Field
    private let acceleration: Field
    private let seed: Field
    private let safetyChecker: Field
    private let count: Field
    private let delivery: Field

    /// Makes a model of a contract.
    init(contract: Contract) {
        self.contract = contract
        prompt = contract.field("prompt")
        preset = contract.field("size")
        size = contract.field("image_size")
        inferenceSteps = contract.field("num_inference_steps")
        guidanceScale = contract.field("guidance_scale")
        acceleration = contract.field("acceleration")
        seed = contract.field("seed")
        safetyChecker = contract.field("enable_safety_checker")
        count = contract.field("n")
        delivery = contract.field("output_format")
    }

    /// What a valid input asks for; fails when `size` is neither a preset nor, where the contract lets it through,
    /// `WIDTHxHEIGHT`.
    func generation(from values: Values) throws(ParameterFault) -> Generation {
        Generation(
            model: contract.model,
            prompt: values.prompt(prompt),
            seed: values.seed(seed),
            count: values.integer(count),
            size: try pixels(values),
            format: .png,
            inferenceSteps: values.integer(inferenceSteps),
            guidanceScale: values.number(guidanceScale),
            acceleration: values.acceleration(acceleration) ?? .none,
            safetyChecker: values.flag(safetyChecker),
            delivery: values.text(delivery) == "b64_json" ? .dataURI : .url
        )
    }

    /// An explicit `image_size` goes before `size`, which has a default.
    private func pixels(_ values: Values) throws(ParameterFault) -> PixelSize {
        if let size = values.pixels(size) { return size }
        let name = values.text(preset) ?? ""
        if let pixels = SizePreset(rawValue: name)?.pixels ?? dimensions(name) { return pixels }
        throw ParameterFault(parameter: "size", notAmong: SizePreset.allCases.map(\.rawValue))
    }
}

/// The size that `1024x768` means, as OpenAI's clients write it; within the upstream model's bounds.
private func dimensions(_ text: String) -> PixelSize? {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let width = side(parts[0]), let height = side(parts[1]) else { return nil }
    return PixelSize(width: width, height: height)
}

private func side(_ text: Substring) -> Int? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let side = Int(text) else { return nil }
    return (1...14_142).contains(side) ? side : nil
}
