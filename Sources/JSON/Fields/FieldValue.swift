/// One value of a configuration file on its way into the configuration; knows its full name and place for messages.
package struct FieldValue {
    package let node: JSON5Node
    /// The names that lead to it, joined with dots; empty for the whole file.
    package let name: String
    package let file: String
    /// What learns from how the value is read; nil for a value that a file has.
    private let probe: FieldProbe?

    /// Takes a whole file; `file` is its name for messages.
    package init(of node: JSON5Node, file: String) {
        self.init(node: node, name: "", file: file)
    }

    /// Takes a value that is in no file, to learn what is asked of it.
    init(of node: JSON5Node, probe: FieldProbe) {
        self.init(node: node, name: "", file: "", probe: probe)
    }

    private init(node: JSON5Node, name: String, file: String, probe: FieldProbe? = nil) {
        self.node = node
        self.name = name
        self.file = file
        self.probe = probe
    }

    /// A diagnostic that points at the value.
    package func diagnostic(_ message: String) -> SourceDiagnostic {
        SourceDiagnostic(file: file, location: node.location, message: message)
    }

    /// The value as text.
    package func string() throws(SourceDiagnostic) -> String {
        guard case .string(let text) = node.content else { throw mismatch("a string") }
        probe?.note(.text)
        return text
    }

    /// The value as text, of which a regular expression tells what it has to look like; that is left to be checked.
    package func string(like pattern: String) throws(SourceDiagnostic) -> String {
        let text = try string()
        probe?.note(.pattern(pattern))
        return text
    }

    /// The value as the path of a file; a relative one starts in the folder of the file that it is written in.
    package func path() throws(SourceDiagnostic) -> String {
        let path = try string()
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    /// The value as a whole number in a range.
    package func integer(in range: ClosedRange<Int>) throws(SourceDiagnostic) -> Int {
        guard case .integer(let number) = node.content else { throw mismatch("a whole number") }
        if let probe {
            probe.note(.integer(range))
            return range.lowerBound
        }
        guard range.contains(number) else {
            let bounds =
                range.upperBound == .max
                ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            throw diagnostic("\(name) takes a whole number \(bounds), not \(number)")
        }
        return number
    }

    /// The value as true or false.
    package func boolean() throws(SourceDiagnostic) -> Bool {
        guard case .bool(let value) = node.content else { throw mismatch("true or false") }
        probe?.note(.flag)
        return value
    }

    /// The value as a number in a range.
    package func number(in range: ClosedRange<Double>) throws(SourceDiagnostic) -> Double {
        let number: Double
        switch node.content {
        case .integer(let integer): number = Double(integer)
        case .double(let double): number = double
        default: throw mismatch("a number")
        }
        if let probe {
            probe.note(.number(range))
            return range.lowerBound
        }
        guard range.contains(number) else {
            let bounds = [range.lowerBound, range.upperBound].map { $0 == $0.rounded() ? String(Int($0)) : "\($0)" }
            throw diagnostic("\(name) takes a number from \(bounds[0]) to \(bounds[1]), not \(number)")
        }
        return number
    }

    /// The value as a number from 0 to 1.
    package func fraction() throws(SourceDiagnostic) -> Double { try number(in: 0...1) }

    /// The value as one of a few words: all that there are, or those that are given.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        of type: Choice.Type,
        among choices: [Choice]? = nil
    ) throws(SourceDiagnostic) -> Choice where Choice.RawValue == String {
        let text = try string()
        if probe == nil, choices == nil, let choice = Choice(rawValue: text) { return choice }
        let choices = choices ?? Array(Choice.allCases)
        let words = choices.map(\.rawValue)
        if let probe, let first = choices.first {
            probe.note(.words(words))
            return first
        }
        guard let choice = choices.first(where: { $0.rawValue == text }) else {
            let suggestion = nearestName(to: text, in: words).map { "; did you mean \($0)?" } ?? ", not \"\(text)\""
            throw diagnostic("\(name) takes one of \(words.joined(separator: ", "))\(suggestion)")
        }
        return choice
    }

    /// The value as a list of texts.
    package func strings() throws(SourceDiagnostic) -> [String] {
        guard case .array(let elements) = node.content else { throw mismatch("an array of strings") }
        probe?.note(.list(.text, atLeast: 0))
        guard probe == nil else { return [] }
        var texts: [String] = []
        for element in elements { texts.append(try FieldValue(node: element, name: name, file: file).string()) }
        return texts
    }

    /// The elements of an array, which must have one at least.
    package func elements() throws(SourceDiagnostic) -> [FieldValue] {
        guard case .array(let elements) = node.content else { throw mismatch("an array") }
        guard !elements.isEmpty else { throw diagnostic("\(name) takes an array with one element at least") }
        return elements.enumerated().map {
            FieldValue(node: $1, name: "\(name)[\($0)]", file: file, probe: probe?.probe(of: .list))
        }
    }

    /// The members of an object whose names are the operator's own.
    package func members() throws(SourceDiagnostic) -> [(name: String, value: FieldValue)] {
        guard case .object(let members) = node.content else { throw mismatch("an object") }
        return members.map {
            let fullName = "\(name).\($0.key)"
            return ($0.key, FieldValue(node: $0.value, name: fullName, file: file, probe: probe?.probe(of: .map)))
        }
    }

    /// Reads an object whose names are fixed.
    ///
    /// - Parameters:
    ///   - target: What the fields set.
    ///   - fields: What each name sets; any other name is an error.
    /// - Throws: A diagnostic that points at the first wrong name or value.
    package func read<Target>(
        into target: inout Target,
        fields: [ConfigurationField<Target>]
    ) throws(SourceDiagnostic) {
        guard case .object(let members) = node.content else { throw mismatch("an object") }
        if let probe { return probe.note(.object(of: fields, from: target)) }
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

    /// Says that the value is of another kind than `expected`.
    package func mismatch(_ expected: String) -> SourceDiagnostic {
        diagnostic("\(name.isEmpty ? "the file" : name) takes \(expected), not \(node.kindName)")
    }
}
