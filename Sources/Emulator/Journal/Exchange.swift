import HTTP
import Simulation
import Vendors

/// One call to a vendor and what became of it, as the journal keeps it and the log prints it.
struct Exchange: Sendable {
    /// The call as it came, credentials included: they are taken out wherever an exchange is shown.
    let call: Call
    /// The vendor's short name.
    let vendor: String
    /// The API key, shown only as its fingerprint.
    let account: String?
    /// When the call's body had arrived, in real time.
    let started: ContinuousClock.Instant
    /// Real time until the answer was ready.
    private(set) var duration = Duration.zero
    /// The status of the answer.
    private(set) var status: HTTPStatus = 500
    /// The answer's body; empty where it is an image file.
    private(set) var responseBody: [UInt8] = []
    /// `images`, the name of a failure, or nil where nothing was to be generated.
    var outcome: String?
    /// What was wrong with the input, in neutral terms.
    var findings: [String] = []
    /// Remarks on how the answer came about, such as a reference that was not fetched.
    var notes: [String] = []

    init(call: Call, vendor: String, account: String?, started: ContinuousClock.Instant) {
        self.call = call
        self.vendor = vendor
        self.account = account
        self.started = started
    }

    /// Notes the answer.
    mutating func finish(with response: HTTPResponse) {
        duration = ContinuousClock.now - started
        status = response.status
        if call.role.kind != .images, case .bytes(let body) = response.body { responseBody = body }
    }

    /// The request's body; empty when it was longer than the limit.
    var requestBody: [UInt8] {
        switch call.body {
        case .bytes(let bytes): bytes
        case .tooLarge: []
        }
    }

    /// Whole microseconds until the answer was ready.
    var microseconds: Int64 {
        duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
    }

    /// A name for the account that tells nothing of its key: eight hexadecimal digits.
    var accountFingerprint: String {
        guard let account else { return "anonymous" }
        return Draw(serverSeed: 0).branch(text: account).hexadecimal("fingerprint", length: 8)
    }

    /// The target after the role's prefix, with secrets in the query taken out.
    var shownTarget: String {
        guard let query = call.query else { return call.path }
        let parameters = query.split(separator: "&", omittingEmptySubsequences: false).map { parameter in
            let name = parameter.prefix { $0 != "=" }
            return secretNames.contains(name.lowercased()) ? "\(name)=[redacted]" : String(parameter)
        }
        return "\(call.path)?\(parameters.joined(separator: "&"))"
    }

    /// The request's fields, with secret values taken out.
    var shownFields: [(name: String, value: String)] {
        call.fields.map { field in
            (field.name, secretNames.contains(field.name.lowercased()) ? "[redacted]" : field.value)
        }
    }
}

/// Names of fields and query parameters whose values are credentials.
private let secretNames: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "x-api-key", "x-fal-cdn-token", "fal_jwt_token", "api_key", "key",
    "token",
]
