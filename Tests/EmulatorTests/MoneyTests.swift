import Emulator
import JSON
import Printing
import Simulation
import TestSupport
import Testing

@Suite struct `An account with a balance` {
    /// What each vendor says when nothing is left, and with which status.
    private static let refusals = [
        "fal": (403, "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing."),
        "aimlapi": (403, "run out of funds"),
        "onerouter": (402, "Your account or API key has insufficient credits."),
        "siraya": (402, "Your account balance is insufficient to complete the request."),
    ]

    private func bill(_ fixture: ServerFixture) async throws -> JSONValue {
        try JSONParser.parse(try await fixture.ask("GET", "/_fauxto/bill").body)
    }

    @Test(arguments: VendorCall.all)
    func `is refused in the vendor's words once nothing is left`(call: VendorCall) async throws {
        let price = call.vendor == "aimlapi" ? 32_500 : 25_000
        let fixture = try ServerFixture { $0.money.everywhere.balanceMicrodollars = 2 * price }
        for _ in 0..<2 { #expect(try await call.send(to: fixture).status == 200) }
        let refusal = try await call.send(to: fixture)
        let expected = try #require(Self.refusals[call.vendor])
        #expect(refusal.status == expected.0)
        #expect(String(decoding: refusal.body, as: UTF8.self).contains(expected.1))
        #expect(try await call.send(to: fixture, key: "other:key").status == 200)
        let account = try await bill(fixture)["accounts"]?[0]
        #expect(account?["balance"] == .string("0"))
        _ = try await fixture.ask("POST", "/_fauxto/reset")
        #expect(try await call.send(to: fixture).status == 200)
    }

    @Test func `is let through as long as anything is left, though the answer costs more`() async throws {
        let fixture = try ServerFixture { $0.money.everywhere.balanceMicrodollars = 1 }
        #expect(try await VendorCall.all[0].send(to: fixture).status == 200)
        #expect(try await VendorCall.all[0].send(to: fixture).status == 403)
        #expect(try await bill(fixture)["accounts"]?[0]?["balance"] == .string("-0.024999"))
    }

    @Test func `has that of the narrowest section`() async throws {
        let fixture = try ServerFixture { configuration in
            configuration.money.everywhere.balanceMicrodollars = 0
            configuration.money.vendors["siraya", default: .init()].balanceMicrodollars = 25_000
            configuration.money.accounts["rich:key", default: .init()].balanceMicrodollars = 1_000_000
        }
        let (fal, siraya) = (VendorCall.all[0], VendorCall.all[3])
        #expect(try await fal.send(to: fixture).status == 403)
        #expect(try await siraya.send(to: fixture).status == 200)
        #expect(try await siraya.send(to: fixture).status == 402)
        for _ in 0..<3 { #expect(try await fal.send(to: fixture, key: "rich:key").status == 200) }
    }

    @Test func `pays for jobs when they run, and is refused further ones`() async throws {
        let queue = try QueueFixture { configuration in
            configuration.queue.jobs.everywhere.runners = 1
            configuration.money.everywhere.balanceMicrodollars = 25_000
        }
        let ids = [try await queue.submit(), try await queue.submit()]
        // The first runs and is charged at the next look.
        #expect(try await queue.states(ids) == ["IN_PROGRESS", "IN_QUEUE 0"])
        let refusal = try await queue.ask("POST", "/fal-ai/flux/srpo", body: #"{"prompt":"a cat"}"#)
        #expect(refusal.status == 403)
        #expect(String(decoding: refusal.body, as: UTF8.self).contains("Exhausted balance"))
        queue.clock.advance(by: .seconds(2))
        #expect(try await queue.ask(about: ids[0]).status == 200)
        let second = try await queue.ask(about: ids[1])
        #expect(second.status == 403)
        #expect(String(decoding: second.body, as: UTF8.self).contains("Exhausted balance"))
    }

    @Test func `reads it at the vendor's own page`() async throws {
        let fixture = try ServerFixture { $0.money.vendors["aimlapi", default: .init()].balanceMicrodollars = 100_000 }
        #expect(try await VendorCall.all[1].send(to: fixture, key: "k").status == 200)
        let fields = ["Authorization: Bearer k"]
        let credits = try await fixture.ask("GET", "/api.aimlapi.com/v1/billing/balance", fields: fields)
        #expect(try JSONParser.parse(credits.body)["balance"] == .integer(200_000 - 65_000))
        let dollars = try await fixture.ask("GET", "/api.aimlapi.com/v2/billing", fields: fields)
        #expect(try JSONParser.parse(dollars.body)["current_balance"] == .double(0.0675))
    }
}

@Suite struct `The bill` {
    @Test func `says what each account's images would have cost, as the answers said`() async throws {
        let fixture = try ServerFixture()
        let large = #"{"prompt":"a","num_images":3,"image_size":{"width":1024,"height":1025}}"#
        let answer = try await VendorCall.all[0].send(to: fixture, body: large)
        #expect(answer["x-fal-billable-units"] == "6")
        #expect(try await VendorCall.all[0].send(to: fixture).status == 200)
        let credits = try await VendorCall.all[1].send(to: fixture)
        #expect(credits["x-aimlapi-credits-used"] == "65000")
        #expect(credits["x-aimlapi-usd-spent"] == "0.032500000")
        let bill = try await fixture.ask("GET", "/_fauxto/bill")
        let text = String(decoding: bill.body, as: UTF8.self)
        let account = #"{"account":"[0-9a-f]{8}","#.dropLast(0)
        let expected =
            #"{"currency":"USD","cost":"0.2075","accounts":["#
            + #"ACCOUNT"vendor":"fal","cost":"0.175","balance":null,"models":[{"model":"fal-ai/flux/srpo","#
            + #""generations":2,"images":4,"megapixels":"3.935232","unit":"megapixel","units":7,"cost":"0.175"}]},"#
            + #"ACCOUNT"vendor":"aimlapi","cost":"0.0325","balance":null,"models":[{"model":"flux/srpo","#
            + #""generations":1,"images":1,"megapixels":"0.786432","unit":"megapixel","units":1,"cost":"0.0325"}]}]}"#
            + "\n"
        #expect(text.replacing(try Regex(String(account)), with: "ACCOUNT") == expected)
        #expect(!text.contains("secret"))
    }

    @Test func `is the same for a job as for a synchronous call, and nothing for what failed`() async throws {
        let queue = try QueueFixture()
        _ = try await queue.states([try await queue.submit(), try await queue.submit(#"{"prompt":5}"#)])
        _ = try await queue.fixture.generate(#"{"prompt":"a","num_images":9}"#)
        let bill = try JSONParser.parse(try await queue.fixture.ask("GET", "/_fauxto/bill").body)
        #expect(bill["cost"] == .string("0.025"))
        #expect(bill["accounts"]?[0]?["models"]?[0]?["generations"] == .integer(1))
    }

    @Test func `is in the report, to programs and to people`() async throws {
        let fixture = try ServerFixture()
        _ = try await fixture.generate(#"{"prompt":"a cat","num_images":4}"#)
        let report = try JSONParser.parse(try await fixture.ask("GET", "/_fauxto/report").body)
        #expect(report["cost"] == .string("0.1"))
        #expect(report["vendors"]?[0]?["models"]?[0]?["cost"] == .string("0.1"))
        let lines = fixture.server.report.text.description.split(separator: "\n")
        #expect(lines.first?.hasSuffix("4 images, would have cost $0.10") == true)
        #expect(lines.contains("    fal-ai/flux/srpo: 1 generation, 4 images, $0.10"))
    }
}

@Suite struct `Runners of a model` {
    /// Makes calls at once, of which so many wait, and lets time pass to each moment at which some of them are to be
    /// answered; returns all statuses.
    private func statuses(
        of calls: [(VendorCall, key: String)],
        from fixture: ServerFixture,
        _ clock: Clock,
        waiting count: Int,
        until moments: [Duration]
    ) async throws -> [Int] {
        let start = clock.now
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for (call, key) in calls { group.addTask { try await call.send(to: fixture, key: key).status } }
            while clock.sleeperCount < count { await Task.yield() }
            for moment in moments {
                await clock.sleeper(until: start + moment)
                clock.advance(by: start + moment - clock.now)
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted()
        }
    }

    @Test func `that are busy refuse further calls, where they are to`() async throws {
        let clock = Clock.frozen(at: ServerFixture.noon)
        let fixture = try ServerFixture(clock: clock) { configuration in
            configuration.runners.models["flux/srpo", default: .init()].perModel = 2
            configuration.runners.everywhere.overflow = .refuse
            configuration.latency.answers.everywhere.delay = .fixed(milliseconds: 20)
        }
        let (call, other) = (VendorCall.all[1], VendorCall.all[3])
        let busy = [(call, key: "key"), (call, key: "key"), (call, key: "other"), (other, key: "key")]
        for _ in 0..<2 {
            let found = try await statuses(of: busy, from: fixture, clock, waiting: 3, until: [.milliseconds(20)])
            #expect(found == [200, 200, 200, 429])
        }
    }

    @Test func `that are busy have further calls wait for their turn`() async throws {
        let clock = Clock.frozen(at: ServerFixture.noon)
        let fixture = try ServerFixture(clock: clock) { configuration in
            configuration.runners.everywhere.perModel = 1
            configuration.latency.answers.everywhere.delay = .fixed(milliseconds: 100)
        }
        let calls = Array(repeating: (VendorCall.all[2], key: "key"), count: 3)
        let moments = [100, 200, 300].map { Duration.milliseconds($0) }
        let found = try await statuses(of: calls, from: fixture, clock, waiting: 3, until: moments)
        #expect(found == [200, 200, 200])
    }
}
