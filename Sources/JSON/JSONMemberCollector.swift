/// Gathers the members of one object, putting a repeated key's value in its first place as Python's `dict` does.
///
/// A set of 64 bits tells most new keys from all earlier ones without comparing any; from some members on, a
/// dictionary does it, so that an object of n members takes time in proportion to n.
struct JSONMemberCollector {
    private(set) var members: [JSONObject.Member] = []
    private var seenKeys: UInt64 = 0
    private var indices: [ExactKey: Int] = [:]

    /// The size from which on keys are looked up in a dictionary.
    private static let linearLimit = 32

    /// Adds a member, or replaces the value of the member with the same key.
    ///
    /// - Parameters:
    ///   - key: The key, a `string` or a `surrogateString`.
    ///   - value: The value.
    mutating func add(key: JSONValue, value: JSONValue) {
        switch key {
        case .string(let key): add(JSONObject.Member(key: key, value: value))
        case .surrogateString(let units): add(JSONObject.Member(surrogateKey: units, value: value))
        default: preconditionFailure("A key is a string")
        }
    }

    private mutating func add(_ member: JSONObject.Member) {
        let bit: UInt64 = 1 << UInt64(fingerprint(of: member.key) & 63)
        if seenKeys & bit != 0, let index = index(of: member) {
            members[index].value = member.value
            return
        }
        seenKeys |= bit
        if members.count >= Self.linearLimit {
            if indices.isEmpty {
                for (index, member) in members.enumerated() { indices[ExactKey(member: member)] = index }
            }
            indices[ExactKey(member: member)] = members.count
        } else if members.isEmpty {
            members.reserveCapacity(8)
        }
        members.append(member)
    }

    private func index(of member: JSONObject.Member) -> Int? {
        guard indices.isEmpty else { return indices[ExactKey(member: member)] }
        if member.surrogateKey == nil { return members.firstIndex { $0.isNamed(member.key) } }
        return members.firstIndex { $0.surrogateKey == member.surrogateKey }
    }

    /// A number that is equal for equal keys and mostly differs for others.
    private func fingerprint(of key: String) -> Int {
        let utf8 = key.utf8
        guard let first = utf8.first, let last = utf8.last else { return 0 }
        return utf8.count &* 7 &+ Int(first) &* 3 &+ Int(last) &* 11
    }
}

/// A key as a dictionary needs it: equal only code point by code point.
private struct ExactKey: Hashable {
    var key: String
    var surrogateKey: [UInt16]?

    init(member: JSONObject.Member) {
        key = member.key
        surrogateKey = member.surrogateKey
    }

    static func == (left: ExactKey, right: ExactKey) -> Bool {
        left.surrogateKey == right.surrogateKey && left.key.utf8.elementsEqual(right.key.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in key.utf8 { hasher.combine(byte) }
        hasher.combine(surrogateKey)
    }
}
