public import Simulation

/// How the emulator's time passes.
public enum ClockMode: Sendable, Equatable {
    /// As on the machine's own clock.
    case real
    /// Not at all, unless it is advanced or set; nil is the moment at which it is frozen.
    case frozen(at: Timestamp?)
    /// So many times as fast as on the machine's clock; more than 0.
    case scaled(Double)
    /// As on the machine's clock, with leaps to the next deadline whenever everything is waiting.
    case auto

    /// The forms in which a person writes a mode, for messages.
    public static let forms = "real, auto, frozen, frozen@2026-08-30T12:00:00Z or scale=10"

    /// The scales that there are.
    static let scales = 0.001...1_000_000.0

    /// Reads one of ``forms``; nil for what is none of them.
    public init?(text: String) {
        let mark: Character = text.hasPrefix("frozen") ? "@" : "="
        let parts = text.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("real", 1): self = .real
        case ("auto", 1): self = .auto
        case ("frozen", 1): self = .frozen(at: nil)
        case ("frozen", 2):
            guard let time = Timestamp(internetText: parts[1]) else { return nil }
            self = .frozen(at: time)
        case ("scale", 2):
            guard let scale = Double(parts[1]), ClockMode.scales.contains(scale) else { return nil }
            self = .scaled(scale)
        default: return nil
        }
    }

    /// The name by which the control interface knows it.
    var name: String {
        switch self {
        case .real: "real"
        case .frozen: "frozen"
        case .scaled: "scale"
        case .auto: "auto"
        }
    }

    /// How many times as fast as the machine's clock it runs between leaps.
    var rate: Double {
        switch self {
        case .real, .auto: 1
        case .frozen: 0
        case .scaled(let scale): scale
        }
    }
}
