import HTTP
import ImageGeneration
import JSON
import Simulation

extension Fal {
    /// A call to the host of files that is not for a file that there is: an upload, or a mistake.
    ///
    /// Successes are as the clients read them (source). Of refusals one is recorded, and that they are plain text with
    /// it; the others are inferred.
    func receiveMedia(_ call: Call) -> Reception {
        if let preflight = FalPreflight.answer(to: call) { return .answered(preflight) }
        switch (call.method, FalUploadPath(call.path)) {
        case (.post, .newFile): return storeFile(call)
        case (.post, .newFileInParts): return beginParts(call)
        case (.put, .file(let location)): return fill(location, call)
        case (.put, .part(let upload, let number)): return storePart(number, of: upload, call)
        case (.post, .completion(let upload)): return complete(upload, call)
        // Nothing can be deleted here, by anybody (recorded).
        case (.delete, .some): return refuseUpload(403, "Forbidden", .forbidden)
        default: return .answered(missingFile)
        }
    }

    /// What a call says of the file that it brings or announces.
    func uploadDescription(name: String?, mediaType: String?, _ call: Call) -> UploadDescription {
        UploadDescription(
            name: name.flatMap { $0.isEmpty ? nil : String($0.unicodeScalars.suffix(255)) },
            mediaType: usable(mediaType) ?? "application/octet-stream",
            lifetime: UploadDescription.Lifetime(call.fields)
        )
    }

    /// A media type that can be sent with every download.
    private func usable(_ mediaType: String?) -> String? {
        mediaType.flatMap { (1...255).contains($0.utf8.count) ? $0 : nil }
    }

    /// What the fields of a call say of the file that it brings or announces.
    private func uploadDescription(_ call: Call) -> UploadDescription {
        uploadDescription(name: call.fields["x-fal-file-name"], mediaType: call.fields["content-type"], call)
    }

    private func storeFile(_ call: Call) -> Reception {
        guard case .bytes(let bytes) = call.body else { return fileTooLarge }
        let description = uploadDescription(call)
        let location = uploadLocation(description, draw: call.draw)
        return upload(.store(bytes, description, at: location), call) { _ in stored(at: location, call) }
    }

    private func beginParts(_ call: Call) -> Reception {
        let description = uploadDescription(call)
        let location = uploadLocation(description, draw: call.draw)
        let id = call.draw.nanoid("upload", length: 64)
        let reservation = UploadReservation(at: location, for: description, partsID: id)
        return upload(.reserve(reservation), call) { _ in
            mediaAnswer([
                "access_url": .string(call.links.url(role: location.role, path: location.path)),
                "uploadId": .string(id),
            ])
        }
    }

    private func fill(_ location: ImageLocation, _ call: Call) -> Reception {
        guard case .bytes(let bytes) = call.body else { return fileTooLarge }
        return upload(.fill(location, with: bytes, mediaType: usable(call.fields["content-type"])), call) { _ in
            Answer(status: 200, fields: Self.mediaFields)
        }
    }

    /// The entity tag is in the body and in a field: the clients read one or the other (source).
    private func storePart(_ number: String, of upload: UploadInParts, _ call: Call) -> Reception {
        guard case .bytes(let bytes) = call.body else { return fileTooLarge }
        // Digits alone: `Int` would take a sign as well.
        let isUnsigned = number.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isUnsigned, let number = Int(number), (1...10_000).contains(number) else {
            return refuseUpload(400, "uploadPart: Part number must be between 1 and 10000, inclusive.", .invalidInput)
        }
        return self.upload(.storePart(bytes, number: number, of: upload), call) { entityTag in
            var answer = mediaAnswer(["partNumber": .integer(number), "etag": .string(entityTag)])
            answer.fields.append("etag", "\"\(entityTag)\"")
            return answer
        }
    }

    private func complete(_ upload: UploadInParts, _ call: Call) -> Reception {
        guard case .bytes(let body) = call.body, let parts = parts(in: body) else {
            return refuseUpload(400, "Invalid request body", .invalidInput)
        }
        return self.upload(.complete(upload, from: parts), call) { _ in stored(at: upload.location, call) }
    }

    /// The parts that the body of a completion names; nil when it is another.
    ///
    /// They come in any order: the Python client sends them as their uploads end (source).
    private func parts(in body: [UInt8]) -> [UploadedPart]? {
        guard case .object(let members) = try? JSONParser.parse(body), case .array(let elements) = members["parts"]
        else { return nil }
        var parts: [UploadedPart] = []
        for element in elements {
            guard case .object(let part) = element, case .integer(let number) = part["partNumber"],
                case .string(let entityTag) = part["etag"]
            else { return nil }
            parts.append(UploadedPart(number: number, entityTag: String(entityTag.split(separator: "\"").first ?? "")))
        }
        return parts
    }

    /// A request to the store, and what is said when it is done.
    private func upload(
        _ action: UploadRequest.Action,
        _ call: Call,
        done: @escaping @Sendable (_ entityTag: String) -> Answer
    ) -> Reception {
        guard let grant = FalGrant(call) else { return refuseUpload(401, "Unauthorized", .unauthenticated) }
        return .upload(UploadRequest(action, by: grant.text)) { reply in
            switch reply {
            case .done(let entityTag): done(entityTag ?? "")
            case .refused(let fault): words(of: fault, grant, action)
            }
        }
    }

    private func stored(at location: ImageLocation, _ call: Call) -> Answer {
        mediaAnswer([
            "access_url": .string(call.links.url(role: location.role, path: location.path)), "uploaded": .bool(true),
        ])
    }
}
