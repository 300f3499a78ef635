import HTTP
import ImageGeneration
import JSON
import Simulation

extension Fal {
    /// How long a token for uploads is good: thirty days (recorded).
    private static let tokenSeconds = 2_592_000
    /// How long a signed address is good: an hour (inferred).
    private static let signatureSeconds = 3_600

    /// A call to the host of everything around running models: tokens, the beginning of uploads, and the
    /// key of webhooks.
    func receiveRest(_ call: Call) -> Reception {
        if let preflight = FalPreflight.answer(to: call) { return .answered(preflight) }
        if call.path == "/.well-known/jwks.json" { return publishedKeys(call) }
        guard case .bytes(let body) = call.body else { return .answered(tooLarge(call), failure: .invalidInput) }
        if let refusal = restRefusal(call) { return refuse(refusal, call) }
        let endpoint: (Call, [UInt8]) -> Reception
        switch call.path {
        case "/storage/auth/token": endpoint = issueUploadToken
        case "/storage/upload/initiate": endpoint = { initiate($0, $1, inParts: false) }
        case "/storage/upload/initiate-multipart": endpoint = { initiate($0, $1, inParts: true) }
        case "/tokens", "/tokens/": endpoint = issueRealtimeToken
        default: return refuse(FalRefusal(.spacedDetail("Not Found"), status: 404, failure: .unknownModel), call)
        }
        guard call.method == .post else {
            let fields: HTTPFields = ["allow": "POST"]
            return refuse(
                FalRefusal(.detail("Method Not Allowed"), status: 405, failure: .invalidInput, fields: fields),
                call
            )
        }
        return endpoint(call, body)
    }

    /// A token for uploads to the host of files: the members and their order are recorded.
    private func issueUploadToken(_ call: Call, _ body: [UInt8]) -> Reception {
        if let refusal = FalRestInput(body).refusal { return refuse(refusal, call) }
        let expiry = call.time + .seconds(Self.tokenSeconds)
        let token = falWebToken(["exp": .integer(Int(expiry.seconds))], draw: call.draw)
        let answer = restAnswer(
            .object([
                "token": .string(token),
                "created_at": .string(call.time.pythonText),
                "expires_at": .string(expiry.pythonText),
                "base_url": .string(call.links.url(role: Self.media, path: "")),
                "token_type": .string("Bearer"),
            ]),
            to: call
        )
        return .upload(UploadRequest(.issue(UploadGrant(text: token, seconds: Self.tokenSeconds)))) { _ in answer }
    }

    /// The addresses to send a file to and to find it at (source: the clients); which store is asked for in the query
    /// does not matter.
    private func initiate(_ call: Call, _ body: [UInt8], inParts: Bool) -> Reception {
        var input = FalRestInput(body)
        let name = input.text("file_name")
        let mediaType = input.textOrNull("content_type")
        if let refusal = input.refusal { return refuse(refusal, call) }
        let description = uploadDescription(name: name, mediaType: mediaType, call)
        let location = uploadLocation(description, draw: call.draw)
        let signature = call.draw.hexadecimal("signature", length: 64)
        let partsID = inParts ? call.draw.nanoid("upload", length: 64) : nil
        let fileURL = call.links.url(role: location.role, path: location.path)
        let uploadURL = partsID.map { "\(fileURL)/multipart/\($0)" } ?? fileURL
        let answer = restAnswer(
            .object([
                "file_url": .string(fileURL),
                "upload_url": .string("\(uploadURL)?\(FalGrant.signatureName)=\(signature)"),
            ]),
            to: call
        )
        let grant = UploadGrant(text: signature, seconds: Self.signatureSeconds, location: location)
        let reservation = UploadReservation(at: location, for: description, partsID: partsID, grant: grant)
        return .upload(UploadRequest(.reserve(reservation))) { _ in answer }
    }

    /// A token for a real-time connection: a JSON string (source: the clients).
    private func issueRealtimeToken(_ call: Call, _ body: [UInt8]) -> Reception {
        var input = FalRestInput(body)
        let apps = input.texts("allowed_apps") ?? []
        let seconds = input.integer("token_expiration", default: 120)
        if let refusal = input.refusal { return refuse(refusal, call) }
        let (expiry, isTooLate) = Int(call.time.seconds).addingReportingOverflow(seconds)
        let claims: JSONObject = [
            "exp": .integer(isTooLate ? .max : expiry), "allowed_apps": .array(apps.map { .string($0) }),
        ]
        return .answered(restAnswer(.string(falWebToken(claims, draw: call.draw)), to: call))
    }

    private func restAnswer(_ value: JSONValue, to call: Call) -> Answer {
        var answer = Answer(status: 200, fields: gatewayFields(for: call, isFromApp: false))
        answer.setJSON((try? JSONWriter.write(value, style: .python)) ?? [])
        return answer
    }
}
