import Directives
import Foundation

/// Boosted shallow trees, kept as the bytes of the library's own format.
package struct TreeModel: Codable, Sendable, Hashable {
    package var bytes: Data

    init(bytes: Data) { self.bytes = bytes }

    /// The library's parameters. `direction` forbids a tree to push the wrong way.
    static func parameters(_ settings: TreeSettings, seed: Int, features: [Feature], baseRate: Double) -> [(String, String)] {
        [
            ("verbosity", "0"), ("nthread", "1"), ("seed", String(seed)), ("tree_method", "hist"),
            ("objective", "binary:logistic"), ("max_depth", String(settings.depth)), ("eta", String(settings.eta)),
            ("min_child_weight", String(settings.minChildWeight)), ("lambda", String(settings.lambda)),
            ("subsample", String(settings.rowShare)), ("colsample_bytree", String(settings.columnShare)),
            ("max_bin", String(settings.maxBins)), ("base_score", String(min(max(baseRate, 1e-6), 0.5))),
            ("monotone_constraints", "(" + features.map { String($0.direction) }.joined(separator: ",") + ")"),
        ]
    }

    /// `matrix` carries labels and weights already.
    static func train(
        _ matrix: XGMatrix, features: [Feature], settings: TreeSettings, seed: Int, baseRate: Double
    ) throws(RiskError) -> TreeModel {
        let booster = try XGBooster.train(
            matrix, parameters(settings, seed: seed, features: features, baseRate: baseRate), rounds: settings.rounds)
        return TreeModel(bytes: try booster.bytes())
    }

    func margins(_ matrix: XGMatrix) throws(RiskError) -> [Float] { try XGBooster.load(bytes).margins(matrix) }

    func contributions(_ matrix: XGMatrix) throws(RiskError) -> [Float] { try XGBooster.load(bytes).contributions(matrix) }
}
