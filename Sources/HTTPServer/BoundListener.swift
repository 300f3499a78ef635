import CLinux
import Glibc

/// A listening socket and what handlers are told of it.
struct BoundListener: Sendable {
    let socket: Int32
    let address: HTTPServer.Address

    /// Binds an address.
    init(_ listener: HTTPServer.Configuration.Listener) throws(HTTPServerError) {
        guard let port = UInt16(exactly: listener.port) else { throw .invalidPort(listener.port) }
        let host = listener.host == "localhost" ? "127.0.0.1" : listener.host
        var boundPort: UInt16 = 0
        let socket = linux_listen(host, port, SOMAXCONN, &boundPort)
        switch -socket {
        case _ where socket >= 0: break
        case EDESTADDRREQ: throw .invalidHost(listener.host)
        case EADDRINUSE: throw .addressInUse(host: listener.host, port: listener.port)
        case EACCES: throw .permissionDenied(host: listener.host, port: listener.port)
        case EADDRNOTAVAIL: throw .addressNotAvailable(host: listener.host)
        default: throw .system(operation: "listening on \(listener.host):\(listener.port)", errorNumber: -socket)
        }
        self.socket = socket
        address = HTTPServer.Address(host: listener.host, port: Int(boundPort), label: listener.label)
    }

    /// Binds all addresses or none.
    static func bindAll(
        _ listeners: [HTTPServer.Configuration.Listener]
    ) throws(HTTPServerError) -> [BoundListener] {
        var bound: [BoundListener] = []
        do throws(HTTPServerError) {
            for listener in listeners { bound.append(try BoundListener(listener)) }
        } catch {
            closeAll(bound)
            throw error
        }
        return bound
    }

    /// Closes listening sockets.
    static func closeAll(_ listeners: [BoundListener]) {
        for listener in listeners { _ = close(listener.socket) }
    }
}
