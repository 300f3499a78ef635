import Simulation

/// The rules that may be about calls of a kind, since all holds that they ask of it.
final class CandidateRules: Sendable {
    /// Their places, in order.
    let places: [Int]
    /// Of the others the first of those that come nearest, and what of it does not hold.
    let nearest: (place: Int, mismatch: Condition.Mismatch)?

    convenience init(among conditions: [Condition], for kind: CallKind) {
        var effort = SearchEffort()
        self.init(among: conditions, for: kind, &effort)
    }

    init(among conditions: [Condition], for kind: CallKind, _ effort: inout SearchEffort) {
        let (model, account) = (kind.model.map(FoldedText.init), kind.account.map(FoldedText.init))
        var places: [Int] = []
        var nearest: (place: Int, mismatch: Condition.Mismatch)?
        for (place, condition) in conditions.enumerated() {
            guard let mismatch = condition.mismatch(with: kind, model: model, account: account, &effort) else {
                places.append(place)
                continue
            }
            if mismatch.rank > nearest?.mismatch.rank ?? -1 { nearest = (place, mismatch) }
        }
        (self.places, self.nearest) = (places, nearest)
    }
}

/// The candidates among a scenario's rules for each kind of calls, found when the first such call comes.
///
/// Rules are mostly about other vendors, models and accounts: those cost a call nothing once its kind is known.
struct CandidateTable: Sendable {
    private let conditions: [Condition]
    private var known = BoundedTable<CallKind, CandidateRules>(maximumCount: 1_000, maximumWeight: 4 << 20)

    /// Makes a table of the rules that have some conditions.
    init(_ conditions: [Condition]) { self.conditions = conditions }

    /// How many kinds of calls are known.
    var count: Int { known.count }

    /// The candidates for calls of a kind.
    mutating func candidates(for kind: CallKind) -> CandidateRules {
        if let candidates = known.value(for: kind) { return candidates }
        let candidates = CandidateRules(among: conditions, for: kind)
        known.insert(candidates, for: kind, weight: kind.byteCount + candidates.places.count * MemoryLayout<Int>.size)
        return candidates
    }
}
