import HTTP
import ImageGeneration
import Vendors

extension HTTPResponse {
    /// A vendor's answer as a response.
    init(_ answer: Answer) {
        self.init(status: answer.status, fields: answer.fields, body: .bytes(answer.body))
    }
}

extension Outcome {
    /// The name by which the journal knows the outcome.
    var name: String {
        switch self {
        case .images: "images"
        case .failure(let failure): failure.name
        }
    }
}
