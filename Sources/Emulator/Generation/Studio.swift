import HTTPServer
import ImageGeneration
import Imaging
import Scenarios
import Simulation
import Vendors

/// A valid generation, the call that asked for it, and in the end what became of it.
///
/// A class, so that what waits for it holds one reference; it belongs to the one task that answers the call.
final class Order {
    let arrival: Arrival
    let generation: Generation
    var production: Production?
    /// Why no rule of the scenario fired, where there are rules.
    var nearestMiss: NearestMiss?
    /// Where it is counted as long as it is under way; nil where that is not limited.
    var scope: Quotas.Scope?
    /// How long it waits for a runner.
    var wait = Duration.zero
    /// What is reserved for what it holds: a decoded reference, images inside of the answer.
    var reservation: BufferReservation?
    /// Whether it never got as far as its model, and is refused at once.
    var isTurnedAway = false

    init(arrival: Arrival, generation: Generation) {
        self.arrival = arrival
        self.generation = generation
    }

    /// What is reserved for images inside of the answer, if there are any.
    var inlineReservation: BufferReservation? { generation.delivery == .dataURI ? reservation : nil }

    /// What the operator's settings are looked up for.
    var subject: SettingSubject { SettingSubject(arrival, model: generation.model) }
}

/// What became of an order, and remarks on it for the journal.
struct Production: Sendable {
    var outcome: Outcome
    var notes: [String] = []
    /// Who had it refused, where it was not the vendor.
    var cause: RefusalCause?
}

/// Turns a valid generation into its outcome: settles seed, reference and size, and promises the images.
struct Studio: Sendable {
    let references: ReferenceResolver
    let images: ImageStore
    let buffers: BufferBudget
    /// Whose large images are being drawn that go into answers.
    let turns = Turns(count: 2)
    let safetyChecker: SafetyChecker
    let imaging: EmulatorConfiguration.Imaging
    let inference: Scoped<EmulatorConfiguration.Inference>

    /// Makes the images of an order if nothing has to be waited for: neither a reference nor a drawing.
    func makeAtOnce(_ order: Order) -> Production? {
        let generation = order.generation
        guard generation.reference == nil, generation.delivery == .url else { return nil }
        if let refusal = refusal(of: order) { return refusal }
        let recipes = recipes(for: order, size: generation.size, reference: nil)
        return production(of: order, recipes, urls: promise(recipes, of: order), notes: [])
    }

    /// Makes the images of an order, or says why there are none.
    func make(_ order: Order) async -> Production {
        if let refusal = refusal(of: order) { return refusal }
        let generation = order.generation
        let reservation = buffers.reservation()
        order.reservation = reservation
        guard let reference = generation.reference else {
            return await deliver(recipes(for: order, size: generation.size, reference: nil), of: order, notes: [])
        }
        let references = references.reserving(reservation)
        let (resolution, notes) = await references.resolve(reference.url, origin: order.arrival.call.links.origin)
        switch resolution {
        case .picture(let image):
            let size = generation.size ?? PixelSize(width: image.width, height: image.height)
            return await deliver(recipes(for: order, size: size, reference: .image(image)), of: order, notes: notes)
        case .standIn(let size):
            let standIn = Recipe.Reference.standIn(url: reference.url)
            let recipes = recipes(for: order, size: generation.size ?? size, reference: standIn)
            return await deliver(recipes, of: order, notes: notes)
        case .wantOfRoom:
            return self.wantOfRoom("the reference", notes)
        case .unusable(let fault):
            let failure = ProviderFailure.referenceUnusable(url: reference.url, reason: fault)
            return Production(outcome: .failure(failure), notes: notes)
        }
    }

    /// The refusal of what the safety checker objects to, by vendors that refuse.
    private func refusal(of order: Order) -> Production? {
        guard type(of: order.arrival.vendor).objection == .refuses, let objection = objection(to: order),
            let number = (1...order.imageCount).first(where: objection.includes)
        else { return nil }
        let isByRule = !safetyChecker.objects(to: order.generation.prompt)
        let object = isByRule ? "image \(number), as a rule has it" : "the prompt"
        return Production(outcome: .failure(.contentPolicy), notes: ["the safety checker objected to \(object)"])
    }

    /// Which images the safety checker objects to: all of them for their prompt, or those that a rule names.
    private func objection(to order: Order) -> SafetyHit? {
        guard order.generation.safetyChecker else { return nil }
        return safetyChecker.objects(to: order.generation.prompt) ? .all : order.safetyHit
    }

    /// The seed that an order draws from, and what is to be drawn.
    private struct Recipes {
        let seed: Seed
        let size: PixelSize
        let recipes: [Recipe]
    }

    private func recipes(for order: Order, size: PixelSize?, reference: Recipe.Reference?) -> Recipes {
        let generation = order.generation
        let size = size ?? PixelSize(width: 1024, height: 768)
        // Seeds that vendors draw fit 32 bits and are at least 1.
        let seed = generation.seed ?? Seed(1 + Int(order.arrival.call.draw.number("seed", below: 0xFFFF_FFFF)))
        let objection = objection(to: order)
        let recipes = (0..<order.imageCount).map { index in
            Recipe(
                prompt: generation.prompt,
                seed: seed.bits,
                index: index,
                width: size.width,
                height: size.height,
                reference: reference,
                strength: Strength(generation.reference?.strength ?? 1),
                isBlackedOut: objection?.includes(index + 1) == true
            )
        }
        return Recipes(seed: seed, size: size, recipes: recipes)
    }

    private func deliver(_ recipes: Recipes, of order: Order, notes: [String]) async -> Production {
        var urls: [String] = []
        switch order.generation.delivery {
        case .url:
            urls = promise(recipes, of: order)
        case .dataURI:
            switch await inline(images(of: recipes, for: order), reserving: order.reservation) {
            case .texts(let texts): urls = texts
            case .wantOfRoom: return wantOfRoom("the images", notes)
            case .notDrawn(let note): return Production(outcome: .failure(.internalError), notes: notes + [note])
            }
        }
        return production(of: order, recipes, urls: urls, notes: notes)
    }

    private func production(of order: Order, _ recipes: Recipes, urls: [String], notes: [String]) -> Production {
        let images = zip(urls, recipes.recipes).map { url, recipe in
            GeneratedImage(
                url: url,
                size: recipes.size,
                format: order.generation.format,
                isUnsafe: recipe.isBlackedOut
            )
        }
        let seconds = inference.seconds(of: order, size: recipes.size)
        let batch = GeneratedImages(images: images, seed: recipes.seed, inferenceSeconds: seconds)
        return Production(outcome: .images(batch), notes: notes + order.vainEffects)
    }

    /// Promises images at places that the vendor names, and returns the URLs that lead there.
    private func promise(_ recipes: Recipes, of order: Order) -> [String] {
        let call = order.arrival.call
        return images(of: recipes, for: order).map { image in
            let location = order.arrival.vendor.imageLocation(
                index: image.recipe.index,
                format: image.format,
                draw: call.draw
            )
            images.keep(image, at: location)
            return call.links.url(role: location.role, path: location.path)
        }
    }

    private func images(of recipes: Recipes, for order: Order) -> [PromisedImage] {
        let (call, generation) = (order.arrival.call, order.generation)
        let request = PromisedImage.Request(
            vendor: order.arrival.vendor,
            model: generation.model,
            seed: recipes.seed,
            count: generation.count,
            draw: call.draw,
            time: call.time
        )
        return recipes.recipes.map {
            PromisedImage(
                $0,
                format: generation.format,
                disturbance: order.arrival.disturbance?.downloads,
                account: order.arrival.account,
                request: request,
                imaging: imaging
            )
        }
    }
}
