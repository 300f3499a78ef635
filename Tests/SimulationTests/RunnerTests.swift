import Testing

@testable import Simulation

@Suite struct `A runner` {
    private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(nanoseconds: milliseconds * 1_000_000) }

    /// When jobs of 100 ms, submitted at these moments, are done.
    private func ends(of moments: [Int64], runners: Int, _ fates: [JobFate] = []) -> [Int64] {
        let warmth = RunnerWarmth(coldStart: .milliseconds(1_000), keepWarm: .milliseconds(500))
        var queue = JobQueue(runners: runners, retention: .seconds(60))
        func play(until moment: Timestamp) {
            while case let started = queue.play(until: moment), !started.isEmpty {
                for id in started {
                    let fate = Int(id).flatMap { fates.indices.contains($0) ? fates[$0] : nil }
                    queue.setFate(fate ?? .ends(after: .milliseconds(100)), of: id)
                }
            }
        }
        for (index, moment) in moments.enumerated() {
            play(until: time(moment))
            queue.submit("\(index)", at: time(moment), warmth: warmth)
        }
        play(until: time(20_000))
        return moments.indices.map { index in
            guard case .finished(.completed, _, let end) = queue.state(of: "\(index)") else { return -1 }
            return end.milliseconds
        }
    }

    @Test(arguments: [
        (1, [0, 0], [1_100, 1_200]), (1, [0, 1_600], [1_100, 1_700]), (1, [0, 1_601], [1_100, 2_701]),
        (2, [0, 0, 0], [1_100, 1_100, 1_200]), (2, [0, 1_150, 1_150], [1_100, 1_250, 2_250]),
        // Of two warm ones the one that was free last takes the next, and the other grows cold.
        (2, [0, 100, 1_650, 1_660], [1_100, 1_200, 1_750, 2_760]),
    ])
    func `takes longer for a job that finds it cold`(runners: Int, moments: [Int64], expected: [Int64]) {
        #expect(ends(of: moments, runners: runners) == expected)
    }

    @Test func `is as cold as the job finds it that it takes, and as warm as the job before has left it`() {
        let kinds = [
            "slow": RunnerWarmth(coldStart: .milliseconds(1_000)),
            "warming": RunnerWarmth(keepWarm: .milliseconds(500)),
        ]
        func end(of second: String, after first: String, at moment: Int64) -> Int64? {
            var queue = JobQueue(runners: 1, retention: .seconds(60))
            for (id, moment) in [(first, 0), (second, moment)] {
                _ = queue.play(until: time(moment))
                queue.submit(id, at: time(moment), warmth: kinds[id] ?? RunnerWarmth())
                for started in queue.play(until: time(moment)) { queue.setDuration(.milliseconds(100), of: started) }
            }
            _ = queue.play(until: time(20_000))
            guard case .finished(_, _, let end) = queue.state(of: second) else { return nil }
            return end.milliseconds
        }
        #expect(end(of: "slow", after: "warming", at: 600) == 700)
        #expect(end(of: "slow", after: "warming", at: 601) == 1_701)
        #expect(end(of: "slow", after: "plain", at: 200) == 1_300)
        #expect(end(of: "plain", after: "slow", at: 2_000) == 2_100)
    }

    @Test func `that crashes in the middle of a job leaves it to a cold one, before all others`() {
        // 1000 + 50, 1000 + 50, 1000 + 100; then the next on a warm runner.
        let fates: [JobFate] = [.crashes(2, of: .milliseconds(100))]
        #expect(ends(of: [0, 10], runners: 1, fates) == [3_200, 3_300])
    }

    @Test func `that crashes gives a job of low priority back to the front of its own`() {
        var queue = JobQueue(runners: 1, retention: .seconds(60))
        for id in ["a", "b"] { queue.submit(id, at: time(0), priority: .low) }
        #expect(queue.play(until: time(0)) == ["a"])
        queue.setFate(.crashes(1, of: .milliseconds(100)), of: "a")
        queue.submit("c", at: time(10))
        #expect(queue.play(until: time(50)) == ["c"])
        queue.setDuration(.milliseconds(10), of: "c")
        #expect(queue.play(until: time(50)).isEmpty)
        #expect(queue.state(of: "a") == .waiting(ahead: 0))
        #expect(queue.state(of: "b") == .waiting(ahead: 1))
        #expect(queue.play(until: time(60)).isEmpty)
        #expect(queue.state(of: "a") == .running(JobRun(start: time(60), end: time(160))))
        #expect(queue.submit("d", at: time(60)) == 0)
    }

    @Test func `may have a job for ever, until it is called off`() {
        var queue = JobQueue(runners: 1, retention: .seconds(60))
        for id in ["a", "b"] { queue.submit(id, at: time(0)) }
        #expect(queue.play(until: time(0)) == ["a"])
        queue.setFate(.neverEnds, of: "a")
        #expect(queue.play(until: time(1_000_000_000)).isEmpty)
        #expect(queue.nextEvent == nil)
        #expect(queue.state(of: "a") == .running(JobRun(start: time(0), end: .never)))
        queue.cancel("a")
        #expect(queue.play(until: time(1_000_000_000)) == ["b"])
    }

    @Test func `that crashed leaves nothing of a job that is called off or forgotten meanwhile`() {
        for isForgotten in [true, false] {
            var queue = JobQueue(runners: 1, retention: .zero)
            queue.submit("a", at: time(0))
            _ = queue.play(until: time(0))
            queue.setFate(.crashes(1, of: .milliseconds(100)), of: "a")
            if isForgotten { queue.forget("a") } else { queue.cancel("a") }
            #expect(queue.play(until: time(1)).isEmpty)
            queue.submit("a", at: time(1))
            #expect(queue.play(until: time(1)) == ["a"])
        }
    }
}
