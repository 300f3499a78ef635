/// A keyed source of everything about an answer that looks random: ids, file names, seeds, timings.
///
/// A draw is a pure function: the same server seed, account, content and repetition give the same values on every
/// machine and in every run, whatever other accounts do in between. Messages are keyed with SipHash; from a key, values
/// are drawn with the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014), which is quick enough to be asked a dozen times for every answer.
public struct Draw: Sendable, Hashable {
    private let key0: UInt64
    private let key1: UInt64

    /// Makes the root of all draws of one server.
    public init(serverSeed: UInt64) {
        self.init(key0: mixed(serverSeed), key1: mixed(serverSeed ^ 0x4661_7578_746F_0001))
    }

    private init(key0: UInt64, key1: UInt64) {
        self.key0 = key0
        self.key1 = key1
    }

    /// A draw of its own for a purpose under this one; `number` tells repeated ones for the same purpose apart.
    public func branch(_ purpose: StaticString, _ number: UInt64 = 0) -> Draw {
        let value = bits(purpose, number)
        return Draw(key0: value, key1: mixed(value ^ key1))
    }

    /// A draw of its own for a text under this one.
    public func branch(text: String) -> Draw {
        var message = Message(under: self)
        message.append(text)
        return branch(message)
    }

    /// A draw of its own for a message that was begun under this one.
    public func branch(_ message: consuming Message) -> Draw {
        let digest = message.digest()
        return Draw(key0: digest, key1: mixed(digest ^ key1))
    }

    /// 64 uniform bits for a purpose; `number` tells repeated draws for the same purpose apart.
    public func bits(_ purpose: StaticString, _ number: UInt64 = 0) -> UInt64 {
        mixed(mixed(key0 ^ purpose.digest) &+ key1 &+ number &* 0x9E37_79B9_7F4A_7C15)
    }

    /// A uniform number below `bound`, which must be at least 1.
    public func number(_ purpose: StaticString, below bound: UInt64, _ number: UInt64 = 0) -> UInt64 {
        bits(purpose, number).multipliedFullWidth(by: bound).high
    }

    /// A uniform number in 0 ..< 1 with 53 bits.
    public func unit(_ purpose: StaticString, _ number: UInt64 = 0) -> Double {
        Double(bits(purpose, number) >> 11) * 0x1p-53
    }

    /// A message that a draw is to depend on, given part by part; where one part ends and the next begins matters.
    public struct Message: ~Copyable {
        private var hash: SipHash

        /// Begins a message under a draw.
        public init(under draw: Draw) {
            hash = SipHash(key0: draw.key0, key1: draw.key1)
        }

        /// Adds a text.
        public mutating func append(_ text: String) {
            var text = text
            text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
        }

        /// Adds bytes.
        public mutating func append(_ bytes: [UInt8]) {
            bytes.withUnsafeBytes { append($0) }
        }

        private mutating func append(_ bytes: UnsafeRawBufferPointer) {
            hash.absorb(bytes)
            hash.absorb(UInt64(bytes.count))
        }

        fileprivate consuming func digest() -> UInt64 {
            hash.finish()
        }
    }
}

/// The finaliser of SplitMix64: every bit of the result depends on every bit of the input.
private func mixed(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
}

extension StaticString {
    /// FNV-1a of the text; purposes are few and short.
    fileprivate var digest: UInt64 {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<utf8CodeUnitCount {
            digest = (digest ^ UInt64(utf8Start[index])) &* 0x0000_0100_0000_01B3
        }
        return digest
    }
}
