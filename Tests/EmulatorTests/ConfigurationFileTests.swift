import Glibc
import HTTPServer
import Imaging
import JSON
import Simulation
import TestSupport
import Testing
import Vendors

@testable import Emulator

@Suite struct `A configuration file` {
    private func read(_ text: String, file: String = "fauxto.json") throws -> EmulatorConfiguration {
        try EmulatorConfiguration(text: Array(text.utf8), file: file)
    }

    @Test func `may be empty but for braces, and then changes nothing`() throws {
        #expect(try read("{}").port == 8080)
    }

    @Test func `sets every field`() throws {
        let configuration = try read(
            """
            {
              host: '0.0.0.0', port: 1, publicUrl: 'https://a.example/b/', seed: 2, strictness: 'observed',
              threads: 3, log: 'json', clock: 'scale=0.5', listen: { 'fal.run': 4 }, keys: { fal: ['a:b'] },
              profiles: { aimlapi: '2025-11' }, ca: '/ca', egress: { allow: ['*.w'], allowLocal: true },
              control: { enabled: false, token: 't', hosts: ['*.v'] },
              references: { map: { 'https://x/': 'y/' }, fetch: ['*.z'], unreachable: 'invent', maximumBytes: 5, maximumPixels: 6 },
              latency: {
                fixedDelayMilliseconds: 7, inference: true, vendors: { fal: { fixedDelayMilliseconds: 40 } },
                models: { 'flux/srpo': { delayDistribution: { type: 'uniform', lower: 41, upper: 42 } } },
                downloads: {
                  fixedDelayMilliseconds: 43, bandwidth: 44, chunkedDribbleDelay: { numberOfChunks: 45, totalDuration: 46 },
                },
              },
              inference: {
                baseMilliseconds: 47, perStepMilliseconds: 48.5, variation: 0.5, acceleration: { regular: 0.6, high: 0.4 },
              },
              queue: {
                runners: 27, fixedDurationMilliseconds: 28, retentionSeconds: 29, maximumJobs: 30, maximumBytes: 31,
              },
              webhooks: { maximumAttempts: 12, timeoutMilliseconds: 32, maximumDeliveries: 33, maximumBytes: 34 },
              imaging: { caption: false, receipt: false, texture: 0.25, jpegQuality: 26 },
              safety: { words: ['x', 'y z'] }, scenarios: ['/a.json5', '/b.json5'],
              wishes: { header: false, query: false, key: false, prompt: false },
              images: { maximumRecipes: 8, maximumRecipeBytes: 9, maximumCacheBytes: 10 },
              uploads: { maximumBytes: 24, maximumTotalBytes: 25, retentionSeconds: 26 },
              journal: { maximumEntries: 11, maximumBytes: 12 },
              limits: {
                requestLineBytes: 13, headBytes: 14, fieldCount: 15, bodyBytes: 16, connections: 17,
                headTimeoutMilliseconds: 18, idleTimeoutMilliseconds: 19, bodyProgressTimeoutMilliseconds: 20,
                writeProgressTimeoutMilliseconds: 21, lingerTimeoutMilliseconds: 22, // and a comment
                chunkOverheadBytes: 23, relayIdleTimeoutMilliseconds: 24, bufferedBytes: 25, drainMilliseconds: 26,
                bodyMinimumBytesPerSecond: 27, writeMinimumBytesPerSecond: 28,
              },
            }
            """
        )
        #expect(configuration.host == "0.0.0.0")
        #expect(configuration.port == 1)
        #expect(configuration.publicURL == "https://a.example/b")
        #expect(configuration.seed == 2)
        #expect(configuration.strictness == .observed)
        #expect(configuration.threads == 3)
        #expect(configuration.log == .json)
        #expect(configuration.clock == .scaled(0.5))
        #expect(configuration.listen.map(\.role) == ["fal.run"])
        #expect(configuration.listen.map(\.port) == [4])
        #expect(configuration.keys == ["fal": ["a:b"]])
        #expect(configuration.profiles == ["aimlapi": "2025-11"])
        #expect(configuration.ca == "/ca")
        #expect(configuration.egress.allow == ["*.w"])
        #expect(configuration.egress.allowLocal)
        #expect(!configuration.control.isEnabled)
        #expect(configuration.control.token == "t")
        #expect(configuration.control.hosts == ["*.v"])
        #expect(configuration.references.unreachable == .invent)
        #expect(configuration.references.map.map(\.prefix) == ["https://x/"])
        #expect(configuration.references.map.map(\.path) == ["y/"])
        #expect(configuration.references.fetch == ["*.z"])
        #expect(configuration.references.maximumBytes == 5)
        #expect(configuration.references.maximumPixels == 6)
        let latency = configuration.latency
        #expect(latency.answers.everywhere.delay == .fixed(milliseconds: 7))
        #expect(latency.answers.everywhere.inference == true)
        #expect(latency.answers.vendors.mapValues(\.delay) == ["fal": .fixed(milliseconds: 40)])
        #expect(latency.answers.models.mapValues(\.delay) == ["flux/srpo": .uniform(lower: 41, upper: 42)])
        let downloads = latency.downloads.everywhere
        #expect(downloads.delay == .fixed(milliseconds: 43))
        #expect(downloads.pacing.kilobytesPerSecond == 44)
        #expect(downloads.pacing.dribble == .init(numberOfChunks: 45, totalDuration: .milliseconds(46)))
        let inference = configuration.inference.everywhere
        #expect(inference.baseMilliseconds == 47)
        #expect(inference.perStepMilliseconds == 48.5)
        #expect([inference.regularAcceleration, inference.highAcceleration, inference.variation] == [0.6, 0.4, 0.5])
        #expect(configuration.queue.jobs.everywhere.runners == 27)
        #expect(configuration.queue.jobs.everywhere.fixedDurationMilliseconds == 28)
        #expect(configuration.queue.retentionSeconds == 29)
        #expect(configuration.queue.maximumJobs == 30)
        #expect(configuration.queue.maximumBytes == 31)
        #expect(configuration.webhooks.maximumAttempts == 12)
        #expect(configuration.webhooks.timeoutMilliseconds == 32)
        #expect(configuration.webhooks.maximumDeliveries == 33)
        #expect(configuration.webhooks.maximumBytes == 34)
        #expect(!configuration.imaging.finish.caption)
        #expect(!configuration.imaging.finish.receipt)
        #expect(configuration.imaging.finish.texture == Texture(0.25))
        #expect(configuration.imaging.jpegQuality == 26)
        #expect(configuration.safety.words == ["x", "y z"])
        #expect(configuration.scenarios == ["/a.json5", "/b.json5"])
        let wishes = configuration.wishes
        #expect([wishes.header, wishes.query, wishes.key, wishes.prompt] == [false, false, false, false])
        #expect(configuration.images.maximumRecipes == 8)
        #expect(configuration.images.maximumRecipeBytes == 9)
        #expect(configuration.images.maximumCacheBytes == 10)
        #expect(configuration.uploads.maximumBytes == 24)
        #expect(configuration.uploads.maximumTotalBytes == 25)
        #expect(configuration.uploads.retentionSeconds == 26)
        #expect(configuration.journal.maximumEntries == 11)
        #expect(configuration.journal.maximumBytes == 12)
        let limits = configuration.limits
        #expect(
            [limits.requestLineBytes, limits.headBytes, limits.fieldCount, limits.bodyBytes, limits.connections]
                == [13, 14, 15, 16, 17]
        )
        #expect(
            [limits.headTimeout, limits.idleTimeout, limits.bodyProgressTimeout, limits.writeProgressTimeout]
                == [.milliseconds(18), .milliseconds(19), .milliseconds(20), .milliseconds(21)]
        )
        #expect(limits.lingerTimeout == .milliseconds(22))
        #expect(limits.chunkOverheadBytes == 23)
        #expect(limits.relayIdleTimeout == .milliseconds(24))
        #expect(limits.bufferedBytes == 25)
        #expect(limits.drainTimeout == .milliseconds(26))
        #expect([limits.bodyMinimumBytesPerSecond, limits.writeMinimumBytesPerSecond] == [27, 28])
    }

    @Test func `takes relative paths from its own folder`() throws {
        let text = "{ references: { map: { a: 'pictures/b.png', c: '/d' } } }"
        #expect(try read(text, file: "conf/fauxto.json").references.map.map(\.path) == ["conf/pictures/b.png", "/d"])
        #expect(try read("{ ca: 'authority' }", file: "conf/fauxto.json").ca == "conf/authority")
        let scenarios = "{ scenarios: ['weather.json5', 'flaky', './flaky'] }"
        #expect(
            try read(scenarios, file: "conf/fauxto.json").scenarios
                == ["conf/weather.json5", "flaky", "conf/./flaky"]
        )
    }

    @Test(arguments: [
        ("{prot: 1}", "fauxto.json:1:2: there is no field prot; did you mean port?"),
        (
            "{ latency: { delay: 5 } }",
            "fauxto.json:1:14: there is no field latency.delay; the fields here are fixedDelayMilliseconds, "
                + "delayDistribution, inference, vendors, models, accounts, downloads"
        ),
        ("{\n  port: '80'\n}", "fauxto.json:2:9: port takes a whole number, not a string"),
        ("{port: 1.5}", "fauxto.json:1:8: port takes a whole number, not a number"),
        ("{port: 70000}", "fauxto.json:1:8: port takes a whole number from 0 to 65535, not 70000"),
        ("{seed: -1}", "fauxto.json:1:8: seed takes a whole number of at least 0, not -1"),
        ("{strictness: 'lax'}", "fauxto.json:1:14: strictness takes one of documented, observed, not \"lax\""),
        (
            "{clock: 'fast'}",
            "fauxto.json:1:9: clock takes one of real, auto, frozen, frozen@2026-08-30T12:00:00Z or scale=10, not \"fast\""
        ),
        ("{publicUrl: 'x'}", "fauxto.json:1:13: publicUrl takes an http or https URL, not \"x\""),
        ("{keys: ['a']}", "fauxto.json:1:8: keys takes an object, not an array"),
        ("{keys: {fal: 'a'}}", "fauxto.json:1:14: keys.fal takes an array of strings, not a string"),
        ("{keys: {fal: [1]}}", "fauxto.json:1:15: keys.fal takes a string, not a number"),
        ("{imaging: {caption: 1}}", "fauxto.json:1:21: imaging.caption takes true or false, not a number"),
        ("{imaging: {texture: 'x'}}", "fauxto.json:1:21: imaging.texture takes a number, not a string"),
        ("{imaging: {texture: 2}}", "fauxto.json:1:21: imaging.texture takes a number from 0 to 1, not 2.0"),
        ("[]", "fauxto.json:1:1: the file takes an object, not an array"),
    ])
    func `that is wrong is told where and what to write instead`(text: String, message: String) {
        let diagnostic = #expect(throws: SourceDiagnostic.self) { try read(text) }
        #expect(diagnostic?.description == message)
    }

    @Test func `that cannot be read is named`() {
        let error = #expect(throws: ConfigurationFileError.self) { try EmulatorConfiguration(file: "/no/such.json") }
        #expect(error?.description == "cannot read the configuration file '/no/such.json': No such file or directory")
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["configuration file", "scenario file"])
    func `is not waited for where it is no regular file`(what: String) throws {
        let file = try TemporaryFile("")
        try file.remove()
        try #require(mkfifo(file.path, 0o600) == 0)
        for path in [file.path, "/", "/dev/zero"] {
            let error = #expect(throws: ConfigurationFileError.self) { try fileBytes(of: what, at: path) }
            let reason = "it is no regular file; copy its contents into one"
            #expect(error?.description == "cannot read the \(what) '\(path)': \(reason)")
        }
    }

    @Test(arguments: [
        ("{keys: {fall: []}}", "'keys' names no vendor 'fall'; the vendors are fal, aimlapi, onerouter, siraya"),
        ("{profiles: {aimlapi: '1999'}}", "aimlapi has no profile '1999'; its profiles are 2025-11, 2026-08"),
        ("{listen: {nowhere: 0}}", "there is no role 'nowhere' to listen for; the roles are api.aimlapi.com, "),
    ])
    func `that names what does not exist does not start`(text: String, message: String) throws {
        var configuration = try read(text)
        configuration.port = 0
        let error = #expect(throws: EmulatorError.self) { try EmulatorServer(configuration: configuration) }
        #expect(error?.description.hasPrefix(message) == true)
    }

    @Test func `limits the keys that a vendor accepts`() async throws {
        let fixture = try ServerFixture { $0.keys = ["fal": ["known:secret"]] }
        #expect(try await fixture.generate(key: "known:secret")["images"] != nil)
        #expect(try await fixture.generate(key: "other:secret")["detail"]?.text == "invalid key credentials")
    }

    @Test func `limits what a client may send`() async throws {
        let fixture = try ServerFixture {
            $0.limits.bodyBytes = 20
            $0.limits.requestLineBytes = 100
        }
        #expect(try await fixture.ask("GET", "/" + String(repeating: "x", count: 100)).status == 414)
        let response = try await fixture.ask(
            "POST",
            "/aimlapi/v1/images/generations",
            fields: ["Authorization: Bearer key", "Content-Type: application/json"],
            body: #"{"model":"flux/srpo","prompt":"a cat"}"#
        )
        #expect(response.status == 413)
        #expect(response.text.contains("request entity too large"))
    }

    @Test func `chooses a vendor's dated behaviour`() async throws {
        func refusal(profile: String) async throws -> JSONValue {
            let fixture = try ServerFixture { $0.profiles = ["aimlapi": profile] }
            return try JSONParser.parse(try await fixture.ask("POST", "/aimlapi/v1/images/generations").body)
        }
        #expect(try await refusal(profile: "2025-11")["statusCode"] == .integer(401))
        #expect(try await refusal(profile: "2026-08")["status"] == .integer(401))
    }
}
