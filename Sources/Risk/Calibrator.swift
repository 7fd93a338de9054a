import Casework
import Directives

/// Calibrates on past days: the run itself on all of them, and each past day only on those whose windows had ended by
/// then, with labels known by then, so that the evaluation is honest.
struct Calibrator {
    let panel: Panel
    let ledger: Ledger
    let index: LedgerIndex
    let walk: WalkForward
    let settings: RunSettings

    func calibrations(before day: Day, models: OutcomeModels) -> Calibrations {
        let folds = walk.folds.filter { $0.day.adding(months: settings.horizonMonths) <= day }
        let delays = ClosingDelays(ledger, knownBefore: day)
        let labels = folds.map { fold in
            Labels(
                ledger, index, members: panel.past(fold.day)?.members ?? [], start: fold.day, months: settings.horizonMonths,
                knownBefore: day, delays: delays)
        }
        return Calibrations.fit(
            folds, labels: labels, before: day, halfLifeYears: settings.calibrationHalfLifeYears,
            baseRates: Outcome.allCases.map(models.baseRate))
    }

    func scoredFolds() -> [ScoredFold] {
        walk.folds.map { fold in
            let (outcomes, any) = calibrations(before: fold.day, models: fold.models).apply(fold.margins)
            let members = (panel.past(fold.day)?.members ?? []).map { ledger.members[Int($0)].id }
            var scored = ScoredFold(
                asOf: fold.day, members: members, tenure: panel.past(fold.day)?.tenure ?? [], probabilities: outcomes, any: any,
                happened: Outcome.allCases.map { outcome in members.indices.map { fold.labels.positive(Target(outcome), $0) } },
                happenedAny: members.indices.map { fold.labels.bits[$0] & Labels.outcomeBits != 0 },
                raised: [Bool](repeating: false, count: members.count))
            for pick in settings.raise.raised(scored.candidates, baseRates: scored.baseRates) { scored.raised[pick.index] = true }
            return scored
        }
    }
}

extension Calibrations {
    /// By outcome, then by row.
    func apply(_ margins: [[Double]]) -> (outcomes: [[Double]], any: [Double]) {
        let rows = margins.first?.count ?? 0
        var outcomes = margins.map { _ in [Double](repeating: 0, count: rows) }
        var any = [Double](repeating: 0, count: rows)
        for row in 0..<rows {
            let result = probabilities(margins.map { $0[row] })
            for outcome in outcomes.indices { outcomes[outcome][row] = result.outcomes[outcome] }
            any[row] = result.any
        }
        return (outcomes, any)
    }
}
