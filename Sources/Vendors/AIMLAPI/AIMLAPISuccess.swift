import HTTP
import ImageGeneration
import JSON

extension AIMLAPI {
    /// The answer with a generation's images.
    ///
    /// The body is what every known client can read: the upstream host's own answer, as in the published examples, with
    /// `data` and `meta` behind it.
    func imageAnswer(_ batch: GeneratedImages, to generation: Generation, tracing: AIMLAPITracing) -> Answer {
        let price = AIMLAPIPrice(nanodollars: prices.charge(for: batch, of: generation.model).nanodollars)
        let body = imageBody(batch, prompt: generation.prompt, price: price)
        var fields: HTTPFields = ["content-type": "application/json; charset=utf-8"]
        tracing.add(to: &fields)
        if profile == .august2026 {
            fields.append("x-aimlapi-credits-used", String(price.credits))
            fields.append("x-aimlapi-usd-spent", price.dollarText)
        }
        fields.append("etag", weakEntityTag(of: body))
        return Answer(status: 200, fields: fields, body: body)
    }

    private func imageBody(_ batch: GeneratedImages, prompt: String, price: AIMLAPIPrice) -> [UInt8] {
        let size = batch.images.reduce(prompt.utf8.count + 256) { $0 + 2 * ($1.url.utf8.count + 80) }
        var writer = JSONWriter(style: .javaScript, reservingCapacity: size)
        writer.beginObject()
        write(batch.images, under: "images", to: &writer)
        writer.key("timings")
        writer.beginObject()
        writer.member("inference", batch.inferenceSeconds)
        writer.endObject()
        writer.key("seed")
        writer.value(batch.seed.json)
        writer.key("has_nsfw_concepts")
        writer.beginArray()
        for image in batch.images { writer.bool(image.isUnsafe) }
        writer.endArray()
        writer.member("prompt", prompt)
        write(batch.images, under: "data", to: &writer)
        writer.key("meta")
        writer.beginObject()
        writer.key("usage")
        writer.beginObject()
        switch profile {
        case .november2025:
            writer.member("tokens_used", price.credits)
        case .august2026:
            writer.member("credits_used", price.credits)
            writer.member("usd_spent", price.dollars)
        }
        writer.endObject()
        writer.endObject()
        writer.endObject()
        // Nothing is written that this style could not write.
        return (try? writer.finish()) ?? []
    }

    private func write(_ images: [GeneratedImage], under key: String, to writer: inout JSONWriter) {
        writer.key(key)
        writer.beginArray()
        for image in images {
            writer.beginObject()
            writer.member("url", image.url)
            writer.member("width", image.size.width)
            writer.member("height", image.size.height)
            writer.member("content_type", image.format.mediaType)
            writer.endObject()
        }
        writer.endArray()
    }
}

extension Seed {
    /// The number; the writer's style decides how digits beyond a float's precision are written.
    fileprivate var json: JSONValue {
        Int(digits).map { .integer($0) } ?? .bigInteger(digits)
    }
}
