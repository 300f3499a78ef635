import HTTP
import ImageGeneration

/// What a call's `Authorization` field says; fal's keys read `Key <id>:<secret>` (page).
enum FalCredential: Equatable {
    /// There is none.
    case absent
    /// It is neither a key nor a bearer token, or the key is not of two parts.
    case malformed(String)
    /// A user's login token, which this emulator issues to nobody.
    case bearer
    /// A well-formed key, as `id:secret`.
    case key(String)

    init(_ fields: HTTPFields) {
        guard let value = fields["authorization"] else {
            self = .absent
            return
        }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "key" else {
            self = parts.first?.lowercased() == "bearer" ? .bearer : .malformed(value)
            return
        }
        let halves = parts[1].split(separator: ":", maxSplits: 1)
        self = halves.count == 2 ? .key(String(parts[1])) : .malformed(String(parts[1]))
    }

    /// The key, well formed or not.
    var key: String? {
        switch self {
        case .absent, .bearer: nil
        case .malformed(let key), .key(let key): key
        }
    }
}

extension Fal {
    /// What stands in the way of a call to `app`, as owner and alias, on the gateway of runs and the queue.
    func gatewayRefusal(_ call: Call, app: String) -> FalRefusal? {
        switch FalCredential(call.fields) {
        case .absent, .malformed:
            // Recorded twice for an absent key; that a malformed one reads the same is inferred from one of them.
            FalRefusal(.detail(authenticationNeeded(app)), status: 401, failure: .unauthenticated)
        case .bearer:
            // Recorded once.
            FalRefusal(.detail("bearer: unable to decode issuer"), status: 401, failure: .unauthenticated)
        case .key(let key):
            isUnknown(key) ? FalRefusal(.detail(unknownKey), status: 401, failure: .invalidCredential) : nil
        }
    }

    /// What stands in the way of a call on the rest host, whose JSON has a space after each colon (recorded).
    func restRefusal(_ call: Call) -> FalRefusal? {
        switch FalCredential(call.fields) {
        case .absent, .bearer:
            FalRefusal(.detail("Authorization header is required"), status: 401, failure: .unauthenticated)
        case .malformed:
            FalRefusal(
                .spacedDetail("Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'."),
                status: 401,
                failure: .unauthenticated
            )
        case .key(let key):
            isUnknown(key)
                ? FalRefusal(
                    .spacedDetail("No user found for Key ID and Secret"),
                    status: 401,
                    failure: .invalidCredential
                ) : nil
        }
    }

    private func isUnknown(_ key: String) -> Bool {
        keys.map { !$0.contains(key) } ?? false
    }
}

/// Recorded.
func authenticationNeeded(_ app: String) -> String {
    "Cannot access application \"\(app)\". Authentication is required to access this application."
}

/// Recorded.
let unknownKey = "invalid key credentials"
