import Locks
import Scenarios

/// Where everything comes together that a report tells.
struct Reporter: Sendable {
    let tally: Tally
    let weather: Weather
    let clock: Clock

    /// What was asked so far, and what came of it.
    var report: Report {
        var report = tally.current
        report.rules = weather.state.withLock { state in
            zip(state.play.scenario.rules, state.play.tallies).map { rule, tally in
                Report.RuleCount(rule: rule.name, matched: tally.matched, fired: tally.fired)
            }
        }
        (report.simulatedTime, report.realTime) = clock.elapsed
        return report
    }
}
