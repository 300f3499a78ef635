import JSON

/// What happens to the images of a generation that succeeds, each part where it is given.
public struct ImageEffect: Sendable, Hashable {
    /// How many images come of a generation that asks for more, at least 1.
    public var partialBatch: Int?
    /// Which images the safety checker objects to.
    public var safetyHit: SafetyHit?
    /// How every download of the images goes wrong on the wire.
    public var fault: WireFault?

    /// Makes an effect that is none.
    public init() {}

    /// Whether nothing happens.
    var isNone: Bool { names.isEmpty }

    /// The names of the parts that are given.
    public var names: [String] {
        let parts = [
            ("partialBatch", partialBatch != nil), ("safetyHit", safetyHit != nil), ("imageFault", fault != nil),
        ]
        return parts.filter(\.1).map(\.0)
    }

    /// Takes from another effect what this one lacks.
    mutating func add(_ other: ImageEffect) {
        partialBatch = partialBatch ?? other.partialBatch
        safetyHit = safetyHit ?? other.safetyHit
        fault = fault ?? other.fault
    }

    static let fields: [ConfigurationField<Self>] = [
        ConfigurationField("partialBatch") { (target, value) throws(SourceDiagnostic) in
            target.partialBatch = try value.integer(in: 1...Int.max)
        },
        ConfigurationField("safetyHit") { (target, value) throws(SourceDiagnostic) in
            target.safetyHit = try value.safetyHit()
        },
        ConfigurationField("imageFault") { (target, value) throws(SourceDiagnostic) in
            target.fault = try value.choice(of: WireFault.self, among: WireFault.ofAnswers)
        },
    ]
}

/// Which images of a batch the safety checker objects to.
public enum SafetyHit: Sendable, Hashable {
    case all
    /// Those with these numbers, counted from 1.
    case images([Int])

    /// Whether the image with a number, counted from 1, is objected to.
    public func includes(_ number: Int) -> Bool {
        switch self {
        case .all: true
        case .images(let numbers): numbers.contains(number)
        }
    }
}

extension Effect {
    /// How downloads of the images of a generation go wrong; whose link is expired from the start is never there.
    public var imageFault: WireFault? { images.fault ?? (fault == .expiredLink ? .expiredLink : nil) }

    /// What of an effect on images can never happen, beginning with its name; nil where all of it can.
    var imageObjection: String? {
        guard let field = images.names.first else { return nil }
        if failure != nil { return "\(field) can never happen beside failure: no images come then" }
        if queue?.neverFinishes == true { return "\(field) can never happen beside neverFinish: no images come then" }
        guard images.fault != nil, fault == .expiredLink else { return nil }
        return "imageFault can never happen beside fault: \"EXPIRED_LINK\": the images are expired then"
    }
}

extension FieldValue {
    /// The value as images of a batch: true for all of them, or numbers from 1; nil for false.
    fileprivate func safetyHit() throws(SourceDiagnostic) -> SafetyHit? {
        switch node.content {
        case .bool: try boolean() ? .all : nil
        case .integer, .array: .images(try numbers())
        default: throw mismatch("true, a whole number or an array of whole numbers")
        }
    }
}
