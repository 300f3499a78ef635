import Contracts
public import ImageGeneration

/// What a vendor's models cost.
public struct PriceList: Sendable {
    private let prices: [String: ListPrice]

    /// Takes the prices of models from the list that is built into the program, which has every one of them.
    ///
    /// - Parameters:
    ///   - models: The models' names.
    ///   - vendor: The vendor's short name.
    ///   - profile: The vendor's profile, where its prices differ by that.
    init(of models: [String], at vendor: String, profile: String? = nil) {
        prices = Dictionary(
            models.map { ($0, ListPrice.embedded(of: $0, at: vendor, profile: profile)) },
            uniquingKeysWith: { $1 }
        )
    }

    /// What images of a model cost; nothing where the vendor has no such model.
    public func charge(for batch: GeneratedImages, of model: String) -> Charge {
        var charge = Charge()
        guard let price = prices[model] else { return charge }
        for image in batch.images {
            let pixels = image.size.width * image.size.height
            charge.images += 1
            charge.pixels += pixels
            charge.units += price.units(pixels: pixels)
        }
        charge.nanodollars = charge.units * price.nanodollars
        return charge
    }

    /// The word for what a model is paid by; nil where the vendor has no such model.
    public func unit(of model: String) -> String? { prices[model]?.unit.name }
}
