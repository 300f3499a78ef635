import HTTP
import ImageGeneration

/// What a call's `Authorization` field says; fal's keys read `Key <id>:<secret>` (documented).
struct FalCredential {
    enum Form {
        /// There is no field.
        case absent
        /// It is neither a key nor a bearer token, or the key is not of two parts.
        case malformed
        /// A token: a user's login, which this emulator issues to nobody, or one for uploads.
        case bearer
        /// A well-formed key.
        case key
    }

    let form: Form
    private let value: String
    /// How many bytes of the value stand before the key or token.
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
        let key = text[scheme.endIndex...].drop { $0 == UInt8(ascii: " ") }
        guard isEqual(scheme, "key"), scheme.count < text.count else {
            return isEqual(scheme, "bearer") ? (.bearer, key.startIndex) : (.malformed, 0)
        }
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
        case .malformed, .key: text
        }
    }

    /// The bearer token.
    var token: String? {
        switch form {
        case .bearer: text
        case .absent, .malformed, .key: nil
        }
    }

    private var text: String {
        value.utf8.span.extracting(droppingFirst: keyOffset).withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self)
        }
    }
}

extension Fal {
    /// What stands in the way of a call to an app on the gateway of runs and the queue.
    func gatewayRefusal(_ call: Call) -> FalRefusal? {
        let credential = FalCredential(call.fields)
        return switch credential.form {
        case .absent, .malformed: authenticationNeeded(for: FalPath(call.path).app)
        case .bearer:
            // Recorded once.
            FalRefusal(.detail("bearer: unable to decode issuer"), status: 401, failure: .unauthenticated)
        case .key: isUnknown(credential) ? unknownKey : nil
        }
    }

    /// Recorded twice for an absent key, with owner and alias of the app; that a malformed key reads the same is
    /// inferred.
    func authenticationNeeded(for app: String) -> FalRefusal {
        let text = "Cannot access application \"\(app)\". Authentication is required to access this application."
        return FalRefusal(.detail(text), status: 401, failure: .unauthenticated)
    }

    /// Recorded.
    var unknownKey: FalRefusal {
        FalRefusal(.detail("invalid key credentials"), status: 401, failure: .invalidCredential)
    }

    /// What stands in the way of a call on the rest host, most of whose JSON has a space after the colon (recorded).
    func restRefusal(_ call: Call) -> FalRefusal? {
        let credential = FalCredential(call.fields)
        switch credential.form {
        case .absent, .bearer:
            return FalRefusal(.detail("Authorization header is required"), status: 401, failure: .unauthenticated)
        case .malformed:
            let text = "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'."
            return FalRefusal(.spacedDetail(text), status: 401, failure: .unauthenticated)
        case .key:
            guard isUnknown(credential) else { return nil }
            let text = "No user found for Key ID and Secret"
            return FalRefusal(.spacedDetail(text), status: 401, failure: .invalidCredential)
        }
    }

    private func isUnknown(_ credential: FalCredential) -> Bool {
        guard let keys, let key = credential.key else { return false }
        return !keys.contains(key)
    }
}
