import ImageGeneration
import Vendors

/// Enters what becomes of generations wherever that is counted.
struct Books: Sendable {
    let ledger: Ledger
    let tally: Tally

    /// Enters what became of a generation: what images were made is charged to the account that asked.
    func enter(_ outcome: Outcome, of generation: Generation, for arrival: Arrival) {
        var charge = Charge()
        if case .images(let batch) = outcome {
            charge = arrival.vendor.prices.charge(for: batch, of: generation.model)
            ledger.charge(charge, for: generation.model, to: arrival)
        }
        tally.count(charge, for: generation.model, by: type(of: arrival.vendor).name)
    }
}
