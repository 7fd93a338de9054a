import Testing

@testable import Risk

@Suite("Measures of ranking and fit")
struct MetricsTests {
    @Test("A table small enough to work out by hand")
    func byHand() throws {
        let ranking = Ranking(scores: [0.9, 0.8, 0.7, 0.6], labels: [true, false, true, false])
        // Of four pairs three are in order; precision is 1 at the first positive and 2/3 at the second.
        let area = try #require(ranking.auroc())
        #expect(area.value == 0.75)
        // Placements 1 and 1/2 on either side: variance 1/8, over 2, twice.
        #expect(abs(area.error - 0.125.squareRoot()) < 1e-12)
        #expect(abs(try #require(ranking.averagePrecision()) - 5.0 / 6) < 1e-12)
    }

    @Test("With all scores equal the area is one half and the precision is the base rate")
    func ties() throws {
        let ranking = Ranking(scores: [1, 1, 1, 1, 1], labels: [true, false, false, false, false])
        #expect(try #require(ranking.auroc()).value == 0.5)
        #expect(ranking.averagePrecision() == 0.2)
        let top = ranking.top(0.4)
        #expect(abs(top.precision - 0.2) < 1e-12)
        #expect(abs(top.recall - 0.4) < 1e-12)
    }

    @Test("Without positives, or without negatives, there is no area")
    func oneClass() {
        #expect(Ranking(scores: [1, 2], labels: [false, false]).auroc() == nil)
        #expect(Ranking(scores: [1, 2], labels: [true, true]).auroc() == nil)
        #expect(Metrics(scores: [0.1, 0.2], labels: [false, false], probabilities: true).averagePrecision == nil)
    }

    @Test("Brier score and calibration error of two groups")
    func fit() throws {
        let scores = [Double](repeating: 0.2, count: 10)
        let labels = (0..<10).map { $0 < 2 }
        let metrics = Metrics(scores: scores, labels: labels, probabilities: true)
        #expect(abs(try #require(metrics.brier) - 0.16) < 1e-12)
        #expect(metrics.meanPredicted.map { abs($0 - 0.2) < 1e-12 } == true)
        #expect(metrics.calibrationSlope == nil)
    }

    @Test("Fisher's exact test agrees with published tables")
    func fisher() {
        #expect(abs(Fisher.twoSided(a: 3, of: 4, b: 1, of: 4) - 0.485714) < 1e-5)
        #expect(abs(Fisher.twoSided(a: 8, of: 10, b: 1, of: 6) - 0.034965) < 1e-5)
        #expect(Fisher.twoSided(a: 5, of: 10, b: 5, of: 10) == 1)
    }

    @Test("A calibration never turns the order round, and finds the curve the outcomes came from")
    func calibration() throws {
        var random = Random(state: 3)
        let margins = (0..<4000).map { _ in -4 + 4 * random.unit() }
        let labels = margins.map { random.unit() < Exponential.sigmoid(0.5 * $0 - 0.3) }
        let fitted = try #require(Calibration.fit(margins: margins, labels: labels, weights: nil, prior: 0))
        #expect(abs(fitted.slope - 0.5) < 0.12)
        #expect(abs(fitted.intercept + 0.3) < 0.25)
        let probabilities = margins.sorted().map(fitted.probability)
        #expect(zip(probabilities, probabilities.dropFirst()).allSatisfy { $0 <= $1 })
        let reversed = try #require(Calibration.fit(margins: margins, labels: labels.map { !$0 }, weights: nil, prior: 0))
        #expect(reversed.slope >= 0)
    }
}
