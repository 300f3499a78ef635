import CLinux
import HTTP

/// One client: reads its requests, has each answered by the handler in turn, and sends the answers.
///
/// Unchecked, because all its mutable state belongs to the thread of its loop: the loop calls it there, and what a
/// handler does on another thread comes in through `EventLoop.perform`. For the same reason the properties that each
/// request touches are not checked for overlapping accesses at run time, which would be a sixteenth of its handling.
final class Connection: @unchecked Sendable {
    enum Phase {
        /// Waiting for a request head, or getting rid of the rest of a body.
        case reading
        /// A handler has the request, or its response is being sent.
        case responding
        /// The last response is sent, and the client is given time to take it.
        case lingering
        case closed
    }

    /// What the read deadline is about.
    enum Expected {
        case nothing
        case request
        case restOfHead
        case restOfBody
        /// The next step of a handshake of TLS.
        case handshake
    }

    let loop: EventLoop
    @exclusivity(unchecked) var transport: Transport
    let generation: UInt32
    /// The listener that the connection came in by.
    let local: HTTPServer.Address
    /// The address of the client as text.
    let remoteAddress: String
    /// Whom the client wanted to be connected to, if it asked for a tunnel.
    @exclusivity(unchecked) var tunnel: Tunnel?

    @exclusivity(unchecked) var phase = Phase.reading
    /// Whether nothing has come yet that tells TLS from HTTP: since the start, or since a tunnel was opened.
    @exclusivity(unchecked) var isFresh = true
    /// Whether what comes next is encrypted, or was when it came.
    @exclusivity(unchecked) var isEncrypted = false

    // MARK: Input

    /// Whether the socket may have bytes that were not taken: the kernel says so once, and it holds until they are.
    @exclusivity(unchecked) var isReadable = false
    /// Whether the client has closed its sending half.
    var peerHasFinished = false
    /// What was received beyond what could be used at the time.
    @exclusivity(unchecked) var input = PendingInput()
    /// How far the head has been read that has not arrived whole.
    var partialHead: PartialHead?
    /// Whether ``process()`` is running, further out in the same stack of calls.
    @exclusivity(unchecked) var isProcessing = false
    /// Whether there is input that is not to be interpreted any more.
    var hasUnreadableInput = false
    @exclusivity(unchecked) var expected = Expected.nothing

    // MARK: The request being answered

    /// Counts the requests, so that what a handler left behind can do nothing to the next one.
    @exclusivity(unchecked) var exchange: UInt32 = 0
    @exclusivity(unchecked) var request = RequestFacts()
    @exclusivity(unchecked) var body = IncomingBody()
    var bodyReader: BodyReader?
    @exclusivity(unchecked) var task: Task<Void, any Error>?

    // MARK: Output

    @exclusivity(unchecked) var output = OutputQueue()
    /// What writes the body of a streamed response, until it has begun.
    var stream: (@Sendable (any HTTPResponseWriter) async throws -> Void)?
    /// How much a streamed response may still write, and in which coding.
    var streamFraming = HTTPResponseFraming.none
    @exclusivity(unchecked) var closesAfterResponse = false
    /// Whether the response is over once the output is sent.
    @exclusivity(unchecked) var finishesWhenSent = false
    /// Whether a tunnel begins once the output is sent.
    @exclusivity(unchecked) var opensTunnel = false
    var sentSinceYield = 0
    var writers: [UnsafeContinuation<HTTPWriteError?, Never>] = []

    /// What the response keeps until it is sent, or it is known that it never will be.
    @exclusivity(unchecked) var held: (any AnyObject & Sendable)?

    // MARK: Deadlines

    private var timer: (token: TimerQueue<LoopTimer>.Token, deadline: UInt64)?
    /// When the client has to have sent what is expected of it.
    var readDeadline = UInt64.max {
        didSet { scheduleTimer(readDeadline) }
    }
    /// How long the client may still be waited for to take the response, and since when it is.
    @exclusivity(unchecked) var outputPatience: TransferPatience
    var outputWaitsSince: UInt64 = 0
    /// When the client has to have taken something of the output.
    var writeDeadline = UInt64.max {
        didSet { scheduleTimer(writeDeadline) }
    }

    init(
        loop: EventLoop,
        transport: Transport,
        generation: UInt32,
        local: HTTPServer.Address,
        remoteAddress: String
    ) {
        self.loop = loop
        self.transport = transport
        self.generation = generation
        self.local = local
        self.remoteAddress = remoteAddress
        outputPatience = TransferPatience(loop.workspace.core.timeouts.write)
    }

    var core: ServerCore { loop.workspace.core }

    // MARK: - Events

    /// Acts on what the kernel says of the socket.
    func handle(_ flags: UInt32) {
        if flags & linux_event_broken != 0 { return close(reset: false) }
        if flags & linux_event_peer_finished != 0, !peerHasFinished {
            peerHasFinished = true
            if phase == .responding { task?.cancel() }
        }
        if flags & linux_event_writable != 0 || isEncrypted { flush() }
        // In TLS a step in either direction may have waited for one in the other.
        if flags & (linux_event_readable | linux_event_peer_finished) != 0 || isEncrypted {
            isReadable = true
            read()
        }
    }

    /// Takes what has arrived, as far as it is wanted.
    func read() {
        switch phase {
        case .reading: process()
        case .responding: serveBodyReader()
        case .lingering: discardInput()
        case .closed: break
        }
    }

    /// Notes what a receive says of the next one.
    func received(isLast: Bool) {
        // The end of the input is still to be received if it is known to be there.
        if isLast, !peerHasFinished { isReadable = false }
    }

    /// Finishes what is in flight and takes no further request.
    func serverIsDraining() {
        switch phase {
        case .reading where !hasPartialHead && body.isComplete: close(reset: false)
        case .responding: closesAfterResponse = true
        default: break
        }
    }

    // MARK: - Deadlines

    /// Waits for the client so long at most; waiting for the same thing goes on with the same deadline.
    func expect(_ expected: Expected, within nanoseconds: UInt64) {
        guard expected != self.expected else { return }
        self.expected = expected
        readDeadline = loop.now + nanoseconds
    }

    /// Waits for nothing of the client.
    func expectNothing() {
        expected = .nothing
        readDeadline = .max
    }

    /// Has the timer come at a deadline at the latest; coming too early costs less than moving it at each request.
    private func scheduleTimer(_ deadline: UInt64) {
        guard deadline != .max, phase != .closed else { return }
        if let timer {
            guard deadline < timer.deadline else { return }
            loop.timers.remove(timer.token)
        }
        timer = (loop.timers.insert(deadline: deadline, .connection(self)), deadline)
    }

    /// Acts if a deadline has really come.
    func deadlineCame() {
        timer = nil
        if writeDeadline <= loop.now {
            resumeWriters(.timeout)
            return close(reset: true)
        }
        if readDeadline <= loop.now { readTookTooLong() }
        scheduleTimer(min(readDeadline, writeDeadline))
    }

    private func readTookTooLong() {
        let missed = expected
        expectNothing()
        switch phase {
        case .reading where missed == .restOfHead:
            refuse(408, code: "request_timeout", message: "the request head did not arrive in time")
        case .responding:
            failBody(.timeout)
        case .reading, .lingering, .closed:
            close(reset: false)
        }
    }

    // MARK: - The end

    /// Closes the connection at once; whoever waits for it is told.
    func close(reset: Bool) {
        guard phase != .closed else { return }
        phase = .closed
        transport.close(reset: reset)
        loop.forget(transport.socket)
        stop()
    }

    /// Ends everything but the transport, which may go on in other hands.
    func stop() {
        phase = .closed
        if let timer { loop.timers.remove(timer.token) }
        timer = nil
        input = PendingInput()
        partialHead = nil
        stream = nil
        output.removeAll()
        held = nil
        failBody(.clientGone)
        resumeWriters(.connectionClosed)
        task?.cancel()
        task = nil
    }

    /// Closes the connection after its last response.
    ///
    /// If the client may still be sending, it is given time to take the response first: bytes that arrive at a closed
    /// socket make the kernel send a reset, and that may overtake the response (RFC 9112 §9.6).
    func closeInOrder() {
        guard isReadable || hasUnreadableInput || !input.isEmpty || !body.isComplete else { return close(reset: false) }
        phase = .lingering
        input = PendingInput()
        transport.finishSending()
        readDeadline = loop.now + core.timeouts.linger
        discardInput()
    }

    private func discardInput() {
        for _ in 0..<Connection.receivesPerRound {
            switch transport.receiveFromSocket(into: loop.workspace.receiveBuffer) {
            case .bytes: continue
            case .wouldBlock: return isReadable = false
            case .end, .failed: return close(reset: false)
            }
        }
        loop.schedule(.read(self), after: 1)
    }

    /// How many buffers of bytes a connection may receive before the others have their turn.
    static let receivesPerRound = 16
}
