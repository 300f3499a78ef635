import HTTP
import Locks
import Scenarios
import Vendors

/// Counts what is asked of a server, for its report.
///
/// Unlike the journal it forgets nothing, so it keeps few kinds of things apart: `maximumKinds` of refusals by vendor, of
/// early returns, and of targets outside.
final class Tally: Sendable {
    static let maximumKinds = 100

    private let report = Lock(Report())

    /// The counts so far.
    var current: Report { report.withLock { $0 } }

    /// Counts a request and its answer.
    func count(_ exchange: Exchange) {
        report.withLock { report in
            let place = report.place(of: exchange.vendor)
            if exchange.call.role.kind == .images, exchange.call.method == .get || exchange.call.method == .head {
                report.vendors[place].downloads += 1
            } else {
                report.vendors[place].requests += 1
            }
            if let disturbance = exchange.disturbance { report.count(disturbance, of: exchange.vendor) }
            guard exchange.status.code >= 400 else { return }
            report.countRefusal(exchange, at: place)
        }
    }

    /// Counts what came of a valid request of a model: images, or nothing.
    func count(_ charge: Charge, for model: String, by vendor: String) {
        report.withLock { report in
            let place = report.place(of: vendor)
            report.vendors[place].count(charge, for: model)
        }
    }

    /// Counts an attempt to reach outside.
    func count(_ attempt: EgressAttempt) {
        report.withLock { report in
            let kind = report.egress.firstIndex {
                $0.target == attempt.target && $0.method == attempt.method.rawValue && $0.isAllowed == attempt.isAllowed
            }
            if let kind {
                report.egress[kind].count += 1
            } else if report.egress.count < Self.maximumKinds {
                report.egress.append(
                    .init(
                        method: attempt.method.rawValue,
                        target: attempt.target,
                        isAllowed: attempt.isAllowed,
                        note: attempt.note,
                        count: 1
                    )
                )
            } else {
                report.uncounted += 1
            }
        }
    }

    /// Begins anew.
    func reset() {
        report.withLock { $0 = Report() }
    }
}

extension Report {
    /// Where a vendor's counts are; they are made if there are none yet.
    fileprivate mutating func place(of vendor: String) -> Int {
        if let place = vendors.firstIndex(where: { $0.vendor == vendor }) { return place }
        vendors.append(VendorCounts(vendor: vendor))
        return vendors.count - 1
    }

    fileprivate mutating func count(_ disturbance: Disturbance, of vendor: String) {
        heldBack += disturbance.delay
        for kind in disturbance.kinds {
            let known = disturbances.firstIndex { $0.kind == kind && $0.wish == disturbance.wishSource }
            if known == nil { disturbances.append(.init(kind: kind, wish: disturbance.wishSource)) }
            disturbances[known ?? disturbances.count - 1].count += 1
        }
        for firing in disturbance.firings {
            guard let earliness = firing.earliness else { continue }
            let known = earlyReturns.firstIndex { $0.rule == firing.rule && $0.vendor == vendor }
            guard known != nil || earlyReturns.count < Tally.maximumKinds else {
                uncounted += 1
                continue
            }
            let place = known ?? earlyReturns.count
            if known == nil { earlyReturns.append(.init(rule: firing.rule, vendor: vendor)) }
            earlyReturns[place].count += 1
            earlyReturns[place].most = max(earlyReturns[place].most, earliness)
        }
    }

    fileprivate mutating func countRefusal(_ exchange: Exchange, at place: Int) {
        let (status, outcome) = (exchange.status.code, exchange.remarks.outcome)
        let cause = exchange.remarks.cause?.rawValue
        let asked = outcome == nil ? exchange.call.kind : nil
        let detail = exchange.remarks.findings.first ?? asked
        let kind = vendors[place].refusals.firstIndex {
            $0.status == status && $0.outcome == outcome && $0.detail == detail && $0.cause == cause
        }
        if let kind {
            vendors[place].refusals[kind].count += 1
        } else if vendors[place].refusals.count < Tally.maximumKinds {
            vendors[place].refusals.append(
                .init(status: status, outcome: outcome, detail: detail, cause: cause, count: 1)
            )
        } else {
            uncounted += 1
        }
    }
}

extension Report.VendorCounts {
    fileprivate mutating func count(_ charge: Charge, for model: String) {
        let place = models.firstIndex { $0.model == model } ?? models.count
        if place == models.count { models.append(.init(model: model)) }
        models[place].generations += 1
        models[place].images += charge.images
        models[place].nanodollars += charge.nanodollars
    }
}

extension Call {
    /// What is asked for, whichever job it is of: the ids of jobs would make each refusal a kind of its own.
    fileprivate var kind: String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            // The form of a UUID (RFC 9562 §4).
            let isID = segment.split(separator: "-").map(\.utf8.count) == [8, 4, 4, 4, 12]
            return isID ? "…" : segment
        }
        return "\(method) \(role.host)\(segments.joined(separator: "/"))"
    }
}
