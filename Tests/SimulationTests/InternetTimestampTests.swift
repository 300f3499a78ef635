import Simulation
import Testing

@Suite struct `A moment as text` {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01", 0), ("2000-02-29T23:59:59Z", 951_868_799_000),
        ("2026-08-30T12:00:00Z", 1_788_091_200_000), ("2026-08-30t14:30:00+02:30", 1_788_091_200_000),
        ("2026-08-29T23:00:00.25-13:00", 1_788_091_200_250), ("2199-12-31T23:59:59.999Z", 7_258_118_399_999),
    ])
    func `is read and written alike`(text: String, milliseconds: Int64) throws {
        let time = try #require(Timestamp(internetText: text))
        #expect(time.milliseconds == milliseconds)
        #expect(Timestamp(internetText: time.internetText) == time)
    }

    @Test func `is read to the nanosecond`() {
        #expect(Timestamp(internetText: "1970-01-01T00:00:01.0000000019Z")?.nanoseconds == 1_000_000_001)
    }

    @Test(arguments: [
        "", "now", "1969-12-31", "2200-01-01", "1970-01-01T00:00:00+01:00", "2026-13-01", "2026-00-01", "2026-04-31",
        "2100-02-29", "2026-1-01", "2026-08-30T", "2026-08-30T12:00Z", "2026-08-30T24:00:00Z", "2026-08-30T12:60:00Z",
        "2026-08-30T12:00:60Z", "2026-08-30T12:00:00", "2026-08-30T12:00:00.Z", "2026-08-30T12:00:00Zz",
        "2026-08-30T12:00:00+0200", "２026-08-30", "2026-08-30T12:00:00+2:00",
    ])
    func `is not read in another form`(text: String) {
        #expect(Timestamp(internetText: text) == nil)
    }
}
