import JSON

/// Which calls a rule is about: those for which everything holds that is given.
public struct Condition: Sendable {
    /// The vendor's short name.
    public var vendor: String?
    /// A name of the host that is called.
    ///
    /// Without it a rule is about generations alone, and with it about every call to that host.
    public var role: String?
    /// The vendor's own name of the model.
    public var model: TextPattern?
    /// The API key.
    public var account: TextPattern?
    /// The text to draw from.
    public var prompt: TextPattern?
    /// Values of header fields.
    public var header: [(name: String, pattern: TextPattern)] = []
    /// Values in the request's body, by the names that lead to them, joined with dots.
    public var body: [(path: String, condition: ValueCondition)] = []

    /// Whether only generations are meant, whatever the role: what happens is about their images.
    var isAboutImages = false
    /// Whether only generations are meant that are put into a queue: what happens is about jobs.
    var isAboutJobs = false

    /// Makes a condition that holds for every generation.
    public init() {}

    /// Whether it says nothing.
    package var isEmpty: Bool {
        vendor == nil && role == nil && model == nil && account == nil && prompt == nil && header.isEmpty
            && body.isEmpty
    }

    /// The first part of a condition that does not hold for a call.
    enum Mismatch: Sendable, Hashable {
        case vendor, role, generation, job, model, account, prompt
        case header(Int)
        case body(Int)
        /// Whatever it asks last: to find out would take too much work.
        case effort
    }

    /// What a mismatch says of a call, as half a sentence.
    func description(of mismatch: Mismatch) -> String {
        switch mismatch {
        case .vendor: "the vendor is not \(vendor ?? "")"
        case .role: "the role is not \(role ?? "")"
        case .generation: "no images were asked for"
        case .job: "it is no job of a queue"
        case .model: "the model does not fit \(model?.source ?? "")"
        case .account: "the account does not fit"
        case .prompt: "the prompt does not fit \(prompt?.source ?? "")"
        case .header(let index): "the header field \(header[index].name) does not fit \(header[index].pattern.source)"
        case .body(let index): "\(body[index].path) in the body is another"
        case .effort: "the texts are too long for its patterns"
        }
    }
}

/// What is asked of a value in a request's body.
public enum ValueCondition: Sendable, Hashable {
    /// A text that fits a pattern.
    case text(TextPattern)
    /// A number from a range.
    case number(ClosedRange<Double>)
    /// True or false.
    case flag(Bool)
    /// That there is a value, or that there is none.
    case present(Bool)

    func holds(for value: JSONValue?, _ effort: inout SearchEffort) -> Bool {
        switch (self, value) {
        case (.text(let pattern), .string(let text)): pattern.matches(text, &effort)
        case (.number(let range), .integer(let number)): range.contains(Double(number))
        case (.number(let range), .double(let number)): range.contains(number)
        case (.flag(let flag), .bool(let value)): value == flag
        case (.present(let isPresent), _): (value != nil) == isPresent
        default: false
        }
    }
}
