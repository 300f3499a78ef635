import ImageGeneration
import Imaging
import Simulation
import Vendors

/// Turns a valid generation into its outcome: settles seed, reference and size, and promises the images.
struct Studio: Sendable {
    let references: ReferenceResolver
    let images: ImageStore

    /// Makes the images of a generation, or says why there are none.
    ///
    /// - Parameters:
    ///   - generation: what was asked for.
    ///   - vendor: names the places where the images will be served.
    ///   - call: whose links lead there, and whose draw settles what the caller left open.
    ///   - notes: gets remarks for the journal.
    /// - Returns: The images promised, or the failure that a reference caused.
    func make(
        _ generation: Generation,
        by vendor: any Vendor,
        for call: Call,
        notes: inout [String]
    ) async -> Outcome {
        var size = generation.size
        var picture: Recipe.Reference?
        if let reference = generation.reference {
            switch await references.resolve(reference.url, origin: call.links.origin, notes: &notes) {
            case .picture(let image):
                picture = .image(image)
                size = size ?? PixelSize(width: image.width, height: image.height)
            case .standIn(let standInSize):
                picture = .standIn(url: reference.url)
                size = size ?? standInSize
            case .unusable(let reason):
                return .failure(.referenceUnusable(url: reference.url, reason: reason))
            }
        }
        let finalSize = size ?? PixelSize(width: 1024, height: 768)
        // Seeds that vendors draw fit 32 bits and are at least 1.
        let seed = generation.seed ?? Seed(1 + Int(call.draw.number("seed", below: 0xFFFF_FFFF)))
        var made: [GeneratedImage] = []
        for index in 0..<generation.count {
            let recipe = Recipe(
                prompt: generation.prompt,
                seed: seed.bits,
                index: index,
                width: finalSize.width,
                height: finalSize.height,
                reference: picture,
                strength: Strength(generation.reference?.strength ?? 1)
            )
            let promise = ImageStore.Promise(recipe: recipe, format: generation.format)
            let url: String
            switch generation.delivery {
            case .url:
                let location = vendor.imageLocation(index: index, format: generation.format, draw: call.draw)
                images.keep(promise, at: location)
                url = call.links.url(role: location.role, path: location.path)
            case .dataURI:
                do {
                    let file = try await promise.draw()
                    url = "data:\(generation.format.mediaType);base64,\(encodeBase64(file))"
                } catch {
                    notes.append("image \(index) was not drawn: \(error)")
                    return .failure(.internalError)
                }
            }
            made.append(GeneratedImage(url: url, size: finalSize, format: generation.format))
        }
        return .images(
            GeneratedImages(
                images: made,
                seed: seed,
                inferenceSeconds: inferenceSeconds(of: generation, size: finalSize, draw: call.draw)
            )
        )
    }
}
