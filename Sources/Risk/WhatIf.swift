import Casework
import Directives

/// What would follow from another multiple in the raise rule, worked out beforehand on the past days, so that a page can
/// offer a slider.
package struct WhatIf: Codable, Sendable, Hashable {
    package var share: Double
    package var rows: [Row]

    package struct Row: Codable, Sendable, Hashable {
        package var multiple: Double
        /// As of the run's day: members reaching the multiple, and those raised once the share bounds them.
        package var reachingNow: Int
        package var raisedNow: Int
        package var days: [PastDay]
        /// Means over the past days.
        package var raisedShare: Double
        package var precision: Double
        package var caughtAny: Double
        /// By outcome.
        package var caught: [Double]
    }

    package struct PastDay: Codable, Sendable, Hashable {
        package var asOf: Day
        package var raised: Int
        package var members: Int
        /// Of the raised, the share with at least one outcome afterwards.
        package var precision: Double
        /// Of those with an outcome afterwards, the share that had been raised.
        package var caughtAny: Double
        package var caught: [Double]
    }

    package static let multiples = stride(from: 1.5, through: 10, by: 0.5).map { $0 }

    init(_ folds: [ScoredFold], present: [RaiseRule.Candidate], baseRates: [Double], rule: RaiseRule) {
        share = rule.share
        let pastCandidates = folds.map(\.candidates)
        let pastRates = folds.map { $0.baseRates }
        rows = WhatIf.multiples.map { multiple in
            let bounded = RaiseRule(multiple: multiple, share: rule.share)
            let unbounded = RaiseRule(multiple: multiple, share: 1)
            let days = folds.indices.map { index in
                WhatIf.pastDay(folds[index], bounded.raised(pastCandidates[index], baseRates: pastRates[index]).map(\.index))
            }
            func mean(_ value: (PastDay) -> Double) -> Double {
                days.isEmpty ? 0 : days.reduce(0) { $0 + value($1) } / Double(days.count)
            }
            return Row(
                multiple: multiple, reachingNow: unbounded.raised(present, baseRates: baseRates).count,
                raisedNow: bounded.raised(present, baseRates: baseRates).count, days: days,
                raisedShare: mean { $0.members == 0 ? 0 : Double($0.raised) / Double($0.members) }, precision: mean(\.precision),
                caughtAny: mean(\.caughtAny), caught: Outcome.allCases.map { outcome in mean { $0.caught[outcome.rawValue] } })
        }
    }

    private static func pastDay(_ fold: ScoredFold, _ raised: [Int]) -> PastDay {
        func caught(_ happened: [Bool]) -> Double {
            let all = happened.count { $0 }
            return all == 0 ? 0 : Double(raised.count { happened[$0] }) / Double(all)
        }
        return PastDay(
            asOf: fold.asOf, raised: raised.count, members: fold.members.count,
            precision: raised.isEmpty ? 0 : Double(raised.count { fold.happenedAny[$0] }) / Double(raised.count),
            caughtAny: caught(fold.happenedAny), caught: Outcome.allCases.map { caught(fold.happened[$0.rawValue]) })
    }
}

extension ScoredFold {
    /// The force-wide base rate of each outcome: the mean of the calibrated probabilities.
    var baseRates: [Double] {
        probabilities.map { $0.isEmpty ? 0 : $0.reduce(0, +) / Double($0.count) }
    }

    var candidates: [RaiseRule.Candidate] {
        members.indices.map { row in
            RaiseRule.Candidate(member: members[row], probabilities: probabilities.map { $0[row] })
        }
    }
}
