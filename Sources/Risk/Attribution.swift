import Directives
import Foundation

/// What each feature added to a member's calibrated log-odds of an outcome, from the models' own additive contributions:
/// coefficient × standardised value for the regression, TreeSHAP for the trees. The columns and the base sum to the
/// log-odds.
struct Attribution: Sendable {
    let rows: Int
    let width: Int
    /// Row by row.
    let columns: [Double]
    /// The log-odds of a member about whom nothing speaks either way.
    let base: Double

    init(_ run: RunModels, _ outcome: Outcome, values: [Float], rows: Int) throws(RiskError) {
        let models = run.models
        let calibration = run.calibrations.outcomes[outcome.rawValue]
        self.rows = rows
        width = models.features.count
        var sums = [Double](repeating: 0, count: rows * width)
        var base = -run.centres[outcome.rawValue]
        let matrix = try XGMatrix.make(values, rows: rows, features: models.features)
        for part in Blend.parts(of: outcome, models: models.models) {
            let model = models.models[part.target.rawValue]
            let own = Exponential.logit(model.baseRate)
            if part.kind == .logistic, let logistic = model.logistic {
                base += part.weight * (logistic.intercept - own)
                Attribution.add(logistic, values, rows: rows, weight: part.weight, to: &sums)
            }
            if part.kind == .trees, let trees = model.trees {
                let shap = try trees.contributions(matrix)
                // The last column is the bias, the same in each row.
                if rows > 0 { base += part.weight * (Double(shap[width]) - own) }
                for row in 0..<rows {
                    for column in 0..<width {
                        sums[row * width + column] += part.weight * Double(shap[row * (width + 1) + column])
                    }
                }
            }
        }
        columns = sums.map { $0 * calibration.slope }
        self.base = calibration.slope * base + calibration.intercept
    }

    private static func add(
        _ logistic: LogisticModel, _ values: [Float], rows: Int, weight: Double, to sums: inout [Double]
    ) {
        let width = logistic.coefficients.count
        values.withUnsafeBufferPointer { buffer in
            guard let first = buffer.baseAddress else { return }
            for row in 0..<rows {
                let contributions = logistic.contributions(first + row * width)
                for column in 0..<width { sums[row * width + column] += weight * Double(contributions[column]) }
            }
        }
    }

    /// The contributions of one row summed by group, in the order in which the groups first appear.
    func byGroup(_ row: Int, features: [Feature]) -> [(group: FeatureGroup, logOdds: Double)] {
        var order: [FeatureGroup] = []
        var sums: [FeatureGroup: Double] = [:]
        for column in 0..<width {
            let group = features[column].group
            if sums[group] == nil { order.append(group) }
            sums[group, default: 0] += columns[row * width + column]
        }
        return order.map { ($0, sums[$0] ?? 0) }
    }
}
