import HTTP

/// A handler that waits for the body of its request.
struct BodyReader {
    enum Wanted {
        /// Whatever comes next; no bytes are the end.
        case next
        /// Everything, if it is not more than this.
        case whole(limit: Int)
    }

    let wanted: Wanted
    let continuation: UnsafeContinuation<Result<[UInt8], HTTPBodyError>, Never>
}

extension Connection {
    /// Gives a handler the next part of the body, or all of it; suspends only if that has not arrived.
    func readBody(
        _ wanted: BodyReader.Wanted,
        of exchange: UInt32
    ) async throws(HTTPBodyError) -> [UInt8] {
        if loop.isCurrent, let answer = answerAtOnce(wanted, of: exchange) { return try answer.get() }
        let answer = await withUnsafeContinuation { continuation in
            loop.perform { self.await(BodyReader(wanted: wanted, continuation: continuation), of: exchange) }
        }
        return try answer.get()
    }

    private func await(_ reader: BodyReader, of exchange: UInt32) {
        if let answer = answerAtOnce(reader.wanted, of: exchange) {
            return reader.continuation.resume(returning: answer)
        }
        bodyReader = reader
        awaitBody()
    }

    /// Waits for more of the body, as long as there is patience for that.
    func awaitBody() {
        guard expected != .restOfBody else { return }
        body.waitingSince = loop.now
        expect(.restOfBody, within: body.patience.remaining)
    }

    private func answerAtOnce(
        _ wanted: BodyReader.Wanted,
        of exchange: UInt32
    ) -> Result<[UInt8], HTTPBodyError>? {
        guard isAnswering(exchange) else { return .failure(.clientGone) }
        guard bodyReader == nil else { return .failure(.readTwiceAtOnce) }
        if let answer = answer(wanted) { return answer }
        sendContinueIfOwed()
        receive(wanted)
        return answer(wanted)
    }

    private func answer(_ wanted: BodyReader.Wanted) -> Result<[UInt8], HTTPBodyError>? {
        if let failure = body.failure { return .failure(failure) }
        switch wanted {
        case .next:
            return body.hasBytes || body.isComplete ? .success(body.take()) : nil
        case .whole(let limit):
            guard body.waitingBytes + (body.remaining ?? 0) <= limit else { return .failure(.tooLarge(limit: limit)) }
            return body.isComplete ? .success(body.take()) : nil
        }
    }

    private func sendContinueIfOwed() {
        guard request.owesContinue else { return }
        request.owesContinue = false
        if body.isUntouched { send(HTTPResponseEncoder.continueHead[...]) }
    }

    /// Receives until what is wanted can be answered, or nothing more has arrived.
    private func receive(_ wanted: BodyReader.Wanted) {
        for _ in 0..<Connection.receivesPerRound {
            guard isReadable, answer(ifReady: wanted) == false else { return }
            guard receiveBody() else { return }
        }
        loop.schedule(.read(self), after: 1)
    }

    private func answer(ifReady wanted: BodyReader.Wanted) -> Bool {
        if body.failure != nil || body.isComplete { return true }
        switch wanted {
        case .next: return body.hasBytes
        case .whole(let limit): return body.waitingBytes > limit
        }
    }

    /// Receives a buffer full of the body; returns false if nothing had arrived.
    func receiveBody() -> Bool {
        let buffer = loop.workspace.receiveBuffer
        switch transport.receive(into: buffer) {
        case .bytes(let count, let isLast):
            received(isLast: isLast)
            if expected == .restOfBody { body.patience.spend(loop.now - body.waitingSince) }
            body.patience.regain(by: count, core.timeouts.body)
            let bytes = Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
            let used = body.receive(bytes, limits: core.syntaxLimits)
            if used < count { keep(bytes.extracting(used..<count)) }
            expected = .nothing
            return true
        case .wouldBlock:
            isReadable = false
            return false
        case .end:
            body.fail(.clientGone)
            return true
        case .failed:
            close(reset: false)
            return false
        }
    }

    /// Receives for the handler that waits for the body, if one does.
    func serveBodyReader() {
        guard let reader = bodyReader else { return }
        receive(reader.wanted)
        // Receiving may have found the connection broken, and told the reader.
        guard bodyReader != nil else { return }
        if let answer = answer(reader.wanted) {
            bodyReader = nil
            expectNothing()
            reader.continuation.resume(returning: answer)
        } else {
            awaitBody()
        }
    }

    /// Ends a body that will not be completed.
    func failBody(_ error: HTTPBodyError) {
        body.fail(error)
        guard let reader = bodyReader else { return }
        bodyReader = nil
        reader.continuation.resume(returning: .failure(error))
    }
}
