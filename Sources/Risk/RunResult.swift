import Casework
import Directives
import Foundation

/// What one member was given: a calibrated probability of each outcome over the horizon, and of at least one.
package struct MemberScore: Codable, Sendable, Hashable {
    package var member: MemberID
    package var sourceID: String
    /// In the order of `Outcome.allCases`.
    package var probabilities: [Double]
    /// 1 for the highest probability of each outcome; ties by member.
    package var ranks: [Int]
    package var any: Double
    /// Key of the unit, where known.
    package var unit: String?
    /// Years of service, where known.
    package var tenure: Double?
}

/// One outcome in the force as a whole.
package struct OutcomeSummary: Codable, Sendable, Hashable {
    package var outcome: Outcome
    /// The mean of the calibrated probabilities: the share of members expected to have it within the horizon.
    package var baseRate: Double
    package var trainingPositives: Int
    package var calibration: Calibration
    /// What was done where there were too few positives for a model.
    package var note: String?
}

package struct StageTime: Codable, Sendable, Hashable {
    package var stage: String
    package var seconds: Double
}

/// The models of a run with their calibrations: enough to score the same rows again.
package struct RunModels: Codable, Sendable, Hashable {
    package var models: OutcomeModels
    package var calibrations: Calibrations
    /// By outcome, where the margins of the force stood on the day of the run.
    package var centres: [Double]

    init(models: OutcomeModels, calibrations: Calibrations, present: FeatureMatrix) throws(RiskError) {
        self.models = models
        self.calibrations = calibrations
        let margins = try models.margins(present.values, rows: present.count)
        centres = Outcome.allCases.map { OutcomeModels.centre(models.blended($0, margins)) }
    }

    package func encoded() throws -> Data {
        let encoder = PropertyListEncoder()
        encoder.outputFormat = .binary
        return try encoder.encode(self)
    }

    package static func decoded(_ data: Data) throws(RiskError) -> RunModels {
        do {
            return try PropertyListDecoder().decode(RunModels.self, from: data)
        } catch {
            throw .unreadableModel("it is not a model of this program, or it is damaged.")
        }
    }

    /// The probabilities of every row: by outcome, and of at least one.
    package func probabilities(_ matrix: FeatureMatrix) throws(RiskError) -> (outcomes: [[Double]], any: [Double]) {
        guard matrix.features == models.features else { throw .unreadableModel("it was trained on other features.") }
        let margins = try models.margins(matrix.values, rows: matrix.count)
        return calibrations.apply(
            Outcome.allCases.map { outcome in models.blended(outcome, margins).map { $0 - centres[outcome.rawValue] } })
    }
}

/// Everything a month produced.
package struct RunResult: Sendable {
    package var asOf: Day
    package var settings: RunSettings
    package var features: [Feature]
    package var trainingDays: [Day]
    package var evaluationDays: [Day]
    package var outcomes: [OutcomeSummary]
    package var models: RunModels
    /// Every active member, ascending by member.
    package var scores: [MemberScore]
    /// Those the rule raises, the highest ratio first.
    package var raised: [RaisedMember]
    package var evaluation: Evaluation
    package var whatIf: WhatIf
    /// Past days with finished scores, for the fairness report.
    package var folds: [ScoredFold]
    package var counts: Counts
    package var warnings: [String]
    package var timings: [StageTime]
    /// SHA-256 over the bits of all probabilities and the ids they belong to.
    package var digest: String

    package struct Counts: Codable, Sendable, Hashable {
        package var members: Int
        package var active: Int
        package var complaints: Int
        package var forces: Int
        package var otherRecords: Int
        package var trainingRows: Int
        package var raised: Int
    }
}
