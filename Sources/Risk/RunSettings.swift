import Directives

/// Everything a run can be told. It is stored with the run: the same ledger and the same settings give the same bits.
package struct RunSettings: Codable, Sendable, Hashable {
    package var seed: Int
    /// The length of the window an outcome may fall in, in months.
    package var horizonMonths: Int
    package var raise: RaiseRule
    /// No training day lies before this one. The codes of duty status are unreliable in older records.
    package var earliestTrainingDay: Day
    /// A training day needs this many months of complaints before it.
    package var historyMonths: Int
    /// Training days lie this many months apart; when there would be fewer than `fewestDays`, half and then a quarter of it.
    package var stepMonths: Int
    package var fewestDays: Int
    /// How many past days the evaluation shows, and how many earlier ones only serve to calibrate those.
    package var folds: Int
    package var calibrationFolds: Int
    /// Of the members without any outcome, one in this many is kept for training, with this weight.
    package var keepOneIn: Int
    /// A training day this many years older counts half.
    package var rowHalfLifeYears: Double
    /// The same for the past days a calibration is fitted on.
    package var calibrationHalfLifeYears: Double
    /// An outcome with fewer positives than this in training is not modelled: each member gets the base rate.
    package var fewestPositives: Int
    /// A kind of record counts when its first one is this much older than the first training day.
    package var coverageMonths: Int
    package var logistic: LogisticSettings
    package var trees: TreeSettings

    package static let standard = RunSettings(
        seed: 20_04, horizonMonths: 24, raise: .standard, earliestTrainingDay: Day(2006, 1, 1) ?? Day(rawValue: 0),
        historyMonths: 12, stepMonths: 12, fewestDays: 4, folds: 5, calibrationFolds: 2, keepOneIn: 4,
        rowHalfLifeYears: 8, calibrationHalfLifeYears: 1, fewestPositives: 20, coverageMonths: 60,
        logistic: .standard, trees: .standard)
}

package struct LogisticSettings: Codable, Sendable, Hashable {
    /// The ridge penalty on the standardised coefficients.
    package var ridge: Double
    package var iterations: Int
    package static let standard = LogisticSettings(ridge: 3000, iterations: 12)
}

package struct TreeSettings: Codable, Sendable, Hashable {
    package var rounds: Int
    package var depth: Int
    package var eta: Double
    package var minChildWeight: Double
    package var lambda: Double
    package var maxBins: Int
    /// Of the rows, and of the columns, the share each tree sees; drawn by the seed.
    package var rowShare: Double
    package var columnShare: Double
    package static let standard = TreeSettings(
        rounds: 100, depth: 3, eta: 0.05, minChildWeight: 10, lambda: 10, maxBins: 64, rowShare: 0.5, columnShare: 0.3)
}
