import Directives
import Foundation

/// The two models of one target, with what they were trained on.
package struct TargetModel: Codable, Sendable, Hashable {
    /// `Target.rawValue`.
    var target: Int
    package var positives: Int
    /// The share with the outcome in training, corrected for complaints not yet closed.
    package var baseRate: Double
    package var logistic: LogisticModel?
    package var trees: TreeModel?
}

/// Which models are averaged, and with what weight, into the margin of an outcome.
struct Blend {
    struct Part {
        var target: Target
        var kind: Kind
        var weight: Double
    }
    enum Kind: String, CaseIterable, Codable, Sendable { case logistic, trees }

    /// What each outcome leans on. The logistic model and the trees count alike. The outcomes are rare and go together, so
    /// each borrows a part from its neighbours; a sustained force complaint, of which there are a few dozen a year, leans
    /// as much on any complaint of excessive force as on itself.
    static func shares(of outcome: Outcome) -> [(target: Target, share: Double)] {
        switch outcome {
        case .sustainedForce: [(.sustainedForce, 0.4), (.anyForce, 0.4), (.suspension, 0.1), (.offDuty, 0.1)]
        case .suspension: [(.suspension, 0.7), (.offDuty, 0.3)]
        case .offDuty: [(.offDuty, 0.7), (.domesticOrSubstance, 0.2), (.suspension, 0.1)]
        case .domesticOrSubstance: [(.domesticOrSubstance, 0.6), (.offDuty, 0.3), (.suspension, 0.1)]
        }
    }

    /// The parts that were trained, with weights that sum to 1. Without a model of its own an outcome has none and every
    /// member gets its base rate.
    static func parts(of outcome: Outcome, models: [TargetModel], only: Kind? = nil) -> [Part] {
        guard models[Target(outcome).rawValue].logistic != nil else { return [] }
        var parts: [Part] = []
        for (target, share) in shares(of: outcome) {
            let model = models[target.rawValue]
            var kinds: [Kind] = []
            if model.logistic != nil, only != .trees { kinds.append(.logistic) }
            if model.trees != nil, only != .logistic { kinds.append(.trees) }
            for kind in kinds { parts.append(Part(target: target, kind: kind, weight: share / Double(kinds.count))) }
        }
        let total = parts.reduce(0) { $0 + $1.weight }
        return parts.map { Part(target: $0.target, kind: $0.kind, weight: $0.weight / total) }
    }
}

/// The models of all targets, trained on what was known before one day.
package struct OutcomeModels: Codable, Sendable, Hashable {
    package var knownBefore: Day
    package var features: [Feature]
    package var models: [TargetModel]

    /// Trains every target that has enough positives; trees need five times as many.
    static func train(
        _ given: consuming TrainingSet, features: [Feature], settings: RunSettings
    ) throws(RiskError) -> OutcomeModels {
        var set = given
        guard set.count > 0 else { return OutcomeModels.untrained(set.knownBefore, features) }
        let standardised = Standardised(set.values, rows: set.count, width: set.width, weights: set.rowWeights)
        let matrix = try XGMatrix.make(set.values, rows: set.count, features: features)
        // Both have copies of their own; this one is tens of megabytes.
        set.dropValues()
        let directions = features.map(\.direction)
        var models: [TargetModel] = []
        for target in Target.allCases {
            let examples = set.examples(target)
            var model = TargetModel(target: target.rawValue, positives: examples.positives, baseRate: examples.baseRate)
            if examples.positives >= settings.fewestPositives, examples.positives < set.count {
                model.logistic = LogisticFit(matrix: standardised, directions: directions, settings: settings.logistic)
                    .fit(labels: examples.labels, weights: examples.weights, baseRate: examples.baseRate)
            }
            if examples.positives >= 5 * settings.fewestPositives, examples.positives < set.count {
                try matrix.set("label", examples.labels.map { $0 ? 1 : 0 })
                try matrix.set("weight", examples.weights)
                model.trees = try TreeModel.train(
                    matrix, features: features, settings: settings.trees, seed: settings.seed, baseRate: examples.baseRate)
            }
            models.append(model)
        }
        return OutcomeModels(knownBefore: set.knownBefore, features: features, models: models)
    }

    /// What is left where no member was active on any training day.
    private static func untrained(_ day: Day, _ features: [Feature]) -> OutcomeModels {
        let models = Target.allCases.map { TargetModel(target: $0.rawValue, positives: 0, baseRate: 0, logistic: nil, trees: nil) }
        return OutcomeModels(knownBefore: day, features: features, models: models)
    }

    /// The margins of every model for every row, relative to the base rate it was trained at.
    func margins(_ values: [Float], rows: Int) throws(RiskError) -> Margins {
        var margins = Margins(rows: rows)
        guard rows > 0 else { return margins }
        let matrix = try XGMatrix.make(values, rows: rows, features: features)
        for model in models {
            let base = Float(Exponential.logit(model.baseRate))
            if let logistic = model.logistic {
                margins.logistic[model.target] = logistic.margins(values, rows: rows).map { $0 - base }
            }
            if let trees = model.trees { margins.trees[model.target] = try trees.margins(matrix).map { $0 - base } }
        }
        return margins
    }

    /// The blended margin of an outcome: log-odds relative to the base rate in training.
    func blended(_ outcome: Outcome, _ margins: Margins, only: Blend.Kind? = nil) -> [Double] {
        var sums = [Double](repeating: 0, count: margins.rows)
        for part in Blend.parts(of: outcome, models: models, only: only) {
            let column = part.kind == .logistic ? margins.logistic[part.target.rawValue] : margins.trees[part.target.rawValue]
            for row in 0..<margins.rows { sums[row] += part.weight * Double(column[row]) }
        }
        return sums
    }
}

extension OutcomeModels {
    /// The base rate of an outcome in training; a trace where there was none.
    func baseRate(_ outcome: Outcome) -> Double { max(models[Target(outcome).rawValue].baseRate, 1e-5) }

    /// Where the margins of a whole force stand: taken off, the odds they stand for are 1 on average. The level is then set
    /// by what followed on past days and not by how complete the training labels were.
    static func centre(_ margins: [Double]) -> Double {
        guard !margins.isEmpty else { return 0 }
        return Foundation.log(margins.reduce(0) { $0 + Foundation.exp($1) } / Double(margins.count))
    }
}

/// One column for each target; empty where there is no such model.
struct Margins: Sendable {
    let rows: Int
    var logistic: [[Float]] = Target.allCases.map { _ in [] }
    var trees: [[Float]] = Target.allCases.map { _ in [] }
}

extension XGMatrix {
    /// Most counts are zero, and the library is much faster when it need not store them: zero goes in as "missing". A tree
    /// may send the missing either way, which would get round a constraint of direction; so constrained columns are
    /// lifted by one and are never missing.
    static func make(_ values: [Float], rows: Int, features: [Feature]) throws(RiskError) -> XGMatrix {
        let width = features.count
        let constrained = features.indices.filter { features[$0].direction != 0 }
        var lifted = values
        lifted.withUnsafeMutableBufferPointer { lifted in
            for row in 0..<rows {
                for column in constrained { lifted[row * width + column] += 1 }
            }
        }
        // A typed throw through `withUnsafeBufferPointer` keeps its type.
        return try lifted.withUnsafeBufferPointer { (buffer) throws(RiskError) -> XGMatrix in
            try XGMatrix(buffer, rows: rows, columns: width)
        }
    }
}
