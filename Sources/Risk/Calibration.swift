import Foundation

/// Turns a margin into a probability over the horizon: the logistic curve of slope × margin + intercept (Platt 1999).
/// The slope is never negative, so that a higher margin is never a lower probability.
package struct Calibration: Codable, Sendable, Hashable {
    package var slope: Double
    package var intercept: Double

    package static let identity = Calibration(slope: 1, intercept: 0)

    package func probability(_ margin: Double) -> Double { Exponential.sigmoid(slope * margin + intercept) }

    /// Weighted maximum likelihood by Newton's method; `prior` pulls the slope towards 1 with the strength of that much
    /// curvature. Nil where there is nothing to fit.
    static func fit(
        margins: [Double], labels: [Bool], weights: [Double]?, prior: Double, start: Calibration = .identity
    ) -> Calibration? {
        guard labels.contains(true), labels.contains(false) else { return nil }
        var (slope, intercept) = (1.0, start.intercept)
        for _ in 0..<50 {
            var (gs, gi) = (-prior * (slope - 1), 0.0)
            var (ss, si, ii) = (prior, 0.0, 0.0)
            for row in labels.indices {
                let weight = weights?[row] ?? 1
                let probability = Exponential.sigmoid(slope * margins[row] + intercept)
                let residual = weight * ((labels[row] ? 1 : 0) - probability)
                let curve = weight * probability * (1 - probability)
                gs += residual * margins[row]
                gi += residual
                ss += curve * margins[row] * margins[row]
                si += curve * margins[row]
                ii += curve
            }
            let determinant = ss * ii - si * si
            guard determinant > 1e-12 else { break }
            let stepSlope = (ii * gs - si * gi) / determinant
            let stepIntercept = (ss * gi - si * gs) / determinant
            let damping = min(1, 2 / max(abs(stepSlope), abs(stepIntercept), 1e-12))
            slope += damping * stepSlope
            intercept += damping * stepIntercept
            if abs(stepSlope) + abs(stepIntercept) < 1e-9 { break }
        }
        guard slope.isFinite, intercept.isFinite else { return nil }
        return Calibration(slope: max(0, slope), intercept: intercept)
    }
}
