import CLinux
import Glibc

/// A connection to another host in the making: finding the host and reaching it may block, so it has a thread of its own.
final class OutgoingConnection: Sendable {
    /// A socket that is connected and does not block; whoever gets it closes it.
    struct Socket: Sendable {
        let descriptor: Int32
    }

    /// Why there is no connection, as a sentence.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// How long each address of a host is waited for, in milliseconds.
    private static let patience: Int32 = 10_000

    private let host: String
    private let port: Int
    private let completion: @Sendable (Result<Socket, Failure>) -> Void

    private init(_ host: String, _ port: Int, _ completion: @escaping @Sendable (Result<Socket, Failure>) -> Void) {
        self.host = host
        self.port = port
        self.completion = completion
    }

    /// Connects, and tells the outcome on a thread of its own.
    static func make(
        to host: String,
        _ port: Int,
        then completion: @escaping @Sendable (Result<Socket, Failure>) -> Void
    ) {
        let connection = Unmanaged.passRetained(OutgoingConnection(host, port, completion))
        var thread = pthread_t()
        let error = pthread_create(
            &thread,
            nil,
            { argument in
                linux_name_thread("fauxto-connect")
                if let argument { Unmanaged<OutgoingConnection>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            },
            connection.toOpaque()
        )
        guard error != 0 else {
            pthread_detach(thread)
            return
        }
        connection.release()
        completion(.failure(Failure(description: "no thread to connect on: \(String(cString: strerror(error)))")))
    }

    private func run() {
        var reason: UnsafePointer<CChar>?
        let descriptor = linux_connect_host(host, UInt16(clamping: port), OutgoingConnection.patience, &reason)
        guard descriptor < 0 else { return completion(.success(Socket(descriptor: descriptor))) }
        let words = reason.map { String(cString: $0) } ?? "error \(-descriptor)"
        completion(.failure(Failure(description: "cannot connect to \(host):\(port): \(words)")))
    }
}
