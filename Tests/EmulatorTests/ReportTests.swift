import JSON
import Printing
import TestSupport
import Testing

@testable import Emulator

@Suite struct `The report` {
    private static let fields = ["Authorization: Key id:secret", "Content-Type: application/json"]

    private func ask(_ fixture: ServerFixture, _ path: String, _ body: String) async throws {
        _ = try await fixture.ask("POST", path, fields: Self.fields, body: body)
    }

    @Test func `counts requests, downloads, generations, images and refusals by vendor`() async throws {
        let fixture = try ServerFixture()
        let answer = try await fixture.generate(#"{"prompt":"a cat","num_images":2}"#)
        let picture = try fixture.imageTarget(in: answer)
        _ = try await fixture.ask("GET", picture)
        _ = try await fixture.ask("HEAD", picture)
        try await ask(fixture, "/fal/fal-ai/flux/srpo", #"{"prompt":"a cat","num_images":9}"#)
        try await ask(fixture, "/fal/fal-ai/flux/srpo", #"{"prompt":"a dog","num_images":8}"#)
        try await ask(fixture, "/fal/fal-ai/flux/srpo", #"{"prompt":5}"#)
        try await ask(fixture, "/siraya/v1/images/generations", #"{}"#)
        let report = fixture.server.report

        try #require(report.vendors.map(\.vendor) == ["fal", "siraya"])
        let fal = report.vendors[0]
        #expect((fal.requests, fal.downloads) == (4, 2))
        #expect(fal.models == [.init(model: "fal-ai/flux/srpo", generations: 1, images: 2, nanodollars: 50_000_000)])
        #expect(
            fal.refusals == [
                .init(
                    status: 422,
                    outcome: "invalidInput",
                    detail: "body.num_images: less_than_equal",
                    cause: nil,
                    count: 2
                ),
                .init(
                    status: 422,
                    outcome: "invalidInput",
                    detail: "body.prompt: string_type",
                    cause: nil,
                    count: 1
                ),
            ]
        )
        #expect(report.vendors[1].requests == 1)
        #expect(report.vendors[1].refusals.map(\.status) == [401])
        #expect((report.egress, report.uncounted) == ([], 0))
        #expect(
            report.text.description.hasPrefix(
                "Fauxto: 5 requests, 2 downloads, 2 images, would have cost $0.05, 4 refusals\n"
            )
        )
    }

    @Test func `counts what a job makes when it runs, and asking about it as requests`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 1 }
        _ = try await queue.submit(#"{"prompt":"a cat","num_images":3}"#)
        let waiting = try await queue.submit(#"{"prompt":"a dog"}"#)
        _ = try await queue.ask(about: waiting, "/status")
        let early = try #require(queue.fixture.server.report.vendors.first)
        #expect(early.requests == 3)
        #expect(early.models == [.init(model: "fal-ai/flux/srpo", generations: 1, images: 3, nanodollars: 75_000_000)])
        queue.clock.advance(by: .milliseconds(1_500))
        _ = try await queue.ask(about: waiting, "/status")
        let late = try #require(queue.fixture.server.report.vendors.first)
        #expect(late.requests == 4)
        #expect(late.models == [.init(model: "fal-ai/flux/srpo", generations: 2, images: 4, nanodollars: 100_000_000)])
    }

    @Test func `counts refusals together whichever jobs they are of`() async throws {
        let queue = try QueueFixture()
        for _ in 0..<3 { _ = try await queue.ask(about: try await queue.submit()) }
        let vendor = try #require(queue.fixture.server.report.vendors.first)
        let detail = "GET queue.fal.run/fal-ai/flux/requests/…"
        #expect(vendor.refusals == [.init(status: 400, outcome: nil, detail: detail, cause: nil, count: 3)])
    }

    @Test func `tells hosts outside apart, those let through from those refused`() async throws {
        let other = try ServerFixture()
        let fixture = try ServerFixture { $0.egress.allow = ["localhost"] }
        let allowed = "http://localhost:\(other.server.port)/_fauxto/health"
        _ = try await fixture.ask("GET", allowed)
        for _ in 0..<2 { _ = try await fixture.ask("CONNECT", "example.com:443") }
        let report = fixture.server.report
        #expect(report.egress.map(\.target) == [allowed, "example.com:443"])
        #expect(report.egress.map(\.isAllowed) == [true, false])
        #expect(report.egress.map(\.count) == [1, 2])
        #expect(report.refusedEgress == 2)
        #expect(report.text.description.contains(", 2 attempts to reach another host\n"))
        #expect(
            report.text.description.contains("\n  2 × CONNECT example.com:443: example.com:443 was not contacted: ")
        )
    }

    @Test func `keeps a hundred kinds of each, and counts the rest without telling them apart`() async throws {
        let fixture = try ServerFixture()
        for number in 0..<103 {
            _ = try await fixture.ask("CONNECT", "\(number).example:443")
            _ = try await fixture.ask("GET", "/fal/media/files/\(number).png")
        }
        // What is known already goes on being counted.
        _ = try await fixture.ask("CONNECT", "0.example:443")
        _ = try await fixture.ask("GET", "/fal/media/files/0.png")
        let report = fixture.server.report
        #expect(report.egress.count == 100)
        #expect(report.egress.first?.count == 2)
        let vendor = try #require(report.vendors.first)
        #expect(vendor.downloads == 104)
        #expect(vendor.refusals.count == 100)
        #expect(vendor.refusals.first?.count == 2)
        #expect(report.uncounted == 6)
        #expect(report.text.description.hasSuffix("\n  and 6 more of other kinds\n"))
    }

    @Test func `is served as JSON, and begins anew with a reset`() async throws {
        let fixture = try ServerFixture()
        _ = try await fixture.generate()
        _ = try await fixture.ask("CONNECT", "example.com:443")
        let response = try await fixture.ask("GET", "/_fauxto/report")
        #expect(response.status == 200)
        #expect(response.text == fixture.server.report.json + "\n")
        let report = try JSONParser.parse(response.body)
        #expect(report["vendors"]?[0]?["models"]?[0]?["images"]?.number == 1)
        #expect(report["egress"]?[0]?["target"]?.text == "example.com:443")
        #expect(report["command"] == nil)

        _ = try await fixture.ask("POST", "/_fauxto/reset")
        let empty =
            #"{"requests":0,"downloads":0,"images":0,"cost":"0","refusals":0,"refusedEgress":0,"vendors":[],"#
            + #""rules":[],"disturbances":[],"heldBackSeconds":0,"simulatedSeconds":0,"earlyReturns":[],"egress":[],"#
            + #""uncounted":0}"#
        #expect(try await fixture.ask("GET", "/_fauxto/report").text == empty + "\n")
        #expect(fixture.server.report.text == "Fauxto: 0 requests, 0 downloads, 0 images\n")
    }

    @Test func `of a run names the program and how it ended first`() throws {
        let report = try ServerFixture().server.report
        let json = report.json(of: ["sh", "-c", "exit 3"], exitStatus: 3)
        #expect(json.hasPrefix(#"{"command":["sh","-c","exit 3"],"exitStatus":3,"requests":0,"#))
    }
}
