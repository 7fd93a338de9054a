import Directives
import Foundation

/// Fits a `LogisticModel`: Newton's method, each quadratic step solved by coordinate descent within the bounds that the
/// features' directions put on the coefficients. The gradient is exact in every step; the curvature is taken from every
/// fourth row and only in some of the steps, which changes the path and not the end.
struct LogisticFit {
    let matrix: Standardised
    let directions: [Int]
    let settings: LogisticSettings

    private static let curvatureSteps: Set<Int> = [0, 1, 2, 4, 7]
    private static let curvatureRows = 4

    func fit(labels: [Bool], weights: [Float], baseRate: Double) -> LogisticModel {
        let examples = Examples(labels: labels, weights: weights)
        var point = Point(beta: [Double](repeating: 0, count: matrix.width), intercept: Exponential.logit(baseRate))
        var here = evaluate(point, examples)
        var curvature: [Double] = []
        for step in 0..<settings.iterations {
            if LogisticFit.curvatureSteps.contains(step) { curvature = hessian(here.curve) }
            guard let (next, there) = descend(from: point, here, curvature, examples) else { break }
            let gain = there.objective - here.objective
            (point, here) = (next, there)
            if gain < 1e-4 * settings.ridge { break }
        }
        return LogisticModel(
            intercept: point.intercept, coefficients: point.beta.map(Float.init), means: matrix.means, scales: matrix.scales)
    }

    private struct Examples {
        var labels: [Bool]
        var weights: [Float]
    }

    private struct Point {
        var beta: [Double]
        var intercept: Double

        func part(_ share: Double, of other: Point) -> Point {
            Point(
                beta: zip(beta, other.beta).map { $0 + share * ($1 - $0) },
                intercept: intercept + share * (other.intercept - intercept))
        }
    }

    /// What is known at a point: the penalised log-likelihood, its gradient without the penalty (the intercept last), the
    /// curvature weight of each row.
    private struct Evaluated {
        var objective: Double
        var gradient: [Double]
        var curve: [Float]
    }

    /// One Newton step within the bounds, halved until it is an improvement.
    private func descend(
        from point: Point, _ here: Evaluated, _ curvature: [Double], _ examples: Examples
    ) -> (Point, Evaluated)? {
        let target = solve(curvature, here.gradient, from: point)
        var share = 1.0
        for _ in 0..<6 {
            let next = point.part(share, of: target)
            let there = evaluate(next, examples)
            if there.objective > here.objective { return (next, there) }
            share /= 2
        }
        return nil
    }

    // MARK: The pieces of a step

    private func evaluate(_ point: Point, _ examples: Examples) -> Evaluated {
        let lanes = matrix.padded / 8
        var coefficients = [SIMD8<Float>](repeating: .zero, count: lanes)
        for column in 0..<matrix.width { coefficients[column / 8][column % 8] = Float(point.beta[column]) }
        var sums = [SIMD8<Double>](repeating: .zero, count: lanes)
        var block = [SIMD8<Float>](repeating: .zero, count: lanes)
        var interceptSum = 0.0
        var likelihood = 0.0
        var curve = [Float](repeating: 0, count: matrix.rows)
        matrix.values.withUnsafeBytes { raw in
            let values = raw.bindMemory(to: SIMD8<Float>.self)
            for row in 0..<matrix.rows {
                let base = row * lanes
                var dot = SIMD8<Float>.zero
                for lane in 0..<lanes { dot += values[base + lane] * coefficients[lane] }
                let margin = point.intercept + Double(dot.sum())
                let probability = Exponential.sigmoid(margin)
                let weight = Double(examples.weights[row])
                let residual = weight * ((examples.labels[row] ? 1 : 0) - probability)
                likelihood += weight * Exponential.logLikelihood(margin, examples.labels[row])
                curve[row] = Float(weight * probability * (1 - probability))
                interceptSum += residual
                let spread = SIMD8<Float>(repeating: Float(residual))
                for lane in 0..<lanes { block[lane] += spread * values[base + lane] }
                // Short sums in single precision, long ones in double.
                if row % 256 == 255 || row == matrix.rows - 1 {
                    for lane in 0..<lanes {
                        sums[lane] += SIMD8<Double>(block[lane])
                        block[lane] = .zero
                    }
                }
            }
        }
        var gradient = [Double](repeating: 0, count: matrix.width + 1)
        for column in 0..<matrix.width { gradient[column] = sums[column / 8][column % 8] }
        gradient[matrix.width] = interceptSum
        let penalty = settings.ridge / 2 * point.beta.reduce(0) { $0 + $1 * $1 }
        return Evaluated(objective: likelihood - penalty, gradient: gradient, curve: curve)
    }

    /// X'WX over every fourth row, with the intercept as last column.
    private func hessian(_ curve: [Float]) -> [Double] {
        let width = matrix.width
        let padded = matrix.padded
        let lanes = padded / 8
        var gram = [SIMD8<Float>](repeating: .zero, count: padded * lanes)
        var cross = [Double](repeating: 0, count: width)
        var total = 0.0
        var used = 0.0
        for row in 0..<matrix.rows { total += Double(curve[row]) }
        matrix.values.withUnsafeBytes { raw in
            let values = raw.bindMemory(to: SIMD8<Float>.self)
            let scalars = raw.bindMemory(to: Float.self)
            gram.withUnsafeMutableBufferPointer { gram in
                // Four rows at a time, so that each cell of the product is loaded once for four updates.
                var row = 0
                let step = LogisticFit.curvatureRows
                while row < matrix.rows {
                    let rows = (0..<4).map { row + $0 * step }
                    let curves = rows.map { $0 < matrix.rows ? curve[$0] : 0 }
                    let safe = rows.map { $0 < matrix.rows ? $0 : 0 }
                    used += Double(curves[0]) + Double(curves[1]) + Double(curves[2]) + Double(curves[3])
                    let (r0, r1, r2, r3) = (safe[0] * padded, safe[1] * padded, safe[2] * padded, safe[3] * padded)
                    for column in 0..<width {
                        let (c0, c1) = (scalars[r0 + column] * curves[0], scalars[r1 + column] * curves[1])
                        let (c2, c3) = (scalars[r2 + column] * curves[2], scalars[r3 + column] * curves[3])
                        cross[column] += Double(c0 + c1 + c2 + c3)
                        let first = column / 8
                        let target = column * lanes
                        for lane in first..<lanes {
                            gram[target + lane] +=
                                c0 * values[r0 / 8 + lane] + c1 * values[r1 / 8 + lane] + c2 * values[r2 / 8 + lane]
                                + c3 * values[r3 / 8 + lane]
                        }
                    }
                    row += 4 * step
                }
            }
        }
        // Scaled up to all rows.
        let scale = used > 0 ? total / used : 0
        let size = width + 1
        var full = [Double](repeating: 0, count: size * size)
        for left in 0..<width {
            for right in left..<width {
                let value = Double(gram[left * lanes + right / 8][right % 8]) * scale
                full[left * size + right] = value
                full[right * size + left] = value
            }
            full[left * size + width] = cross[left] * scale
            full[width * size + left] = cross[left] * scale
        }
        full[size * size - 1] = total
        return full
    }

    /// The minimum of the quadratic model of the penalised loss around a point, by coordinate descent within the bounds.
    private func solve(_ curvature: [Double], _ gradient: [Double], from point: Point) -> Point {
        let width = matrix.width
        let size = width + 1
        var next = point
        var slope = gradient
        for column in 0..<width { slope[column] -= settings.ridge * point.beta[column] }
        curvature.withUnsafeBufferPointer { curvature in
            slope.withUnsafeMutableBufferPointer { slope in
                for _ in 0..<200 {
                    var largest = 0.0
                    for column in 0..<size where column == width || matrix.scales[column] != 0 {
                        let penalty = column < width ? settings.ridge : 0
                        let step = slope[column] / (curvature[column * size + column] + penalty + 1e-6)
                        let change = move(&next, column, by: step)
                        if change == 0 { continue }
                        largest = max(largest, abs(change))
                        let line = column * size
                        for other in 0..<size { slope[other] -= curvature[line + other] * change }
                        slope[column] -= penalty * change
                    }
                    if largest < 1e-5 { break }
                }
            }
        }
        return next
    }

    /// Moves one coordinate as far as its direction allows; returns how far.
    @inline(__always)
    private func move(_ point: inout Point, _ column: Int, by step: Double) -> Double {
        guard column < matrix.width else {
            point.intercept += step
            return step
        }
        let before = point.beta[column]
        var after = before + step
        if directions[column] > 0 { after = max(0, after) }
        if directions[column] < 0 { after = min(0, after) }
        point.beta[column] = after
        return after - before
    }
}
