import Emulator
import HTTP
import JSON
import Simulation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A reset of one account` {
    private static let scenario = ScenarioText(
        """
        { rules: [
          { name: 'second', when: { vendor: 'aimlapi', nth: 2 }, retryCheck: true, then: { failure: 'rateLimited', retryAfterSeconds: 9 } },
          { name: 'half', chance: 0.5, then: { bandwidth: 1000000 } },
        ] }
        """
    )

    /// A server whose limits every account meets, at an address that all servers have.
    private func server() throws -> ServerFixture {
        try ServerFixture { configuration in
            configuration.publicURL = "http://fauxto.test"
            configuration.scenarios = [Self.scenario.path]
            configuration.queue.jobs.everywhere.runners = 1
            configuration.queue.jobs.everywhere.fixedDurationMilliseconds = 1_000
            configuration.quotas.everywhere.requestsPerMinute = 6
            configuration.money.everywhere.balanceMicrodollars = 100_000
        }
    }

    /// Plays calls of every kind for an account; returns every answer as it came.
    private func play(_ account: String, on fixture: ServerFixture) async throws -> [String] {
        var answers: [String] = []
        func ask(
            _ method: String,
            _ target: String,
            _ body: String = "",
            as authorization: String? = nil
        ) async throws
            -> JSONValue?
        {
            let response = try await fixture.ask(
                method,
                target,
                fields: [
                    "Authorization: \(authorization ?? "Key \(account):secret")", "X-Fauxto-Account: \(account)",
                    "Content-Type: application/json",
                ],
                body: body
            )
            answers.append(response.everything)
            return try? JSONParser.parse(response.body)
        }
        /// Downloads what an answer names, if it names anything.
        func download(_ url: JSONValue?) async throws {
            guard let path = url?.text.split(separator: "/", maxSplits: 2).last else { return }
            answers.append(try await fixture.ask("GET", "/\(path)").everything)
        }
        let cat = #"{"prompt":"a cat","image_size":{"width":64,"height":64}}"#
        for _ in 0..<3 { try await download(ask("POST", "/fal/fal-ai/flux/srpo", cat)?["images"]?[0]?["url"]) }
        _ = try await ask("POST", "/fal/fal-ai/flux/srpo", "{}")
        for _ in 0..<3 {
            let job = try await ask("POST", "/fal/queue/fal-ai/flux/srpo", cat)
            guard let id = job?["request_id"]?.text else { continue }
            _ = try await ask("GET", "/fal/queue/fal-ai/flux/requests/\(id)/status")
        }
        let call = #"{"model":"flux/srpo","prompt":"a cat"}"#
        for _ in 0..<3 {
            _ = try await ask("POST", "/aimlapi/v1/images/generations", call, as: "Bearer \(account)")
            _ = try await ask("GET", "/aimlapi/v1/billing/balance", as: "Bearer \(account)")
        }
        let grant = try await ask("POST", "/fal/rest/storage/auth/token?storage_type=fal-cdn-v3", "{}")
        let token = "Bearer \(try #require(grant?["token"]?.text))"
        let upload = try await ask("POST", "/fal/media/files/upload", "some bytes", as: token)
        try await download(upload?["access_url"])
        return answers
    }

    private func reset(_ account: String, of fixture: ServerFixture) async throws {
        #expect(try await fixture.ask("POST", "/_fauxto/reset?account=\(account)").text == "{\"status\":\"ok\"}\n")
    }

    @Test func `has the same script get the same bytes again`() async throws {
        let fixture = try server()
        let first = try await play("alpha", on: fixture)
        let second = try await play("alpha", on: fixture)
        try await reset("alpha", of: fixture)
        let third = try await play("alpha", on: fixture)
        #expect(first.count == third.count)
        for (step, answers) in zip(first, third).enumerated() {
            #expect(answers.0 == answers.1, "step \(step)")
        }
        #expect(Set(first).intersection(second).count < 3)
    }

    @Test func `leaves other accounts as if nothing had happened`() async throws {
        func play(besides others: (ServerFixture) async throws -> Void) async throws -> [String] {
            let fixture = try server()
            let first = try await self.play("beta", on: fixture)
            try await others(fixture)
            return first + (try await self.play("beta", on: fixture))
        }
        let alone = try await play { _ in }
        let beside = try await play { fixture in
            _ = try await self.play("alpha", on: fixture)
            try await reset("alpha", of: fixture)
            _ = try await self.play("alpha", on: fixture)
            try await reset("alpha", of: fixture)
        }
        for (step, answers) in zip(alone, beside).enumerated() {
            #expect(answers.0 == answers.1, "step \(step)")
        }
    }

    @Test func `brings none of its jobs back, whether they ran or waited`() async throws {
        let queue = try QueueFixture { $0.queue.jobs.everywhere.runners = 1 }
        let jobs = [try await queue.submit(), try await queue.submit()]
        let other = try await queue.submit(key: "other:secret")
        #expect(try await queue.states(jobs) == ["IN_PROGRESS", "IN_QUEUE 0"])
        try await reset("id:secret", of: queue.fixture)
        for seconds in [0, 60] {
            queue.clock.advance(by: .seconds(seconds))
            for job in jobs { #expect(try await queue.ask(about: job, "/status").status == 404) }
        }
        #expect(try await queue.ask(about: other, key: "other:secret").status == 200)
    }

    @Test func `calls off its webhooks`() async throws {
        let fixture = try WebhookFixture()
        let receiver = try WebhookReceiver(answering: [500])
        _ = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        _ = try await receiver.next()
        await fixture.clock.sleeper(until: fixture.second(8))
        try await reset("id:secret", of: fixture.queue.fixture)
        #expect(try JSONParser.parse(try await fixture.control("GET", "/webhooks").body)["webhooks"]?.elements == [])
        while fixture.clock.sleeperCount > 0 { await Task.yield() }
    }

    @Test func `delivers the webhook of a repeated job anew, whatever comes of the one that was under way`()
        async throws
    {
        let fixture = try WebhookFixture { $0.queue.jobs.everywhere.fixedDurationMilliseconds = 0 }
        let receiver = try WebhookReceiver(answering: [nil, 200])
        let id = try await fixture.submit(to: receiver)
        let first = try await receiver.next()
        try await reset("id:secret", of: fixture.queue.fixture)
        #expect(try await fixture.submit(to: receiver) == id)
        #expect(try await receiver.next().body == first.body)
        let log = try await fixture.log(when: "delivered", attempts: 1)
        #expect(log.map { $0["requestId"]?.text } == [id])
    }

    @Test func `forgets its images and files`() async throws {
        let fixture = try UploadFixture()
        let picture = try fixture.server.imageTarget(in: try await fixture.server.generate())
        let file = try #require(try await fixture.upload(by: try await fixture.token()))
        let token = try await fixture.token(key: "other:secret")
        #expect(try await [fixture.status(picture), fixture.status(file)] == [200, 200])
        try await reset("id:secret", of: fixture.server)
        #expect(try await [fixture.status(picture), fixture.status(file)] == [404, 404])
        #expect(try await fixture.upload(by: token) != nil)
    }

    @Test func `forgets its entries in journal and bill; report and clock go on`() async throws {
        let clock = Clock.frozen(at: ServerFixture.noon)
        let fixture = try ServerFixture(clock: clock)
        for key in ["alpha:a", "beta:b", "alpha:a"] { _ = try await fixture.generate(key: key) }
        clock.advance(by: .seconds(5))
        try await reset("alpha%3Aa", of: fixture)
        _ = try await fixture.generate(key: "alpha:a")
        let journal = try JSONParser.parse(try await fixture.ask("GET", "/_fauxto/requests").body)
        #expect(journal["requests"]?.elements.map { $0["number"]?.number } == [2, 4])
        let bill = try JSONParser.parse(try await fixture.ask("GET", "/_fauxto/bill").body)
        #expect(bill["accounts"]?.elements.map { $0["cost"]?.text } == ["0.025", "0.025"])
        #expect(fixture.server.report.vendors.map(\.requests) == [4])
        #expect(clock.now == ServerFixture.noon + .seconds(5))
    }

    @Test(arguments: ["acount=x", "account=", "account", "account=x&n=1", "account=x&account=y"])
    func `is refused in one line when it names no account, or more than one`(query: String) async throws {
        let fixture = try ServerFixture()
        _ = try await fixture.generate()
        let response = try await fixture.ask("POST", "/_fauxto/reset?\(query)")
        #expect(response.status == 400)
        #expect(try JSONParser.parse(response.body)["error"]?["code"]?.text == "invalid_query")
        #expect(response.text.split(separator: "\n").count == 1)
        #expect(try await fixture.ask("GET", "/_fauxto/requests?limit=1").text.contains("a cat"))
    }
}
