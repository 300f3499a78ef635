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

    /// A command line as it is shown.
    ///
    /// Left out are the values of flags such as `--api-key`, of header fields such as `X-Api-Key: …`, and what else is a
    /// credential in any text.
    func withoutCredentials(in command: [String]) -> [String] {
        var redactor = Redactor()
        var isSecret = false
        return command.map { word in
            defer { isSecret = word.hasPrefix("--") && !word.contains("=") && SecretName.matches(word) }
            if isSecret { return "[redacted]" }
            let field = word.split(separator: ":", maxSplits: 1)
            let isField = field.count == 2 && !field[0].contains(" ") && SecretName.matches(String(field[0]))
            return isField ? "\(field[0]): [redacted]" : redactor.text(word)
        }
    }
}
