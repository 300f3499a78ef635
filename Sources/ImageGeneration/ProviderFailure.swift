/// Why no image was made, in neutral terms.
///
/// Whatever causes a failure (the input, a rule of a scenario, a limit) makes one of these, and the vendor words it.
public enum ProviderFailure: Error, Sendable, Hashable {
    /// No credential, or one that is not well formed.
    case unauthenticated
    /// A well-formed credential that is not known.
    case invalidCredential
    case insufficientBalance
    case forbidden
    case rateLimited(retryAfterSeconds: Int?)
    case unknownModel
    case invalidInput
    case contentPolicy
    /// The reference image could not be fetched or read; `url` is as the caller wrote it.
    case referenceUnusable(url: String, reason: ReferenceFault)
    case overloaded
    case timeout
    case internalError

    /// What was wrong with a reference image.
    public enum ReferenceFault: String, Sendable, Hashable, CaseIterable {
        /// It could not be reached or found.
        case unreachable
        /// What was found there is not a readable image.
        case undecodable
        /// More bytes or pixels than are accepted.
        case tooLarge
    }

    /// A failure without its details; the raw value is its name in scenarios, in `X-Fauxto-Fault` and in the journal.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case unauthenticated
        case invalidCredential
        case insufficientBalance
        case forbidden
        case rateLimited
        case unknownModel
        case invalidInput
        case contentPolicy
        case referenceUnusable
        case overloaded
        case timeout
        case internalError
    }

    /// A failure of a kind, with details that say nothing: no time to wait, no URL, a reference that is unreachable.
    public init(_ kind: Kind) {
        switch kind {
        case .unauthenticated: self = .unauthenticated
        case .invalidCredential: self = .invalidCredential
        case .insufficientBalance: self = .insufficientBalance
        case .forbidden: self = .forbidden
        case .rateLimited: self = .rateLimited(retryAfterSeconds: nil)
        case .unknownModel: self = .unknownModel
        case .invalidInput: self = .invalidInput
        case .contentPolicy: self = .contentPolicy
        case .referenceUnusable: self = .referenceUnusable(url: "", reason: .unreachable)
        case .overloaded: self = .overloaded
        case .timeout: self = .timeout
        case .internalError: self = .internalError
        }
    }

    /// What kind of failure it is.
    public var kind: Kind {
        switch self {
        case .unauthenticated: .unauthenticated
        case .invalidCredential: .invalidCredential
        case .insufficientBalance: .insufficientBalance
        case .forbidden: .forbidden
        case .rateLimited: .rateLimited
        case .unknownModel: .unknownModel
        case .invalidInput: .invalidInput
        case .contentPolicy: .contentPolicy
        case .referenceUnusable: .referenceUnusable
        case .overloaded: .overloaded
        case .timeout: .timeout
        case .internalError: .internalError
        }
    }

    /// The name of its kind.
    public var name: String { kind.rawValue }
}
