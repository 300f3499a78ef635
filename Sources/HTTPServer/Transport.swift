import CLinux
import Glibc

/// The step between a connection and its socket: bytes in, bytes out, never waiting.
struct Transport {
    enum Received {
        /// So many bytes; `isLast` if the socket had no more at that moment.
        case bytes(Int, isLast: Bool)
        /// The client has closed its sending half.
        case end
        case wouldBlock
        case failed
    }

    enum Sent {
        case bytes(Int)
        case wouldBlock
        case failed
    }

    /// What encrypts the bytes, if anything does.
    var session: TLSSession?
    let socket: Int32

    /// Takes what has arrived.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received {
        if let session { return session.receive(into: buffer) }
        return receiveFromSocket(into: buffer)
    }

    /// Takes what has arrived as it is, encrypted or not.
    func receiveFromSocket(into buffer: UnsafeMutableRawBufferPointer) -> Received {
        let count = linux_receive(socket, buffer.baseAddress, buffer.count)
        // The end has to be told from an error before the error number is looked at.
        if count == 0 { return .end }
        if count > 0 { return .bytes(count, isLast: count < buffer.count) }
        return count == -Int(EAGAIN) ? .wouldBlock : .failed
    }

    /// Sends as much as the kernel takes.
    func send(_ bytes: UnsafeRawBufferPointer) -> Sent {
        if let session {
            let none = UnsafeRawBufferPointer(start: nil, count: 0)
            return session.send(bytes, none, none)
        }
        return Transport.result(linux_send(socket, bytes.baseAddress, bytes.count))
    }

    /// Sends what the kernel takes of bytes as they are, even if the connection is encrypted.
    func sendToSocket(_ bytes: UnsafeRawBufferPointer) {
        _ = linux_send(socket, bytes.baseAddress, bytes.count)
    }

    /// Sends as much as the kernel takes of three runs of bytes, by one call.
    func send(
        _ first: UnsafeRawBufferPointer,
        _ second: UnsafeRawBufferPointer,
        _ third: UnsafeRawBufferPointer
    ) -> Sent {
        if let session { return session.send(first, second, third) }
        return Transport.result(
            linux_send_vector(
                socket,
                first.baseAddress,
                first.count,
                second.baseAddress,
                second.count,
                third.baseAddress,
                third.count
            )
        )
    }

    /// Tells the client that nothing more will be sent.
    func finishSending() {
        session?.finishSending()
        linux_finish_sending(socket)
    }

    /// Ends the connection in an orderly way, or else with a reset.
    func close(reset: Bool) {
        if reset {
            linux_reset_on_close(socket)
        } else {
            session?.finishSending()
        }
        session?.close()
        _ = Glibc.close(socket)
    }

    private static func result(_ count: Int) -> Sent {
        if count >= 0 { return .bytes(count) }
        return count == -Int(EAGAIN) ? .wouldBlock : .failed
    }
}
