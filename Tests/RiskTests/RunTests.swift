import Directives
import Foundation
import Testing

@testable import Risk

@Suite("The month")
struct RunTests {
    @Test("The same ledger and settings give the same bits, and the stored models give them again")
    func determinism() throws {
        let first = try SmallRun.result.get()
        let second = try runMonth(ledger: SmallRun.ledger, asOf: SmallForce.asOf, settings: SmallForce.settings) { _, _ in }
        #expect(first.digest == second.digest)
        #expect(first.models == second.models)

        let stored = try RunModels.decoded(try first.models.encoded())
        let matrix = features(of: SmallRun.ledger, asOf: SmallForce.asOf, settings: SmallForce.settings)
        let again = try stored.probabilities(matrix)
        #expect(again.any == first.scores.map(\.any))
        for outcome in Outcome.allCases {
            #expect(again.outcomes[outcome.rawValue] == first.scores.map { $0.probabilities[outcome.rawValue] })
        }
    }

    @Test("The digest changes with the last bit of a single probability")
    func digest() throws {
        var scores = try SmallRun.result.get().scores
        let before = ScoreDigest.of(scores)
        scores[3].probabilities[2] = scores[3].probabilities[2].nextUp
        #expect(ScoreDigest.of(scores) != before)
    }

    @Test("Every active member has four probabilities, their union and a rank for each")
    func scores() throws {
        let result = try SmallRun.result.get()
        #expect(result.scores.count == 240)
        for score in result.scores {
            #expect(score.probabilities.allSatisfy { $0 > 0 && $0 < 1 })
            #expect(score.any >= (score.probabilities.max() ?? 1) && score.any < 1)
        }
        for outcome in Outcome.allCases.map(\.rawValue) {
            #expect(result.scores.map { $0.ranks[outcome] }.sorted() == Array(1...240))
            let byRank = result.scores.sorted { $0.ranks[outcome] < $1.ranks[outcome] }.map { $0.probabilities[outcome] }
            #expect(zip(byRank, byRank.dropFirst()).allSatisfy { $0 >= $1 })
        }
    }

    @Test("What the columns contribute, with the base, sums to the log-odds given")
    func contributions() throws {
        let result = try SmallRun.result.get()
        let matrix = features(of: SmallRun.ledger, asOf: SmallForce.asOf, settings: SmallForce.settings)
        for outcome in Outcome.allCases {
            let attribution = try Attribution(result.models, outcome, values: matrix.values, rows: matrix.count)
            for row in 0..<matrix.count {
                let sum = attribution.base + attribution.columns[(row * matrix.width)..<((row + 1) * matrix.width)].reduce(0, +)
                #expect(abs(sum - Exponential.logit(result.scores[row].probabilities[outcome.rawValue])) < 1e-4)
                let grouped = attribution.base + attribution.byGroup(row, features: matrix.features).reduce(0) { $0 + $1.logOdds }
                #expect(abs(grouped - sum) < 1e-9)
            }
        }
    }

    @Test("One more sustained finding never lowers a probability")
    func monotone() throws {
        let result = try SmallRun.result.get()
        var matrix = features(of: SmallRun.ledger, asOf: SmallForce.asOf, settings: SmallForce.settings)
        let before = try result.models.probabilities(matrix)
        let columns = matrix.features.indices.filter { matrix.features[$0].key.hasPrefix("closed.sustained.") }
        #expect(columns.count == 7)
        for row in 0..<matrix.count {
            for column in columns {
                matrix.values[row * matrix.width + column] = log1p(expm1(matrix.values[row * matrix.width + column]) + 1)
            }
        }
        let after = try result.models.probabilities(matrix)
        for outcome in Outcome.allCases.map(\.rawValue) {
            #expect(zip(before.outcomes[outcome], after.outcomes[outcome]).allSatisfy { $0 <= $1 + 1e-9 })
        }
        #expect(before.outcomes != after.outcomes)
    }

    @Test("The rule of the run raises whom the result lists, within its share")
    func raised() throws {
        let result = try SmallRun.result.get()
        #expect(!result.raised.isEmpty && result.raised.count <= 24)
        for raised in result.raised {
            #expect(raised.outcomes.allSatisfy { $0.ratio >= 1.5 })
            let score = result.scores[raised.score]
            #expect(raised.outcomes.allSatisfy { score.probabilities[$0.outcome.rawValue] == $0.probability })
        }
    }

    @Test("The past days caught grow as the multiple falls")
    func whatIf() throws {
        let rows = try SmallRun.result.get().whatIf.rows
        #expect(rows.map(\.multiple) == WhatIf.multiples)
        #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.reachingNow >= $1.reachingNow && $0.caughtAny >= $1.caughtAny })
    }

    @Test("Records of two years are too short, and the error says from when they reach")
    func shortHistory() {
        var ledger = SmallRun.ledger
        ledger.complaints.removeAll { $0.filedOn < SmallForce.day(2014, 1, 1) }
        #expect {
            try runMonth(ledger: ledger, asOf: SmallForce.asOf, settings: SmallForce.settings) { _, _ in }
        } throws: { error in
            guard case .notEnoughHistory(let first, _, 36) = error as? RiskError else { return false }
            return first?.year == 2014 && "\(error)".contains("at least 36 months")
        }
        #expect(throws: RiskError.notEnoughHistory(firstComplaint: nil, asOf: SmallForce.asOf, monthsNeeded: 36)) {
            try runMonth(ledger: Ledger(), asOf: SmallForce.asOf, settings: SmallForce.settings) { _, _ in }
        }
    }

    @Test("Four years of records are enough for a run, which says that it could not be tested on past days")
    func fourYears() throws {
        var ledger = SmallForce.ledger(members: 60)
        ledger.complaints.removeAll { $0.filedOn < SmallForce.day(2012, 1, 1) }
        ledger.forces.removeAll { $0.happenedOn < SmallForce.day(2012, 1, 1) }
        let result = try runMonth(ledger: ledger, asOf: SmallForce.asOf, settings: SmallForce.settings) { _, _ in }
        #expect(result.scores.count == 60)
        #expect(result.evaluationDays.isEmpty)
        #expect(result.warnings.contains { $0.contains("too short to test the models") })
        #expect(fairness(of: result, demographics: []).paragraph.contains("no past day"))
    }

    @Test("A force without active members is an error, not an empty run")
    func nobody() {
        var ledger = SmallForce.ledger(members: 30)
        for member in ledger.members.indices { ledger.members[member].separated = SmallForce.asOf.adding(days: -1) }
        #expect(throws: RiskError.noActiveMembers(asOf: SmallForce.asOf)) {
            try runMonth(ledger: ledger, asOf: SmallForce.asOf, settings: SmallForce.settings) { _, _ in }
        }
    }

    @Test("With too few positives every member gets the same probability and a warning says why")
    func fewPositives() throws {
        var ledger = SmallForce.ledger(members: 60)
        for row in ledger.complaints.indices { ledger.complaints[row].sustainedForce = false }
        let result = try runMonth(ledger: ledger, asOf: SmallForce.asOf, settings: SmallForce.settings) { _, _ in }
        let force = Outcome.sustainedForce.rawValue
        #expect(Set(result.scores.map { $0.probabilities[force] }).count == 1)
        #expect(result.outcomes[force].note?.contains("too few") == true)
        #expect(result.warnings.contains { $0.hasPrefix(Outcome.sustainedForce.title) })
    }

    @Test("Records that stop long before the day are warned of")
    func stale() throws {
        var ledger = SmallForce.ledger(members: 60)
        ledger.complaints.removeAll { $0.filedOn >= SmallForce.day(2015, 10, 1) }
        let result = try runMonth(ledger: ledger, asOf: SmallForce.asOf, settings: SmallForce.settings) { _, _ in }
        #expect(result.warnings.contains { $0.hasPrefix("The latest complaint on record") })
    }

    @Test("A damaged model is refused")
    func damaged() {
        #expect(throws: RiskError.self) { try RunModels.decoded(Data([1, 2, 3])) }
    }
}
