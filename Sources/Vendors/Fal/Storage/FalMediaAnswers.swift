import HTTP
import ImageGeneration
import JSON

extension Fal {
    /// For pages of every origin (inferred: browsers upload there).
    static let mediaFields: HTTPFields = ["access-control-allow-origin": "*"]

    /// A success of the host of files.
    func mediaAnswer(_ object: JSONObject) -> Answer {
        var answer = Answer(status: 200, fields: Self.mediaFields)
        answer.setJSON(object)
        return answer
    }

    /// The answer for a file that there is not; no gateway stands before this host (inferred).
    var missingFile: Answer {
        var answer = Answer(status: 404, fields: Self.mediaFields)
        answer.setJSON(["detail": .string("Not Found")])
        return answer
    }

    /// Recorded.
    var fileTooLarge: Reception { refuseUpload(413, Self.tooLargeText, .invalidInput) }

    private static let tooLargeText = "File too large, use multipart solution"

    /// A refusal of the host of files, in plain text.
    func refuseUpload(_ status: HTTPStatus, _ text: String, _ failure: ProviderFailure) -> Reception {
        .answered(textAnswer(status, text), failure: failure)
    }

    /// Words what the store refused.
    ///
    /// Parts have the names that they have in Cloudflare R2, so its sentences are likely (inferred).
    func words(of fault: UploadFault, _ grant: FalGrant, _ action: UploadRequest.Action) -> Answer {
        switch (fault, grant) {
        case (.unknownGrant, .token): textAnswer(401, "Invalid token")
        case (.unknownGrant, .signature): textAnswer(403, "Invalid signature")
        case (.expiredGrant, .token): textAnswer(401, "Token expired")
        case (.expiredGrant, .signature): textAnswer(403, "Signature expired")
        case (.unknownUpload, _): unknownUpload(action)
        case (.tooLarge, _): tooLarge(action)
        case (.partsNotFound, _):
            textAnswer(
                400,
                "completeMultipartUpload: One or more of the specified parts could not be found. (10025)"
            )
        }
    }

    private func unknownUpload(_ action: UploadRequest.Action) -> Answer {
        let sentence = "The specified multipart upload does not exist. (10024)"
        return switch action {
        case .storePart: textAnswer(400, "uploadPart: \(sentence)")
        case .complete: textAnswer(400, "completeMultipartUpload: \(sentence)")
        case .issue, .reserve, .store, .fill: missingFile
        }
    }

    private func tooLarge(_ action: UploadRequest.Action) -> Answer {
        let sentence = "Your proposed upload exceeds the maximum allowed object size. (100100)"
        return switch action {
        case .storePart: textAnswer(413, "uploadPart: \(sentence)")
        case .complete: textAnswer(413, "completeMultipartUpload: \(sentence)")
        case .issue, .reserve, .store, .fill: textAnswer(413, Self.tooLargeText)
        }
    }

    private func textAnswer(_ status: HTTPStatus, _ text: String) -> Answer {
        var fields = Self.mediaFields
        fields.append("content-type", "text/plain;charset=UTF-8")
        return Answer(status: status, fields: fields, body: Array(text.utf8))
    }
}
