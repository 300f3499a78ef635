import Testing

@testable import Simulation

private func time(_ milliseconds: Int64) -> Timestamp { Timestamp(nanoseconds: milliseconds * 1_000_000) }

@Suite struct `Meters of requests` {
    private typealias Meters = RequestMeters<String>

    @Test func `let as many through in a minute as may be, from the first on`() {
        var meters = Meters(maximumCount: 10)
        let limit = Meters.Limit(2, of: "a")
        let moments: [Int64] = [30_000, 40_000, 50_000, 89_999, 90_000, 149_999, 149_999, 150_000]
        let refusals = moments.map { meters.begin(at: time($0), perMinute: limit, atOnce: nil) }
        let first = Meters.Refusal.perMinute(until: time(90_000))
        let second = Meters.Refusal.perMinute(until: time(150_000))
        #expect(refusals == [nil, nil, first, first, nil, nil, second, nil])
    }

    @Test func `let as many through at a time as may be`() {
        var meters = Meters(maximumCount: 10)
        let limit = Meters.Limit(2, of: "a")
        var refusals: [Meters.Refusal?] = []
        for _ in 0..<3 { refusals.append(meters.begin(at: time(0), perMinute: nil, atOnce: limit)) }
        meters.end("a")
        for _ in 0..<2 { refusals.append(meters.begin(at: time(0), perMinute: nil, atOnce: limit)) }
        #expect(refusals == [nil, nil, .atOnce, nil, .atOnce])
    }

    @Test func `count nothing that is not let through`() {
        var meters = Meters(maximumCount: 10)
        let (perMinute, atOnce) = (Meters.Limit(2, of: "a"), Meters.Limit(1, of: "a"))
        #expect(meters.begin(at: time(0), perMinute: perMinute, atOnce: atOnce) == nil)
        for _ in 0..<3 { #expect(meters.begin(at: time(1), perMinute: perMinute, atOnce: atOnce) == .atOnce) }
        meters.end("a")
        #expect(meters.begin(at: time(2), perMinute: perMinute, atOnce: atOnce) == nil)
        meters.end("a")
        let refusal = Meters.Refusal.perMinute(until: time(60_000))
        #expect(meters.begin(at: time(3), perMinute: perMinute, atOnce: atOnce) == refusal)
        #expect(meters.begin(at: time(60_000), perMinute: perMinute, atOnce: atOnce) == nil)
    }

    @Test func `keep scopes apart`() {
        var meters = Meters(maximumCount: 10)
        for scope in ["a", "b"] {
            let limit = Meters.Limit(1, of: scope)
            #expect(meters.begin(at: time(0), perMinute: limit, atOnce: limit) == nil)
            #expect(meters.begin(at: time(0), perMinute: limit, atOnce: nil) != nil)
            #expect(meters.begin(at: time(0), perMinute: nil, atOnce: limit) == .atOnce)
        }
    }

    @Test func `begin every minute anew when they are reset, and forget nothing that is under way`() {
        var meters = Meters(maximumCount: 10)
        let limit = Meters.Limit(1, of: "a")
        _ = meters.begin(at: time(0), perMinute: limit, atOnce: limit)
        meters.resetWindows()
        #expect(meters.begin(at: time(0), perMinute: limit, atOnce: limit) == .atOnce)
        #expect(meters.begin(at: time(0), perMinute: limit, atOnce: nil) == nil)
    }
}

@Suite struct `A pool of runners` {
    @Test(arguments: [
        (1, [0, 0, 0], [0, 100, 200]),
        (2, [0, 0, 0, 0, 0], [0, 0, 100, 100, 200]),
        (2, [0, 50, 60, 70, 500], [0, 50, 100, 150, 500]),
        (3, [0, 0, 0], [0, 0, 0]),
        (1, [0, 100, 150], [0, 100, 200]),
    ])
    func `begins calls of 100 ms in the order in which they come, as soon as a runner is free`(
        runners: Int,
        arrivals: [Int64],
        starts: [Int64]
    ) {
        var pool = RunnerPool(runners: runners)
        #expect(arrivals.map { pool.begin(at: time($0), for: .milliseconds(100)).milliseconds } == starts)
    }

    @Test func `gives a call to whichever runner is free first`() {
        var pool = RunnerPool(runners: 2)
        _ = pool.begin(at: time(0), for: .milliseconds(300))
        _ = pool.begin(at: time(0), for: .milliseconds(100))
        #expect(pool.begin(at: time(10), for: .milliseconds(50)).milliseconds == 100)
        #expect(pool.begin(at: time(10), for: .milliseconds(500)).milliseconds == 150)
        #expect(pool.begin(at: time(10), for: .milliseconds(1)).milliseconds == 300)
    }

    @Test func `is busy as long as no runner is free`() {
        var pool = RunnerPool(runners: 2)
        #expect(!pool.isBusy(at: time(0)))
        _ = pool.begin(at: time(0), for: .milliseconds(100))
        #expect(!pool.isBusy(at: time(50)))
        _ = pool.begin(at: time(0), for: .milliseconds(200))
        #expect(pool.isBusy(at: time(99)))
        #expect(!pool.isBusy(at: time(100)))
    }
}
