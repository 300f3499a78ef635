import Glibc

/// Why a server could not be set up.
public enum HTTPServerError: Error, Sendable, Hashable {
    /// Another program listens on that port.
    case addressInUse(host: String, port: Int)

    /// The system does not allow listening there; ports below 1024 often need a privilege.
    case permissionDenied(host: String, port: Int)

    /// The address belongs to no interface of this machine.
    case addressNotAvailable(host: String)

    /// The host is neither an IP address nor `localhost`.
    case invalidHost(String)

    /// The port is not between 0 and 65535.
    case invalidPort(Int)

    /// The system allows the process so few open files that there is hardly one for a connection.
    case tooFewDescriptors(allowed: Int)

    /// A call to the system failed for a reason of its own.
    case system(operation: String, errorNumber: Int32)
}

extension HTTPServerError: CustomStringConvertible {
    /// What is wrong, as a sentence for whoever starts the program.
    public var description: String {
        switch self {
        case .addressInUse(let host, let port):
            "port \(port) on \(host) is already in use"
        case .permissionDenied(let host, let port):
            "listening on port \(port) of \(host) is not permitted"
        case .addressNotAvailable(let host):
            "\(host) is not an address of this machine"
        case .invalidHost(let host):
            "'\(host)' is not an IP address to listen on"
        case .invalidPort(let port):
            "\(port) is not a port number between 0 and 65535"
        case .tooFewDescriptors(let allowed):
            "only \(allowed) files may be open at a time; allow some thousands by ulimit -n"
        case .system(let operation, EMFILE):
            "\(operation) failed: \(String(cString: strerror(EMFILE))); allow more by ulimit -n"
        case .system(let operation, let errorNumber):
            "\(operation) failed: \(String(cString: strerror(errorNumber)))"
        }
    }
}
