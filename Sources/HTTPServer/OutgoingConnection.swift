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
        /// Whether an address of the host may not be contacted.
        var isRefusal = false
    }

    /// How long each address of a host is waited for, in milliseconds.
    private static let patience: Int32 = 10_000

    private let host: String
    private let port: Int
    private let objection: @Sendable (String) -> String?
    private let completion: @Sendable (Result<Socket, Failure>) -> Void

    private init(
        _ host: String,
        _ port: Int,
        _ objection: @escaping @Sendable (String) -> String?,
        _ completion: @escaping @Sendable (Result<Socket, Failure>) -> Void
    ) {
        self.host = host
        self.port = port
        self.objection = objection
        self.completion = completion
    }

    /// Connects, and tells the outcome on a thread of its own.
    ///
    /// `objection` says, on that thread, what speaks against an address of the host; then no other is tried either.
    static func make(
        to host: String,
        _ port: Int,
        objection: @escaping @Sendable (_ address: String) -> String?,
        then completion: @escaping @Sendable (Result<Socket, Failure>) -> Void
    ) {
        let connection = Unmanaged.passRetained(OutgoingConnection(host, port, objection, completion))
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

    /// What is asked about the addresses of a host, and the objection to one of them.
    private struct Inquiry {
        let objection: @Sendable (String) -> String?
        var answer: String?

        mutating func admits(_ address: String) -> Bool {
            answer = objection(address)
            return answer == nil
        }
    }

    private func run() {
        var reason: UnsafePointer<CChar>?
        var inquiry = Inquiry(objection: objection)
        let descriptor = withUnsafeMutablePointer(to: &inquiry) { inquiry in
            linux_connect_host(
                host,
                UInt16(clamping: port),
                OutgoingConnection.patience,
                { address, inquiry in
                    guard let address, let inquiry else { return false }
                    return inquiry.assumingMemoryBound(to: Inquiry.self).pointee.admits(String(cString: address))
                },
                inquiry,
                &reason
            )
        }
        guard descriptor < 0 else { return completion(.success(Socket(descriptor: descriptor))) }
        if let objection = inquiry.answer {
            return completion(.failure(Failure(description: objection, isRefusal: true)))
        }
        let words = reason.map { String(cString: $0) } ?? "error \(-descriptor)"
        completion(.failure(Failure(description: "cannot connect to \(host):\(port): \(words)")))
    }
}
