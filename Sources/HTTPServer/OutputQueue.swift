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
    /// - Returns: How many bytes were taken, and whether the connection is broken.
    mutating func flush(to transport: Transport) -> (taken: Int, isBroken: Bool) {
        var taken = 0
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
                taken += count
                drop(count)
            case .wouldBlock:
                return (taken, false)
            case .failed:
                return (taken, true)
            }
        }
        return (taken, false)
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
