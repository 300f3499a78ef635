extension Report {
    /// The report as it is shown: without credentials in what clients asked for.
    var withoutCredentials: Report {
        var redactor = Redactor()
        var report = self
        for place in report.vendors.indices {
            report.vendors[place].refusals = report.vendors[place].refusals.map { refusal in
                RefusalCount(
                    status: refusal.status,
                    outcome: refusal.outcome,
                    detail: refusal.detail.map { redactor.text($0) },
                    cause: refusal.cause,
                    count: refusal.count
                )
            }
        }
        report.egress = report.egress.map { attempt in
            EgressCount(
                method: attempt.method,
                target: redactor.text(attempt.target),
                isAllowed: attempt.isAllowed,
                note: redactor.text(attempt.note),
                count: attempt.count
            )
        }
        return report
    }

    /// A command line as it is shown: without the values of flags such as `--api-key`, and without the credentials in
    /// `NAME=value` and `Name: value`.
    func withoutCredentials(in command: [String]) -> [String] {
        var redactor = Redactor()
        var isSecret = false
        return command.map { word in
            defer { isSecret = word.hasPrefix("--") && !word.contains("=") && SecretName.matches(word) }
            return isSecret ? "[redacted]" : redactor.commandWord(word)
        }
    }
}

extension Redactor {
    /// A word of a command line, where names may have no quotes.
    fileprivate mutating func commandWord(_ word: String) -> String {
        String(decoding: json(Array(word.utf8), isCut: false, depth: 0), as: UTF8.self)
    }
}
