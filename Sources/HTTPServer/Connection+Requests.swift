import HTTP

extension Connection {
    /// Reads requests and has them answered, one after the other, until one takes its time or nothing more has arrived.
    func process() {
        // A handler that returns at once finishes its response inside this loop, which then goes on by itself.
        guard !isProcessing else { return }
        isProcessing = true
        defer { isProcessing = false }
        var receives = 0
        while phase == .reading {
            if body.isComplete, !input.isEmpty, readFromInput() { continue }
            guard receives < Connection.receivesPerRound else {
                loop.schedule(.read(self), after: 1)
                return
            }
            receives += 1
            if !body.isComplete {
                guard discardRestOfBody() else { return }
            } else if isReadable {
                receiveHead()
            } else {
                return awaitHead()
            }
        }
    }

    /// Waits for a request, or for the rest of one that has begun.
    func awaitHead() {
        if hasPartialHead {
            expect(.restOfHead, within: core.timeouts.head)
        } else if isEncrypted, transport.session?.isHandshaking == true {
            expect(.handshake, within: core.timeouts.head)
        } else {
            expect(.request, within: core.timeouts.idle)
        }
    }

    /// Whether a request has begun to arrive.
    var hasPartialHead: Bool { partialHead?.parser.hasStarted ?? false }

    private func receiveHead() {
        let buffer = loop.workspace.receiveBuffer
        switch transport.receive(into: buffer) {
        case .bytes(let count, let isLast):
            received(isLast: isLast)
            let bytes = Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
            guard input.isEmpty else { return keepPartialHead(bytes) }
            if isFresh, beginTLSIfAsked(bytes) { return }
            switch readRequest(bytes) {
            case .incomplete: keepPartialHead(bytes)
            case .refused(let error): refuse(error)
            case .request(let head, let requestBody, let used):
                if used < count { keep(bytes.extracting(used..<count)) }
                start(head, requestBody)
            case .proxied(let proxied):
                guard proxied.used == count || keep(bytes.extracting(proxied.used..<count)) else {
                    return refuseForWantOfRoom()
                }
                proxy(proxied)
            }
        case .wouldBlock: isReadable = false
        case .failed where isEncrypted: closeAfterFailure()
        case .end, .failed: close(reset: false)
        }
    }

    /// Keeps part of a head until the rest comes.
    private func keepPartialHead(_ bytes: Span<UInt8>) {
        if !input.append(bytes, of: core.budget) { refuseForWantOfRoom() }
    }

    private func refuseForWantOfRoom() {
        refuse(503, code: "overloaded", message: HTTPBodyError.overloaded(limit: core.budget.limit).description)
    }

    /// Keeps what came behind a request until that is answered; without room for it, the connection closes then, which
    /// says that it was not read (RFC 9112 §9.6).
    @discardableResult
    func keep(_ bytes: Span<UInt8>) -> Bool {
        guard !input.append(bytes, of: core.budget) else { return true }
        hasUnreadableInput = true
        return false
    }

    /// Reads a request from what was received before; returns false if it is not complete.
    private func readFromInput() -> Bool {
        if isFresh, input.withUnused({ beginTLSIfAsked($0) }) {
            input = PendingInput()
            return true
        }
        switch input.withUnused({ readRequest($0) }) {
        case .incomplete: return false
        case .refused(let error): refuse(error)
        case .request(let head, let requestBody, let used):
            input.drop(used)
            start(head, requestBody)
        case .proxied(let proxied):
            input.drop(proxied.used)
            proxy(proxied)
        }
        return true
    }

    private enum ReadResult {
        case incomplete
        case refused(HTTPParseError)
        case request(HTTPRequestHead, HTTPRequestBody, used: Int)
        case proxied(ProxiedRequest)
    }

    /// Reads a head, and as much of the body as is there.
    private func readRequest(_ bytes: Span<UInt8>) -> ReadResult {
        do throws(HTTPParseError) {
            guard let (head, length) = try parseHead(bytes) else { return .incomplete }
            partialHead = nil
            if head.target.form != .origin, let decision = proxyDecision(on: head) {
                return .proxied(ProxiedRequest(head: head, decision: decision, used: length))
            }
            let (requestBody, used) = beginBody(head.framing, bytes.extracting(length..<bytes.count))
            return .request(head, requestBody, used: length + used)
        } catch {
            return .refused(error)
        }
    }

    private func parseHead(_ bytes: Span<UInt8>) throws(HTTPParseError) -> (head: HTTPRequestHead, length: Int)? {
        if let partialHead { return try partialHead.parser.parse(bytes, limits: core.syntaxLimits) }
        let workspace = loop.workspace
        do throws(HTTPParseError) {
            if let read = try workspace.parser.parse(bytes, limits: core.syntaxLimits) { return read }
        } catch {
            workspace.parser.reset()
            throw error
        }
        partialHead = PartialHead(workspace.parser)
        workspace.parser = HTTPRequestParser()
        return nil
    }

    private func beginBody(_ framing: HTTPBodyFraming, _ bytes: Span<UInt8>) -> (HTTPRequestBody, used: Int) {
        switch framing {
        case .none:
            return (HTTPRequestBody([]), 0)
        case .length(let length) where length <= bytes.count && length <= core.configuration.limits.bodyBytes:
            return (HTTPRequestBody(bytes.extracting(0..<length).withUnsafeBufferPointer { Array($0) }), length)
        case .length, .chunked:
            body = IncomingBody(
                framing,
                limit: core.configuration.limits.bodyBytes,
                budget: core.budget,
                patience: TransferPatience(core.timeouts.body)
            )
            let used = body.receive(bytes, limits: core.syntaxLimits)
            guard body.isComplete, body.failure == nil else {
                return (HTTPRequestBody(of: self, exchange: exchange &+ 1), used)
            }
            return (HTTPRequestBody(body.take()), used)
        }
    }

    /// Gives a request to the handler.
    private func start(_ head: consuming HTTPRequestHead, _ requestBody: consuming HTTPRequestBody) {
        phase = .responding
        exchange &+= 1
        let request = HTTPRequest(head: head, body: requestBody)
        self.request = RequestFacts(request.head)
        closesAfterResponse = false
        expectNothing()
        let started = exchange
        var work: (() async -> HTTPResponse)?
        switch core.reply(request, HTTPRequestContext(of: self)) {
        case .now(let response):
            guard respond(response, to: started) else { return }
        case .later(let wait):
            work = wait
        }
        loop.runningHandlers += 1
        // It runs here and now up to its first suspension, and returns to this loop after each. Nothing in it throws,
        // but the runtime wants a task that may: to adapt one that may not takes two more frames, which would stay in
        // memory while the handler waits.
        let task: Task<Void, any Error> = Task.immediate(executorPreference: loop) { [self, work] () async throws in
            var hasStream = true
            if let work { hasStream = respond(await work(), to: started) }
            if hasStream { await writeStream(for: started) }
            loop.runningHandlers -= 1
        }
        if phase == .responding, exchange == started {
            self.task = task
            if peerHasFinished { task.cancel() }
        }
    }

    /// Receives what is left of a body that its handler did not read; returns false if it has not arrived.
    private func discardRestOfBody() -> Bool {
        guard isReadable else {
            awaitBody()
            return false
        }
        guard receiveBody() else { return false }
        _ = body.take()
        if body.failure != nil { close(reset: false) }
        return true
    }
}
