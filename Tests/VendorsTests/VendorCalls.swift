import HTTP
import ImageGeneration
import Simulation
import Testing

@testable import Vendors

extension Vendor {
    /// A call on one of the vendor's hosts, the first one unless said otherwise.
    static func call(
        _ method: HTTPMethod = .post,
        host: String? = nil,
        path: String,
        query: String? = nil,
        fields: HTTPFields,
        body: Call.Body = .bytes([]),
        time: Timestamp = Timestamp(nanoseconds: 0)
    ) -> Call {
        guard let role = roles.first(where: { host == nil || $0.host == host }) else {
            fatalError("\(name) has no host \(host ?? "")")
        }
        return Call(
            role: role,
            method: method,
            path: path,
            query: query,
            fields: fields,
            body: body,
            time: time,
            draw: Draw(serverSeed: 7),
            links: Links(origin: "http://localhost:8080", usesShortPrefixes: false)
        )
    }
}

/// The answer of a reception that must be one, and why it was given.
func answered(_ reception: Reception) throws -> (answer: Answer, failure: ProviderFailure?) {
    guard case .answered(let answer, let failure, _) = reception else {
        Issue.record("accepted: \(reception)")
        throw UnexpectedReception()
    }
    return (answer, failure)
}

/// The generation of a reception that must have led to one.
func accepted(_ reception: Reception) throws -> Generation {
    guard case .accepted(let generation) = reception else {
        Issue.record("answered: \(reception)")
        throw UnexpectedReception()
    }
    return generation
}

struct UnexpectedReception: Error {}

extension ProviderFailure {
    /// The failure that a fixture names; nil when there is none of that name.
    ///
    /// What is wrong with a reference image is a name of its own.
    static func named(
        _ name: String,
        url: String = "https://example.com/a.png",
        retryAfterSeconds: Int? = nil
    ) -> ProviderFailure? {
        let plain: [ProviderFailure] = [
            .unauthenticated, .invalidCredential, .insufficientBalance, .forbidden,
            .rateLimited(retryAfterSeconds: retryAfterSeconds), .unknownModel, .invalidInput, .contentPolicy,
            .overloaded, .timeout, .internalError,
        ]
        return plain.first { $0.name == name }
            ?? ReferenceFault(rawValue: name).map { .referenceUnusable(url: url, reason: $0) }
    }
}
