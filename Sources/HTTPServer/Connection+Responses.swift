import HTTP

extension Connection {
    /// A body shorter than this is copied behind its head, which costs less than sending two runs of bytes.
    private static let copiedBodyBytes = 8 * 1024

    /// How many bytes of an unread body are received for nothing, so that the connection can go on; beyond it closes.
    private static let discardedBodyBytes = 64 * 1024

    /// Whether a request is still the one being answered.
    func isAnswering(_ exchange: UInt32) -> Bool {
        phase == .responding && self.exchange == exchange && !finishesWhenSent
    }

    /// Sends a response, or only its head; returns whether a stream is to follow.
    func respond(_ response: HTTPResponse, to exchange: UInt32) -> Bool {
        guard isAnswering(exchange) else { return false }
        held = response.holding
        outputPatience = TransferPatience(core.timeouts.write)
        guard (200...999).contains(response.status.code) else {
            sendError(500, code: "invalid_status", message: "the answer had the status \(response.status.code)")
            return false
        }
        switch response.body {
        case .bytes(let bytes):
            body.letGo()
            send(response, bytes[...])
        case .slice(let slice):
            body.letGo()
            send(response, slice)
        case .stream(let contentLength, let write):
            let framing = streamFraming(contentLength)
            let hasBody = beginHead(response, framing)
            send(loop.workspace.sendBuffer[...])
            streamFraming = framing
            guard !hasBody else {
                stream = write
                return phase == .responding
            }
            finishWhenSent()
        case .wire(let wire):
            body.letGo()
            send(wire)
        }
        return false
    }

    /// Sends bytes in place of a response, and ends the connection.
    private func send(_ wire: HTTPWireBytes) {
        closesAfterResponse = true
        if wire.skipsEncryption {
            wire.bytes.withUnsafeBytes { transport.sendToSocket($0) }
        } else if !wire.bytes.isEmpty {
            send(wire.bytes[...])
        }
        if wire.ending == .reset { return close(reset: true) }
        finishWhenSent()
    }

    private func streamFraming(_ contentLength: Int?) -> HTTPResponseFraming {
        if let contentLength { return .length(max(0, contentLength)) }
        return request.version == .http10 ? .untilClose : .chunked
    }

    private func send(_ response: HTTPResponse, _ body: ArraySlice<UInt8>) {
        let hasBody = beginHead(response, .length(body.count))
        if !hasBody {
            send(loop.workspace.sendBuffer[...])
        } else if body.count <= Connection.copiedBodyBytes {
            loop.workspace.sendBuffer.append(contentsOf: body)
            send(loop.workspace.sendBuffer[...])
        } else {
            send(loop.workspace.sendBuffer[...], body)
        }
        finishWhenSent()
    }

    /// Puts the head of a response into the send buffer; returns whether a body follows.
    private func beginHead(_ response: HTTPResponse, _ framing: HTTPResponseFraming) -> Bool {
        let isBodyless = response.status == 204 || response.status == 304
        if !request.keepsAlive || loop.drain != nil || framing == .untilClose || !canSkipRestOfBody
            || hasUnreadableInput || response.fields.asksToClose
        {
            closesAfterResponse = true
        }
        loop.workspace.sendBuffer.removeAll(keepingCapacity: true)
        HTTPResponseEncoder.appendHead(
            status: response.status,
            fields: response.fields,
            defaults: loop.workspace.defaults(),
            framing: isBodyless ? .none : framing,
            persistence: closesAfterResponse ? .close : request.version == .http10 ? .keepAlive : .implied,
            to: &loop.workspace.sendBuffer
        )
        return !isBodyless && !request.isHead
    }

    private var canSkipRestOfBody: Bool {
        guard body.failure == nil else { return false }
        guard !body.isComplete else { return true }
        guard !request.owesContinue, let remaining = body.remaining else { return false }
        return remaining <= Connection.discardedBodyBytes
    }

    /// Ends the response as soon as all of it is sent.
    func finishWhenSent() {
        finishesWhenSent = true
        if output.isEmpty { finishResponse() }
    }

    /// Goes on to the next request, or closes.
    private func finishResponse() {
        guard phase == .responding else { return }
        finishesWhenSent = false
        task = nil
        held = nil
        hasUnreadableInput = hasUnreadableInput || body.failure != nil
        // The head may have been sent before it was known that nothing more can be read.
        guard !closesAfterResponse, !hasUnreadableInput else { return closeInOrder() }
        if !body.isComplete {
            body.letGo()
        } else if !body.isBlank {
            body = IncomingBody()
        }
        if opensTunnel { beginTunnel() }
        phase = .reading
        process()
    }

    // MARK: - Refusals of the engine itself

    /// Answers what cannot be understood, and interprets nothing that comes after it.
    func refuse(_ error: HTTPParseError) {
        refuse(error.status, code: error.rawValue, message: error.description)
    }

    /// Answers without a handler, and closes.
    func refuse(_ status: HTTPStatus, code: String, message: String) {
        phase = .responding
        exchange &+= 1
        request = RequestFacts()
        body = IncomingBody()
        hasUnreadableInput = true
        expectNothing()
        sendError(status, code: code, message: message)
    }

    private func sendError(_ status: HTTPStatus, code: String, message: String) {
        // Neither code nor message has a character that JSON would want escaped.
        let json = #"{"error":{"code":"\#(code)","message":"\#(message)"}}"#
        send(
            HTTPResponse(status: status, fields: ["Content-Type": "application/json"], body: .empty),
            Array(json.utf8)[...]
        )
    }

    // MARK: - Sending

    /// Sends bytes; what the kernel does not take is kept.
    func send(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8> = [], _ third: ArraySlice<UInt8> = []) {
        guard phase != .closed else { return }
        var sent = 0
        if output.isEmpty {
            switch transmit(first, second, third) {
            case .bytes(let count): sent = count
            case .wouldBlock: break
            case .failed: return close(reset: false)
            }
        }
        guard sent < first.count + second.count + third.count else { return }
        // The first run is in the buffer that all connections share.
        output.append(Array(first)[...], alreadySent: min(sent, first.count))
        output.append(second, alreadySent: min(max(0, sent - first.count), second.count))
        output.append(third, alreadySent: max(0, sent - first.count - second.count))
        if writeDeadline == .max { awaitFlush() }
    }

    /// Waits for the client to take more, as long as there is patience for that.
    private func awaitFlush() {
        outputWaitsSince = loop.now
        writeDeadline = loop.now + outputPatience.remaining
    }

    private func transmit(
        _ first: ArraySlice<UInt8>,
        _ second: ArraySlice<UInt8>,
        _ third: ArraySlice<UInt8>
    ) -> Transport.Sent {
        first.withUnsafeBytes { first in
            if second.isEmpty, third.isEmpty { return transport.send(first) }
            return second.withUnsafeBytes { second in
                third.withUnsafeBytes { third in transport.send(first, second, third) }
            }
        }
    }

    /// Sends what was kept, now that the kernel takes more.
    func flush() {
        guard !output.isEmpty else { return }
        let (taken, isBroken) = output.flush(to: transport)
        guard !isBroken else { return close(reset: false) }
        if taken > 0 {
            outputPatience.spend(loop.now - outputWaitsSince)
            outputPatience.regain(by: taken, core.timeouts.write)
        }
        if !output.isEmpty {
            if taken > 0 { awaitFlush() }
            return
        }
        writeDeadline = .max
        resumeWriters(nil)
        if finishesWhenSent { finishResponse() }
    }

    /// Tells those who wait for their bytes to be sent how it went.
    func resumeWriters(_ error: HTTPWriteError?) {
        guard !writers.isEmpty else { return }
        let waiting = writers
        writers = []
        for continuation in waiting { continuation.resume(returning: error) }
    }
}
