import Testing

@testable import Vendors

struct `OneRouter on the wire` {
    @Test(arguments: WireCase.all(of: OneRouter.self))
    func `an exchange ends as recorded`(_ wireCase: WireCase) throws {
        try wireCase.check()
    }

    @Test func `the table has every case, each with its source and how sure it is`() {
        let cases = WireCase.all(of: OneRouter.self)
        #expect(cases.count >= 75)
        for wireCase in cases { wireCase.checkProvenance() }
    }
}
