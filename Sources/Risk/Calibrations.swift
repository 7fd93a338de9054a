import Directives
import Foundation

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

    /// `labels[i]` are those of `folds[i]` as known before `day`. Without a fold the level is that of the training.
    static func fit(
        _ folds: [Fold], labels: [Labels], before day: Day, halfLifeYears: Double, baseRates: [Double]
    ) -> Calibrations {
        let ages = folds.map { exp2(-Double(day.days(since: $0.day)) / 365.25 / halfLifeYears) }
        let outcomes = Outcome.allCases.map { outcome in
            let target = Target(outcome)
            let weights = zip(ages, labels).map { $0 * $1.completeness(target) }
            let fallback = Calibration(slope: 1, intercept: Exponential.logit(baseRates[outcome.rawValue]))
            return Calibrations.fitOne(folds.map { $0.margins[outcome.rawValue] }, weights: weights, fallback: fallback) { fold, row in
                (labels[fold].positive(target, row), Double(labels[fold].weight(target, row)))
            }
        }
        let unions = folds.map { fold in
            fold.margins[0].indices.map { row in
                Calibrations.unionMargin(Outcome.allCases.map { outcomes[$0.rawValue].probability(fold.margins[$0.rawValue][row]) })
            }
        }
        let weights = zip(ages, labels).map { $0 * $1.completeness(.suspension) }
        let any = Calibrations.fitOne(unions, weights: weights, fallback: .identity) { fold, row in
            let held = Outcome.allCases.map(Target.init).filter { labels[fold].positive($0, row) }
            return (!held.isEmpty, Double(held.map { labels[fold].weight($0, row) }.min() ?? 1))
        }
        return Calibrations(outcomes: outcomes, any: any)
    }

    private static func fitOne(
        _ margins: [[Double]], weights foldWeights: [Double], fallback: Calibration,
        label: (Int, Int) -> (positive: Bool, correction: Double)
    ) -> Calibration {
        var (all, labels, weights): ([Double], [Bool], [Double]) = ([], [], [])
        for fold in margins.indices {
            for row in margins[fold].indices {
                let (positive, correction) = label(fold, row)
                all.append(margins[fold][row])
                labels.append(positive)
                weights.append(foldWeights[fold] * (positive ? correction : 1))
            }
        }
        return Calibration.fit(margins: all, labels: labels, weights: weights, prior: prior, start: fallback) ?? fallback
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
