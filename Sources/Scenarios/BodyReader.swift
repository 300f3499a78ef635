import JSON

/// Reads of a request's body the members that the rules of a scenario ask about.
final class BodyReader: Sendable {
    private let names: [String]
    private let keys: JSONKeys

    /// The members of a body that are there, with the places of their names.
    ///
    /// Of most that are asked about there are none: this is nothing then.
    struct Members {
        private var found: [Member] = []

        private struct Member {
            let place: Int
            var value: JSONValue
        }

        /// The value of the member whose name has a place among the reader's; nil if there is none.
        subscript(place: Int) -> JSONValue? {
            found.first { $0.place == place }?.value
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
    }

    /// The members of a body; others are passed over and not made.
    func members(of body: [UInt8]) -> Members {
        var members = Members()
        let isRead = JSONParser().readMembers(of: body, under: keys) { place, value in
            members.add(value, at: place, of: names.count)
        }
        if isRead { return members }
        var fallback = Members()
        guard case .object(let object) = try? JSONParser.parse(body) else { return fallback }
        for (place, name) in names.enumerated() {
            if let value = object[name] { fallback.add(value, at: place, of: names.count) }
        }
        return fallback
    }
}
