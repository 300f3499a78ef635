import WebFormats

@testable import Vendors

/// Reads bytes as a body of `multipart/form-data`, as a query, and as fields that name entity tags.
///
/// The first line is the media type, which names the boundary.
func fuzzForms(_ bytes: [UInt8]) {
    let line = bytes.prefix { $0 != 0x0A }
    let mediaType = String(decoding: line, as: UTF8.self)
    let body = Array(bytes.dropFirst(line.count + 1))
    if let form = FormDataBody(body, contentType: mediaType) {
        for name in ["purpose", "file", "\(mediaType)"] {
            guard let text = form.text(of: name) else { continue }
            demand(text.utf8.count <= 3 * body.count, "a part is longer than its form")
        }
    }
    let query = String(decoding: bytes, as: UTF8.self)
    let parameters = FormParameters.parse(query)
    demand(parameters.count <= 1 + query.utf8.count { $0 == UInt8(ascii: "&") }, "more parameters than there can be")
    demand(FormParameters.parse(nil).isEmpty, "parameters of nothing")
    let tag = EntityTag(text: mediaType)
    _ = tag.matches(ifNoneMatch: query)
    _ = tag.matches(strongly: query)
}
