import JSON

/// Turns a contract's JSON into schemas and refuses what it does not know, so that no rule is silently ignored.
struct SchemaCompiler {
    let rules: Contract.Rules

    /// The schema at a place.
    func schema(_ json: JSONValue, at place: String) throws(ContractError) -> Schema {
        let keywords = try keywords(of: json, at: place)
        let kind = try kind(keywords, at: place)
        let title = try keywords["title"].map { value throws(ContractError) in try text(value, at: "\(place).title") }
        return Schema(
            kind: kind,
            title: title,
            isNullable: try flag("nullable", in: keywords, at: place),
            minimum: try bound("minimum", in: keywords, at: place),
            maximum: try bound("maximum", in: keywords, at: place),
            exclusiveMinimum: try bound("exclusiveMinimum", in: keywords, at: place),
            multipleOf: try count("multipleOf", in: keywords, at: place),
            maximumLength: try count("maxLength", in: keywords, at: place),
            isURL: try isURL(keywords, at: place),
            defaultValue: keywords["default"].map { value in
                // JSON does not tell 1 from 1.0, readers of a number's value do.
                if case .number = kind, case .integer(let number) = value { .double(Double(number)) } else { value }
            }
        )
    }

    /// The keywords with the overlay of documented rules laid over them.
    private func keywords(of json: JSONValue, at place: String) throws(ContractError) -> JSONObject {
        var keywords = try members(of: json, at: place, allowed: Self.keywords + ["x-documented"])
        guard let overlay = keywords["x-documented"] else { return keywords }
        keywords["x-documented"] = nil
        let documented = try members(of: overlay, at: "\(place).x-documented", allowed: Self.keywords)
        if rules == .documented {
            for member in documented.members { keywords[member.key] = member.value }
        }
        return keywords
    }

    private static let keywords = [
        "type", "title", "description", "properties", "required", "enum", "minimum", "maximum", "exclusiveMinimum",
        "multipleOf", "maxLength", "format", "anyOf", "default", "nullable",
    ]

    private func kind(_ keywords: JSONObject, at place: String) throws(ContractError) -> Schema.Kind {
        if let branches = keywords["anyOf"] {
            guard case .array(let schemas) = branches, !schemas.isEmpty else {
                throw ContractError(place: "\(place).anyOf", problem: "must be a list of schemas")
            }
            var compiled: [Schema] = []
            for (index, branch) in schemas.enumerated() {
                compiled.append(try schema(branch, at: "\(place).anyOf[\(index)]"))
            }
            return .anyOf(compiled)
        }
        switch try text("type", in: keywords, at: place) {
        case "object": return .object(try properties(keywords, at: place))
        case "string":
            return try keywords["enum"].map { list throws(ContractError) in
                .enumeration(try texts(list, at: "\(place).enum"))
            } ?? .string
        case "integer": return .integer
        case "number": return .number
        case "boolean": return .boolean
        case let other: throw ContractError(place: "\(place).type", problem: "is unknown: \(other)")
        }
    }

    private func properties(_ keywords: JSONObject, at place: String) throws(ContractError) -> [Schema.Property] {
        let required =
            try keywords["required"].map { list throws(ContractError) in
                try texts(list, at: "\(place).required")
            } ?? []
        let schemas = try members(of: keywords["properties"] ?? .object([:]), at: "\(place).properties")
        var properties: [Schema.Property] = []
        for member in schemas.members {
            properties.append(
                Schema.Property(
                    name: member.key,
                    schema: try schema(member.value, at: "\(place).\(member.key)"),
                    isRequired: required.contains(member.key),
                    nameLength: member.key.utf8.count
                )
            )
        }
        if let unknown = required.first(where: { name in !properties.contains { $0.name == name } }) {
            throw ContractError(place: "\(place).required", problem: "names no property: \(unknown)")
        }
        return properties
    }

    private func isURL(_ keywords: JSONObject, at place: String) throws(ContractError) -> Bool {
        guard let format = keywords["format"] else { return false }
        guard case .string("uri") = format else {
            throw ContractError(place: "\(place).format", problem: "must be uri")
        }
        return true
    }
}

extension SchemaCompiler {
    /// The members of an object; `allowed` names the keys it may have, nil for any.
    func members(
        of json: JSONValue,
        at place: String,
        allowed: [String]? = nil
    ) throws(ContractError) -> JSONObject {
        guard case .object(let object) = json else { throw ContractError(place: place, problem: "must be an object") }
        if let allowed, let unknown = object.members.first(where: { !allowed.contains($0.key) }) {
            throw ContractError(place: place, problem: "has an unknown key: \(unknown.key)")
        }
        return object
    }

    /// A required string under a key.
    func text(_ key: String, in object: JSONObject, at place: String) throws(ContractError) -> String {
        try text(object[key] ?? .null, at: "\(place).\(key)")
    }

    private func text(_ json: JSONValue, at place: String) throws(ContractError) -> String {
        guard case .string(let text) = json else { throw ContractError(place: place, problem: "must be a string") }
        return text
    }

    private func texts(_ json: JSONValue, at place: String) throws(ContractError) -> [String] {
        guard case .array(let list) = json, !list.isEmpty else {
            throw ContractError(place: place, problem: "must be a list of strings")
        }
        var texts: [String] = []
        for value in list { texts.append(try text(value, at: place)) }
        return texts
    }

    private func flag(_ key: String, in object: JSONObject, at place: String) throws(ContractError) -> Bool {
        switch object[key] {
        case nil: return false
        case .bool(let flag): return flag
        default: throw ContractError(place: "\(place).\(key)", problem: "must be true or false")
        }
    }

    private func bound(_ key: String, in object: JSONObject, at place: String) throws(ContractError) -> Bound? {
        switch object[key] {
        case nil: return nil
        case .integer(let number): return .integer(number)
        case .double(let number) where number.isFinite: return .double(number)
        default: throw ContractError(place: "\(place).\(key)", problem: "must be a number")
        }
    }

    private func count(_ key: String, in object: JSONObject, at place: String) throws(ContractError) -> Int? {
        switch object[key] {
        case nil: return nil
        case .integer(let number) where (1...1_000_000_000).contains(number): return number
        default: throw ContractError(place: "\(place).\(key)", problem: "must be a positive integer")
        }
    }
}
