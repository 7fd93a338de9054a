import Directives
import Foundation

/// A past day on which models trained on what was known then are tested against what followed.
struct Fold: Sendable {
    let day: Day
    let calibrationOnly: Bool
    let models: OutcomeModels
    /// For each outcome the blended margin of each row of the day's matrix; the same by each kind of model alone.
    let margins: [[Double]]
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
                let set = TrainingSet(panel, ledger, index, knownBefore: day, settings: settings)
                let models = try OutcomeModels.train(set, features: panel.features, settings: settings)
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
        return Fold(
            day: matrix.asOf, calibrationOnly: early, models: models,
            margins: Outcome.allCases.map { models.blended($0, margins) },
            logistic: Outcome.allCases.map { models.blended($0, margins, only: .logistic) },
            trees: Outcome.allCases.map { models.blended($0, margins, only: .trees) }, labels: labels)
    }
}

/// The calibrations in force on a day, fitted on the folds whose windows had ended by then.
package struct Calibrations: Codable, Sendable, Hashable {
    /// One for each outcome.
    package var outcomes: [Calibration]
    /// From the log-odds of "at least one, if they were independent" to that of "at least one".
    package var any: Calibration

    package init(outcomes: [Calibration], any: Calibration) {
        self.outcomes = outcomes
        self.any = any
    }

    /// How strongly a slope is held to 1: the curvature of a few dozen outcomes.
    private static let prior = 10.0

    /// `labels[i]` are those of `folds[i]` as known before `day`.
    static func fit(_ folds: [Fold], labels: [Labels], before day: Day, halfLifeYears: Double) -> Calibrations {
        let ages = folds.map { exp2(-Double(day.days(since: $0.day)) / 365.25 / halfLifeYears) }
        let outcomes = Outcome.allCases.map { outcome in
            Calibrations.fitOne(folds.map { $0.margins[outcome.rawValue] }, ages: ages) { fold, row in
                let target = Target(outcome)
                return (labels[fold].positive(target, row), Double(labels[fold].weight(target, row)))
            }
        }
        let unions = folds.map { fold in
            fold.margins[0].indices.map { row in
                Calibrations.unionMargin(Outcome.allCases.map { outcomes[$0.rawValue].probability(fold.margins[$0.rawValue][row]) })
            }
        }
        let any = Calibrations.fitOne(unions, ages: ages) { fold, row in
            let held = Outcome.allCases.map(Target.init).filter { labels[fold].positive($0, row) }
            return (!held.isEmpty, Double(held.map { labels[fold].weight($0, row) }.min() ?? 1))
        }
        return Calibrations(outcomes: outcomes, any: any)
    }

    private static func fitOne(
        _ margins: [[Double]], ages: [Double], label: (Int, Int) -> (positive: Bool, correction: Double)
    ) -> Calibration {
        var (all, labels, weights): ([Double], [Bool], [Double]) = ([], [], [])
        for fold in margins.indices {
            for row in margins[fold].indices {
                let (positive, correction) = label(fold, row)
                all.append(margins[fold][row])
                labels.append(positive)
                weights.append(ages[fold] * (positive ? correction : 1))
            }
        }
        return Calibration.fit(margins: all, labels: labels, weights: weights, prior: prior) ?? .identity
    }

    static func unionMargin(_ probabilities: [Double]) -> Double {
        Exponential.logit(1 - probabilities.reduce(1) { $0 * (1 - $1) })
    }

    /// The four probabilities and that of at least one, from the four margins.
    func probabilities(_ margins: [Double]) -> (outcomes: [Double], any: Double) {
        let outcomes = zip(self.outcomes, margins).map { $0.probability($1) }
        // At least one is never rarer than the likeliest of them.
        let any = max(any.probability(Calibrations.unionMargin(outcomes)), outcomes.max() ?? 0)
        return (outcomes, any)
    }
}
