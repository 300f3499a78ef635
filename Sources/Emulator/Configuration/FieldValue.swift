import JSON

/// One value of a configuration file on its way into the configuration; knows its full name and place for messages.
struct FieldValue {
    let node: JSON5Node
    /// The names that lead to it, joined with dots; empty for the whole file.
    let name: String
    let file: String

    /// A diagnostic that points at the value.
    func diagnostic(_ message: String) -> SourceDiagnostic {
        SourceDiagnostic(file: file, location: node.location, message: message)
    }

    /// The value as text.
    func string() throws(SourceDiagnostic) -> String {
        guard case .string(let text) = node.content else { throw mismatch("a string") }
        return text
    }

    /// The value as the path of a file; a relative one starts in the folder of the file that it is written in.
    func path() throws(SourceDiagnostic) -> String {
        let path = try string()
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    /// The value as a whole number in a range.
    func integer(in range: ClosedRange<Int>) throws(SourceDiagnostic) -> Int {
        guard case .integer(let number) = node.content else { throw mismatch("a whole number") }
        guard range.contains(number) else {
            let bounds =
                range.upperBound == .max
                ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            throw diagnostic("\(name) takes a whole number \(bounds), not \(number)")
        }
        return number
    }

    /// The value as true or false.
    func boolean() throws(SourceDiagnostic) -> Bool {
        guard case .bool(let value) = node.content else { throw mismatch("true or false") }
        return value
    }

    /// The value as a number from 0 to 1.
    func fraction() throws(SourceDiagnostic) -> Double {
        let fraction: Double
        switch node.content {
        case .integer(let number): fraction = Double(number)
        case .double(let number): fraction = number
        default: throw mismatch("a number")
        }
        guard (0...1).contains(fraction) else {
            throw diagnostic("\(name) takes a number from 0 to 1, not \(fraction)")
        }
        return fraction
    }

    /// The value as one of a few words.
    func choice<Choice: RawRepresentable & CaseIterable>(
        of type: Choice.Type
    ) throws(SourceDiagnostic) -> Choice where Choice.RawValue == String {
        let text = try string()
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue)
            throw diagnostic("\(name) takes one of \(words.joined(separator: ", ")), not \"\(text)\"")
        }
        return choice
    }

    /// The value as a list of texts.
    func strings() throws(SourceDiagnostic) -> [String] {
        guard case .array(let elements) = node.content else { throw mismatch("an array of strings") }
        var texts: [String] = []
        for element in elements { texts.append(try FieldValue(node: element, name: name, file: file).string()) }
        return texts
    }

    /// The members of an object whose names are the operator's own.
    func members() throws(SourceDiagnostic) -> [(name: String, value: FieldValue)] {
        guard case .object(let members) = node.content else { throw mismatch("an object") }
        return members.map { ($0.key, FieldValue(node: $0.value, name: "\(name).\($0.key)", file: file)) }
    }

    /// Reads an object whose names are fixed.
    ///
    /// - Parameters:
    ///   - target: What the fields set.
    ///   - fields: What each name sets; any other name is an error.
    /// - Throws: A diagnostic that points at the first wrong name or value.
    func read<Target>(
        into target: inout Target,
        fields: [ConfigurationField<Target>]
    ) throws(SourceDiagnostic) {
        guard case .object(let members) = node.content else { throw mismatch("an object") }
        for member in members {
            let fullName = name.isEmpty ? member.key : "\(name).\(member.key)"
            guard let set = fields.first(where: { $0.name == member.key })?.set else {
                let names = fields.map(\.name)
                let suggestion = nearestName(to: member.key, in: names).map { "; did you mean \($0)?" }
                throw SourceDiagnostic(
                    file: file,
                    location: member.keyLocation,
                    message: "there is no field \(fullName)"
                        + (suggestion ?? "; the fields here are \(names.joined(separator: ", "))")
                )
            }
            try set(&target, FieldValue(node: member.value, name: fullName, file: file))
        }
    }

    private func mismatch(_ expected: String) -> SourceDiagnostic {
        diagnostic("\(name.isEmpty ? "the file" : name) takes \(expected), not \(node.kindName)")
    }
}
