import HTTP
import JSON
import Printing
import TestSupport
import Testing

@testable import Emulator

/// What clients send can neither disturb a terminal nor look like a line of its own.
@Suite struct `A line for people` {
    private static let hostile = "x\n200 GET forged\u{1B}[31m\u{9B}2J\u{202E}\u{2028}\u{7F}"
    private static let shown = #"x\n200 GET forged\u{1b}[31m\u{9b}2J\u{202e}\u{2028}\u{7f}"#

    @Test func `escapes what is in an attempt to reach outside`() {
        let attempt = EgressAttempt(
            webhook: "http://h/\(Self.hostile)",
            refusedBecause: Self.hostile,
            at: ServerFixture.noon
        )
        let text = String(decoding: RequestLog(form: .text).line(of: attempt) ?? [], as: UTF8.self)
        #expect(text == "POST http://h/\(Self.shown) outcome=egress\n    note: webhook not sent: \(Self.shown)\n")
    }

    @Test func `escapes what is in a call`() async throws {
        let fixture = try ServerFixture()
        let escapes = #"x\n200 GET forged\u001b[31m\u009b2J\u202e\u2028\u007f"#
        let body = #"{"prompt":"a cat","\#(escapes)":1,"num_images":"\#(escapes)","image_url":"http://\#(escapes)/"}"#
        let fields = ["Authorization: Key id:secret", "Content-Type: application/json"]
        for path in ["fal/fal-ai/flux/srpo", "fal/fal-ai/flux/srpo/image-to-image", "aimlapi/v1/images/generations"] {
            _ = try await fixture.ask("POST", "/\(path)", fields: fields, body: body)
        }
        // A proxy's target is repeated in a note.
        _ = try await fixture.ask("POST", "/p", fields: ["X-Fal-Target-Url: \u{9B}\u{202E}"], body: body)
        for (_, entry) in fixture.server.emulator.journal.entries() {
            guard case .exchange(let exchange) = entry else { continue }
            let lines = 1 + exchange.remarks.findings.count + exchange.remarks.notes.count
            for (form, count) in [(EmulatorConfiguration.Log.text, lines), (.json, 1)] {
                let line = String(decoding: try #require(RequestLog(form: form).line(of: exchange)), as: UTF8.self)
                #expect(line.unicodeScalars.count { $0 == "\n" } == count)
                expectPrintable(line)
            }
        }
        expectPrintable(fixture.server.report.text.description)
        expectPrintable(fixture.server.report.json)
        let page = try await fixture.ask("GET", "/_fauxto/requests")
        expectPrintable(page.text)
        let requests = try #require(try JSONParser.parse(page.body)["requests"]).elements
        #expect(requests.count == 4)
        #expect(requests[0]["request"]?["body"]?.text == body)
        let complaint = try await fixture.ask("POST", "/_fauxto/verify", body: "{\"\u{9B}\u{202E}\":1}")
        #expect(complaint.status == 400)
        expectPrintable(complaint.text)
    }

    private func expectPrintable(_ text: String, _ location: Testing.SourceLocation = #_sourceLocation) {
        let bad = text.unicodeScalars.filter { scalar in
            scalar != "\n"
                && (scalar.properties.generalCategory == .control || [0x2028, 0x2029, 0x202E].contains(scalar.value))
        }
        #expect(bad.isEmpty, "\(text.debugDescription)", sourceLocation: location)
    }
}
