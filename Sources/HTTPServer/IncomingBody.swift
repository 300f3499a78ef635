import HTTP

/// The body of the request being answered: takes the framing off, keeps what nobody has asked for yet, minds the limit.
struct IncomingBody {
    private enum Framing {
        case length(remaining: Int)
        case chunked(HTTPChunkedDecoder)
        case complete
    }

    private var framing: Framing
    private let limit: Int
    /// What is reserved for the bytes that are kept, and for those that a handler has taken; nil where none are.
    private var reservation: BufferReservation?
    /// How many bytes are reserved for what is kept.
    private var room = 0
    /// Whether a handler has bytes of it.
    private var wasTaken = false
    private var arrived: [UInt8] = []
    private var arrivedBytes = 0

    /// Why no more of the body will come.
    private(set) var failure: HTTPBodyError?
    /// How long the client may still be waited for.
    var patience: TransferPatience
    /// Since when it is waited for, in monotonic nanoseconds, while it is.
    var waitingSince: UInt64 = 0

    /// A body that is over.
    init() {
        framing = .complete
        limit = 0
        patience = TransferPatience(TransferPatience.Terms(longest: 0, bytesPerSecond: 0))
    }

    /// A body of which nothing has arrived.
    ///
    /// - Parameters:
    ///   - framing: How its end is found.
    ///   - limit: The most bytes that are accepted.
    ///   - budget: Where what is kept of it is reserved.
    ///   - patience: How long the client is waited for.
    init(_ framing: HTTPBodyFraming, limit: Int, budget: BufferBudget, patience: TransferPatience) {
        self.limit = limit
        self.patience = patience
        reservation = budget.reservation()
        switch framing {
        case .none: self.framing = .complete
        case .length(let length):
            self.framing = .length(remaining: length)
            if length > limit { failure = .tooLarge(limit: limit) }
        case .chunked: self.framing = .chunked(HTTPChunkedDecoder())
        }
    }

    /// Whether its last byte has arrived.
    var isComplete: Bool {
        if case .complete = framing { true } else { false }
    }

    /// Whether there never was a body.
    var isBlank: Bool { limit == 0 }

    /// Whether nothing of it has arrived yet.
    var isUntouched: Bool { arrivedBytes == 0 }

    /// Whether there are bytes to be taken.
    var hasBytes: Bool { !arrived.isEmpty }

    /// The number of bytes that were received and not taken.
    var waitingBytes: Int { arrived.count }

    /// How many bytes are still to come, if that is known.
    var remaining: Int? {
        switch framing {
        case .length(let remaining): remaining
        case .chunked: nil
        case .complete: 0
        }
    }

    /// Takes bytes from the connection.
    ///
    /// - Parameters:
    ///   - bytes: What has arrived.
    ///   - limits: How much overhead the chunked coding may have.
    /// - Returns: How many of the bytes belong to the body; what follows belongs to the next request.
    mutating func receive(_ bytes: Span<UInt8>, limits: HTTPSyntaxLimits) -> Int {
        guard failure == nil else { return bytes.count }
        switch framing {
        case .complete:
            return 0
        case .length(let remaining):
            let count = min(remaining, bytes.count)
            guard makeRoom(for: count, atMost: arrived.count + remaining) else { return bytes.count }
            bytes.extracting(0..<count).withUnsafeBufferPointer { arrived.append(contentsOf: $0) }
            arrivedBytes += count
            framing = count == remaining ? .complete : .length(remaining: remaining - count)
            return count
        case .chunked(var decoder):
            // What is decoded is never longer.
            guard makeRoom(for: bytes.count, atMost: .max) else { return bytes.count }
            let before = arrived.count
            do throws(HTTPParseError) {
                let count = try decoder.decode(bytes, into: &arrived, limits: limits)
                arrivedBytes += arrived.count - before
                framing = decoder.isComplete ? .complete : .chunked(decoder)
                if decoder.announcedBytes > limit { fail(.tooLarge(limit: limit)) }
                return count
            } catch {
                fail(.malformed(error))
                return bytes.count
            }
        }
    }

    /// Notes that no more will come.
    mutating func fail(_ error: HTTPBodyError) {
        guard failure == nil else { return }
        failure = error
        arrived = []
        room = 0
        if !wasTaken { reservation = nil }
    }

    /// Keeps nothing any more, since the handler is done with what it took: the rest is only received.
    mutating func letGo() {
        guard reservation != nil else { return }
        arrived = []
        reservation = nil
    }

    /// Reserves room for more bytes; fails where there is none.
    ///
    /// - Parameters:
    ///   - count: How many bytes have come.
    ///   - most: How many there can be in the end, those included that are kept already.
    /// - Returns: Whether there is room.
    private mutating func makeRoom(for count: Int, atMost most: Int) -> Bool {
        guard let reservation else { return true }
        let needed = arrived.count + count
        guard needed > room else { return true }
        // Not what is announced: a client may announce much and send little.
        let next = min(max(needed, 2 * room), most)
        guard reservation.grow(to: next) else {
            fail(.overloaded(limit: reservation.limit))
            return false
        }
        room = next
        arrived.reserveCapacity(next)
        return true
    }

    /// Gives away what has arrived.
    mutating func take() -> [UInt8] {
        let bytes = arrived
        arrived = []
        room = 0
        if !bytes.isEmpty { wasTaken = true }
        return bytes
    }
}
