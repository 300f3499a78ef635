import HTTP
import JSON

extension UploadDescription.Lifetime {
    /// A hundred years: longer ones are cut.
    private static let mostSeconds = 3_153_600_000

    /// How long the fields of a call ask for a file to be kept.
    ///
    /// The clients send one field or both, with one value (source). What is no JSON, or says nothing of an expiry, is
    /// passed over (recorded); null and 0 are no expiry (documented; source).
    init(_ fields: HTTPFields) {
        self = .usual
        let text = fields["x-fal-object-lifecycle"] ?? fields["x-fal-object-lifecycle-preference"]
        guard let text, case .object(let preference) = try? JSONParser.parse(Array(text.utf8)) else { return }
        switch preference["expiration_duration_seconds"] {
        case .null, .integer(0): self = .unlimited
        case .integer(let seconds) where seconds > 0: self = .seconds(min(seconds, Self.mostSeconds))
        case .double(let seconds) where seconds > 0:
            self = .seconds(seconds < Double(Self.mostSeconds) ? max(1, Int(seconds)) : Self.mostSeconds)
        default: break
        }
    }
}
