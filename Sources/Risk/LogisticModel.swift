import Directives
import Foundation

/// A ridge-penalised logistic regression on standardised columns, with the directions of the features as bounds on the
/// coefficients.
package struct LogisticModel: Codable, Sendable, Hashable {
    package var intercept: Double
    /// On standardised columns; 0 for a column that never varies.
    package var coefficients: [Float]
    package var means: [Float]
    /// One divided by the standard deviation.
    package var scales: [Float]

    /// A value further out than this many standard deviations counts as this many: one odd record decides nothing.
    static let widest: Float = 8

    @inline(__always)
    func standardised(_ value: Float, _ column: Int) -> Float {
        min(max((value - means[column]) * scales[column], -LogisticModel.widest), LogisticModel.widest)
    }

    /// The margin (log-odds) of one row of raw (log-scaled) values.
    func margin(_ row: UnsafePointer<Float>) -> Double {
        var sum = intercept
        for column in 0..<coefficients.count { sum += Double(coefficients[column] * standardised(row[column], column)) }
        return sum
    }

    func margins(_ values: [Float], rows: Int) -> [Float] {
        let width = coefficients.count
        return values.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return [] }
            return (0..<rows).map { Float(margin(base + $0 * width)) }
        }
    }

    /// For each column of a row what it adds to the margin, against a member with average values; the rest is the intercept.
    func contributions(_ row: UnsafePointer<Float>) -> [Float] {
        (0..<coefficients.count).map { coefficients[$0] * standardised(row[$0], $0) }
    }
}

/// Columns brought to mean 0 and standard deviation 1, cut at eight deviations, in rows padded to a multiple of eight.
struct Standardised: Sendable {
    let rows: Int
    let width: Int
    let padded: Int
    let means: [Float]
    let scales: [Float]
    let values: [Float]

    init(_ raw: [Float], rows: Int, width: Int, weights: [Float]) {
        self.rows = rows
        self.width = width
        let padded = (width + 7) / 8 * 8
        self.padded = padded
        var sums = [Double](repeating: 0, count: width)
        var squares = [Double](repeating: 0, count: width)
        var total = 0.0
        for row in 0..<rows {
            let weight = Double(weights[row])
            total += weight
            for column in 0..<width {
                let value = Double(raw[row * width + column])
                sums[column] += weight * value
                squares[column] += weight * value * value
            }
        }
        var means = [Float](repeating: 0, count: width)
        var scales = [Float](repeating: 0, count: width)
        for column in 0..<width {
            let mean = sums[column] / max(total, 1)
            let variance = squares[column] / max(total, 1) - mean * mean
            means[column] = Float(mean)
            scales[column] = variance > 1e-7 ? Float(1 / variance.squareRoot()) : 0
        }
        self.means = means
        self.scales = scales
        values = [Float](unsafeUninitializedCapacity: rows * padded) { buffer, filled in
            buffer.initialize(repeating: 0)
            for row in 0..<rows {
                for column in 0..<width {
                    let value = (raw[row * width + column] - means[column]) * scales[column]
                    buffer[row * padded + column] = min(max(value, -LogisticModel.widest), LogisticModel.widest)
                }
            }
            filled = rows * padded
        }
    }
}
