import HTTP
import ImageGeneration
import JSON
import Simulation

/// A gateway's answer with images: `{"data":[{"url","b64_json","revised_prompt"}],"created"}`, of which the members
/// that do not apply are empty strings.
func gatewayAnswer(_ batch: GeneratedImages, at time: Timestamp) -> Answer {
    let size = batch.images.reduce(64) { $0 + $1.url.utf8.count + 48 }
    var writer = JSONWriter(style: .javaScript, reservingCapacity: size)
    writer.beginObject()
    writer.key("data")
    writer.beginArray()
    for image in batch.images {
        let inline = base64Data(ofURI: image.url)
        writer.beginObject()
        writer.member("url", inline == nil ? image.url : "")
        writer.member("b64_json", inline ?? "")
        writer.member("revised_prompt", "")
        writer.endObject()
    }
    writer.endArray()
    writer.member("created", Int(time.seconds))
    writer.endObject()
    return Answer(status: 200, fields: gatewayFields, body: (try? writer.finish()) ?? [])
}

/// What stands behind the comma of a data URI (RFC 2397); nil for any other URL.
private func base64Data(ofURI url: String) -> String? {
    guard url.hasPrefix("data:"), let comma = url.utf8.firstIndex(of: 0x2C) else { return nil }
    return String(url[url.index(after: comma)...])
}
