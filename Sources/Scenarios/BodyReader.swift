import JSON

/// Reads of a request's body the members that the rules of a scenario ask about.
final class BodyReader: Sendable {
    private let names: [String]
    private let keys: JSONKeys

    /// Makes a reader of the members that have some names.
    init(names: [String]) {
        self.names = names
        keys = JSONKeys(names)
    }

    /// The members of a body, in the order of the names; other members are passed over and not made.
    func members(of body: [UInt8]) -> [JSONValue?] {
        var members = [JSONValue?](repeating: nil, count: names.count)
        if JSONParser().readMembers(of: body, under: keys, { members[$0] = $1 }) { return members }
        return self.members(of: try? JSONParser.parse(body))
    }

    /// The members of a value, in the order of the names; none of one that is no object.
    func members(of body: JSONValue?) -> [JSONValue?] {
        guard case .object(let object) = body else { return names.map { _ in nil } }
        return names.map { object[$0] }
    }
}
