import JSON
import Scenarios

/// What is expected of the calls that the journal holds: how many of a kind, or some in an order.
struct Expectation: Sendable {
    private var filter = RequestFilter()
    private var count: Int?
    private var atLeast: Int?
    private var atMost: Int?
    /// The calls that are to have come one after another; others may lie between.
    private var order: [RequestFilter] = []

    /// Whether it was so.
    struct Verdict {
        /// What was otherwise; nil where all was as expected.
        let complaint: String?
        /// The numbers of the calls that were found.
        let numbers: [Int]
    }

    /// Reads an expectation from JSON.
    init(_ text: [UInt8], file: String) throws(SourceDiagnostic) {
        let root = FieldValue(of: try JSON5Parser.parse(text, file: file), file: file)
        try root.read(into: &self, fields: Self.fields)
        if order.isEmpty, count == nil, atLeast == nil, atMost == nil { atLeast = 1 }
        if !order.isEmpty, count != nil || atLeast != nil || atMost != nil {
            throw root.diagnostic("order goes with no count: every call of it is expected once")
        }
    }

    private static let fields: [ConfigurationField<Self>] = [
        .section("when", \.filter, RequestFilter.fields),
        ConfigurationField("count") { (target, value) throws(SourceDiagnostic) in
            target.count = try value.integer(in: 0...Int.max)
        },
        ConfigurationField("atLeast") { (target, value) throws(SourceDiagnostic) in
            target.atLeast = try value.integer(in: 0...Int.max)
        },
        ConfigurationField("atMost") { (target, value) throws(SourceDiagnostic) in
            target.atMost = try value.integer(in: 0...Int.max)
        },
        ConfigurationField("order") { (target, value) throws(SourceDiagnostic) in
            for element in try value.elements() {
                var filter = RequestFilter()
                try element.read(into: &filter, fields: RequestFilter.fields)
                target.order.append(filter)
            }
        },
    ]

    /// Holds it against the entries of a journal, oldest first.
    func verdict(on entries: [(number: Int, entry: JournalEntry)]) -> Verdict {
        var effort = SearchEffort()
        let verdict = order.isEmpty ? verdictOnCount(entries, &effort) : verdictOnOrder(entries, &effort)
        // What was not looked at may have been meant.
        return effort.isExhausted
            ? Verdict(complaint: RequestFilter.complaintOfEffort, numbers: verdict.numbers) : verdict
    }

    private func verdictOnCount(
        _ entries: [(number: Int, entry: JournalEntry)],
        _ effort: inout SearchEffort
    ) -> Verdict {
        let numbers = entries.filter { filter.means($0.entry, number: $0.number, &effort) }.map(\.number)
        let found = "found \(numbers.count) of \(entries.count) in the journal"
        let complaints = [
            count.flatMap { $0 == numbers.count ? nil : "expected \($0), \(found)" },
            atLeast.flatMap { $0 <= numbers.count ? nil : "expected at least \($0), \(found)" },
            atMost.flatMap { $0 >= numbers.count ? nil : "expected at most \($0), \(found)" },
        ]
        return Verdict(complaint: complaints.compactMap { $0 }.first, numbers: numbers)
    }

    private func verdictOnOrder(
        _ entries: [(number: Int, entry: JournalEntry)],
        _ effort: inout SearchEffort
    ) -> Verdict {
        var numbers: [Int] = []
        for (index, filter) in order.enumerated() {
            let next = entries.first {
                $0.number > numbers.last ?? 0 && filter.means($0.entry, number: $0.number, &effort)
            }
            guard let next else {
                let place = numbers.last.map { " behind number \($0)" } ?? ""
                return Verdict(complaint: "call \(index + 1) of the order was not found\(place)", numbers: numbers)
            }
            numbers.append(next.number)
        }
        return Verdict(complaint: nil, numbers: numbers)
    }
}
