import HTTP

/// By what a call to the host of files may upload: a token in a field, or a signature in the address.
enum FalGrant {
    /// A token that the rest host handed out for uploads (source: the Python client).
    case token(String)
    /// The signature of an address that the rest host handed out for one file.
    case signature(String)

    /// The name of the signature in the query (inferred: the clients keep whatever query the address has).
    static let signatureName = "signature"

    /// Finds what a call shows; nil when it shows nothing.
    init?(_ call: Call) {
        if let signature = call.parameter(Self.signatureName) {
            self = .signature(signature)
        } else if let token = FalCredential(call.fields).token, !token.isEmpty {
            self = .token(token)
        } else {
            return nil
        }
    }

    /// The text that was handed out.
    var text: String {
        switch self {
        case .token(let text), .signature(let text): text
        }
    }
}

extension Fal {
    /// Uploads go to the host of files, which knows callers by what the rest host handed them.
    func uploadGrant(of call: Call) -> String? {
        call.method != .get && call.method != .head && call.role == Self.media ? FalGrant(call)?.text : nil
    }
}
