/// Bytes of responses that the kernel has not taken yet.
struct OutputQueue {
    private var runs: [ArraySlice<UInt8>] = []

    var isEmpty: Bool { runs.isEmpty }

    /// Adds bytes at the end, but for those at the front of them that are already sent.
    mutating func append(_ bytes: ArraySlice<UInt8>, alreadySent: Int = 0) {
        let rest = bytes.dropFirst(alreadySent)
        if !rest.isEmpty { runs.append(rest) }
    }

    /// Sends as much as the kernel takes.
    ///
    /// - Parameter transport: What to send by.
    /// - Returns: Whether any bytes were taken, and whether the connection is broken.
    mutating func flush(to transport: Transport) -> (progress: Bool, isBroken: Bool) {
        var progress = false
        while let first = runs.first {
            let sent =
                runs.count == 1
                ? first.withUnsafeBytes { transport.send($0) }
                : first.withUnsafeBytes { first in
                    runs[1].withUnsafeBytes { second in
                        if runs.count == 2 {
                            transport.send(first, second, UnsafeRawBufferPointer(start: nil, count: 0))
                        } else {
                            runs[2].withUnsafeBytes { third in transport.send(first, second, third) }
                        }
                    }
                }
            switch sent {
            case .bytes(let count):
                progress = true
                drop(count)
            case .wouldBlock:
                return (progress, false)
            case .failed:
                return (progress, true)
            }
        }
        return (progress, false)
    }

    /// Forgets everything.
    mutating func removeAll() {
        runs = []
    }

    private mutating func drop(_ count: Int) {
        var rest = count
        var whole = 0
        while whole < runs.count, rest >= runs[whole].count {
            rest -= runs[whole].count
            whole += 1
        }
        if whole == runs.count {
            runs = []
        } else {
            runs.removeFirst(whole)
            runs[0] = runs[0].dropFirst(rest)
        }
    }
}
