/// Bytes carried both ways between a client and another host, until either is done or nothing comes for too long.
///
/// It holds no more than one buffer for each direction: while that has not gone out, nothing more is received.
final class Relay {
    /// One of the two ends.
    private struct End {
        let transport: Transport
        /// Whether there may be bytes to receive.
        var isReadable = true
        /// Whether it has closed its sending half.
        var hasFinished = false
        /// What it has not taken yet.
        var pending: OutputQueue
    }

    private enum Step {
        case moved
        case waiting
        case broken
    }

    private let loop: EventLoop
    private var client: End
    private var upstream: End
    private var deadline = UInt64.max
    private var timer: TimerQueue<LoopTimer>.Token?
    private var isClosed = false

    /// Prepares to carry bytes.
    ///
    /// - Parameters:
    ///   - loop: The loop that both sockets belong to.
    ///   - client: The end that asked for it.
    ///   - upstream: The end that it asked for.
    ///   - toClient: What the client gets first.
    ///   - toUpstream: What the other end gets first.
    init(loop: EventLoop, client: Transport, upstream: Transport, toClient: [UInt8], toUpstream: [UInt8]) {
        self.loop = loop
        self.client = End(transport: client, pending: OutputQueue())
        self.upstream = End(transport: upstream, pending: OutputQueue())
        self.client.pending.append(toClient[...])
        self.upstream.pending.append(toUpstream[...])
        prolong()
        timer = loop.timers.insert(deadline: deadline, .relayDeadline(self))
    }

    /// The sockets of both ends.
    var sockets: (client: Int32, upstream: Int32) { (client.transport.socket, upstream.transport.socket) }

    /// Acts on what the kernel says of a socket.
    func becameReady(_ socket: Int32) {
        if socket == client.transport.socket { client.isReadable = true } else { upstream.isReadable = true }
        pump()
    }

    /// Closes if nothing came for too long.
    func deadlineCame() {
        if deadline <= loop.now { return close(reset: false) }
        timer = loop.timers.insert(deadline: deadline, .relayDeadline(self))
    }

    private func prolong() {
        deadline = loop.now + loop.workspace.core.timeouts.relayIdle
    }

    /// Carries bytes as long as there are any, but leaves the others their turn.
    func pump() {
        guard !isClosed else { return }
        for _ in 0..<Connection.receivesPerRound {
            let steps = [move(from: &client, to: &upstream), move(from: &upstream, to: &client)]
            if steps.contains(.broken) { return close(reset: true) }
            if client.hasFinished, upstream.hasFinished { return close(reset: false) }
            guard steps.contains(.moved) else { return }
            prolong()
        }
        loop.schedule(.relay(self), after: 1)
    }

    private func move(from source: inout End, to sink: inout End) -> Step {
        let (taken, isBroken) = sink.pending.flush(to: sink.transport)
        let progress = taken > 0
        if isBroken { return .broken }
        guard sink.pending.isEmpty, source.isReadable, !source.hasFinished else { return progress ? .moved : .waiting }
        let buffer = loop.workspace.receiveBuffer
        switch source.transport.receive(into: buffer) {
        case .bytes(let count, _):
            sink.pending.append(Array(UnsafeRawBufferPointer(rebasing: buffer[0..<count]))[...])
            return sink.pending.flush(to: sink.transport).isBroken ? .broken : .moved
        case .wouldBlock:
            source.isReadable = false
            return progress ? .moved : .waiting
        case .end:
            source.hasFinished = true
            sink.transport.finishSending()
            return .moved
        case .failed:
            return .broken
        }
    }

    /// Closes both ends.
    func close(reset: Bool) {
        guard !isClosed else { return }
        isClosed = true
        if let timer { loop.timers.remove(timer) }
        loop.forget(self)
        client.transport.close(reset: reset)
        upstream.transport.close(reset: reset)
    }
}
