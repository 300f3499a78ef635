import CLinux
import Glibc

/// A client that sends exactly the bytes it is told to, and waits for what comes back.
///
/// It blocks, for two minutes at most, so it belongs on a thread of its own: ``onOwnThread(_:)``.
public final class RawClient {
    /// What went wrong on the side of the client.
    public enum Failure: Error {
        /// No connection.
        case notConnected(errorNumber: Int32)
        /// Nothing came for too long.
        case timeout(received: String)
        /// The server reset the connection.
        case reset(received: String)
        /// The connection ended in the middle of a response.
        case cutOff(received: String)
        /// What came is no HTTP.
        case notHTTP(received: String)
    }

    private var socket: Int32
    private var received: ArraySlice<UInt8> = []

    /// Connects to a port of this machine.
    public init(port: Int) throws(Failure) {
        socket = linux_connect_loopback(UInt16(port))
        guard socket >= 0 else { throw .notConnected(errorNumber: -socket) }
        linux_limit_receive(socket, 120_000)
    }

    /// Connects to a port of ::1.
    public init(portOfIPv6 port: Int) throws(Failure) {
        socket = Glibc.socket(AF_INET6, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw .notConnected(errorNumber: errno) }
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = UInt16(port).bigEndian
        address.sin6_addr = in6addr_loopback
        let size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        guard status == 0 else {
            let reason = errno
            Glibc.close(socket)
            socket = -1
            throw .notConnected(errorNumber: reason)
        }
        linux_limit_receive(socket, 120_000)
    }

    deinit {
        close()
    }

    /// Sends bytes; that the server has closed in the meantime is no error, since it is seen when receiving.
    public func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { linux_send(socket, $0.baseAddress, $0.count) }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// Sends text.
    public func send(_ text: String) {
        send(Array(text.utf8))
    }

    /// Sends bytes in pieces, each as a segment of its own.
    public func send(_ bytes: [UInt8], inPiecesOf size: Int) {
        for start in stride(from: 0, to: bytes.count, by: size) {
            send(Array(bytes[start..<min(start + size, bytes.count)]))
        }
    }

    /// Sends as many bytes as the server takes, until it has taken none for a tenth of a second; returns their number.
    public func sendUntilStalled(_ bytes: [UInt8]) -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, stallFlags) }
            if count > 0 {
                sent += count
                continue
            }
            var poll = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
            guard Glibc.poll(&poll, 1, 100) == 1 else { break }
        }
        return sent
    }

    /// Whether nothing comes for so long; what comes afterwards is not lost.
    public func isSilent(forMilliseconds milliseconds: Int32) -> Bool {
        var poll = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, milliseconds) == 0
    }

    /// Whether the connection breaks within so long; what comes meanwhile is not received.
    public func isBroken(forMilliseconds milliseconds: Int32) -> Bool {
        var poll = pollfd(fd: socket, events: 0, revents: 0)
        return Glibc.poll(&poll, 1, milliseconds) == 1
    }

    /// Waits until the connection is broken; returns whether it is.
    ///
    /// - Parameter bytes: What is sent again and again meanwhile, if a closed connection is to be found out.
    /// - Returns: False if it was not within some two minutes.
    public func isBroken(sending bytes: [UInt8] = []) -> Bool {
        for _ in 0..<120_000 {
            send(bytes)
            var poll = pollfd(fd: socket, events: 0, revents: 0)
            if Glibc.poll(&poll, 1, 1) == 1 { return true }
        }
        return false
    }

    private var stallFlags: Int32 { Int32(MSG_DONTWAIT | MSG_NOSIGNAL) }

    /// Tells the server that nothing more will be sent.
    public func finishSending() {
        linux_finish_sending(socket)
    }

    /// Ends the connection in an orderly way.
    public func close() {
        if socket >= 0 { _ = Glibc.close(socket) }
        socket = -1
    }

    /// Ends the connection by a reset.
    public func reset() {
        linux_reset_on_close(socket)
        close()
    }

    /// Waits for the next response.
    ///
    /// - Parameter withoutBody: Whether the response has no body whatever its fields say, as that to HEAD.
    /// - Returns: The response.
    /// - Throws: ``Failure``.
    public func response(withoutBody: Bool = false) throws(Failure) -> RawResponse {
        let head = try text(upTo: "\r\n\r\n")
        guard var response = RawResponse(head: head) else { throw .notHTTP(received: head) }
        if withoutBody || response.status < 200 || response.status == 204 || response.status == 304 { return response }
        if response["Transfer-Encoding"] == "chunked" {
            while true {
                let line = try text(upTo: "\r\n")
                guard let size = Int(line.dropLast(), radix: 16) else { throw .notHTTP(received: line) }
                response.body += try bytes(size)
                guard try text(upTo: "\r\n") == "\r\n" else { throw .notHTTP(received: line) }
                if size == 0 { return response }
            }
        }
        if let length = response["Content-Length"] {
            guard let length = Int(length) else { throw .notHTTP(received: head) }
            response.body = try bytes(length)
        } else {
            response.body = try rest()
        }
        return response
    }

    /// Waits until so many bytes are there, and takes them.
    public func bytes(_ count: Int) throws(Failure) -> [UInt8] {
        while received.count < count {
            guard try receive() else { throw .cutOff(received: text) }
        }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// Waits until a text has come, and takes everything up to its end.
    public func text(upTo end: String) throws(Failure) -> String {
        let end = Array(end.utf8)
        var length = end.count
        while true {
            while length <= received.count {
                let start = received.startIndex
                if received[(start + length - end.count)..<(start + length)].elementsEqual(end) {
                    return String(decoding: try bytes(length), as: UTF8.self)
                }
                length += 1
            }
            guard try receive() else { throw .cutOff(received: text) }
        }
    }

    /// Waits for the end of the connection, and takes everything that came before it.
    public func rest() throws(Failure) -> [UInt8] {
        while try receive() {}
        defer { received = [] }
        return Array(received)
    }

    private var text: String { String(decoding: received, as: UTF8.self) }

    private func receive() throws(Failure) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = buffer.withUnsafeMutableBytes { linux_receive(socket, $0.baseAddress, $0.count) }
        guard count >= 0 else {
            if count == -Int(EAGAIN) { throw .timeout(received: text) }
            throw .reset(received: text)
        }
        received.append(contentsOf: buffer[..<count])
        return count > 0
    }
}
