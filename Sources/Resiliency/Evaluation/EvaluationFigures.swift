import Directives

/// The figures of one year's program evaluation (`SRV-017:IV.J.2`), from tallies alone.
///
/// The totals that the directive asks for are exact. What they are broken down by is withheld below five (ambiguity 3.9), and
/// where one part alone is withheld the next smallest goes with it, so that it cannot be worked out from the total.
package struct EvaluationFigures: Hashable, Sendable, Codable {
    package static let least = 5

    package var year: Int
    package var contacts: Int
    package var completed: Int
    /// Running at the end of the year, and ended in it without completion.
    package var running: Int
    package var notCompleted: Int
    package var incomplete: Int { running + notCompleted }
    /// Activated cases of this year and of every year before it that is held, newest first.
    package var activations: [YearOfActivations]
    package var byCriterion: [Part]
    package var byTrigger: [Part]
    package var byPurpose: [Part]
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

    package struct Part: Hashable, Sendable, Codable {
        package var key: String
        /// Nil where it is withheld.
        package var count: Int?
    }

    package struct ResourceUse: Hashable, Sendable, Codable {
        package var key: String
        package var offered: Int?
        package var accepted: Int?
        package var declined: Int?
        package var done: Int?
    }

    package init(year: Int, _ tallies: [Tally]) {
        func sum(_ measure: Tally.Measure, _ years: (Int) -> Bool = { _ in true }) -> Int {
            tallies.filter { $0.measure == measure && years($0.year) }.reduce(0) { $0 + $1.count }
        }
        func parts(_ measure: Tally.Measure) -> [Part] {
            var counts: [String: Int] = [:]
            for tally in tallies where tally.measure == measure && tally.year == year { counts[tally.key, default: 0] += tally.count }
            return EvaluationFigures.suppressed(counts)
        }
        self.year = year
        contacts = sum(.contact) { $0 == year }
        completed = sum(.planCompleted) { $0 == year }
        notCompleted = sum(.planNotCompleted) { $0 == year }
        running = max(0, sum(.planStarted) { $0 <= year } - sum(.planCompleted) { $0 <= year } - sum(.planNotCompleted) { $0 <= year })
        byCriterion = parts(.activatedBy)
        byTrigger = parts(.trigger)
        byPurpose = parts(.contact)
        let held = tallies.filter { $0.measure == .activated && $0.year <= year }.map(\.year)
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
        func use(_ count: Int?) -> Int? { count.flatMap { $0 == 0 || $0 >= EvaluationFigures.least ? $0 : nil } }
        resources = uses.sorted { $0.key < $1.key }.map { key, counts in
            ResourceUse(
                key: key, offered: use(counts["offered"] ?? 0), accepted: use(counts["accepted"] ?? 0), declined: use(counts["declined"] ?? 0),
                done: use(counts["done"] ?? 0))
        }
    }

    /// Parts of a total that is shown: those below five are withheld, and never one alone.
    static func suppressed(_ counts: [String: Int]) -> [Part] {
        let shown = counts.filter { $0.value > 0 }
        var withheld = Set(shown.filter { $0.value < least }.keys)
        if withheld.count == 1, let next = shown.filter({ !withheld.contains($0.key) }).min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
            withheld.insert(next.key)
        }
        return shown.keys.sorted().map { Part(key: $0, count: withheld.contains($0) ? nil : shown[$0]) }
    }
}
