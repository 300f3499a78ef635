import Emulator
import JSON
import TestSupport
import Testing

/// What a client with a key of its own does: calls of every kind, many of which follow from earlier answers.
private struct Script {
    let key: String
    let count: Int
    /// Whether it is the only one, and may have time pass.
    let isAlone: Bool

    /// Plays it; returns every answer as it came.
    func run(port: Int) throws -> [String] {
        let caller = try Caller(port: port)
        var answers: [String] = []
        var (jobs, images): ([String], [String]) = ([], [])
        for step in 0..<count {
            let fal = "Key \(key):secret"
            let prompt = #""prompt":"a cat \#(step / 3 % 9)""#
            let response: RawResponse
            switch step * 7 % 12 {
            case 0, 1:
                let size = #""image_size":{"width":64,"height":64}"#
                response = try caller.ask(
                    "POST",
                    "/fal/fal-ai/flux/srpo",
                    authorization: fal,
                    body: "{\(prompt),\(size)}"
                )
                let url = try JSONParser.parse(response.body)["images"]?[0]?["url"]?.text
                if let path = url?.split(separator: "/", maxSplits: 2).last { images.append("/\(path)") }
            case 2: response = try caller.ask("POST", "/fal/fal-ai/flux/srpo", authorization: fal, body: "{}")
            case 3, 4:
                response = try caller.ask(
                    "POST",
                    "/fal/queue/fal-ai/flux/srpo",
                    authorization: fal,
                    body: "{\(prompt)}"
                )
                if let id = try JSONParser.parse(response.body)["request_id"]?.text { jobs.append(id) }
            case 5: response = try caller.ask("GET", job(jobs, step, "/status?logs=1"), authorization: fal)
            case 6: response = try caller.ask("GET", job(jobs, step), authorization: fal)
            case 7: response = try caller.ask("PUT", job(jobs, step, "/cancel"), authorization: fal)
            case 8:
                response = try caller.ask(
                    "POST",
                    "/siraya/v1/images/generations",
                    authorization: "Bearer \(key)",
                    body: #"{"model":"flux-1-srpo-text-to-image",\#(prompt)}"#
                )
            case 9:
                response = try caller.ask(
                    "POST",
                    "/aimlapi/v1/images/generations",
                    authorization: "Bearer \(key)",
                    body: #"{"model":"flux/srpo",\#(prompt)}"#
                )
            case 10:
                response = try caller.ask(
                    "POST",
                    "/onerouter/v1/images/generations",
                    authorization: key,
                    body: #"{"model":"flux-srpo-text-to-image",\#(prompt)\#(step % 5 == 0 ? "" : "}")"#
                )
            default:
                if isAlone, step % 2 == 0 {
                    response = try caller.ask("POST", "/_fauxto/clock", body: #"{"advance":"700ms"}"#)
                } else {
                    response = try caller.ask("GET", images.isEmpty ? "/fal" : images[step % images.count])
                }
            }
            answers.append(response.everything)
        }
        return answers
    }

    private func job(_ jobs: [String], _ step: Int, _ suffix: String = "") -> String {
        "/fal/queue/fal-ai/flux/requests/\(jobs.isEmpty ? "none" : jobs[step * 5 % jobs.count])\(suffix)"
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A script that is played to two servers whose clock is frozen` {
    /// The answers that each of some clients gets from a fresh server, all playing at the same time.
    private func play(clients: Int, steps: Int) async throws -> [[String]] {
        let fixture = try ServerFixture {
            $0.threads = 2
            // No two servers share a port.
            $0.publicURL = "http://fauxto.test"
            $0.queue.jobs.everywhere.fixedDurationMilliseconds = 1_000
        }
        let port = fixture.server.port
        return try await withThrowingTaskGroup { group in
            for number in 0..<clients {
                let script = Script(key: "key-\(number)", count: steps, isAlone: clients == 1)
                group.addTask { (number, try await onOwnThread { try script.run(port: port) }) }
            }
            var answers = [[String]](repeating: [], count: clients)
            for try await (number, texts) in group { answers[number] = texts }
            return answers
        }
    }

    @Test(arguments: [(1, 500), (16, 32)])
    func `gets the same bytes, headers included, each account its own`(clients: Int, steps: Int) async throws {
        let first = try await play(clients: clients, steps: steps)
        let second = try await play(clients: clients, steps: steps)
        for (first, second) in zip(first, second) {
            #expect(first.count == steps)
            for (step, answers) in zip(first, second).enumerated() {
                #expect(answers.0 == answers.1, "step \(step)")
            }
        }
        // As many kinds of answers as the script has calls for.
        #expect(Set(first.joined()).count > clients * steps / 3)
    }
}
