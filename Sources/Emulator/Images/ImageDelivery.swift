import HTTP
import ImageGeneration
import Vendors
import WebFormats

/// Answers requests for image files, drawn or uploaded: whole or in part, conditional or not.
struct ImageDelivery: Sendable {
    let images: ImageStore
    let clock: Clock

    /// The answer to a request for an image.
    ///
    /// - Parameters:
    ///   - promise: the image.
    ///   - location: where it was promised.
    ///   - call: GET or HEAD, with its conditions (RFC 9110 §13) and range (§14).
    ///   - vendorFields: the fields that the vendor's image host sends with every file.
    /// - Returns: The file, part of it, or what its conditions demand.
    /// - Throws: `ImagingError` when the image cannot be drawn.
    func answer(
        with promise: PromisedImage,
        at location: ImageLocation,
        to call: Call,
        with vendorFields: HTTPFields
    ) async throws -> HTTPResponse {
        // The length of a file that is sent as it is drawn is not known before its end, and no part of it can be found.
        let fields = entityFields(vendorFields, promise.entityTag, hasRanges: !promise.isStreamed)
        if let response = refusal(of: call, promise.entityTag, fields) { return response }
        if promise.isStreamed {
            var fields = fields
            fields.append("content-type", promise.format.mediaType)
            return HTTPResponse(
                status: 200,
                fields: fields,
                body: .stream(contentLength: nil) { writer in
                    clock.beginWork()
                    defer { clock.endWork() }
                    try await promise.draw(to: IdlingWriter(writer: writer, clock: clock))
                }
            )
        }
        let file = try await images.file(of: promise, at: location)
        return response(to: call, file, mediaType: promise.format.mediaType, promise.entityTag, fields)
    }

    /// The answer to a request for a file that was uploaded: whole, in part, or what the conditions of the call demand.
    ///
    /// It may be a page, and under a path prefix it has the origin of the emulator's own pages: so a browser gives it an
    /// origin of its own, runs nothing in it, and does not take another type for its own.
    func answer(with file: UploadedFile, to call: Call, _ vendorFields: HTTPFields) -> HTTPResponse {
        let entityTag = EntityTag(text: "\"\(file.entityTag)\"")
        var fields = entityFields(vendorFields, entityTag, hasRanges: true)
        fields.append("x-content-type-options", "nosniff")
        fields.append("content-security-policy", "sandbox")
        return refusal(of: call, entityTag, fields)
            ?? response(to: call, file.bytes, mediaType: file.mediaType, entityTag, fields)
    }

    /// The fields of every answer about a file that there is.
    private func entityFields(_ vendorFields: HTTPFields, _ entityTag: EntityTag, hasRanges: Bool) -> HTTPFields {
        var fields = vendorFields
        fields.append("accept-ranges", hasRanges ? "bytes" : "none")
        fields.append("etag", entityTag.text)
        return fields
    }

    /// What a call gets whose conditions are not met.
    private func refusal(of call: Call, _ entityTag: EntityTag, _ fields: HTTPFields) -> HTTPResponse? {
        if let condition = call.fields["If-Match"], !entityTag.matches(strongly: condition) {
            return HTTPResponse(status: 412, fields: fields)
        }
        if let condition = call.fields["If-None-Match"], entityTag.matches(ifNoneMatch: condition) {
            return HTTPResponse(status: 304, fields: fields)
        }
        return nil
    }

    /// A file, or the part of it that is asked for.
    private func response(
        to call: Call,
        _ file: [UInt8],
        mediaType: String,
        _ entityTag: EntityTag,
        _ fields: HTTPFields
    ) -> HTTPResponse {
        var fields = fields
        switch range(in: call, for: entityTag, length: file.count) {
        case .whole:
            fields.append("content-type", mediaType)
            return HTTPResponse(status: 200, fields: fields, body: .bytes(file))
        case .part(let part):
            fields.append("content-type", mediaType)
            fields.append("content-range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.count)")
            return HTTPResponse(status: 206, fields: fields, body: .slice(file[part]))
        case .unsatisfiable:
            fields.append("content-range", "bytes */\(file.count)")
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
