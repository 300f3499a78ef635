import Contracts
import ImageGeneration

/// A model that makes images: its contract, and how a valid input becomes a `Generation`.
///
/// What a property means is known from its name, which is the same with every vendor that has it. A class, since it is
/// looked at by every call and too large to copy.
final class ImageModel: Sendable {
    let contract: Contract
    private let prompt: Field
    private let seed: Field?
    private let count: Field?
    /// Absent where the reference image decides.
    private let size: Field?
    /// Decides where the first has no value.
    private let otherSize: Field?
    /// `png` or `jpeg`, or how the images travel back: gateways say both by `output_format`.
    private let outputFormat: Field?
    private let defaultFormat: ImageFormat
    private let inline: Field?
    private let inferenceSteps: Field?
    private let guidanceScale: Field?
    private let acceleration: Field?
    private let safetyChecker: Field?
    /// The reference image and its strength, where the model takes one.
    private let reference: (url: Field, strength: Field)?

    /// Finds out what the properties of a contract mean.
    ///
    /// - Parameters:
    ///   - contract: What the model accepts; it has a `prompt`.
    ///   - defaultFormat: The format of images where the input names none.
    init(_ contract: Contract, defaultFormat: ImageFormat = .jpeg) {
        self.contract = contract
        self.defaultFormat = defaultFormat
        prompt = contract.field("prompt")
        seed = contract.field(named: "seed")
        count = contract.field(named: "num_images") ?? contract.field(named: "n")
        size = contract.field(named: "image_size")
        otherSize = contract.field(named: "size")
        outputFormat = contract.field(named: "output_format")
        inline = contract.field(named: "sync_mode")
        inferenceSteps = contract.field(named: "num_inference_steps")
        guidanceScale = contract.field(named: "guidance_scale")
        acceleration = contract.field(named: "acceleration")
        safetyChecker = contract.field(named: "enable_safety_checker")
        reference = contract.field(named: "image_url").map { ($0, contract.field("strength")) }
    }

    /// What a valid input asks for.
    ///
    /// Its size is nil where the reference image decides, and where the input names a size that is no preset and no
    /// `WIDTHxHEIGHT`.
    func generation(from values: Values) -> Generation {
        let output = outputFormat.flatMap(values.text)
        return Generation(
            model: contract.model,
            prompt: values.prompt(prompt),
            seed: seed.flatMap(values.seed),
            count: count.map(values.imageCount) ?? 1,
            size: size.flatMap(values.size) ?? otherSize.flatMap(values.size),
            format: output == "png" ? .png : output == "jpeg" ? .jpeg : defaultFormat,
            inferenceSteps: inferenceSteps.map(values.integer) ?? 28,
            guidanceScale: guidanceScale.map(values.number) ?? 4.5,
            acceleration: acceleration.flatMap(values.acceleration) ?? .none,
            safetyChecker: safetyChecker.map(values.flag) ?? true,
            reference: reference.map { field in
                Generation.Reference(url: values.text(field.url) ?? "", strength: values.number(field.strength))
            },
            delivery: output == "b64_json" || inline.map(values.flag) == true ? .dataURI : .url
        )
    }

    /// Whether prompt and reference are Unicode text: lone surrogates are accepted by some parsers, and cannot be written
    /// into an answer.
    func hasUnicodeTexts(_ values: Values) -> Bool {
        values.text(prompt) != nil && reference.map { values.text($0.url) != nil } != false
    }
}
