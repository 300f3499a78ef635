import CLinux
import Glibc
import Synchronization

/// Accepts connections for all loops, and hands them out in turn; lives on one loop.
///
/// Neither the limit of connections nor an error ends it: it tries again after a pause. It accepts nothing before it is
/// first resumed.
final class Acceptor {
    /// How long accepting pauses at the limit of connections, and at first after an error, in nanoseconds.
    private static let shortestPause: UInt64 = 10_000_000
    /// How long it pauses at most, the pause being doubled after each error.
    private static let longestPause: UInt64 = 320_000_000
    /// How long the same want is not told of again, in nanoseconds.
    private static let tellingInterval: UInt64 = 60_000_000_000

    private let core: ServerCore
    private let loops: [EventLoop]
    private let listeners: [BoundListener]
    private var isReady: [Bool]
    private var nextLoop = 0
    private var errorPause = Acceptor.shortestPause
    /// From the start until ``resume()``, and after whatever makes accepting pause.
    private var isPausing = true
    /// When a want of descriptors or memory was last told of, in monotonic nanoseconds.
    private var lastTold: UInt64?

    init(core: ServerCore, listeners: [BoundListener], loops: [EventLoop]) {
        self.core = core
        self.listeners = listeners
        self.loops = loops
        isReady = Array(repeating: false, count: listeners.count)
    }

    /// Closes the listening sockets.
    func close() {
        BoundListener.closeAll(listeners)
    }

    /// Accepts what waits at a listening socket.
    func becameReady(_ socket: Int32) {
        guard let index = listeners.firstIndex(where: { $0.socket == socket }) else { return }
        isReady[index] = true
        if !isPausing { acceptAll() }
    }

    /// Begins to accept, or goes on after a pause.
    func resume() {
        isPausing = false
        acceptAll()
    }

    private func acceptAll() {
        for index in listeners.indices {
            while isReady[index] {
                guard core.connectionCount.load(ordering: .relaxed) < core.configuration.limits.connections else {
                    return pause(for: Acceptor.shortestPause)
                }
                guard acceptOne(index) else { return }
            }
        }
    }

    /// Accepts a connection; returns false if accepting has to pause.
    private func acceptOne(_ index: Int) -> Bool {
        guard !core.descriptors.isReached else {
            wait(for: EMFILE)
            return false
        }
        var peer = linux_peer()
        let socket = linux_accept(listeners[index].socket, &peer)
        switch -socket {
        case _ where socket >= 0:
            errorPause = Acceptor.shortestPause
            _ = core.descriptors.allows(socket)
            handOut(socket, peer.text, listeners[index].address)
            return true
        case EAGAIN:
            isReady[index] = false
            return true
        case ECONNABORTED, EPROTO, EPERM, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH, ENONET, ENOPROTOOPT,
            EOPNOTSUPP, ETIMEDOUT:
            // The connection was gone before it was accepted, or has a fault of its own (accept(2), "Error handling").
            return true
        default:
            // No descriptor or no memory is left: EMFILE, ENFILE, ENOBUFS, ENOMEM.
            wait(for: -socket)
            return false
        }
    }

    /// Waits for what is missing, longer each time.
    private func wait(for errorNumber: Int32) {
        tell(errorNumber: errorNumber)
        pause(for: errorPause)
        errorPause = min(errorPause * 2, Acceptor.longestPause)
    }

    /// Tells that connections have to wait, unless it was told a moment ago.
    private func tell(errorNumber: Int32) {
        let now = loops[0].now
        if let lastTold, now - lastTold < Acceptor.tellingInterval { return }
        lastTold = now
        core.configuration.acceptingPaused(.system(operation: "accepting a connection", errorNumber: errorNumber))
    }

    private func pause(for nanoseconds: UInt64) {
        isPausing = true
        loops[0].schedule(.resumeAccepting, after: nanoseconds)
    }

    private func handOut(_ socket: Int32, _ remoteAddress: String, _ local: HTTPServer.Address) {
        core.connectionCount.add(1, ordering: .relaxed)
        let loop = loops[nextLoop]
        nextLoop = (nextLoop + 1) % loops.count
        loop.perform { loop.adopt(socket, local: local, remoteAddress: remoteAddress) }
    }
}
