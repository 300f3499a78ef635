import Testing

@testable import Vendors

struct `Siraya on the wire` {
    @Test(arguments: WireCase.all(of: Siraya.self))
    func `an exchange ends as recorded`(_ wireCase: WireCase) throws {
        try wireCase.check()
    }

    @Test func `the table has every case, each with its source and how sure it is`() {
        let cases = WireCase.all(of: Siraya.self)
        #expect(cases.count >= 75)
        for wireCase in cases { wireCase.checkProvenance() }
    }
}
