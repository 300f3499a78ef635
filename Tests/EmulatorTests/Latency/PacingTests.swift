import HTTP
import Simulation
import TestSupport
import Testing

@testable import Emulator

@Suite(.timeLimit(.minutes(2))) struct `A body spread over time` {
    /// When a raw socket has the head, and when the whole answer, since the request.
    private struct Times {
        let head: Duration
        let body: Duration
        let response: [UInt8]
    }

    private func download(_ fixture: ServerFixture, _ target: String) async throws -> Times {
        try await time(fixture, "GET \(target) HTTP/1.1\r\n")
    }

    private func time(_ fixture: ServerFixture, _ head: String, body: String = "") async throws -> Times {
        let port = fixture.server.port
        return try await onOwnThread {
            let client = try RawClient(port: port)
            defer { client.close() }
            let start = ContinuousClock.now
            client.send(
                "\(head)Host: localhost:\(port)\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                    + body
            )
            _ = try client.text(upTo: "\r\n\r\n")
            let head = ContinuousClock.now - start
            let body = try client.rest()
            return Times(head: head, body: ContinuousClock.now - start, response: body)
        }
    }

    private func image(_ fixture: ServerFixture) async throws -> String {
        let body = #"{"prompt":"a cat","image_size":{"width":256,"height":256}}"#
        return try fixture.imageTarget(in: try await fixture.generate(body))
    }

    @Test func `comes no faster than the bandwidth, whole`() async throws {
        let plain = try ServerFixture()
        let file = try await download(plain, try await image(plain)).response
        let fixture = try ServerFixture {
            $0.latency.downloads.everywhere.pacing.kilobytesPerSecond = Double(file.count) / 2_000
        }
        let times = try await download(fixture, try await image(fixture))
        #expect(times.response == file)
        #expect(times.body - times.head >= .milliseconds(1_000))
    }

    @Test func `comes in pieces, with waits between them, whole`() async throws {
        let plain = try ServerFixture()
        let file = try await download(plain, try await image(plain)).response
        let fixture = try ServerFixture {
            $0.latency.downloads.everywhere.pacing.dribble = .init(
                numberOfChunks: 4,
                totalDuration: .milliseconds(1_200)
            )
        }
        let target = try await image(fixture)
        let port = fixture.server.port
        try await onOwnThread {
            let client = try RawClient(port: port)
            client.send("GET \(target) HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n\r\n")
            _ = try client.text(upTo: "\r\n\r\n")
            let start = ContinuousClock.now
            let first = try client.bytes((file.count + 3) / 4)
            #expect(ContinuousClock.now - start >= .milliseconds(100))
            #expect(client.isSilent(forMilliseconds: 30))
            let rest = try client.rest()
            #expect(first + rest == file)
            #expect(ContinuousClock.now - start >= .milliseconds(900))
        }
    }

    @Test func `is what a rule may ask for, of answers and of downloads`() async throws {
        let scenario = ScenarioText(
            """
            { rules: [
              { name: 'slow', then: { chunkedDribbleDelay: { numberOfChunks: 3, totalDuration: 2000 } } },
              { name: 'narrow', when: { role: 'v3b.fal.media' }, then: { bandwidth: 10 } },
            ] }
            """
        )
        let fixture = try ServerFixture { $0.scenarios = [scenario.path] }
        let head = "POST /fal/fal-ai/flux/srpo HTTP/1.1\r\nAuthorization: Key id:secret\r\n"
        let json = "Content-Type: application/json\r\n"
        let answer = try await time(fixture, head + json, body: #"{"prompt":"a cat"}"#)
        #expect(answer.body - answer.head >= .milliseconds(1_000))
        let file = try await download(fixture, try await image(fixture))
        #expect(file.body - file.head >= .seconds(Double(file.response.count) / 20_000))
    }

    @Test func `of a length that is not known waits before its first pieces`() async throws {
        let fixture = try ServerFixture {
            $0.latency.downloads.everywhere.pacing.dribble = .init(
                numberOfChunks: 2,
                totalDuration: .milliseconds(1_000)
            )
        }
        let body = #"{"prompt":"a","image_size":{"width":2049,"height":2048}}"#
        let times = try await download(fixture, try fixture.imageTarget(in: try await fixture.generate(body)))
        #expect(times.body - times.head >= .milliseconds(600))
        #expect(times.response.suffix(5) == Array("0\r\n\r\n".utf8))
    }

    @Test func `of nothing is left as it is`() {
        let response = HTTPResponse(status: 200, body: .bytes([1]))
        guard case .bytes = response.paced(Pacing()).body else {
            Issue.record("it was turned into a stream")
            return
        }
    }

    @Test func `may go wrong as well`() async throws {
        let scenario = ScenarioText(
            """
            { rules: [{ when: { role: 'images' }, then: {
              fault: 'TRUNCATED_BODY', chunkedDribbleDelay: { numberOfChunks: 2, totalDuration: 1000 },
            } }] }
            """
        )
        let plain = try ServerFixture()
        let file = try await download(plain, try await image(plain)).response
        let fixture = try ServerFixture { $0.scenarios = [scenario.path] }
        let target = try await image(fixture)
        let port = fixture.server.port
        try await onOwnThread {
            let client = try RawClient(port: port)
            client.send("GET \(target) HTTP/1.1\r\nHost: localhost:\(port)\r\n\r\n")
            let start = ContinuousClock.now
            let head = try client.text(upTo: "\r\n\r\n")
            #expect(head.contains("\(file.count)"))
            let half = try client.bytes(file.count / 2)
            #expect(half.elementsEqual(file.prefix(file.count / 2)))
            #expect(ContinuousClock.now - start >= .milliseconds(200))
        }
    }
}
