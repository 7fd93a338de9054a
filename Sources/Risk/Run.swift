import Casework
import Directives
import Foundation

/// Runs one month: features, walk-forward test, training, calibration, scores, who is raised and why (`D20-04:IV.B`,
/// `D20-04:IV.C`). The same ledger and settings give the same bits.
///
/// It blocks the calling thread for seconds and uses two threads of its own; do not call it on the concurrency pool.
/// `progress` is told the stage in plain words and how far the whole is, 0 to 1.
package func runMonth(
    ledger: Ledger, asOf: Day, settings: RunSettings, progress: (String, Double) -> Void
) throws(RiskError) -> RunResult {
    var run = MonthRun(ledger: ledger, asOf: asOf, settings: settings)
    return try run.result(progress)
}

private struct MonthRun {
    let ledger: Ledger
    let asOf: Day
    let settings: RunSettings
    private var clock = ContinuousClock.now
    private var timings: [StageTime] = []

    init(ledger: Ledger, asOf: Day, settings: RunSettings) {
        self.ledger = ledger
        self.asOf = asOf
        self.settings = settings
    }

    mutating func result(_ progress: (String, Double) -> Void) throws(RiskError) -> RunResult {
        progress("Putting the records in order", 0)
        let index = LedgerIndex(ledger, settings: settings)
        let layout = FeatureLayout(ledger, index)
        let plan = try DayPlan(ledger, asOf: asOf, settings: settings)
        end("Putting the records in order")

        let panel = Panel(ledger, index, layout, plan: plan) { progress("Counting features", 0.02 + 0.08 * Double($0) / Double($1)) }
        guard panel.present.count > 0 else { throw .noActiveMembers(asOf: asOf) }
        guard panel.past.contains(where: { $0.count > 0 }) else {
            throw .notEnoughHistory(
                firstComplaint: ledger.complaints.lazy.map(\.filedOn).min(), asOf: asOf,
                monthsNeeded: settings.historyMonths + settings.horizonMonths)
        }
        end("Counting features")

        let walk = try WalkForward(panel, ledger, index, settings: settings) {
            progress("Training and testing on past days", 0.1 + 0.8 * Double($0) / Double($1))
        }
        end("Training and testing on past days")

        progress("Calibrating", 0.9)
        let calibrator = Calibrator(panel: panel, ledger: ledger, index: index, walk: walk, settings: settings)
        let models = try RunModels(
            models: walk.final, calibrations: calibrator.calibrations(before: asOf, models: walk.final), present: panel.present)
        let folds = calibrator.scoredFolds()
        end("Calibrating")

        progress("Scoring", 0.93)
        let (outcomes, any) = try models.probabilities(panel.present)
        let scores = memberScores(panel.present, outcomes, any)
        end("Scoring")

        progress("Finding the reasons", 0.95)
        let baseRates = outcomes.map { $0.reduce(0, +) / Double($0.count) }
        let candidates = scores.map { RaiseRule.Candidate(member: $0.member, probabilities: $0.probabilities) }
        let picks = settings.raise.raised(candidates, baseRates: baseRates)
        let raised = try raisedMembers(picks, scores, baseRates, models, panel.present, index)
        end("Finding the reasons")

        progress("Evaluating", 0.97)
        let tested = zip(walk.folds, folds).filter { !$0.0.calibrationOnly }.map(\.1)
        let evaluation = Evaluation(walk.folds, scored: folds, panel: panel)
        let whatIf = WhatIf(tested, present: candidates, baseRates: baseRates, rule: settings.raise)
        end("Evaluating")
        progress("Done", 1)

        let summaries = outcomeSummaries(models, baseRates)
        return RunResult(
            asOf: asOf, settings: settings, features: panel.features, trainingDays: plan.training,
            evaluationDays: tested.map(\.asOf), outcomes: summaries, models: models, scores: scores, raised: raised,
            evaluation: evaluation, whatIf: whatIf, folds: tested, counts: counts(panel, raised: raised.count),
            warnings: Warnings.list(ledger, index, asOf: asOf, outcomes: summaries, evaluation: evaluation, plan: plan),
            timings: timings, digest: ScoreDigest.of(scores))
    }

    private mutating func end(_ stage: String) {
        let now = ContinuousClock.now
        let spent = (now - clock).components
        timings.append(StageTime(stage: stage, seconds: Double(spent.seconds) + Double(spent.attoseconds) / 1e18))
        clock = now
    }

    // MARK: Putting together

    private func memberScores(_ matrix: FeatureMatrix, _ outcomes: [[Double]], _ any: [Double]) -> [MemberScore] {
        let ids = matrix.members.map { ledger.members[Int($0)].id }
        let ranks = outcomes.map { column -> [Int] in
            let order = column.indices.sorted { column[$0] != column[$1] ? column[$0] > column[$1] : ids[$0] < ids[$1] }
            var ranks = [Int](repeating: 0, count: column.count)
            for (position, row) in order.enumerated() { ranks[row] = position + 1 }
            return ranks
        }
        return (0..<matrix.count).map { row in
            let unit = Int(matrix.units[row])
            return MemberScore(
                member: ids[row], sourceID: ledger.members[Int(matrix.members[row])].sourceID,
                probabilities: outcomes.map { $0[row] }, ranks: ranks.map { $0[row] }, any: any[row],
                unit: ledger.units.indices.contains(unit) ? ledger.units[unit] : nil,
                tenure: matrix.tenure[row] < 0 ? nil : Double(matrix.tenure[row]))
        }
    }

    private func raisedMembers(
        _ picks: [RaiseRule.Pick], _ scores: [MemberScore], _ baseRates: [Double], _ models: RunModels, _ matrix: FeatureMatrix,
        _ index: LedgerIndex
    ) throws(RiskError) -> [RaisedMember] {
        guard !picks.isEmpty else { return [] }
        let width = matrix.width
        let values = picks.flatMap { matrix.values[($0.index * width)..<(($0.index + 1) * width)] }
        var attributions: [Attribution] = []
        for outcome in Outcome.allCases {
            attributions.append(
                try Attribution(models, outcome, values: values, rows: picks.count))
        }
        let reasons = Reasons(Facts(ledger, index, matrix))
        return picks.enumerated().map { position, pick in
            RaisedMember(
                score: pick.index,
                outcomes: pick.outcomes.compactMap { Outcome(rawValue: $0) }.map { outcome in
                    let probability = scores[pick.index].probabilities[outcome.rawValue]
                    let contributions = attributions[outcome.rawValue].byGroup(position, features: matrix.features)
                    return RaisedOutcome(
                        outcome: outcome, probability: probability, ratio: probability / baseRates[outcome.rawValue],
                        rank: scores[pick.index].ranks[outcome.rawValue],
                        reasons: reasons.list(contributions, row: pick.index))
                })
        }
    }

    private func outcomeSummaries(_ models: RunModels, _ baseRates: [Double]) -> [OutcomeSummary] {
        Outcome.allCases.map { outcome in
            let model = models.models.models[Target(outcome).rawValue]
            var note: String?
            if model.logistic == nil {
                note = "Only \(model.positives) in training: too few for a model of its own."
            } else if model.trees == nil {
                note = "Only \(model.positives) in training: the logistic regression alone is used."
            }
            return OutcomeSummary(
                outcome: outcome, baseRate: baseRates[outcome.rawValue], trainingPositives: model.positives,
                calibration: models.calibrations.outcomes[outcome.rawValue], note: note)
        }
    }

    private func counts(_ panel: Panel, raised: Int) -> RunResult.Counts {
        RunResult.Counts(
            members: ledger.members.count, active: panel.present.count, complaints: ledger.complaints.count,
            forces: ledger.forces.count,
            otherRecords: ledger.witnesses.count + ledger.events.values.reduce(0) { $0 + $1.count },
            trainingRows: panel.past.reduce(0) { $0 + $1.count }, raised: raised)
    }
}
