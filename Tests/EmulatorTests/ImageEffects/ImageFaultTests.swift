import Emulator
import JSON
import TestSupport
import Testing
import WebFormats

@testable import Scenarios

@Suite struct `A fault of images` {
    /// Faults whose bytes come at once, and all of them.
    private static let quick = WireFault.ofAnswers.filter {
        ![.stallBeforeHead, .stallMidBody, .drip, .slowClose].contains($0)
    }

    private static let target = "/fal/media/files/b/0a8b0000/nowhere.jpeg"

    /// The URLs of the images of an answer.
    private func urls(in answer: RawResponse) throws -> [String] {
        try #require(try JSONParser.parse(answer.body)["images"]).elements.map { try #require($0["url"]).text }
    }

    /// Every byte that comes for a URL, or how the connection ends, without what says who asked for the fault.
    private func wire(_ url: String, _ server: ServerFixture, fields: [String] = []) async throws -> [UInt8] {
        let port = server.server.port
        let path = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)[2]
        let head = (["GET /\(path) HTTP/1.1", "Host: localhost:\(port)", "Connection: close"] + fields + ["", ""])
            .joined(separator: "\r\n")
        return try await onOwnThread {
            let client = try RawClient(port: port)
            defer { client.close() }
            client.send(head)
            var bytes: [UInt8] = []
            do throws(RawClient.Failure) {
                while true { bytes += try client.bytes(1) }
            } catch {
                if case .reset = error { bytes += Array("reset".utf8) }
            }
            return bytes
        }
    }

    @Test(arguments: quick)
    func `befalls every download of them, as the same fault does that a caller wishes for`(
        fault: WireFault
    ) async throws {
        let fixture = try EffectFixture(then: "imageFault: '\(fault.rawValue)'")
        let answer = try await EffectFixture.askForFour(fixture.server)
        let whole = try await EffectFixture.askForFour(fixture.untouched)
        #expect(answer.status == 200)
        #expect(
            EffectFixture.text(of: answer, from: fixture.server)
                == EffectFixture.text(of: whole, from: fixture.untouched)
        )
        for (url, intact) in zip(try urls(in: answer), try urls(in: whole)).prefix(2) {
            let wished = try await wire(intact, fixture.untouched, fields: ["X-Fauxto-Fault: \(fault.rawValue)"])
            let expected = String(decoding: wished, as: UTF8.self).replacing("wish=header", with: "rule=effect n=1")
            for _ in 0..<2 {
                let seen = try await wire(url, fixture.server)
                #expect(String(decoding: seen, as: UTF8.self) == expected)
            }
        }
    }

    @Test(arguments: [WireFault.stallBeforeHead, .stallMidBody])
    func `may leave a download waiting`(fault: WireFault) async throws {
        let fixture = try EffectFixture(then: "imageFault: '\(fault.rawValue)'")
        let answer = try await EffectFixture.askForFour(fixture.server)
        let url = try urls(in: answer)[0]
        let port = fixture.server.server.port
        let path = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)[2]
        let isSilent = try await onOwnThread {
            let client = try RawClient(port: port)
            defer { client.close() }
            client.send("GET /\(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            if fault == .stallMidBody {
                let head = try SeenHead(from: client)
                _ = try client.bytes((head.length ?? 0) / 2)
            }
            return client.isSilent(forMilliseconds: 300)
        }
        #expect(isSilent)
    }

    @Test func `is told by each download, and by the journal`() async throws {
        let fixture = try EffectFixture(
            rules: "{ name: 'late', continue: true, then: { latency: { fixedDelayMilliseconds: 0 } } },"
                + "{ name: 'torn', when: { nth: 1 }, then: { imageFault: 'WRONG_CONTENT_TYPE' } }"
        )
        let answer = try await EffectFixture.askForFour(fixture.server)
        #expect(answer["x-fauxto-decision"] == "rule=late n=1, rule=torn n=1")
        let url = try urls(in: answer)[3]
        let download = try await EffectFixture.download(url, from: fixture.server)
        #expect(download["x-fauxto-decision"] == "rule=torn n=1")
        #expect(download["content-type"] == "text/html; charset=utf-8")
        let second = try await EffectFixture.askForFour(fixture.server)
        let intact = try await EffectFixture.download(try urls(in: second)[0], from: fixture.server)
        #expect(intact["content-type"] == "image/jpeg")
        #expect(intact["x-fauxto-decision"] == nil)
        let page = try await fixture.server.ask("GET", "/_fauxto/requests?role=images&rule=torn")
        #expect(try JSONParser.parse(page.body)["requests"]?.elements.count == 1)
    }

    @Test func `gives way to what a rule or a wish says of the download itself`() async throws {
        let fixture = try EffectFixture(
            rules: "{ name: 'torn', then: { imageFault: 'HALF_IMAGE' } },"
                + "{ name: 'gone', when: { role: 'images', nth: 1 }, then: { fault: 'EXPIRED_LINK' } },"
                + "{ name: 'busy', when: { role: 'images', nth: 1 }, then: { failure: 'overloaded' } },"
                + "{ name: 'slow', when: { role: 'images', nth: 1 }, then: { bandwidth: 1000 } }"
        )
        let url = try urls(in: try await EffectFixture.askForFour(fixture.server))[0]
        func download(_ fields: String...) async throws -> RawResponse {
            try await EffectFixture.download(url, from: fixture.server, fields: fields)
        }
        let gone = try await download()
        #expect(gone.status == 404)
        #expect(gone["x-fauxto-decision"] == "rule=gone n=1")
        let busy = try await download()
        #expect(busy.status == 503)
        #expect(busy["x-fauxto-decision"] == "rule=busy n=1")
        let slow = try await download()
        #expect(slow.status == 200)
        #expect(slow["x-fauxto-decision"] == "rule=slow n=1, rule=torn n=1")
        let torn = try await download()
        #expect(torn["x-fauxto-decision"] == "rule=torn n=1")
        #expect(torn.body == slow.body)
        let wished = try await download("X-Fauxto-Fault: WRONG_CONTENT_TYPE")
        #expect(wished["x-fauxto-decision"] == "wish=header")
        #expect(wished.body.count > torn.body.count)
    }

    @Test func `is forgotten with the image`() async throws {
        let fixture = try EffectFixture(then: "imageFault: 'CONNECTION_RESET_BY_PEER'")
        let url = try urls(in: try await EffectFixture.askForFour(fixture.server))[0]
        #expect(try await wire(url, fixture.server) == Array("reset".utf8))
        _ = try await fixture.server.ask("POST", "/_fauxto/reset")
        let missing = try await EffectFixture.download(url, from: fixture.server)
        #expect(missing.status == 404)
        #expect(missing["x-fauxto-decision"] == nil)
    }

    @Test(arguments: ["fault", "imageFault"])
    func `may be an expired link, also for whoever names the image as a reference`(field: String) async throws {
        let fixture = try EffectFixture(
            rules: "{ name: 'effect', when: { nth: 1 }, then: { \(field): 'EXPIRED_LINK' } }"
        )
        let url = try urls(in: try await EffectFixture.askForFour(fixture.server))[0]
        let missing = try await fixture.server.ask("GET", Self.target)
        let download = try await EffectFixture.download(url, from: fixture.server)
        #expect(download.status == 404)
        #expect(download.body == missing.body)
        #expect(download["x-fauxto-decision"] == "rule=effect n=1")
        let answer = try await fixture.server.ask(
            "POST",
            "/fal/fal-ai/flux/srpo/image-to-image",
            fields: ["Authorization: Key id:secret", "Content-Type: application/json"],
            body: #"{"prompt":"a cat","image_url":"\#(url)"}"#
        )
        #expect(answer.status == 422)
        #expect(try JSONParser.parse(answer.body)["detail"]?[0]?["type"]?.text == "file_download_error")
    }

    @Test func `halves images that are in the answer`() async throws {
        let fixture = try EffectFixture(then: "imageFault: 'HALF_IMAGE'")
        let answer = try await EffectFixture.askForFour(fixture.server, #","sync_mode":true"#)
        let whole = try await EffectFixture.askForFour(fixture.untouched, #","sync_mode":true"#)
        for (half, url) in zip(try urls(in: answer), try urls(in: whole)) {
            let file = try #require(DataURI(url)).bytes
            #expect(try #require(DataURI(half)).bytes == Array(file.prefix(file.count / 2)))
        }
        #expect(try await fixture.notes().isEmpty)
    }

    @Test(arguments: ["fault: 'EXPIRED_LINK'", "imageFault: 'TRUNCATED_BODY'"])
    func `does nothing else to them, and the journal says so`(effect: String) async throws {
        let fixture = try EffectFixture(then: effect)
        let answer = try await EffectFixture.askForFour(fixture.server, #","sync_mode":true"#)
        let whole = try await EffectFixture.askForFour(fixture.untouched, #","sync_mode":true"#)
        #expect(answer.body == whole.body)
        let name = effect.split(separator: "'")[1]
        #expect(
            try await fixture.notes()
                == ["the images are in the answer and never downloaded: \(name) does nothing to them"]
        )
    }

    @Test func `befalls the images of jobs as well`() async throws {
        let scenario = ScenarioText("{ rules: [{ name: 'effect', then: { imageFault: 'EXPIRED_LINK' } }] }")
        let queue = try QueueFixture { $0.scenarios = [scenario.path] }
        let id = try await queue.submit()
        queue.clock.advance(by: .seconds(1))
        let result = try await queue.ask(about: id)
        #expect(result.status == 200)
        let download = try await EffectFixture.download(try urls(in: result)[0], from: queue.fixture)
        #expect(download.status == 404)
        #expect(download["x-fauxto-decision"] == "rule=effect n=1")
    }
}
