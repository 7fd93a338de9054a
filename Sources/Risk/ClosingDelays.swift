import Directives

/// How long complaints that end in a sustained force finding or a suspension take to close, from what was known before
/// a day. Recent complaints that take long are not seen yet, so the delays are truncated on the right; the estimate is
/// that of Lynden-Bell (1971) for truncated data, taken over complaints filed in the last ten years and relative to
/// those that close within five.
struct ClosingDelays: Sendable {
    private static let cohortYears = 10
    private static let horizonDays = 1826
    /// No positive counts for more than this many.
    private static let most = 8.0

    let knownBefore: Day
    /// For each target, the share closed within so many days, up to the horizon; empty when too few are known.
    private let shares: [[Double]]

    init(_ ledger: Ledger, knownBefore day: Day) {
        knownBefore = day
        shares = Target.allCases.map { target in
            target.needsClosing ? ClosingDelays.estimate(ledger, target, before: day) : []
        }
    }

    /// One divided by the share that is closed by now of those filed on a day.
    func correction(_ target: Target, filedOn: Day) -> Double {
        let share = share(target, after: knownBefore.days(since: filedOn) - 1)
        return min(ClosingDelays.most, 1 / max(share, 0.01))
    }

    func share(_ target: Target, after days: Int) -> Double {
        let table = shares[target.rawValue]
        guard !table.isEmpty, days < table.count else { return 1 }
        return table[max(0, days)]
    }

    private static func estimate(_ ledger: Ledger, _ target: Target, before day: Day) -> [Double] {
        let since = day.adding(years: -cohortYears)
        // `seen[d]`: complaints closed d days after filing. `reach[d]`: of all seen, those that could have been seen with a delay d.
        var seen = [Double](repeating: 0, count: horizonDays + 1)
        var truncatedAt = [Double](repeating: 0, count: horizonDays + 1)
        var total = 0
        for complaint in ledger.complaints where complaint.filedOn >= since && complaint.knownOn < day && day <= complaint.supersededOn {
            guard Labels.holds(target, complaint, knownBefore: day) else { continue }
            let delay = max(0, complaint.closedOn.days(since: complaint.filedOn))
            guard delay <= horizonDays else { continue }
            seen[delay] += 1
            truncatedAt[min(horizonDays, day.days(since: complaint.filedOn) - 1)] += 1
            total += 1
        }
        guard total >= 30 else { return [] }
        // Reverse time: the chance that a delay is at most d given at most d is 1 - seen(d) / atRisk(d), where atRisk(d)
        // counts those with delay <= d that would have been seen up to d.
        var cumulative = 0.0
        var atRisk = [Double](repeating: 0, count: horizonDays + 1)
        var left = 0.0
        for delay in 0...horizonDays {
            cumulative += seen[delay]
            atRisk[delay] = cumulative - left
            left += truncatedAt[delay]
        }
        var share = [Double](repeating: 1, count: horizonDays + 1)
        var product = 1.0
        for delay in stride(from: horizonDays, through: 1, by: -1) {
            share[delay] = product
            // With few at risk in the far tail one complaint would halve everything.
            if seen[delay] > 0, atRisk[delay] >= 5 { product *= 1 - min(0.9, seen[delay] / atRisk[delay]) }
        }
        share[0] = product
        return share
    }
}
