import Emulator
import Foundation
import HTTP
import JSON
import Simulation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A webhook` {
    @Test func `brings the very answer of the model, though nobody asked for it`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver())
        let id = try await fixture.submit(to: receiver.url + "?a=1")
        fixture.clock.advance(by: .seconds(1))
        let message = try await receiver.next()
        let answer = try await fixture.queue.ask(about: id)
        #expect(message.method == .post)
        #expect(message.target == "/hook?a=1")
        #expect(message.fields["content-type"] == "application/json")
        #expect(
            message.text
                == #"{"request_id":"\#(id)","gateway_request_id":"\#(id)","status":"OK","payload":\#(answer.text)}"#
        )
    }

    @Test func `brings an error of the model with its body`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver())
        let id = try await fixture.submit(to: receiver, "{}")
        fixture.clock.advance(by: .seconds(1))
        #expect(
            try await receiver.next().text == #"{"request_id":"\#(id)","gateway_request_id":"\#(id)","status":"ERROR","#
                + #""error":"Invalid status code: 422","payload":"#
                + #"{"detail":[{"type":"missing","loc":["body","prompt"],"msg":"Field required","input":{}}]}}"#
        )
    }

    @Test func `comes at once when a job is called off`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver())
        let id = try await fixture.submit(to: receiver)
        _ = try await fixture.queue.ask("PUT", about: id, "/cancel")
        #expect(
            try await receiver.next().text == #"{"request_id":"\#(id)","gateway_request_id":"\#(id)","status":"ERROR","#
                + #""error":"Invalid status code: 499","payload":"#
                + #"{"detail":"Request was cancelled by the client","error_type":"client_cancelled"}}"#
        )
    }

    @Test func `comes when no runner took the job in time`() async throws {
        let (fixture, receiver) = (try WebhookFixture { $0.queue.jobs.everywhere.runners = 1 }, try WebhookReceiver())
        _ = try await fixture.queue.submit()
        let id = try await fixture.submit(to: receiver, fields: ["X-Fal-Request-Timeout: 0.5"])
        await fixture.clock.sleeper(until: ServerFixture.noon + .milliseconds(500))
        fixture.clock.advance(by: .milliseconds(500))
        #expect(
            try await receiver.next().text == #"{"request_id":"\#(id)","gateway_request_id":"\#(id)","status":"ERROR","#
                + #""error":"Invalid status code: 504","payload":"#
                + #"{"detail":"Request timed out","error_type":"request_timeout"}}"#
        )
    }

    @Test func `comes for each job as it ends`() async throws {
        let (fixture, receiver) = (try WebhookFixture { $0.queue.jobs.everywhere.runners = 1 }, try WebhookReceiver())
        let ids = [try await fixture.submit(to: receiver), try await fixture.submit(to: receiver)]
        for id in ids {
            fixture.clock.advance(by: .seconds(1))
            #expect(try JSONParser.parse(try await receiver.next().body)["request_id"]?.text == id)
        }
    }

    @Test func `comes even if the clock leaps over everything that is remembered of the job`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver())
        let id = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(86_400))
        #expect(try JSONParser.parse(try await receiver.next().body)["request_id"]?.text == id)
        #expect(try await fixture.queue.ask(about: id).status == 404)
    }

    @Test func `comes earlier when a job before it is called off`() async throws {
        let (fixture, receiver) = (try WebhookFixture { $0.queue.jobs.everywhere.runners = 1 }, try WebhookReceiver())
        let first = try await fixture.queue.submit()
        let id = try await fixture.submit(to: receiver)
        await fixture.clock.sleeper(until: fixture.second(1))
        fixture.clock.advance(by: .milliseconds(500))
        _ = try await fixture.queue.ask("PUT", about: first, "/cancel")
        await fixture.clock.sleeper(until: ServerFixture.noon + .milliseconds(1_500))
        fixture.clock.advance(by: .seconds(1))
        #expect(try JSONParser.parse(try await receiver.next().body)["request_id"]?.text == id)
    }

    @Test func `takes one sleeper for a queue, however many jobs it has`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver())
        for _ in 0..<200 { _ = try await fixture.submit(to: receiver) }
        await fixture.clock.sleeper(until: fixture.second(1))
        #expect(fixture.clock.sleeperCount == 1)
        for _ in 0..<100 {
            fixture.clock.advance(by: .seconds(1))
            for _ in 0..<2 { _ = try await receiver.next() }
        }
    }

    @Test func `is forgotten with everything else`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver())
        _ = try await fixture.submit(to: receiver)
        await fixture.clock.sleeper(until: fixture.second(1))
        _ = try await fixture.control("POST", "/reset")
        #expect(fixture.clock.sleeperCount == 0)
        fixture.clock.advance(by: .milliseconds(1_500))
        let id = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        #expect(try JSONParser.parse(try await receiver.next().body)["request_id"]?.text == id)
    }

    @Test func `ends with the server`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver())
        _ = try await fixture.submit(to: receiver)
        await fixture.clock.sleeper(until: fixture.second(1))
        await fixture.queue.fixture.server.drain(timeout: .zero)
        #expect(fixture.clock.sleeperCount == 0)
    }

    @Test func `is signed with the key that is published`() async throws {
        let (fixture, receiver) = (try WebhookFixture(), try WebhookReceiver())
        let id = try await fixture.submit(to: receiver)
        fixture.clock.advance(by: .seconds(1))
        let message = try await receiver.next()
        let keys = try await fixture.queue.fixture.ask("GET", "/rest.fal.ai/.well-known/jwks.json")
        let key = try #require(try JSONParser.parse(keys.body)["keys"]?[0]?["x"]?.text)
        let user = try #require(message.fields["x-fal-webhook-user-id"])
        let time = String(fixture.second(1).seconds)
        #expect(message.fields["x-fal-webhook-request-id"] == id)
        #expect(message.fields["x-fal-webhook-timestamp"] == time)
        #expect(user.wholeMatch(of: /github\|\d{8}/) != nil)
        let digest = try OpenSSLProgram.run(["dgst", "-sha256", "-r"], files: [Data(message.body)])
        let signed = [id, user, time, String(digest.prefix { $0 != " " })].joined(separator: "\n")
        let signature = try #require(message.fields["x-fal-webhook-signature"])
        #expect(try OpenSSLProgram.verifies(signature, of: signed, by: key))
        #expect(try !OpenSSLProgram.verifies(signature, of: signed + "0", by: key))
    }

    @Test func `is signed with the same key in every run, and with another for another seed`() async throws {
        // An Ed25519 signature follows from key and message, and the message of a call names its receiver's port.
        func key(seed: UInt64) async throws -> String {
            try await ServerFixture { $0.seed = seed }.ask("GET", "/fal/rest/.well-known/jwks.json").text
        }
        let (first, second, other) = (try await key(seed: 1), try await key(seed: 1), try await key(seed: 2))
        #expect(first == second)
        #expect(first != other)
    }

    @Test(arguments: ["rest.fal.ai", "rest.alpha.fal.ai"], ["GET", "HEAD"])
    func `has its key published on both names of the host, for everybody`(host: String, method: String) async throws {
        let response = try await ServerFixture().ask(method, "/\(host)/.well-known/jwks.json")
        #expect(response.status == 200)
        #expect(response["content-type"] == "application/json")
        #expect(response["cache-control"] == "public, max-age=86400")
        guard method == "GET" else { return }
        let keys = /{"keys":\[{"kty":"OKP","crv":"Ed25519","x":"[A-Za-z0-9_-]{43}"}\]}/
        #expect(response.text.wholeMatch(of: keys) != nil)
    }
}

/// The `openssl` program, which knows nothing of how this project calls its library.
enum OpenSSLProgram {
    /// Runs it with files after its arguments; returns what it prints, and throws if it fails.
    static func run(_ arguments: [String], files: [Data]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var arguments = arguments
        for (index, file) in files.enumerated() {
            let path = folder.appending(path: "\(index)")
            try file.write(to: path)
            if let place = arguments.firstIndex(of: "{}") {
                arguments[place] = path.path
            } else {
                arguments.append(path.path)
            }
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = Pipe()
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return String(decoding: text, as: UTF8.self)
    }

    struct Failure: Error {
        let status: Int32
    }

    /// Whether a signature, in hexadecimal digits, is that of a text by the key whose `x` member is given (RFC 8037).
    static func verifies(_ signature: String, of text: String, by key: String) throws -> Bool {
        let base64 = key.replacing("-", with: "+").replacing("_", with: "/") + "="
        // What stands before the bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 §4).
        let prefix = Data([0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00])
        let publicKey = prefix + (Data(base64Encoded: base64) ?? Data())
        let pairs = stride(from: 0, to: signature.count, by: 2).map { Array(signature)[$0..<($0 + 2)] }
        let bytes = Data(pairs.compactMap { UInt8(String($0), radix: 16) })
        let arguments = [
            "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "{}", "-rawin", "-in", "{}", "-sigfile", "{}",
        ]
        do {
            _ = try run(arguments, files: [publicKey, Data(text.utf8), bytes])
            return true
        } catch is Failure {
            return false
        }
    }
}
