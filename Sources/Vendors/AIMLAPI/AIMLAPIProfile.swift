/// The vendor's behaviour as of a date.
enum AIMLAPIProfile: String, CaseIterable {
    /// The time of the published examples.
    case november2025 = "2025-11"
    /// `application/problem+json`, tracing and cost fields.
    case august2026 = "2026-08"

    /// The profile of a name; the newest for nil or an unknown name.
    init(named name: String?) {
        self = name.flatMap(AIMLAPIProfile.init(rawValue:)) ?? .august2026
    }
}
