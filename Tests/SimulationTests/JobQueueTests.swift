import Testing

@testable import Simulation

/// Something that a caller does, at a moment in milliseconds.
enum QueueAct: Sendable {
    case submit(String, at: Int64, deadline: Int64? = nil, priority: JobPriority = .normal)
    case cancel(String, at: Int64)
}

/// Jobs `a` to `z`; the n-th letter's job runs for n × 100 ms.
private struct Story {
    var queue: JobQueue

    init(runners: Int = 1, retention: Duration = .seconds(60), _ acts: [QueueAct] = []) {
        queue = JobQueue(runners: runners, retention: retention)
        for act in acts {
            switch act {
            case .submit(let id, let moment, let deadline, let priority):
                play(until: moment)
                queue.submit(id, at: time(moment), startDeadline: deadline.map(time), priority: priority)
            case .cancel(let id, let moment):
                play(until: moment)
                queue.cancel(id)
            }
        }
    }

    mutating func play(until moment: Int64) {
        var started = queue.play(until: time(moment))
        while !started.isEmpty {
            for id in started { queue.setDuration(duration(of: id), of: id) }
            started = queue.play(until: time(moment))
        }
    }

    /// The states of jobs, as `a0` for waiting behind nobody, `a:0-100` for running, `a=0-100@100` for done,
    /// `a!…` for cancelled, `a?@…` for never started, `a-` for unknown.
    func states(_ ids: String) -> String {
        ids.map { id in "\(id)\(text(queue.state(of: String(id))))" }.joined(separator: " ")
    }

    private func text(_ state: JobState?) -> String {
        switch state {
        case .waiting(let ahead): "\(ahead)"
        case .running(let run): ":\(text(run))"
        case .finished(let ending, let run, let end): "\(mark(ending))\(run.map(text) ?? "")@\(end.milliseconds)"
        case nil: "-"
        }
    }

    private func text(_ run: JobRun) -> String { "\(run.start.milliseconds)-\(run.end.milliseconds)" }

    private func mark(_ ending: JobEnding) -> String {
        switch ending {
        case .completed: "="
        case .cancelled: "!"
        case .startTimedOut: "?"
        }
    }

    private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(nanoseconds: milliseconds * 1_000_000) }

    private func duration(of id: String) -> Duration {
        .milliseconds(100 * Int64((id.utf8.first ?? 96) - 96))
    }
}

@Suite struct `A queue of jobs` {
    private let three: [QueueAct] = [.submit("a", at: 0), .submit("b", at: 10), .submit("c", at: 20)]

    @Test(arguments: [
        (20, "a:0-100 b0 c1"), (99, "a:0-100 b0 c1"), (100, "a=0-100@100 b:100-300 c0"),
        (299, "a=0-100@100 b:100-300 c0"), (300, "a=0-100@100 b=100-300@300 c:300-600"),
        (600, "a=0-100@100 b=100-300@300 c=300-600@600"),
    ])
    func `is worked off by one runner in the order of submission`(moment: Int64, states: String) {
        var story = Story(three)
        story.play(until: moment)
        #expect(story.states("abc") == states)
    }

    @Test(arguments: [
        (30, "a:0-100 b2 c0 d1"), (100, "a=0-100@100 b1 c:100-400 d0"), (400, "a=0-100@100 b0 c=100-400@400 d:400-800"),
        (800, "a=0-100@100 b:800-1000 c=100-400@400 d=400-800@800"),
    ])
    func `has jobs of low priority wait behind all others, but never leave a runner`(moment: Int64, states: String) {
        var story = Story([
            .submit("a", at: 0, priority: .low), .submit("b", at: 10, priority: .low), .submit("c", at: 20),
            .submit("d", at: 30),
        ])
        story.play(until: moment)
        #expect(story.states("abcd") == states)
    }

    @Test func `tells how many jobs are ahead of a new one`() {
        var queue = JobQueue(runners: 1, retention: .seconds(1))
        let priorities: [JobPriority] = [.normal, .low, .normal, .low, .normal]
        let ahead = priorities.enumerated().map { index, priority in
            queue.submit("\(index)", at: Timestamp(nanoseconds: 0), priority: priority)
        }
        #expect(ahead == [0, 1, 1, 3, 2])
    }

    @Test(arguments: [
        (20, "a:0-100 b:10-210 c0"), (100, "a=0-100@100 b:10-210 c:100-400"),
        (400, "a=0-100@100 b=10-210@210 c=100-400@400"),
    ])
    func `is worked off by two runners, each taking the next job as soon as it is free`(moment: Int64, states: String) {
        var story = Story(runners: 2, three)
        story.play(until: moment)
        #expect(story.states("abc") == states)
    }

    @Test func `does not depend on how often anybody looks`() {
        var (often, once) = (Story(runners: 2, three), Story(runners: 2, three))
        for moment in 20...500 { often.play(until: Int64(moment)) }
        once.play(until: 500)
        #expect(often.states("abc") == once.states("abc"))
    }

    @Test func `gives a job that comes to an idle queue to a runner at once`() {
        var story = Story([.submit("a", at: 0), .submit("b", at: 500)])
        story.play(until: 500)
        #expect(story.states("ab") == "a=0-100@100 b:500-700")
    }

    @Test func `halts where a job starts until its duration is told`() {
        var queue = JobQueue(runners: 2, retention: .seconds(1))
        let start = Timestamp(nanoseconds: 0)
        for id in ["a", "b", "c"] { queue.submit(id, at: start) }
        let late = Timestamp(nanoseconds: 1_000)
        #expect(queue.play(until: late) == ["a", "b"])
        #expect(queue.state(of: "a") == nil)
        #expect(queue.nextEvent == nil)
        queue.setDuration(.nanoseconds(5), of: "b")
        #expect(queue.play(until: late) == ["a"])
        queue.setDuration(.nanoseconds(7), of: "a")
        #expect(queue.play(until: late) == ["c"])
        queue.setDuration(.nanoseconds(3_000), of: "c")
        #expect(queue.play(until: late).isEmpty)
        #expect(
            queue.state(of: "c") == .running(JobRun(start: start + .nanoseconds(5), end: start + .nanoseconds(3_005)))
        )
    }

    @Test func `lets a job without duration end when it starts, and the next one start then`() {
        var queue = JobQueue(runners: 1, retention: .seconds(1))
        let start = Timestamp(nanoseconds: 40)
        queue.submit("a", at: start)
        queue.submit("b", at: start, startDeadline: start)
        #expect(queue.play(until: start) == ["a"])
        queue.setDuration(.zero, of: "a")
        #expect(queue.play(until: start) == ["b"])
        #expect(queue.state(of: "a") == .finished(.completed, run: JobRun(start: start, end: start), at: start))
    }

    @Test(arguments: [
        ([QueueAct.cancel("c", at: 50)], "a:0-100 b0 c!@50"),
        ([.cancel("b", at: 50)], "a:0-100 b!@50 c0"),
        ([.cancel("a", at: 50)], "a!0-100@50 b:50-250 c0"),
        ([.cancel("a", at: 50), .cancel("a", at: 60)], "a!0-100@50 b:50-250 c0"),
        ([.cancel("a", at: 100)], "a=0-100@100 b:100-300 c0"),
        ([.cancel("x", at: 50)], "a:0-100 b0 c1"),
    ])
    func `frees the place of a cancelled job, and leaves one that is over alone`(acts: [QueueAct], states: String) {
        var story = Story(three + acts)
        story.play(until: states.hasPrefix("a=") ? 100 : 60)
        #expect(story.states("abc") == states)
    }

    @Test(arguments: [(99, "a:0-100 b0 c1"), (100, "a=0-100@100 b:100-300 c0"), (150, "a=0-100@100 b:100-300 c?@150")])
    func `ends a job that no runner takes by its deadline`(moment: Int64, states: String) {
        var story = Story([
            .submit("a", at: 0), .submit("b", at: 10, deadline: 100), .submit("c", at: 20, deadline: 150),
        ])
        story.play(until: moment)
        #expect(story.states("abc") == states)
    }

    @Test func `ends every job with the same deadline, and keeps to those of the others`() {
        var story = Story([
            .submit("a", at: 0), .submit("b", at: 1, deadline: 90), .submit("c", at: 2, deadline: 50),
            .submit("d", at: 3, deadline: 50), .cancel("c", at: 4), .submit("e", at: 5, deadline: 50),
        ])
        story.play(until: 95)
        #expect(story.states("abcde") == "a:0-100 b?@90 c!@4 d?@50 e?@50")
    }

    @Test(arguments: [(1_099, "a=0-100@100 b=100-300@300"), (1_100, "a- b=100-300@300"), (1_300, "a- b-")])
    func `forgets a job some time after its end`(moment: Int64, states: String) {
        var story = Story(retention: .seconds(1), [.submit("a", at: 0), .submit("b", at: 0)])
        story.play(until: moment)
        #expect(story.states("ab") == states)
        #expect(story.queue.isEmpty == (moment == 1_300))
    }

    @Test(arguments: [("a", "a- b:50-250 c0"), ("b", "a:0-100 b- c0"), ("c", "a:0-100 b0 c-")])
    func `drops a job without a trace when told to`(id: String, states: String) {
        var story = Story(three)
        story.play(until: 50)
        story.queue.forget(id)
        story.play(until: 50)
        #expect(story.states("abc") == states)
    }

    @Test func `drops a job that is over, and remembers the others`() {
        var story = Story(retention: .seconds(1), three)
        story.play(until: 700)
        story.queue.forget("b")
        #expect(story.states("abc") == "a=0-100@100 b- c=300-600@600")
        story.play(until: 1_600)
        #expect(story.queue.isEmpty)
    }

    @Test(arguments: [(20, 100), (100, 150), (150, 300), (300, nil)])
    func `knows when something happens next`(moment: Int64, next: Int64?) {
        var story = Story([.submit("a", at: 0), .submit("b", at: 10), .submit("c", at: 20, deadline: 150)])
        story.play(until: moment)
        #expect(story.queue.nextEvent?.milliseconds == next)
        #expect(story.queue.waitingCount == [20: 2, 100: 1][moment] ?? 0)
    }

    @Test func `tells each end once, in order, even of jobs that are forgotten by then`() {
        var story = Story(retention: .zero, three + [.submit("d", at: 0, deadline: 400)])
        story.queue.cancel("c")
        story.play(until: 10_000)
        let endings = story.queue.takeEndings()
        #expect(endings.map(\.id) == ["c", "a", "b", "d"])
        #expect(endings.map(\.state.endingName) == ["cancelled", "completed", "completed", "completed"])
        #expect(story.queue.takeEndings().isEmpty)
        #expect(story.states("abcd") == "a- b- c- d-")
    }

    @Test func `tells nothing of a job that was dropped`() {
        var story = Story(three)
        story.play(until: 700)
        story.queue.forget("b")
        #expect(story.queue.takeEndings().map(\.id) == ["a", "c"])
    }
}

extension JobState {
    fileprivate var endingName: String? {
        if case .finished(let ending, _, _) = self { "\(ending)" } else { nil }
    }
}
