import HTTP
import ImageGeneration
import Simulation
import Testing

@testable import Vendors

struct `AI/ML API's header fields and file names` {
    @Test(arguments: [
        ("", "W/\"0-2jmj7l5rSw0yVb/vlWAYkK/YBwk\""),
        ("Hello World", "W/\"b-Ck1VqNd45QIvq3AZd8XYQLvEhtA\""),
        (String(repeating: "a", count: 119), "W/\"77-7pcQZaqgF+BjKoymx3uzv4sd/FY\""),
        (String(repeating: "a", count: 1_000), "W/\"3e8-KR6abGaZSUm1e6XmUDYemPw2sbo\""),
    ])
    func `an entity tag is the one that Express writes`(text: String, tag: String) {
        #expect(weakEntityTag(of: Array(text.utf8)) == tag)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_788_091_381_734, "2026-08-30T12:03:01.734Z"),
        (4_102_444_799_999, "2099-12-31T23:59:59.999Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func `a time is written as JavaScript writes it`(milliseconds: Int64, text: String) {
        #expect(Timestamp(nanoseconds: milliseconds * 1_000_000).internetText == text)
    }

    @Test(arguments: ["2025-11", "2026-08"])
    func `the model list is not sent to a caller who has it`(profile: String) throws {
        let vendor = AIMLAPI(settings: VendorSettings(profile: profile))
        func get(_ fields: HTTPFields) throws -> Answer {
            let (answer, failure) = try answered(vendor.receive(AIMLAPI.call(.get, path: "/v1/models", fields: fields)))
            #expect(failure == nil)
            return answer
        }
        let tag = try #require(try get([:]).fields["etag"])
        for known in [tag, "*", "\"other\", \(tag)", String(tag.dropFirst(2))] {
            let answer = try get(["If-None-Match": known])
            #expect(answer.status == 304, "\(known)")
            #expect(answer.body.isEmpty)
            #expect(answer.fields["etag"] == tag)
        }
        #expect(try get(["If-None-Match": "W/\"other\""]).status == 200)
    }

    @Test func `files are named as on the upstream hosts`() {
        let draw = Draw(serverSeed: 3)
        func path(_ profile: String, _ index: Int, _ format: ImageFormat) -> String {
            let vendor = AIMLAPI(settings: VendorSettings(profile: profile))
            let location = vendor.imageLocation(index: index, format: format, draw: draw)
            #expect(location.role.host == "cdn.aimlapi.com")
            return location.path
        }
        #expect(path("2026-08", 0, .jpeg).wholeMatch(of: /\/flamingo\/files\/b\/[0-9a-f]{8}\/[\w-]{21}\.jpeg/) != nil)
        #expect(path("2026-08", 0, .png).hasSuffix(".png"))
        #expect(path("2025-11", 0, .jpeg).wholeMatch(of: /\/eagle\/files\/[a-z]+\/[\w-]{21}\.jpeg/) != nil)
        #expect(path("2026-08", 0, .jpeg) != path("2026-08", 1, .jpeg))
    }
}
