public import Printing
import Simulation

extension Report {
    /// The report for people: a line of sums, then a paragraph for each vendor and a line for each host outside.
    public var text: PrintableText {
        let shown = withoutCredentials
        var sums = [counted(requests, "request"), counted(downloads, "download"), counted(images, "image")]
        if nanodollars > 0 { sums.append("would have cost " + dollarText(nanodollars: nanodollars)) }
        if refusals > 0 { sums.append(counted(refusals, "refusal")) }
        if earlyReturnCount > 0 { sums.append(counted(earlyReturnCount, "call") + " too early") }
        if refusedEgress > 0 { sums.append(counted(refusedEgress, "attempt") + " to reach another host") }
        var lines: [PrintableText] = ["Fauxto: \(sums.joined(separator: ", "))"]
        for vendor in shown.vendors { lines += Self.lines(about: vendor) }
        lines += disturbanceLines
        for early in earlyReturns {
            let most = "\(early.most.secondsText) s"
            lines.append(
                "  \(early.count) × \(early.vendor) called too early for rule '\(early.rule)', by \(most) at most"
            )
        }
        for attempt in shown.egress {
            lines.append("  \(attempt.count) × \(attempt.method) \(attempt.target): \(attempt.note)")
        }
        if uncounted > 0 { lines.append("  and \(uncounted) more of other kinds") }
        return lines.map { "\($0)\n" }.joined()
    }

    /// What rules and wishes did, and the clock.
    private var disturbanceLines: [PrintableText] {
        var lines: [PrintableText] = rules.filter { $0.fired > 0 }.map { rule in
            "  rule '\(rule.rule)' fired at \(rule.fired) of \(counted(rule.matched, "call"))"
        }
        var sources: [String?] = []
        for disturbance in disturbances where !sources.contains(disturbance.wish) { sources.append(disturbance.wish) }
        lines += sources.map { source in
            let counts = disturbances.filter { $0.wish == source }.map { "\($0.count) × \($0.kind)" }
            return "  \(source.map { "wished for by \($0)" } ?? "by rules"): \(counts.joined(separator: ", "))"
        }
        if heldBack > .zero { lines.append("  rules and wishes held back \(heldBack.secondsText) s in all") }
        if simulatedTime - realTime >= .seconds(1) {
            lines.append("  \(simulatedTime.secondsText) s passed on the clock, in \(realTime.secondsText) s")
        }
        return lines
    }

    /// Requests of all vendors.
    var requests: Int { vendors.reduce(0) { $0 + $1.requests } }
    /// Downloads from all vendors.
    var downloads: Int { vendors.reduce(0) { $0 + $1.downloads } }
    /// Images that came of all requests.
    var images: Int { vendors.reduce(0) { $0 + $1.models.reduce(0) { $0 + $1.images } } }
    /// What all of these would have cost, in billionths of a dollar.
    var nanodollars: Int { vendors.reduce(0) { $0 + $1.models.reduce(0) { $0 + $1.nanodollars } } }
    /// Requests that were refused or failed.
    var refusals: Int { vendors.reduce(0) { $0 + $1.refusals.reduce(0) { $0 + $1.count } } }

    private static func lines(about vendor: VendorCounts) -> [PrintableText] {
        var lines: [PrintableText] = ["  \(vendor.vendor): \(counted(vendor.requests, "request"))"]
        lines += vendor.models.map { model in
            let counts = "\(counted(model.generations, "generation")), \(counted(model.images, "image"))"
            let cost = model.nanodollars > 0 ? ", \(dollarText(nanodollars: model.nanodollars))" : ""
            return "    \(model.model): \(counts)\(cost)"
        }
        lines += vendor.refusals.map { refusal in
            let reasons = [refusal.outcome, refusal.detail].compactMap { $0 }.joined(separator: ": ")
            let cause = refusal.cause.map { " (\($0))" } ?? ""
            return "    \(refusal.count) × \(refusal.status) \(reasons)\(cause)"
        }
        return lines
    }
}

/// A count with its noun: `1 image`, `2 images`.
private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}
