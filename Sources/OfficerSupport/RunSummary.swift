import Casework
import Directives
import Foundation
import Jacket
import Risk

/// What a run keeps beside its scores and models, for its page and for whoever examines it.
package struct RunSummary: Codable, Sendable {
    package var outcomes: [OutcomeSummary]
    package var trainingDays: [Day]
    package var evaluationDays: [Day]
    package var evaluation: Evaluation
    package var whatIf: WhatIf
    /// Work Items this month at each multiple of `whatIf.rows`, in the districts where the program is on.
    package var itemsAt: [Int]
    package var counts: RunResult.Counts
    package var sources: [Source]
    package var warnings: [String]
    package var timings: [StageTime]
    package var features: [Feature]
    package var heldBack: [Generation.HeldBack]
    package var elsewhere: Int
    package var fairness: FairnessReport

    /// For each outcome, members of the past days grouped by their estimate: what was predicted and what followed.
    package var calibration: [[CalibrationGroup]]

    package struct CalibrationGroup: Codable, Sendable, Hashable {
        package var predicted: Double
        package var observed: Double
        package var members: Int
    }

    /// What one kind of record brought into the run.
    package struct Source: Codable, Sendable, Hashable {
        package var kind: String
        package var title: String
        package var records: Int
        package var first: Day?
        package var last: Day?
    }

    package init(
        _ result: RunResult, ledger: Ledger, generation: Generation, itemsAt: [Int], warnings: [String], fairness: FairnessReport
    ) {
        outcomes = result.outcomes
        trainingDays = result.trainingDays
        evaluationDays = result.evaluationDays
        evaluation = result.evaluation
        whatIf = result.whatIf
        self.itemsAt = itemsAt
        counts = result.counts
        self.warnings = warnings + result.warnings
        timings = result.timings
        features = result.features
        heldBack = generation.heldBack
        elsewhere = generation.elsewhere
        self.fairness = fairness
        sources = RunSummary.sources(ledger, asOf: result.asOf)
        calibration = Outcome.allCases.map { RunSummary.groups(result.folds, $0) }
    }

    /// Ten groups of equal size, all past days together.
    private static func groups(_ folds: [ScoredFold], _ outcome: Outcome) -> [CalibrationGroup] {
        var pairs: [(predicted: Double, happened: Bool)] = []
        for fold in folds {
            for row in fold.any.indices { pairs.append((fold.probabilities[outcome.rawValue][row], fold.happened[outcome.rawValue][row])) }
        }
        pairs.sort { $0.predicted < $1.predicted }
        let count = min(10, pairs.count)
        return (0..<count).compactMap { group in
            let slice = pairs[(group * pairs.count / count)..<((group + 1) * pairs.count / count)]
            guard !slice.isEmpty else { return nil }
            return CalibrationGroup(
                predicted: slice.reduce(0) { $0 + $1.predicted } / Double(slice.count),
                observed: Double(slice.count(where: \.happened)) / Double(slice.count), members: slice.count)
        }
    }

    private static func sources(_ ledger: Ledger, asOf day: Day) -> [Source] {
        func source(_ kind: String, _ days: [Day]) -> Source {
            let known = days.filter { $0 < day }
            return Source(
                kind: kind, title: RecordKind.named(kind)?.title ?? kind, records: known.count, first: known.min(), last: known.max())
        }
        var sources = [
            source("complaint", ledger.complaints.map(\.knownOn)), source("useOfForce", ledger.forces.map(\.knownOn)),
            source("complaintWitness", ledger.witnesses.map(\.knownOn)),
        ]
        sources += ledger.events.keys.sorted().map { source($0, (ledger.events[$0] ?? []).map(\.knownOn)) }
        sources += [source("posting", ledger.postings.map(\.knownOn)), source("rankHeld", ledger.ranks.map(\.knownOn))]
        return sources
    }
}
