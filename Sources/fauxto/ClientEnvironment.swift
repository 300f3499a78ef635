import Certificates
import Vendors

/// The environment variables that lead unchanged programs to a server: through it as their proxy, trusting its authority.
struct ClientEnvironment {
    /// Names and values.
    let variables: [(name: String, value: String)]

    /// Makes the variables for one server.
    ///
    /// - Parameters:
    ///   - url: The server's address, without a slash at its end.
    ///   - authority: Who signs the server's certificates.
    ///   - keys: The API keys that the server accepts, by vendor.
    ///   - present: The environment that they are added to. Its API keys stay as they are, where there are any.
    /// - Throws: ``OutputFileError`` when the file of certificates can not be written.
    init(
        url: String,
        authority: CertificateAuthority,
        keys: [String: Set<String>],
        present: [String: String]
    ) throws {
        let bundled = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]
        // Added to what Node trusts without it, so that it names the authority alone unless it named others before.
        let extra = "NODE_EXTRA_CA_CERTS"
        let bundle = try TrustBundle(of: authority, with: (bundled + [extra]).compactMap { present[$0] })
        var variables = [("FAUXTO_URL", url)]
        for proxy in ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"] {
            variables += [(proxy, url), (proxy.lowercased(), url)]
        }
        // Not what was there before: through any other gap a program would get outside unseen.
        for exception in ["NO_PROXY", "no_proxy"] { variables.append((exception, "localhost,127.0.0.1,::1")) }
        variables += bundled.map { ($0, bundle.path) }
        variables.append((extra, present[extra] == nil ? authority.certificatePath : bundle.path))
        variables.append(("NODE_USE_ENV_PROXY", "1"))
        for vendor in vendorTable {
            let key = keys[vendor.name]?.min() ?? vendor.exampleKey
            variables += vendor.keyVariables.filter { present[$0] == nil }.map { ($0, key) }
        }
        self.variables = variables
    }

    /// The environment that they are added to, as a process gets it: `NAME=value`.
    func added(to present: [String: String]) -> [String] {
        let names = Set(variables.map(\.name))
        let kept = present.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }
        return (kept.map { ($0.key, $0.value) } + variables.map { ($0.name, $0.value) }).map { "\($0.0)=\($0.1)" }
    }

    /// Commands for a shell that set them (POSIX.1-2017, Shell Command Language §2.2.2).
    var shellCommands: String {
        variables.map { name, value in
            let quoted = value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
            return "export \(name)='\(quoted)'\n"
        }.joined()
    }
}
