import Directives

/// The figures of one year's program evaluation (`SRV-017:IV.J.2`), from tallies alone.
///
/// The totals that the directive asks for are exact. What they are broken down by is withheld where it is below five, and so
/// that it cannot be worked out from the total (ambiguity 3.9, `Breakdown`).
package struct EvaluationFigures: Hashable, Sendable, Codable {
    package var year: Int
    package var contacts: Int
    package var completed: Int
    /// Running at the end of the year, and ended in it without completion.
    package var running: Int
    package var notCompleted: Int
    package var incomplete: Int { running + notCompleted }
    /// Activated cases of this year and of every year before it that is held, newest first.
    package var activations: [YearOfActivations]
    package var byCriterion: Breakdown
    package var byTrigger: Breakdown
    package var byPurpose: Breakdown
    /// Offered, accepted, declined and done, for each measure and resource.
    package var resources: [ResourceUse]

    package struct YearOfActivations: Hashable, Sendable, Codable {
        package var year: Int
        package var count: Int
        /// Against the year before it; nil for the first that is held.
        package var difference: Int?
        /// In percent, rounded; nil where the year before had none.
        package var percent: Int?
    }

    package struct ResourceUse: Hashable, Sendable, Codable {
        package var key: String
        package var offered: Int?
        package var accepted: Int?
        package var declined: Int?
        package var done: Int?

        package init(key: String, offered: Int?, accepted: Int?, declined: Int?, done: Int?) {
            self.key = key
            self.offered = offered
            self.accepted = accepted
            self.declined = declined
            self.done = done
        }
    }

    /// Whether anything is withheld.
    package var hides: Bool { byCriterion.hides || byTrigger.hides || byPurpose.hides || resources.contains { $0.hides } }

    package init(year: Int, _ tallies: [Tally]) {
        func sum(_ measure: Tally.Measure, _ years: (Int) -> Bool = { _ in true }) -> Int {
            tallies.filter { $0.measure == measure && years($0.year) }.reduce(0) { $0 + $1.count }
        }
        func parts(_ measure: Tally.Measure) -> Breakdown {
            var counts: [String: Int] = [:]
            for tally in tallies where tally.measure == measure && tally.year == year { counts[tally.key, default: 0] += tally.count }
            return Breakdown(counts)
        }
        self.year = year
        contacts = sum(.contact) { $0 == year }
        completed = sum(.planCompleted) { $0 == year }
        notCompleted = sum(.planNotCompleted) { $0 == year }
        running = max(0, sum(.planStarted) { $0 <= year } - sum(.planCompleted) { $0 <= year } - sum(.planNotCompleted) { $0 <= year })
        byCriterion = parts(.activatedBy)
        byTrigger = parts(.trigger)
        byPurpose = parts(.contact)
        // A year in which something was counted is held, though nothing may have been activated in it.
        let held = tallies.filter { $0.year <= year }.map(\.year)
        let years = Array((min(held.min() ?? year, year)...year).reversed())
        let counts = Dictionary(uniqueKeysWithValues: years.map { one in (one, sum(.activated) { $0 == one }) })
        activations = years.map { one in
            let count = counts[one] ?? 0
            guard let before = counts[one - 1] else { return YearOfActivations(year: one, count: count, difference: nil, percent: nil) }
            return YearOfActivations(
                year: one, count: count, difference: count - before,
                percent: before > 0 ? Int((Double(count - before) / Double(before) * 100).rounded()) : nil)
        }
        var uses: [String: [String: Int]] = [:]
        for tally in tallies where tally.measure == .resource && tally.year == year {
            let words = tally.key.split(separator: "/", maxSplits: 1).map(String.init)
            if words.count == 2 { uses[words[0], default: [:]][words[1], default: 0] += tally.count }
        }
        resources = uses.sorted { $0.key < $1.key }.map { ResourceUse(key: $0.key, $0.value) }
    }
}

extension EvaluationFigures.ResourceUse {
    /// How often a measure stood so in the year. What was offered is accepted or declined, so that one of the three that is
    /// withheld alone could follow from the others: the smaller of them goes with it.
    init(key: String, _ counts: [String: Int]) {
        func count(_ standing: MeasureStanding) -> Int { counts[standing.rawValue] ?? 0 }
        func isSmall(_ standing: MeasureStanding) -> Bool { (1..<Breakdown.least).contains(count(standing)) }
        let together: [MeasureStanding] = [.offered, .accepted, .declined]
        var withheld = Set(MeasureStanding.allCases.filter(isSmall))
        if withheld.intersection(together).count == 1,
            let next = together.filter({ !withheld.contains($0) && count($0) > 0 }).min(by: { count($0) < count($1) })
        {
            withheld.insert(next)
        }
        func shown(_ standing: MeasureStanding) -> Int? { withheld.contains(standing) ? nil : count(standing) }
        self.init(key: key, offered: shown(.offered), accepted: shown(.accepted), declined: shown(.declined), done: shown(.done))
    }

    package var hides: Bool { offered == nil || accepted == nil || declined == nil || done == nil }
}
