import Casework
import Directives
import Foundation

/// How the models, and the simple rivals, did on past days: trained on what was known then, tested on what followed.
package struct Evaluation: Codable, Sendable, Hashable {
    package var rows: [Row]
    package var summaries: [Summary]
    /// The mean area under the curve, for "any", among members with under three years of service.
    package var newMembersAUROC: Double?

    package struct Row: Codable, Sendable, Hashable {
        /// The key of an outcome, or "any".
        package var outcome: String
        package var scorer: Scorer
        package var asOf: Day
        package var metrics: Metrics
        /// For a rule that says yes or no: whom it picks.
        package var picked: Picked?
    }

    package struct Picked: Codable, Sendable, Hashable {
        package var members: Int
        package var precision: Double
        package var recall: Double
    }

    /// The mean over the past days, with the standard error from their spread.
    package struct Summary: Codable, Sendable, Hashable {
        package var outcome: String
        package var scorer: Scorer
        package var days: Int
        package var positives: Int
        package var auroc: Mean?
        package var averagePrecision: Mean?
        package var top: [Metrics.Top]
        package var brier: Double?
        package var calibrationError: Double?
        package var calibrationSlope: Mean?
        package var picked: Picked?
    }

    package struct Mean: Codable, Sendable, Hashable {
        package var value: Double
        /// Nil with a single day.
        package var error: Double?

        init?(_ values: [Double]) {
            guard !values.isEmpty else { return nil }
            let mean = values.reduce(0, +) / Double(values.count)
            value = mean
            if values.count > 1 {
                let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
                error = (variance / Double(values.count)).squareRoot()
            }
        }
    }

    package enum Scorer: String, Codable, Sendable, CaseIterable {
        case used, logistic, trees, complaints24, threeComplaints, twoComplaints, threeIncidents

        package var title: String {
            switch self {
            case .used: "The average used, calibrated"
            case .logistic: "Logistic regression alone"
            case .trees: "Trees alone"
            case .complaints24: "Complaints in the last 24 months"
            case .threeComplaints: "Rule: 3 or more complaints in 12 months"
            case .twoComplaints: "Rule: 2 or more complaints in 12 months"
            case .threeIncidents: "Rule: 3 or more complaints or uses of force in 12 months"
            }
        }

        package var isRule: Bool { self == .threeComplaints || self == .twoComplaints || self == .threeIncidents }
        package var givesProbabilities: Bool { self == .used || self == .logistic || self == .trees }
    }

    package static let any = "any"
}

/// A past day with finished, calibrated scores: what the fairness report and the what-if grid are made from.
package struct ScoredFold: Sendable {
    package var asOf: Day
    package var members: [MemberID]
    /// Years of service, negative when not known.
    package var tenure: [Float]
    /// By outcome, then by row.
    package var probabilities: [[Double]]
    package var any: [Double]
    /// By outcome, then by row: what followed, as known on the run's day.
    package var happened: [[Bool]]
    package var happenedAny: [Bool]
    /// Whether the rule of the run would have raised the member.
    package var raised: [Bool]
}

extension Evaluation {
    /// Scores by the rival methods for one day, in the order of the matrix.
    static func rival(_ scorer: Scorer, _ matrix: FeatureMatrix) -> [Double] {
        func column(_ key: String) -> [Double] {
            guard let column = matrix.features.firstIndex(where: { $0.key == key }) else {
                return [Double](repeating: 0, count: matrix.count)
            }
            return (0..<matrix.count).map { expm1(Double(matrix.values[$0 * matrix.width + column])).rounded() }
        }
        switch scorer {
        case .complaints24: return column("complaints.all.24m")
        case .threeComplaints: return column("complaints.all.12m").map { $0 >= 3 ? 1 : 0 }
        case .twoComplaints: return column("complaints.all.12m").map { $0 >= 2 ? 1 : 0 }
        case .threeIncidents:
            return zip(column("complaints.all.12m"), column("force.all.12m")).map { $0 + $1 >= 3 ? 1 : 0 }
        case .used, .logistic, .trees: return []
        }
    }

    init(_ folds: [Fold], scored: [ScoredFold], panel: Panel) {
        var rows: [Row] = []
        for (fold, scores) in zip(folds, scored) where !fold.calibrationOnly {
            guard let matrix = panel.past(fold.day) else { continue }
            rows += Evaluation.rows(fold, scores, matrix)
        }
        self.rows = rows
        summaries = Evaluation.summaries(rows)
        newMembersAUROC = Evaluation.newMembers(zip(folds, scored).filter { !$0.0.calibrationOnly }.map(\.1))
    }

    private static func rows(_ fold: Fold, _ scores: ScoredFold, _ matrix: FeatureMatrix) -> [Row] {
        var rows: [Row] = []
        let labels = Outcome.allCases.map { ($0.key, scores.happened[$0.rawValue]) } + [(any, scores.happenedAny)]
        for scorer in Scorer.allCases {
            let rival = scorer.givesProbabilities ? [] : rival(scorer, matrix)
            for (position, (outcome, happened)) in labels.enumerated() {
                let values: [Double] =
                    switch scorer {
                    case .used: position < 4 ? scores.probabilities[position] : scores.any
                    case .logistic: alone(fold.logistic, position)
                    case .trees: alone(fold.trees, position)
                    default: rival
                    }
                var row = Row(
                    outcome: outcome, scorer: scorer, asOf: fold.day,
                    metrics: Metrics(scores: values, labels: happened, probabilities: scorer.givesProbabilities))
                if scorer.isRule { row.picked = picked(values, happened) }
                rows.append(row)
            }
        }
        return rows
    }

    /// One kind of model by itself, not calibrated; for "any" as if the four were independent.
    private static func alone(_ margins: [[Double]], _ position: Int) -> [Double] {
        if position < 4 { return margins[position].map(Exponential.sigmoid) }
        return margins[0].indices.map { row in 1 - margins.reduce(1) { $0 * (1 - Exponential.sigmoid($1[row])) } }
    }

    private static func picked(_ values: [Double], _ happened: [Bool]) -> Picked {
        let chosen = values.indices.filter { values[$0] > 0 }
        let hits = chosen.count { happened[$0] }
        let positives = happened.count { $0 }
        return Picked(
            members: chosen.count, precision: chosen.isEmpty ? 0 : Double(hits) / Double(chosen.count),
            recall: positives == 0 ? 0 : Double(hits) / Double(positives))
    }

    private static func summaries(_ rows: [Row]) -> [Summary] {
        var summaries: [Summary] = []
        for scorer in Scorer.allCases {
            for outcome in Outcome.allCases.map(\.key) + [any] {
                let group = rows.filter { $0.scorer == scorer && $0.outcome == outcome && $0.metrics.positives > 0 }
                if !group.isEmpty { summaries.append(summary(outcome, scorer, group)) }
            }
        }
        return summaries
    }

    private static func summary(_ outcome: String, _ scorer: Scorer, _ group: [Row]) -> Summary {
        func mean(_ value: (Metrics) -> Double?) -> Mean? { Mean(group.compactMap { value($0.metrics) }) }
        let count = Double(group.count)
        let top = Metrics.shares.indices.map { index in
            Metrics.Top(
                share: Metrics.shares[index], precision: group.reduce(0) { $0 + $1.metrics.top[index].precision } / count,
                recall: group.reduce(0) { $0 + $1.metrics.top[index].recall } / count)
        }
        let picks = group.compactMap(\.picked)
        let picked =
            picks.isEmpty
            ? nil
            : Picked(
                members: picks.reduce(0) { $0 + $1.members } / picks.count,
                precision: picks.reduce(0) { $0 + $1.precision } / Double(picks.count),
                recall: picks.reduce(0) { $0 + $1.recall } / Double(picks.count))
        return Summary(
            outcome: outcome, scorer: scorer, days: group.count, positives: group.reduce(0) { $0 + $1.metrics.positives },
            auroc: mean(\.auroc), averagePrecision: mean(\.averagePrecision), top: top, brier: mean(\.brier)?.value,
            calibrationError: mean(\.calibrationError)?.value, calibrationSlope: mean(\.calibrationSlope), picked: picked)
    }

    private static func newMembers(_ folds: [ScoredFold]) -> Double? {
        let areas = folds.compactMap { fold -> Double? in
            let rows = fold.tenure.indices.filter { fold.tenure[$0] >= 0 && fold.tenure[$0] < 3 }
            return Ranking(scores: rows.map { fold.any[$0] }, labels: rows.map { fold.happenedAny[$0] }).auroc()?.value
        }
        return Mean(areas)?.value
    }
}
