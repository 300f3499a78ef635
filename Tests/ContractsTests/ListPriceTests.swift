import Contracts
import JSON
import Testing

@Suite struct `a list price` {
    @Test(arguments: ListPrice.all)
    func `says when and where it was read, and how sure it is`(price: ListPrice) {
        #expect(price.date.wholeMatch(of: /20\d\d-\d\d/) != nil)
        #expect(price.source.hasPrefix("https://"))
        #expect(["documented", "inferred"].contains(price.basis))
        #expect(price.nanodollars > 0)
    }

    @Test(arguments: [
        ("fal", "fal-ai/flux/srpo", nil, 1024 * 768, 1), ("fal", "fal-ai/flux/srpo", nil, 1024 * 1024, 1),
        ("fal", "fal-ai/flux/srpo", nil, 1024 * 1024 + 1, 2), ("fal", "fal-ai/flux/srpo", nil, 1, 1),
        ("aimlapi", "flux/srpo", "2026-08", 1_000_000, 1), ("aimlapi", "flux/srpo", "2026-08", 1024 * 1024, 2),
        ("aimlapi", "flux/srpo", "2025-11", 1_000_000_000, 1),
    ])
    func `is for as many units as the vendor counts`(
        vendor: String,
        model: String,
        profile: String?,
        pixels: Int,
        units: Int
    ) {
        #expect(ListPrice.embedded(of: model, at: vendor, profile: profile).units(pixels: pixels) == units)
    }
}
