import Testing

@testable import Vendors

struct `OpenAI-style vendors on the wire` {
    @Test(arguments: [AIMLAPI.self as any Vendor.Type, OneRouter.self, Siraya.self].flatMap(OpenAIStyleExchange.all))
    func `an exchange ends as recorded`(_ exchange: OpenAIStyleExchange) throws {
        try exchange.check()
    }

    @Test(arguments: [(AIMLAPI.self as any Vendor.Type, 110), (OneRouter.self, 75), (Siraya.self, 75)])
    func `the table has every case, each with its source and how sure it is`(vendor: any Vendor.Type, count: Int) {
        let exchanges = OpenAIStyleExchange.all(of: vendor)
        #expect(exchanges.count >= count)
        for exchange in exchanges { exchange.checkProvenance() }
    }
}
