import Directives
import Foundation

/// A past day on which models trained on what was known then are tested against what followed.
struct Fold: Sendable {
    let day: Day
    let calibrationOnly: Bool
    let models: OutcomeModels
    /// For each outcome the blended margin of each row of the day's matrix, centred on the force.
    let margins: [[Double]]
    /// The log-odds by each kind of model alone.
    let logistic: [[Double]]
    let trees: [[Double]]
    /// What followed, as known at the run's own day.
    let labels: Labels
}

/// Trains at each fold and on the run's own day, two at a time.
struct WalkForward: Sendable {
    let folds: [Fold]
    let final: OutcomeModels

    private enum Piece: Sendable {
        case fold(Fold)
        case final(OutcomeModels)
    }

    init(
        _ panel: Panel, _ ledger: Ledger, _ index: LedgerIndex, settings: RunSettings, done: (Int, Int) -> Void
    ) throws(RiskError) {
        let plan = panel.plan
        let delays = ClosingDelays(ledger, knownBefore: plan.asOf)
        // The largest first, so that both threads end at about the same time.
        let days = [plan.asOf] + plan.folds.reversed()
        let results = Workers.map(days.count, done: { done($0, days.count) }) { position -> Result<Piece, RiskError> in
            let day = days[position]
            return Result { () throws(RiskError) -> Piece in
                let models = try OutcomeModels.train(
                    TrainingSet(panel, ledger, index, knownBefore: day, settings: settings), features: panel.features,
                    settings: settings)
                guard position > 0, let matrix = panel.past(day) else { return .final(models) }
                return .fold(try WalkForward.test(models, matrix, panel, ledger, index, delays: delays))
            }
        }
        var folds: [Fold] = []
        var final: OutcomeModels?
        for result in results {
            switch try result.get() {
            case .fold(let fold): folds.append(fold)
            case .final(let models): final = models
            }
        }
        guard let final else { throw .xgboost("a training thread ended without a result") }
        self.folds = folds.sorted { $0.day < $1.day }
        self.final = final
    }

    private static func test(
        _ models: OutcomeModels, _ matrix: FeatureMatrix, _ panel: Panel, _ ledger: Ledger, _ index: LedgerIndex,
        delays: ClosingDelays
    ) throws(RiskError) -> Fold {
        let margins = try models.margins(matrix.values, rows: matrix.count)
        let labels = Labels(
            ledger, index, members: matrix.members, start: matrix.asOf, months: panel.plan.horizonMonths,
            knownBefore: panel.plan.asOf, delays: delays)
        let early = panel.plan.folds.prefix(panel.plan.calibrationOnly).contains(matrix.asOf)
        func alone(_ kind: Blend.Kind) -> [[Double]] {
            Outcome.allCases.map { outcome in
                let base = Exponential.logit(models.baseRate(outcome))
                return models.blended(outcome, margins, only: kind).map { base + $0 }
            }
        }
        let centred = Outcome.allCases.map { outcome in
            let blended = models.blended(outcome, margins)
            let centre = OutcomeModels.centre(blended)
            return blended.map { $0 - centre }
        }
        return Fold(
            day: matrix.asOf, calibrationOnly: early, models: models, margins: centred, logistic: alone(.logistic),
            trees: alone(.trees), labels: labels)
    }
}
