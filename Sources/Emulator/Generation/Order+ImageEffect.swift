import ImageGeneration
import Scenarios

/// What a scenario does to the images of an order.
extension Order {
    /// How many images are made: the first ones of those that are asked for.
    var imageCount: Int { min(generation.count, arrival.disturbance?.images.partialBatch ?? .max) }

    /// Which images the safety checker is to object to.
    var safetyHit: SafetyHit? { arrival.disturbance?.images.safetyHit }

    /// What comes to nothing of it, for the journal.
    var vainEffects: [String] {
        guard let disturbance = arrival.disturbance else { return [] }
        var notes: [String] = []
        if safetyHit != nil, !generation.safetyChecker {
            notes.append("the caller's safety checker is off: safetyHit does nothing")
        }
        if let fault = disturbance.downloads?.fault, fault != .halfImage, generation.delivery == .dataURI {
            notes.append("the images are in the answer and never downloaded: \(fault.rawValue) does nothing to them")
        }
        return notes
    }
}
