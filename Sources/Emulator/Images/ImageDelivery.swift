import HTTP
import ImageGeneration
import Vendors
import WebFormats

/// Answers requests for image files: whole or in part, conditional or not.
struct ImageDelivery: Sendable {
    let images: ImageStore

    /// The answer to a request for the image at a location; nil when no such image is promised.
    ///
    /// - Parameters:
    ///   - location: where the image was promised.
    ///   - call: GET or HEAD, with its conditions (RFC 9110 §13) and range (§14).
    ///   - vendorFields: the fields that the vendor's image host sends with every file.
    /// - Returns: The file, part of it, or what its conditions demand.
    /// - Throws: `ImagingError` when the image cannot be drawn.
    func answer(
        for location: ImageLocation,
        to call: Call,
        with vendorFields: HTTPFields
    ) async throws -> HTTPResponse? {
        guard let promise = images.promise(at: location) else { return nil }
        var fields = vendorFields
        // The length of a file that is sent as it is drawn is not known before its end, and no part of it can be found.
        fields.append("accept-ranges", promise.isStreamed ? "none" : "bytes")
        fields.append("etag", promise.entityTag.text)
        if let condition = call.fields["If-Match"], !promise.entityTag.matches(strongly: condition) {
            return HTTPResponse(status: 412, fields: fields)
        }
        if let condition = call.fields["If-None-Match"], promise.entityTag.matches(ifNoneMatch: condition) {
            return HTTPResponse(status: 304, fields: fields)
        }
        fields.append("content-type", promise.format.mediaType)
        if promise.isStreamed {
            return HTTPResponse(
                status: 200,
                fields: fields,
                body: .stream(contentLength: nil) { try await promise.draw(to: $0) }
            )
        }
        let file = try await images.file(of: promise, at: location)
        switch range(in: call, for: promise.entityTag, length: file.count) {
        case .whole:
            return HTTPResponse(status: 200, fields: fields, body: .bytes(file))
        case .part(let part):
            fields.append("content-range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.count)")
            return HTTPResponse(status: 206, fields: fields, body: .slice(file[part]))
        case .unsatisfiable:
            fields.append("content-range", "bytes */\(file.count)")
            fields["content-type"] = nil
            return HTTPResponse(status: 416, fields: fields)
        }
    }

    /// The range asked for; `If-Range` with another entity's tag, or with a date, asks for the whole (§13.1.5).
    private func range(in call: Call, for entityTag: EntityTag, length: Int) -> ByteRange {
        guard call.method == .get else { return .whole }
        if let condition = call.fields["If-Range"], !entityTag.matches(strongly: condition) { return .whole }
        return ByteRange(field: call.fields["Range"], length: length)
    }
}
