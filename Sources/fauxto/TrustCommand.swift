import Certificates
import Glibc
import Printing

/// `fauxto trust`: says where the certificate authority is and how clients come to trust it; makes it when missing.
struct TrustCommand {
    private var directory: String?
    private var wantsHelp = false

    init(_ words: some Sequence<String>) throws(UsageError) {
        var reader = ArgumentReader(words)
        while let word = reader.next() {
            switch word {
            case .option("--ca", let attached): directory = try reader.value(of: "--ca", attached: attached)
            case .option("--help", _), .option("-h", _): wantsHelp = true
            case .option(let name, _):
                throw UsageError(description: "unknown flag '\(name)'; 'fauxto trust --help' lists the flags")
            case .positional(let text):
                throw UsageError(description: "unexpected '\(text)'; 'fauxto trust --help' lists the flags")
            }
        }
    }

    /// Prints it; 0 when the authority is there or could be made.
    func run() -> Int32 {
        if wantsHelp {
            write(Self.help, to: STDOUT_FILENO)
            return 0
        }
        do throws(CertificateAuthorityError) {
            let authority = try CertificateAuthority(in: directory)
            write(Self.instructions(for: authority), to: STDOUT_FILENO)
            return 0
        } catch {
            write("fauxto: \(error)\n", to: STDERR_FILENO)
            return 1
        }
    }

    private static func instructions(for authority: CertificateAuthority) -> PrintableText {
        """
        Certificate  \(authority.certificatePath)
        SHA-256      \(authority.fingerprint)

        Whoever trusts this certificate accepts 'fauxto serve' as any host. Its key was made on this machine, and is
        kept beside it for this user alone.

        For one program, through its environment:
          curl             export CURL_CA_BUNDLE='\(authority.certificatePath)'
          Python requests  export REQUESTS_CA_BUNDLE='\(authority.certificatePath)'
          Python httpx     export SSL_CERT_FILE='\(authority.certificatePath)'
          Node             export NODE_EXTRA_CA_CERTS='\(authority.certificatePath)'

        For every program of the system, on Debian and Ubuntu:
          sudo cp '\(authority.certificatePath)' /usr/local/share/ca-certificates/fauxto.crt
          sudo update-ca-certificates

        To have it forgotten:
          sudo rm /usr/local/share/ca-certificates/fauxto.crt
          sudo update-ca-certificates --fresh

        """
    }

    private static let help: PrintableText = """
        Prints where the certificate authority is that HTTPS connections are answered with, its fingerprint, and how to
        have it trusted; makes it when there is none yet.

        Usage: fauxto trust [flags]

          --ca DIR                 Keep the certificate authority there (default: fauxto in the user's data directory,
                                   $XDG_DATA_HOME or ~/.local/share).
          --help                   Print this page.

        """
}
