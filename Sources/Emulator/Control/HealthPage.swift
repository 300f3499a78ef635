import HTTPServer
import JSON

/// `/_fauxto/health`: that the server answers, and how much it holds for its clients.
struct HealthPage: Sendable {
    let buffers: BufferBudget

    /// The page.
    var json: String {
        var writer = JSONWriter(style: .javaScript)
        writer.beginObject()
        writer.member("status", "ok")
        writer.key("buffered")
        writer.beginObject()
        writer.member("bytes", buffers.bytesInUse)
        writer.member("limit", buffers.limit)
        writer.member("refused", buffers.refusedCount)
        writer.endObject()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
