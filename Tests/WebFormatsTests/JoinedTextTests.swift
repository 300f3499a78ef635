import Testing
import WebFormats

@Suite struct `Joined text` {
    @Test func `is its pieces one after the other, whatever script they are in`() {
        #expect(String(joining: ["https://", "例え", "", "/", "é"]) == "https://例え/é")
        #expect(String(joining: [""]).isEmpty)
    }
}
