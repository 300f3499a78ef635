import JSON

/// What conditions ask of calls, laid out to be asked of every call.
///
/// A call is held against all rules until one is about it, and nearly all are about others. So what they ask stands here
/// in plain numbers and one run of bytes: a rule is passed over without a copy, a counted reference or an allocation.
final class ConditionTable: Sendable {
    /// What one condition asks; names and lists are places in the table's own.
    private struct Row {
        var vendor: Int32?
        var role: Int32?
        var isAboutGenerations: Bool
        var isAboutJobs: Bool
        /// Places of patterns.
        var model: Int32?
        var account: Int32?
        var prompt: Int32?
        var header: Range<Int32>
        var body: Range<Int32>
    }

    /// A pattern for a text: where the bytes of its glob are and which pairs they have, and the place of its expression.
    private struct Pattern {
        let glob: Range<Int>
        let pairs: PairSet
        let expression: Int?
    }

    private let rows: [Row]
    private let vendors: [String]
    private let roles: [String]
    private let patterns: [Pattern]
    private let globs: [UInt8]
    private let expressions: [RegularExpression]
    private let header: [(name: String, pattern: Int32)]
    private let body: [(member: Int, path: [String], condition: ValueCondition)]
    private let bodyReader: BodyReader

    /// Lays out conditions.
    init(_ conditions: [Condition]) {
        var (vendors, roles): ([String], [String]) = ([], [])
        var (patterns, globs, expressions): ([Pattern], [UInt8], [RegularExpression]) = ([], [], [])
        var header: [(name: String, pattern: Int32)] = []
        var members: [String] = []
        var body: [(member: Int, path: [String], condition: ValueCondition)] = []

        func place(of name: String, in names: inout [String]) -> Int32 {
            // Names in a body are the same when their code points are.
            if let place = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) { return Int32(place) }
            names.append(name)
            return Int32(names.count - 1)
        }
        func place(of pattern: TextPattern) -> Int32 {
            globs += pattern.glob.bytes
            if let expression = pattern.expression { expressions.append(expression) }
            patterns.append(
                Pattern(
                    glob: globs.count - pattern.glob.bytes.count..<globs.count,
                    pairs: pattern.glob.pairs,
                    expression: pattern.expression.map { _ in expressions.count - 1 }
                )
            )
            return Int32(patterns.count - 1)
        }
        rows = conditions.map { condition in
            header += condition.header.map { ($0.name, place(of: $0.pattern)) }
            body += condition.body.map { path, condition in
                let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
                return (Int(place(of: names[0], in: &members)), Array(names.dropFirst()), condition)
            }
            return Row(
                vendor: condition.vendor.map { place(of: $0, in: &vendors) },
                role: condition.role.map { place(of: $0, in: &roles) },
                isAboutGenerations: condition.role == nil || condition.isAboutImages,
                isAboutJobs: condition.isAboutJobs,
                model: condition.model.map(place),
                account: condition.account.map(place),
                prompt: condition.prompt.map(place),
                header: Int32(header.count - condition.header.count)..<Int32(header.count),
                body: Int32(body.count - condition.body.count)..<Int32(body.count)
            )
        }
        (self.vendors, self.roles) = (vendors, roles)
        (self.patterns, self.globs, self.expressions) = (patterns, globs, expressions)
        (self.header, self.body) = (header, body)
        bodyReader = BodyReader(names: members)
    }

    /// The first condition from a place on that holds for a call.
    ///
    /// - Parameters:
    ///   - start: The place.
    ///   - subject: The call.
    ///   - note: Is told of conditions before it that come nearer to holding than those before them: what of one does not
    ///     hold, and its place.
    /// - Returns: The condition's place; nil if none holds.
    func firstMatch(
        from start: Int,
        for subject: inout Subject,
        noting note: (Condition.Mismatch, Int) -> Void
    ) -> Int? {
        let vendor = vendors.firstIndex(of: subject.vendor)
        let roles = self.roles.indices.filter { subject.roleNames.contains(self.roles[$0]) }
        let (isGeneration, isJob) = (subject.isGeneration, subject.isJob)
        var nearest = -1
        return rows.withUnsafeBufferPointer { rows in
            for place in start..<max(start, rows.count) {
                let mismatch: Condition.Mismatch
                if let asked = rows[place].vendor, Int(asked) != vendor {
                    mismatch = .vendor
                } else if let asked = rows[place].role, !roles.contains(Int(asked)) {
                    mismatch = .role
                } else if rows[place].isAboutGenerations, !isGeneration {
                    mismatch = .generation
                } else if rows[place].isAboutJobs, !isJob {
                    mismatch = .job
                } else if let contents = self.mismatch(ofContentsOf: rows[place], with: &subject) {
                    mismatch = contents
                } else {
                    return place
                }
                guard mismatch.rank > nearest else { continue }
                nearest = mismatch.rank
                note(mismatch, place)
            }
            return nil
        }
    }

    private func mismatch(ofContentsOf row: Row, with subject: inout Subject) -> Condition.Mismatch? {
        if let model = row.model, !holds(model, for: &subject.model) { return .model }
        if let account = row.account, !holds(account, for: &subject.account) { return .account }
        if let prompt = row.prompt, !holds(prompt, for: &subject.prompt) { return .prompt }
        for place in row.header {
            var value = subject.header(header[Int(place)].name).map(TextPattern.Target.init)
            guard holds(header[Int(place)].pattern, for: &value) else {
                return .header(Int(place - row.header.lowerBound))
            }
        }
        for place in row.body {
            let asked = body[Int(place)]
            let value = subject.member(asked.member, reader: bodyReader)?.value(at: asked.path)
            guard asked.condition.holds(for: value) else { return .body(Int(place - row.body.lowerBound)) }
        }
        return nil
    }

    /// Whether there is a text, and it fits a pattern.
    private func holds(_ place: Int32, for text: inout TextPattern.Target?) -> Bool {
        let pattern = patterns[Int(place)]
        let fits = globs.withUnsafeBytes { globs in
            text?.fits(UnsafeRawBufferPointer(rebasing: globs[pattern.glob]), with: pattern.pairs) ?? false
        }
        guard fits, let expression = pattern.expression, let text = text?.text else { return fits }
        return expressions[expression].isFound(in: text)
    }
}

extension JSONValue {
    /// The value that names lead to, one within the other.
    fileprivate func value(at path: [String]) -> JSONValue? {
        var value = self
        for name in path {
            guard case .object(let object) = value, let member = object[name] else { return nil }
            value = member
        }
        return value
    }
}
