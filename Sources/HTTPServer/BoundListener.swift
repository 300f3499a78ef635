import CLinux
import Glibc

/// A listening socket and what handlers are told of it.
struct BoundListener: Sendable {
    let socket: Int32
    let address: HTTPServer.Address

    /// Binds an address.
    ///
    /// - Parameters:
    ///   - listener: What was configured.
    ///   - address: The address that its host stands for; nil where it is one.
    ///   - port: The port, where it is another than was configured.
    /// - Throws: Why it cannot be had.
    init(
        _ listener: HTTPServer.Configuration.Listener,
        at address: String? = nil,
        port: Int? = nil
    ) throws(HTTPServerError) {
        guard let port = UInt16(exactly: port ?? listener.port) else { throw .invalidPort(listener.port) }
        var boundPort: UInt16 = 0
        let socket = linux_listen(address ?? listener.host, port, SOMAXCONN, &boundPort)
        switch -socket {
        case _ where socket >= 0: break
        case EDESTADDRREQ: throw .invalidHost(listener.host)
        case EADDRINUSE: throw .addressInUse(host: listener.host, port: listener.port)
        case EACCES: throw .permissionDenied(host: listener.host, port: listener.port)
        case EADDRNOTAVAIL: throw .addressNotAvailable(host: listener.host)
        default: throw .system(operation: "listening on \(listener.host):\(listener.port)", errorNumber: -socket)
        }
        self.socket = socket
        self.address = HTTPServer.Address(host: listener.host, port: Int(boundPort), label: listener.label)
    }

    /// Binds all addresses or none.
    ///
    /// - Returns: The sockets of each: one, or two for `localhost`.
    static func bindAll(
        _ listeners: [HTTPServer.Configuration.Listener]
    ) throws(HTTPServerError) -> [[BoundListener]] {
        var bound: [[BoundListener]] = []
        do throws(HTTPServerError) {
            for listener in listeners {
                bound.append(listener.host == "localhost" ? try bothLoopbacks(listener) : [try BoundListener(listener)])
            }
        } catch {
            closeAll(Array(bound.joined()))
            throw error
        }
        return bound
    }

    /// How often a port is drawn that has to be free on both addresses.
    private static let portAttempts = 64

    /// Binds one port of 127.0.0.1 and ::1, since clients take `localhost` for either; or of the one that there is.
    private static func bothLoopbacks(
        _ listener: HTTPServer.Configuration.Listener
    ) throws(HTTPServerError) -> [BoundListener] {
        var attempts = 0
        while true {
            attempts += 1
            let first = try BoundListener(listener, at: "127.0.0.1")
            do throws(HTTPServerError) {
                return [first, try BoundListener(listener, at: "::1", port: first.address.port)]
            } catch {
                switch error {
                case .addressNotAvailable: return [first]
                case .system(_, let number) where number == EAFNOSUPPORT: return [first]
                default: closeAll([first])
                }
                guard case .addressInUse = error, listener.port == 0, attempts < portAttempts else { throw error }
            }
        }
    }

    /// Closes listening sockets.
    static func closeAll(_ listeners: [BoundListener]) {
        for listener in listeners { _ = close(listener.socket) }
    }
}
