/// A keyed source of everything about an answer that looks random: ids, file names, seeds, timings.
///
/// A draw is a pure function: the same server seed, account, content and repetition give the same values on every
/// machine and in every run, whatever other accounts do in between.
public struct Draw: Sendable, Hashable {
    private let key0: UInt64
    private let key1: UInt64

    /// Makes the root of all draws of one server.
    public init(serverSeed: UInt64) {
        key0 = serverSeed
        key1 = 0x4661_7578_746F_0001
    }

    private init(key0: UInt64, key1: UInt64) {
        self.key0 = key0
        self.key1 = key1
    }

    /// A draw of its own for one account, content or purpose under this one.
    public func branch(_ label: String, _ number: UInt64 = 0) -> Draw {
        Draw(key0: value(label, number, 1), key1: value(label, number, 2))
    }

    /// A draw of its own for a message of any length under this one.
    public func branch(_ label: String, bytes: [UInt8]) -> Draw {
        let digest = bytes.withUnsafeBytes { message in
            var hash = SipHash(key0: key0, key1: key1)
            hash.absorb(message)
            return hash.finish()
        }
        return branch(label, digest)
    }

    /// 64 uniform bits for a purpose; `number` tells repeated draws for the same purpose apart.
    public func bits(_ label: String, _ number: UInt64 = 0) -> UInt64 {
        value(label, number, 0)
    }

    /// A uniform number below `bound`, which must be at least 1.
    public func number(_ label: String, below bound: UInt64, _ number: UInt64 = 0) -> UInt64 {
        bits(label, number).multipliedFullWidth(by: bound).high
    }

    /// A uniform number in 0 ..< 1 with 53 bits.
    public func unit(_ label: String, _ number: UInt64 = 0) -> Double {
        Double(bits(label, number) >> 11) * 0x1p-53
    }

    private func value(_ label: String, _ number: UInt64, _ domain: UInt64) -> UInt64 {
        var label = label
        return label.withUTF8 { text in
            var hash = SipHash(key0: key0, key1: key1)
            hash.absorb(UnsafeRawBufferPointer(text))
            hash.absorb(number)
            hash.absorb(domain)
            return hash.finish()
        }
    }
}
