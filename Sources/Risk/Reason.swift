import Directives

/// Why a member's score is as it is: one kind of record, in a sentence, with the records it came from.
package struct Reason: Codable, Sendable, Hashable {
    /// `FeatureGroup.key`.
    package var group: String
    package var title: String
    /// "4 complaints in 24 months; the median in the unit is 0."
    package var sentence: String
    /// Whether it makes the outcome likelier or less likely than for the average member.
    package var raises: Bool
    /// What it adds to the log-odds.
    package var logOdds: Double
    /// Its part of everything that moved the score either way, 0 to 1.
    package var share: Double
    /// The member's own number and the median of the unit, where the reason is a count.
    package var count: Int?
    package var median: Double?
    /// The window of the count, in months; nil for a whole career and where there is no window.
    package var windowMonths: Int?
    /// The kind the records are of (`RecordKind.key`), and the records.
    package var kind: String?
    package var records: [Int64]
}

/// A member raised for a Work Item, and why.
package struct RaisedMember: Codable, Sendable, Hashable {
    /// Index into `RunResult.scores`.
    package var score: Int
    package var outcomes: [RaisedOutcome]
}

package struct RaisedOutcome: Codable, Sendable, Hashable {
    package var outcome: Outcome
    package var probability: Double
    /// How many times the force-wide base rate.
    package var ratio: Double
    /// 1 for the highest probability of this outcome.
    package var rank: Int
    /// Those that raise first, the weightiest before; then those that lower.
    package var reasons: [Reason]
}

/// Turns contributions into reasons that the member's own records bear out.
struct Reasons {
    private let facts: Facts
    private static let smallestShare = 0.03
    private static let most = (raising: 6, lowering: 3)

    init(_ facts: Facts) { self.facts = facts }

    /// `row` is the member's row in the matrix of the day.
    func list(_ contributions: [(group: FeatureGroup, logOdds: Double)], row: Int) -> [Reason] {
        let total = contributions.reduce(0) { $0 + abs($1.logOdds) }
        guard total > 0 else { return [] }
        var reasons: [Reason] = []
        for (group, logOdds) in contributions where abs(logOdds) / total >= Reasons.smallestShare {
            guard let fact = facts.fact(group, row: row), fact.bearsOut(raising: logOdds > 0) else { continue }
            reasons.append(
                Reason(
                    group: group.key, title: fact.title, sentence: fact.sentence, raises: logOdds > 0, logOdds: logOdds,
                    share: abs(logOdds) / total, count: fact.count, median: fact.median, windowMonths: fact.windowMonths,
                    kind: fact.kind, records: fact.records))
        }
        let heavier = { (left: Reason, right: Reason) in
            left.share != right.share ? left.share > right.share : left.group < right.group
        }
        let raising = reasons.filter(\.raises).sorted(by: heavier).prefix(Reasons.most.raising)
        let lowering = reasons.filter { !$0.raises }.sorted(by: heavier).prefix(Reasons.most.lowering)
        return Array(raising) + Array(lowering)
    }
}
