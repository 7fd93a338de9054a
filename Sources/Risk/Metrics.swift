import Foundation

/// How well scores rank, and how well probabilities fit, the outcomes that followed.
package struct Metrics: Codable, Sendable, Hashable {
    package var members: Int
    package var positives: Int
    package var auroc: Double?
    /// Standard error of DeLong, DeLong and Clarke-Pearson (1988).
    package var aurocError: Double?
    package var averagePrecision: Double?
    package var top: [Top]
    /// Only for probabilities.
    package var brier: Double?
    package var calibrationError: Double?
    package var calibrationSlope: Double?
    package var meanPredicted: Double?

    package struct Top: Codable, Sendable, Hashable {
        package var share: Double
        package var precision: Double
        package var recall: Double
    }

    package static let shares = [0.01, 0.02, 0.05, 0.1]

    package init(scores: [Double], labels: [Bool], probabilities: Bool) {
        members = labels.count
        positives = labels.count { $0 }
        let ranking = Ranking(scores: scores, labels: labels)
        let area = ranking.auroc()
        auroc = area?.value
        aurocError = area?.error
        averagePrecision = ranking.averagePrecision()
        top = positives == 0 ? [] : Metrics.shares.map { ranking.top($0) }
        if probabilities, !labels.isEmpty {
            brier = zip(scores, labels).reduce(0) { $0 + ($1.0 - ($1.1 ? 1 : 0)) * ($1.0 - ($1.1 ? 1 : 0)) } / Double(labels.count)
            calibrationError = Metrics.expectedCalibrationError(scores, labels)
            calibrationSlope =
                positives >= 5
                ? Calibration.fit(margins: scores.map(Exponential.logit), labels: labels, weights: nil, prior: 0)?.slope : nil
            meanPredicted = scores.reduce(0, +) / Double(labels.count)
        }
    }

    /// Ten groups of equal size by score; the mean distance between predicted and observed, weighted by size.
    static func expectedCalibrationError(_ scores: [Double], _ labels: [Bool]) -> Double {
        let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
        let groups = min(10, order.count)
        var error = 0.0
        for group in 0..<groups {
            let slice = order[(group * order.count / groups)..<((group + 1) * order.count / groups)]
            let predicted = slice.reduce(0) { $0 + scores[$1] }
            let observed = slice.reduce(0.0) { $0 + (labels[$1] ? 1 : 0) }
            error += abs(predicted - observed)
        }
        return error / Double(max(1, order.count))
    }
}

/// Scores in descending order, ties kept together.
struct Ranking {
    private let scores: [Double]
    private let labels: [Bool]
    private let order: [Int]
    private let positives: Int

    init(scores: [Double], labels: [Bool]) {
        self.scores = scores
        self.labels = labels
        positives = labels.count { $0 }
        order = scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
    }

    /// Runs of equal scores as (members, positives), from the highest.
    private func runs() -> [(members: Int, positives: Int)] {
        var runs: [(members: Int, positives: Int)] = []
        var position = 0
        while position < order.count {
            let score = scores[order[position]]
            var run = (members: 0, positives: 0)
            while position < order.count, scores[order[position]] == score {
                run.members += 1
                if labels[order[position]] { run.positives += 1 }
                position += 1
            }
            runs.append(run)
        }
        return runs
    }

    /// The chance that a member with the outcome scores higher than one without, ties counting half, and its standard
    /// error from the spread of each member's own placement.
    func auroc() -> (value: Double, error: Double)? {
        let negatives = labels.count - positives
        guard positives > 0, negatives > 0 else { return nil }
        let (m, n) = (Double(positives), Double(negatives))
        var above = (positives: 0.0, negatives: 0.0)
        var sum = 0.0
        var squaresOfPositives = 0.0
        var squaresOfNegatives = 0.0
        for run in runs() {
            let (p, q) = (Double(run.positives), Double(run.members - run.positives))
            // Share of negatives below a positive of this run; share of positives above a negative of it.
            let forPositive = (n - above.negatives - q / 2) / n
            let forNegative = (above.positives + p / 2) / m
            sum += p * forPositive
            squaresOfPositives += p * forPositive * forPositive
            squaresOfNegatives += q * forNegative * forNegative
            above.positives += p
            above.negatives += q
        }
        let area = sum / m
        let spread = { (squares: Double, count: Double) in
            count > 1 ? max(0, squares - count * area * area) / (count - 1) / count : 0
        }
        return (area, (spread(squaresOfPositives, m) + spread(squaresOfNegatives, n)).squareRoot())
    }

    /// Mean precision at each recall step; a run of equal scores is one step.
    func averagePrecision() -> Double? {
        guard positives > 0 else { return nil }
        var (members, found, sum) = (0.0, 0.0, 0.0)
        for run in runs() {
            members += Double(run.members)
            found += Double(run.positives)
            sum += Double(run.positives) * found / members
        }
        return sum / Double(positives)
    }

    /// Precision and recall among the highest-scoring share; a run of equal scores at the line counts in part.
    func top(_ share: Double) -> Metrics.Top {
        let wanted = max(1, (share * Double(order.count)).rounded(.down))
        var (members, found) = (0.0, 0.0)
        for run in runs() {
            let taken = min(Double(run.members), wanted - members)
            found += Double(run.positives) * taken / Double(run.members)
            members += taken
            if members >= wanted { break }
        }
        return Metrics.Top(share: share, precision: found / wanted, recall: positives > 0 ? found / Double(positives) : 0)
    }
}
