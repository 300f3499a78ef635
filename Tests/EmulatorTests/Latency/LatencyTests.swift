import HTTP
import ImageGeneration
import JSON
import Simulation
import TestSupport
import Testing
import Vendors

@testable import Emulator

@Suite(.timeLimit(.minutes(1))) struct `The configured latency` {
    /// How long a call for an image takes.
    private func time(
        _ fixture: ServerFixture,
        _ target: String = "/fal/fal-ai/flux/srpo",
        model: String? = nil,
        prompt: String = "a cat"
    ) async throws -> Duration {
        let model = model.map { #""model":"\#($0)","# } ?? ""
        let start = ContinuousClock.now
        let response = try await fixture.ask(
            "POST",
            target,
            fields: [
                "Authorization: \(model.isEmpty ? "Key id:secret" : "Bearer x")", "Content-Type: application/json",
            ],
            body: #"{\#(model)"prompt":"\#(prompt)"}"#
        )
        #expect(response.status == 200)
        return ContinuousClock.now - start
    }

    @Test func `is waited for by a call for images`() async throws {
        let fixture = try ServerFixture(clock: .real) {
            $0.latency.answers.everywhere.delay = .fixed(milliseconds: 150)
            $0.latency.answers.vendors["siraya", default: .init()].delay = .fixed(milliseconds: 300)
            $0.latency.answers.models["flux/srpo", default: .init()].delay = .fixed(milliseconds: 450)
        }
        #expect(try await time(fixture) >= .milliseconds(150))
        let siraya = "/siraya/v1/images/generations"
        #expect(try await time(fixture, siraya, model: "flux-1-srpo-text-to-image") >= .milliseconds(300))
        #expect(try await time(fixture, "/aimlapi/v1/images/generations", model: "flux/srpo") >= .milliseconds(450))
    }

    @Test func `is drawn anew for each call, and alike in every run`() throws {
        var latency = EmulatorConfiguration.Latency()
        latency.answers.everywhere.delay = .uniform(lower: 0, upper: 1_000)
        let plan = try #require(LatencyPlan(latency))
        let delays = (0..<50).map { plan.delay(of: .fixture(draw: Draw(serverSeed: $0))) }
        #expect(Set(delays).count > 40)
        #expect(delays == (0..<50).map { plan.delay(of: .fixture(draw: Draw(serverSeed: $0))) })
    }

    @Test func `is none, at no cost, where nothing is configured`() {
        #expect(LatencyPlan(EmulatorConfiguration.Latency()) == nil)
    }

    @Test func `is the time that the model is said to have worked, where that is to be waited for`() async throws {
        func answer(base: Double, isWaitedFor: Bool) async throws -> JSONValue? {
            let fixture = try ServerFixture(clock: .real) {
                $0.latency.answers.everywhere.inference = isWaitedFor
                $0.inference.everywhere.baseMilliseconds = base
                $0.inference.everywhere.perStepMilliseconds = 0
                $0.inference.everywhere.variation = 0
            }
            return try await fixture.generate()["timings"]?["inference"]
        }
        let start = ContinuousClock.now
        #expect(try await answer(base: 400, isWaitedFor: true) == .double(0.4))
        #expect(ContinuousClock.now - start >= .milliseconds(400))
        // Were it waited for, the test would not end.
        #expect(try await answer(base: 3_600_000, isWaitedFor: false) == .double(3_600))
    }

    @Test func `of downloads is their own`() async throws {
        // Were an answer held back as well, the test would not end.
        let patient = try ServerFixture(clock: .real) {
            $0.latency.downloads.everywhere.delay = .fixed(milliseconds: 3_600_000)
        }
        #expect(try await patient.generate()["images"] != nil)
        let fixture = try ServerFixture(clock: .real) {
            $0.latency.downloads.everywhere.delay = .fixed(milliseconds: 300)
        }
        let target = try fixture.imageTarget(in: try await fixture.generate())
        let start = ContinuousClock.now
        #expect(try await fixture.ask("GET", target).status == 200)
        #expect(ContinuousClock.now - start >= .milliseconds(300))
    }
}

@Suite struct `The time that a model is said to work` {
    private func seconds(
        steps: Int = 28,
        width: Int = 1_000,
        height: Int = 1_000,
        acceleration: Generation.Acceleration = .none,
        _ change: (inout EmulatorConfiguration.Inference) -> Void = { _ in }
    ) -> Double {
        var inference = Scoped<EmulatorConfiguration.Inference>()
        inference.everywhere.variation = 0
        change(&inference.everywhere)
        let generation = Generation(model: "", prompt: "", inferenceSteps: steps, acceleration: acceleration)
        return inference.seconds(of: .fixture(generation), size: PixelSize(width: width, height: height))
    }

    @Test func `grows with steps and pixels`() {
        #expect(abs(seconds(steps: 10) - 0.33) < 1e-9)
        #expect(abs(seconds(steps: 50) - 1.65) < 1e-9)
        #expect(abs(seconds(steps: 10, width: 2_000) - 0.66) < 1e-9)
    }

    @Test func `is what the configuration says`() {
        let time = seconds(steps: 10, acceleration: .regular) {
            $0.baseMilliseconds = 500
            $0.perStepMilliseconds = 100
            $0.regularAcceleration = 0.25
        }
        #expect(abs(time - 0.75) < 1e-9)
        #expect(abs(seconds(steps: 10, acceleration: .high) { $0.highAcceleration = 0.1 } - 0.033) < 1e-9)
    }

    @Test func `varies as far as the configuration has it`() {
        var inference = Scoped<EmulatorConfiguration.Inference>()
        inference.everywhere.variation = 0.5
        let generation = Generation(model: "", prompt: "", inferenceSteps: 10)
        let size = PixelSize(width: 1_000, height: 1_000)
        let all = (0..<200).map { seed in
            inference.seconds(of: .fixture(draw: Draw(serverSeed: seed), generation), size: size)
        }
        #expect(all.allSatisfy { (0.165...0.495).contains($0) })
        #expect((all.min() ?? 1) < 0.2)
        #expect((all.max() ?? 0) > 0.46)
    }

    @Test func `is the same in the answer, in the queue's metrics and in the wait`() async throws {
        let queue = try QueueFixture {
            $0.queue.jobs.everywhere.fixedDurationMilliseconds = nil
            $0.inference.models["fal-ai/flux/srpo", default: .init()].perStepMilliseconds = 1_000
            $0.inference.accounts["id:secret", default: .init()].variation = 0
        }
        let id = try await queue.submit(
            #"{"prompt":"a cat","num_inference_steps":10,"image_size":{"width":1000,"height":1000}}"#
        )
        queue.clock.advance(by: .milliseconds(9_999))
        #expect(try await queue.states([id]) == ["IN_PROGRESS"])
        queue.clock.advance(by: .milliseconds(1))
        let status = try JSONParser.parse(try await queue.ask(about: id, "/status").body)
        #expect(status["status"]?.text == "COMPLETED")
        #expect(status["metrics"]?["inference_time"] == .double(10))
        let result = try JSONParser.parse(try await queue.ask(about: id).body)
        #expect(result["timings"]?["inference"] == .double(10))
    }
}
