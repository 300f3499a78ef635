import Testing

@testable import Vendors

struct `AI/ML API on the wire` {
    @Test(arguments: WireCase.all(of: AIMLAPI.self))
    func `an exchange ends as recorded`(_ wireCase: WireCase) throws {
        try wireCase.check()
    }

    @Test func `the table has every case, each with its source and how sure it is`() {
        let cases = WireCase.all(of: AIMLAPI.self)
        #expect(cases.count >= 110)
        for wireCase in cases { wireCase.checkProvenance() }
    }
}
