import JSON

/// Reads of a request's body the members that the rules of a scenario ask about.
final class BodyReader: Sendable {
    private let names: [String]
    private let keys: JSONKeys
    private let places: [[UInt8]: Int]

    /// The members of a body that are there, with the places of their names.
    ///
    /// Of most that are asked about there are none: this is nothing then.
    struct Members {
        private var found: [Member] = []
        /// The same by their places, if there are many names.
        fileprivate var many: [Int: JSONValue] = [:]

        private struct Member {
            let place: Int
            var value: JSONValue
        }

        /// The value of the member whose name has a place among the reader's; nil if there is none.
        subscript(place: Int) -> JSONValue? {
            many.isEmpty ? found.first { $0.place == place }?.value : many[place]
        }

        /// Adds a member; of a repeated one the last counts.
        fileprivate mutating func add(_ value: consuming JSONValue, at place: Int, of count: Int) {
            if let index = found.firstIndex(where: { $0.place == place }) { return found[index].value = value }
            if found.isEmpty { found.reserveCapacity(count) }
            found.append(Member(place: place, value: value))
        }
    }

    /// Makes a reader of the members that have some names.
    init(names: [String]) {
        self.names = names
        keys = JSONKeys(names)
        places = Dictionary(names.enumerated().map { (Array($1.utf8), $0) }) { first, _ in first }
    }

    /// The members of a body; others are passed over and not made.
    func members(of body: [UInt8]) -> Members {
        var members = Members()
        // Each key of a body is held against the names one after the other.
        let isRead =
            names.count <= Self.mostNamesInTurn
            && JSONParser().readMembers(of: body, under: keys) { place, value in
                members.add(value, at: place, of: names.count)
            }
        if isRead { return members }
        var fallback = Members()
        guard case .object(let object) = try? JSONParser.parse(body) else { return fallback }
        for member in object.members where member.surrogateKey == nil {
            if let place = places[Array(member.key.utf8)] { fallback.many[place] = member.value }
        }
        return fallback
    }

    private static let mostNamesInTurn = 64
}
