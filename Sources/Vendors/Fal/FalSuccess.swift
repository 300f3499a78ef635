import HTTP
import ImageGeneration
import JSON

extension Fal {
    /// A success: the fields and the order of their keys are recorded for a model of the same family.
    func answer(_ result: GeneratedImages, to generation: Generation, for call: Call) -> Answer {
        var writer = JSONWriter(
            style: .python,
            reservingCapacity: result.images.reduce(256 + generation.prompt.utf8.count) { $0 + $1.url.utf8.count + 96 }
        )
        writer.beginObject()
        writer.key("images")
        writer.beginArray()
        for image in result.images {
            writer.beginObject()
            writer.key("url")
            writer.string(image.url)
            writer.key("width")
            writer.integer(image.size.width)
            writer.key("height")
            writer.integer(image.size.height)
            writer.key("content_type")
            writer.string(image.format.mediaType)
            writer.endObject()
        }
        writer.endArray()
        writer.key("timings")
        writer.beginObject()
        writer.key("inference")
        writer.double(result.inferenceSeconds)
        writer.endObject()
        writer.key("seed")
        writer.value(.bigInteger(result.seed.digits))
        writer.key("has_nsfw_concepts")
        writer.beginArray()
        for image in result.images { writer.bool(image.isUnsafe) }
        writer.endArray()
        writer.key("prompt")
        writer.string(generation.prompt)
        writer.endObject()
        guard let body = try? writer.finish() else { return self.answer(.internalError, to: generation, for: call) }
        var answer = Answer(status: 200, fields: gatewayFields(for: call, isFromApp: true))
        // The unit that prices are for (inferred for more than one: 1 for 1024 × 768 is recorded).
        answer.fields.append("x-fal-billable-units", String(prices.charge(for: result, of: generation.model).units))
        if call.path.hasSuffix("/stream") {
            answer.setEventStream(body)
        } else {
            answer.setJSON(body)
        }
        return answer
    }
}
