import Testing
import WebFormats

@Suite struct `An entity tag` {
    private let strong = EntityTag(text: "\"a\"")
    private let weak = EntityTag(text: "W/\"a\"")

    @Test(arguments: ["\"a\"", "W/\"a\"", "*", "\"b\", \"a\"", "\"b\",\tW/\"a\" "])
    func `is found in If-None-Match, weak or strong`(field: String) {
        #expect(strong.matches(ifNoneMatch: field))
        #expect(weak.matches(ifNoneMatch: field))
    }

    @Test(arguments: ["", "\"b\"", "a", "W/\"b\", \"aa\""])
    func `is no other`(field: String) {
        #expect(!strong.matches(ifNoneMatch: field))
        #expect(!strong.matches(strongly: field))
    }

    @Test func `matches strongly only when neither is weak`() {
        #expect(strong.matches(strongly: "\"b\", \"a\""))
        #expect(!strong.matches(strongly: "W/\"a\""))
        #expect(!weak.matches(strongly: "W/\"a\""))
    }
}
