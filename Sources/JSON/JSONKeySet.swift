/// The keys of the object being scanned, to find a repeated one without comparing it with every other.
///
/// A set of 64 bits tells most new keys from all earlier ones without comparing any; from some members on, a
/// dictionary does it, so that an object of n members takes time in proportion to n.
struct JSONKeySet {
    private var fingerprints: UInt64 = 0
    private var indices: [ExactKey: Int]?

    /// The size from which on keys are looked up in a dictionary.
    private static let linearLimit = 32

    /// Notes the key of a member that is to follow others, unless one of them has it already.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - surrogateKey: Its code units if it holds lone surrogates.
    ///   - fingerprint: A number from 0 to 63 that is equal for equal keys.
    ///   - members: The members so far.
    /// - Returns: The index of the member with the same key, nil if there is none.
    mutating func insert(
        _ key: String,
        _ surrogateKey: [UInt16]?,
        fingerprint: UInt8,
        after members: [JSONObject.Member]
    ) -> Int? {
        let bit: UInt64 = 1 << UInt64(fingerprint)
        let isNew = fingerprints & bit == 0
        fingerprints |= bit
        if isNew, members.count < Self.linearLimit { return nil }
        return search(key, surrogateKey, in: members)
    }

    private mutating func search(
        _ key: String,
        _ surrogateKey: [UInt16]?,
        in members: [JSONObject.Member]
    ) -> Int? {
        guard members.count >= Self.linearLimit else {
            if surrogateKey == nil { return members.firstIndex { $0.isNamed(key) } }
            return members.firstIndex { $0.surrogateKey == surrogateKey }
        }
        if indices == nil {
            indices = [:]
            for (index, member) in members.enumerated() {
                indices?[ExactKey(key: member.key, surrogateKey: member.surrogateKey)] = index
            }
        }
        let key = ExactKey(key: key, surrogateKey: surrogateKey)
        if let index = indices?[key] { return index }
        indices?[key] = members.count
        return nil
    }
}

/// A key as a dictionary needs it: equal only code point by code point.
private struct ExactKey: Hashable {
    var key: String
    var surrogateKey: [UInt16]?

    static func == (left: ExactKey, right: ExactKey) -> Bool {
        left.surrogateKey == right.surrogateKey && left.key.utf8.elementsEqual(right.key.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in key.utf8 { hasher.combine(byte) }
        hasher.combine(surrogateKey)
    }
}
