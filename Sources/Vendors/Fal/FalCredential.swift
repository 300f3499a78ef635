import HTTP
import ImageGeneration

/// What a call's `Authorization` field says; fal's keys read `Key <id>:<secret>` (page).
struct FalCredential {
    enum Form {
        /// There is no field.
        case absent
        /// It is neither a key nor a bearer token, or the key is not of two parts.
        case malformed
        /// A user's login token, which this emulator issues to nobody.
        case bearer
        /// A well-formed key.
        case key
    }

    let form: Form
    private let value: String
    /// How many bytes of the value stand before the key.
    private let keyOffset: Int

    init(_ fields: HTTPFields) {
        guard var value = fields["authorization"] else {
            (form, keyOffset, value) = (.absent, 0, "")
            return
        }
        (form, keyOffset) = value.withUTF8(Self.read)
        self.value = value
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>) -> (Form, keyOffset: Int) {
        let scheme = text.prefix { $0 != UInt8(ascii: " ") }
        guard isEqual(scheme, "key"), scheme.count < text.count else {
            return (isEqual(scheme, "bearer") ? .bearer : .malformed, 0)
        }
        let key = text[scheme.endIndex...].drop { $0 == UInt8(ascii: " ") }
        guard let colon = key.firstIndex(of: UInt8(ascii: ":")), colon > key.startIndex, colon + 1 < key.endIndex else {
            return (.malformed, key.startIndex)
        }
        return (.key, key.startIndex)
    }

    /// Whether a scheme is the given one, in any case; `name` is of lower-case letters.
    private static func isEqual(_ scheme: Slice<UnsafeBufferPointer<UInt8>>, _ name: StaticString) -> Bool {
        name.withUTF8Buffer { letters in scheme.elementsEqual(letters) { $0 | 0x20 == $1 } }
    }

    /// The key, well formed or not; a login token is none.
    var key: String? {
        switch form {
        case .absent, .bearer: nil
        case .malformed, .key: String(Substring(value.utf8.dropFirst(keyOffset)))
        }
    }
}

extension Fal {
    /// What stands in the way of a call to an app on the gateway of runs and the queue.
    func gatewayRefusal(_ call: Call) -> FalRefusal? {
        let credential = FalCredential(call.fields)
        return switch credential.form {
        case .absent, .malformed:
            // Recorded twice for an absent key; that a malformed one reads the same is inferred from one of them.
            FalRefusal(.detail(authenticationNeeded(FalPath(call.path).app)), status: 401, failure: .unauthenticated)
        case .bearer:
            // Recorded once.
            FalRefusal(.detail("bearer: unable to decode issuer"), status: 401, failure: .unauthenticated)
        case .key:
            isUnknown(credential) ? FalRefusal(.detail(unknownKey), status: 401, failure: .invalidCredential) : nil
        }
    }

    /// What stands in the way of a call on the rest host, whose JSON has a space after each colon (recorded).
    func restRefusal(_ call: Call) -> FalRefusal? {
        let credential = FalCredential(call.fields)
        return switch credential.form {
        case .absent, .bearer:
            FalRefusal(.detail("Authorization header is required"), status: 401, failure: .unauthenticated)
        case .malformed:
            FalRefusal(
                .spacedDetail("Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'."),
                status: 401,
                failure: .unauthenticated
            )
        case .key:
            isUnknown(credential)
                ? FalRefusal(
                    .spacedDetail("No user found for Key ID and Secret"),
                    status: 401,
                    failure: .invalidCredential
                ) : nil
        }
    }

    private func isUnknown(_ credential: FalCredential) -> Bool {
        guard let keys, let key = credential.key else { return false }
        return !keys.contains(key)
    }
}

/// Recorded.
func authenticationNeeded(_ app: String) -> String {
    "Cannot access application \"\(app)\". Authentication is required to access this application."
}

/// Recorded.
let unknownKey = "invalid key credentials"
