import Directives
import Foundation

/// How long ago a record may lie to count, and with what weight.
enum Measure: UInt8, CaseIterable, Sendable {
    case m3, m6, m12, m24, m36, m60, m120, half1, half3, career

    var months: Int? {
        switch self {
        case .m3: 3
        case .m6: 6
        case .m12: 12
        case .m24: 24
        case .m36: 36
        case .m60: 60
        case .m120: 120
        case .half1, .half3, .career: nil
        }
    }

    var key: String {
        switch self {
        case .half1: "decay1"
        case .half3: "decay3"
        case .career: "career"
        default: "\(months ?? 0)m"
        }
    }

    var words: String {
        switch self {
        case .half1: "counting half after a year"
        case .half3: "counting half after three years"
        case .career: "whole career"
        case .m120: "last 10 years"
        case .m60: "last 5 years"
        default: "last \(months ?? 0) months"
        }
    }
}

/// The weight of each measure for a record of a given age, looked up by day.
struct AgeWeights {
    static let count = Measure.allCases.count
    private let asOf: Int32
    private let bounds: [Int32]
    private let half1: [Float]
    private let half3: [Float]

    init(asOf day: Day) {
        asOf = day.rawValue
        bounds = Measure.allCases.compactMap { $0.months.map { day.adding(months: -$0).rawValue } }
        half1 = AgeWeights.decay(halfLife: 365.25)
        half3 = AgeWeights.decay(halfLife: 3 * 365.25)
    }

    /// Beyond fifteen half-lives a record weighs nothing.
    private static func decay(halfLife: Double) -> [Float] {
        (0..<Int(15 * halfLife)).map { Float(exp2(-Double($0) / halfLife)) }
    }

    @inline(__always)
    func fill(_ weights: UnsafeMutablePointer<Float>, date: Day) {
        let raw = date.rawValue
        for index in 0..<7 { weights[index] = raw >= bounds[index] ? 1 : 0 }
        let age = Int(asOf) - Int(raw)
        weights[7] = age >= 0 && age < half1.count ? half1[age] : 0
        weights[8] = age >= 0 && age < half3.count ? half3[age] : 0
        weights[9] = 1
    }
}

/// Counts of records by class and measure. A record is of several classes at once (off duty, domestic, internal …);
/// its classes are the bits of a mask.
struct Tally: Sendable {
    struct Class: Sendable {
        var key: String
        var name: String
        var group: FeatureGroup
        var measures: [Measure]
        var direction: Int
        /// What one of them is worth; nil counts one each, otherwise the caller passes a size for this class.
        var unit: String

        init(
            _ key: String, _ name: String, _ group: FeatureGroup, _ measures: [Measure], direction: Int = 0, unit: String = "records"
        ) {
            self.key = key
            self.name = name
            self.group = group
            self.measures = measures
            self.direction = direction
            self.unit = unit
        }
    }

    let classes: [Class]
    /// First column of the tally within the row.
    let base: Int
    private let start: [Int32]
    private let measure: [UInt8]

    var width: Int { measure.count }

    init(_ classes: [Class], base: Int) {
        self.classes = classes
        self.base = base
        var start: [Int32] = [0]
        var measure: [UInt8] = []
        for entry in classes {
            measure += entry.measures.map(\.rawValue)
            start.append(Int32(measure.count))
        }
        self.start = start
        self.measure = measure
    }

    func features(prefix: String) -> [Feature] {
        classes.flatMap { entry in
            entry.measures.map { measure in
                Feature(
                    key: "\(prefix).\(entry.key).\(measure.key)", name: "\(entry.name), \(measure.words)", unit: entry.unit,
                    group: entry.group, direction: entry.direction, logScaled: true)
            }
        }
    }

    /// The column, within the row, of a class and measure; the caller knows that it is declared.
    func column(_ classIndex: Int, _ wanted: Measure) -> Int {
        let range = Int(start[classIndex])..<Int(start[classIndex + 1])
        let offset = range.first { measure[$0] == wanted.rawValue } ?? range.lowerBound
        return base + offset
    }

    @inline(__always)
    func add(mask: UInt64, weights: UnsafePointer<Float>, to row: UnsafeMutablePointer<Float>) {
        var rest = mask
        while rest != 0 {
            add(classIndex: rest.trailingZeroBitCount, times: 1, weights: weights, to: row)
            rest &= rest - 1
        }
    }

    @inline(__always)
    func add(classIndex: Int, times: Float, weights: UnsafePointer<Float>, to row: UnsafeMutablePointer<Float>) {
        measure.withUnsafeBufferPointer { measure in
            for column in Int(start[classIndex])..<Int(start[classIndex + 1]) {
                row[base + column] += times * weights[Int(measure[column])]
            }
        }
    }
}

enum Exponential {
    static func expm1(_ value: Float) -> Float { Float(Foundation.expm1(Double(value))) }
    static func log1p(_ value: Float) -> Float { Foundation.log1pf(value) }
    static func sigmoid(_ value: Double) -> Double { 1 / (1 + Foundation.exp(-value)) }
    /// log p for a positive, log(1 - p) for a negative, at a margin.
    static func logLikelihood(_ margin: Double, _ positive: Bool) -> Double {
        let signed = positive ? margin : -margin
        return signed > 0 ? -Foundation.log1p(Foundation.exp(-signed)) : signed - Foundation.log1p(Foundation.exp(signed))
    }
    static func logit(_ value: Double) -> Double {
        let bounded = min(max(value, 1e-9), 1 - 1e-9)
        return Foundation.log(bounded / (1 - bounded))
    }
}
