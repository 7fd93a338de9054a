import Casework
import Directives
import Foundation

/// The rows a set of models is trained on: members as of past days whose windows had ended, with labels as known before
/// `knownBefore`. All with an outcome are kept, and one in a few of the rest, which then counts for as many.
struct TrainingSet: Sendable {
    let knownBefore: Day
    let width: Int
    private(set) var values: [Float] = []
    private(set) var bits: [UInt8] = []
    private(set) var rowWeights: [Float] = []
    private(set) var corrections: [[Float]]

    /// In training no positive counts for more than this many; the level is set later, by the calibration.
    private static let heaviest: Float = 4

    var count: Int { bits.count }

    init(_ panel: Panel, _ ledger: Ledger, _ index: LedgerIndex, knownBefore: Day, settings: RunSettings) {
        self.knownBefore = knownBefore
        width = panel.features.count
        corrections = Target.allCases.map { _ in [] }
        let rows = panel.plan.training(before: knownBefore).reduce(0) { $0 + panel.past[$1].count }
        values.reserveCapacity(width * rows * 2 / max(2, settings.keepOneIn))
        let delays = ClosingDelays(ledger, knownBefore: knownBefore)
        for position in panel.plan.training(before: knownBefore) {
            let matrix = panel.past[position]
            let labels = Labels(
                ledger, index, members: matrix.members, start: matrix.asOf, months: panel.plan.horizonMonths,
                knownBefore: knownBefore, delays: delays)
            let years = Double(knownBefore.days(since: matrix.asOf)) / 365.25
            let age = Float(exp2(-years / settings.rowHalfLifeYears))
            append(matrix, labels, ledger, age: age, settings: settings)
        }
    }

    private mutating func append(
        _ matrix: FeatureMatrix, _ labels: Labels, _ ledger: Ledger, age: Float, settings: RunSettings
    ) {
        let keepOneIn = max(1, settings.keepOneIn)
        for row in 0..<matrix.count {
            let outcome = labels.bits[row] & Labels.outcomeBits != 0
            let id = ledger.members[Int(matrix.members[row])].id.rawValue
            guard outcome || TrainingSet.mix(id, matrix.asOf, settings.seed) % UInt64(keepOneIn) == 0 else { continue }
            values += matrix.values[(row * width)..<((row + 1) * width)]
            bits.append(labels.bits[row])
            rowWeights.append(age * (outcome ? 1 : Float(keepOneIn)))
            for target in Target.allCases { corrections[target.rawValue].append(min(TrainingSet.heaviest, labels.weight(target, row))) }
        }
    }

    mutating func dropValues() { values = [] }

    /// A number that looks random but depends on nothing else (the finaliser of SplitMix64).
    private static func mix(_ id: Int64, _ day: Day, _ seed: Int) -> UInt64 {
        var value = UInt64(bitPattern: id) &* 0x9E37_79B9_7F4A_7C15
        value ^= UInt64(UInt32(bitPattern: day.rawValue)) &* 0xBF58_476D_1CE4_E5B9
        value ^= UInt64(bitPattern: Int64(seed)) &* 0x94D0_49BB_1331_11EB
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// Label, weight and base rate for one target.
    func examples(_ target: Target) -> (labels: [Bool], weights: [Float], positives: Int, baseRate: Double) {
        let bit = UInt8(1 << target.rawValue)
        let labels = bits.map { $0 & bit != 0 }
        var weights = rowWeights
        var positiveSum = 0.0
        var total = 0.0
        for row in 0..<count {
            if labels[row] {
                weights[row] *= corrections[target.rawValue][row]
                positiveSum += Double(weights[row])
            }
            total += Double(weights[row])
        }
        return (labels, weights, labels.count { $0 }, total > 0 ? positiveSum / total : 0)
    }
}
