import Testing

@testable import Simulation

@Suite struct `A queue of jobs, and the plainest one that does the same` {
    /// Both of them, going through the same.
    private struct Pair {
        var queue: JobQueue
        var model: SimpleJobQueue
        var ids: [String] = []
        var time = Timestamp(nanoseconds: 0)

        /// Whether they agree on everything that can be asked.
        mutating func agree() -> Bool {
            let endings = (queue.takeEndings(), model.takeEndings())
            return ids.allSatisfy { queue.state(of: $0) == model.state(of: $0) }
                && queue.nextEvent == model.nextEvent && queue.waitingCount == model.waitingCount
                && queue.isEmpty == model.isEmpty && endings.0.map(\.id) == endings.1.map(\.id)
                && endings.0.map(\.state) == endings.1.map(\.state)
        }

        /// Plays both up to now; false if they halt for different jobs.
        mutating func play(_ fate: (String) -> JobFate) -> Bool {
            while true {
                let (started, expected) = (queue.play(until: time), model.play(until: time))
                guard started == expected else { return false }
                guard !started.isEmpty else { return true }
                // Not all at once, and not in order.
                for id in started.suffix(2).reversed() {
                    queue.setFate(fate(id), of: id)
                    model.setFate(fate(id), of: id)
                }
            }
        }
    }

    private func fate(_ draw: Draw) -> JobFate {
        let duration = Duration.milliseconds(Int64(draw.number("duration", below: 20)) * 10)
        return switch draw.number("fate", below: 12) {
        case 0: .neverEnds
        case 1, 2: .crashes(1 + Int(draw.number("crashes", below: 3)), of: duration)
        default: .ends(after: duration)
        }
    }

    private func act(_ pair: inout Pair, _ draw: Draw) {
        let id = pair.ids.isEmpty ? "" : pair.ids[Int(draw.number("id", below: UInt64(pair.ids.count)))]
        switch draw.number("act", below: 10) {
        case 0...4:
            let new = "job \(pair.ids.count)"
            pair.ids.append(new)
            let deadline =
                draw.number("deadline", below: 3) == 0
                ? pair.time + .milliseconds(Int64(draw.number("patience", below: 30)) * 10) : nil
            let priority: JobPriority = draw.number("priority", below: 3) == 0 ? .low : .normal
            let warmth = RunnerWarmth(
                coldStart: .milliseconds(Int64(draw.number("cold", below: 3)) * 10),
                keepWarm: .milliseconds(Int64(draw.number("warm", below: 30)) * 10)
            )
            let ahead = pair.queue.submit(
                new,
                at: pair.time,
                startDeadline: deadline,
                priority: priority,
                warmth: warmth
            )
            let expected = pair.model.submit(
                new,
                at: pair.time,
                startDeadline: deadline,
                priority: priority,
                warmth: warmth
            )
            #expect(ahead == expected)
        case 5:
            pair.queue.cancel(id)
            pair.model.cancel(id)
        case 6:
            pair.queue.forget(id)
            pair.model.forget(id)
        default:
            pair.time = pair.time + .milliseconds(Int64(draw.number("wait", below: 15)) * 10)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `agree whatever is done with them`(seed: UInt64) throws {
        let draw = Draw(serverSeed: seed)
        let runners = [1, 2, 5, 30][Int(draw.number("runners", below: 4))]
        let retention = Duration.milliseconds(Int64(draw.number("retention", below: 100)) * 10)
        var pair = Pair(
            queue: JobQueue(runners: runners, retention: retention),
            model: SimpleJobQueue(runners: runners, retention: retention)
        )
        for step in 0..<250 as Range<UInt64> {
            let draw = draw.branch("step", step)
            // Several things happen at one moment now and then.
            for number in 0...draw.number("acts", below: 4) { act(&pair, draw.branch("act", number)) }
            let halted = pair.play { fate(draw.branch(text: $0)) }
            try #require(halted, "they halt for other jobs at step \(step)")
            let agree = pair.agree()
            try #require(agree, "they differ after step \(step)")
        }
    }
}
