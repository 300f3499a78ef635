import HTTP

/// Where the handler of a request writes the body of its response to.
private struct StreamWriter: HTTPResponseWriter {
    let connection: Connection
    let exchange: UInt32

    func write(_ bytes: [UInt8]) async throws(HTTPWriteError) {
        try await connection.write(bytes, to: exchange)
    }
}

extension Connection {
    /// How many bytes of a stream may be sent before the other connections have their turn.
    private static let sentBytesPerRound = 1024 * 1024

    private enum WriteOutcome {
        case sent
        case kept
        case failed(HTTPWriteError)
    }

    /// Has the body of a streamed response written, and ends the response.
    func writeStream(for exchange: UInt32) async {
        guard let write = stream else { return }
        stream = nil
        var isWhole = true
        do {
            try await write(StreamWriter(connection: self, exchange: exchange))
        } catch {
            isWhole = false
        }
        guard isAnswering(exchange) else { return }
        endStream(isWhole: isWhole)
    }

    private func endStream(isWhole: Bool) {
        switch streamFraming {
        case .length(let missing) where missing > 0 || !isWhole:
            return close(reset: false)
        case .chunked where !isWhole:
            return close(reset: false)
        case .untilClose where !isWhole:
            // An orderly end would look like the end of the body.
            return close(reset: true)
        case .chunked:
            send(HTTPChunkedEncoder.lastChunk[...])
        case .length, .untilClose, .none:
            break
        }
        finishWhenSent()
    }

    /// Sends part of the body; waits until all of it is taken by the kernel.
    fileprivate func write(_ bytes: [UInt8], to exchange: UInt32) async throws(HTTPWriteError) {
        if loop.isCurrent, output.isEmpty {
            switch writeNow(bytes, to: exchange) {
            case .sent:
                await giveOthersTheirTurn(after: bytes.count)
                return
            case .failed(let error): throw error
            case .kept: break
            }
            if let error = await withUnsafeContinuation({ writers.append($0) }) { throw error }
            return
        }
        let error: HTTPWriteError? = await withUnsafeContinuation { continuation in
            loop.perform {
                switch self.writeNow(bytes, to: exchange) {
                case .sent: continuation.resume(returning: nil)
                case .failed(let error): continuation.resume(returning: error)
                case .kept: self.writers.append(continuation)
                }
            }
        }
        if let error { throw error }
    }

    /// Lets the other connections have their turn from time to time, even if this client takes all that it is sent.
    private func giveOthersTheirTurn(after count: Int) async {
        sentSinceYield += count
        guard sentSinceYield >= Connection.sentBytesPerRound else { return }
        sentSinceYield = 0
        await Task.yield()
    }

    private func writeNow(_ bytes: [UInt8], to exchange: UInt32) -> WriteOutcome {
        guard isAnswering(exchange) else { return .failed(.connectionClosed) }
        guard !bytes.isEmpty else { return .sent }
        switch streamFraming {
        case .length(let remaining):
            guard bytes.count <= remaining else { return .failed(.beyondContentLength) }
            streamFraming = .length(remaining - bytes.count)
            send(bytes[...])
        case .chunked:
            loop.workspace.sendBuffer.removeAll(keepingCapacity: true)
            HTTPChunkedEncoder.appendSizeLine(bytes.count, to: &loop.workspace.sendBuffer)
            send(loop.workspace.sendBuffer[...], bytes[...], HTTPChunkedEncoder.chunkEnd[...])
        case .untilClose:
            send(bytes[...])
        case .none:
            return .failed(.connectionClosed)
        }
        if phase == .closed { return .failed(.connectionClosed) }
        return output.isEmpty ? .sent : .kept
    }
}
