import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records

@Suite("Random people at the database")
struct CasePlayTests {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
        mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
    }

    @Test("After each step of a random sequence the item's row, its posts and what is due are what the log says; what is refused changes nothing", arguments: 1...4 as ClosedRange<UInt64>)
    func play(seed: UInt64) async throws {
        var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        var taken = 0
        for _ in 0..<130 {
            bench.now = bench.now.addingTimeInterval(Double.random(in: 60...60_000, using: &dice).rounded())
            let file = try await bench.file()
            guard file.isOpen else { break }
            let allowed = WorkItemLife.rows.filter { $0.from.contains(file.state) }.map(\.step)
            let leading = allowed.filter { WorkItemLife.leadsOn($0, file) }
            let step = (dice.chance(55) ? leading : dice.chance(80) ? allowed : WorkItemStep.allCases).randomElement(using: &dice) ?? .review
            if step == .move, dice.chance(50) { continue }
            let account = try await person(step, bench, &dice)
            if step == .respond, dice.chance(80), file.posts[.assignedSupervisor] == account { try await bench.openJacket(account) }
            let asking = try await bench.asking(account)
            let mayTake = try await bench.records.read { db in
                try Engine.row(step, WorkItemLife.self).map { row in
                    Access.decide(row.act, try Records.locate(WorkItemLife.self, "W-1", in: db)?.facts, by: asking.actor, on: asking.day).ground != nil
                } ?? false
            }
            var answers = bench.answers(step, file)
            if dice.chance(20), let key = answers.keys.sorted().randomElement(using: &dice) { answers[key] = [["", "x", "yes", "sid", "2018-02-30"][Int.random(in: 0..<5, using: &dice)]] }
            let before = try await bench.rows()
            do {
                let outcome = try await bench.records.take(step, Entered(answers), on: "W-1", version: file.version, form: bench.newForm(), bench.rules, for: asking)
                taken += 1
                #expect(mayTake && outcome.number == file.version + 1)
                try await check(bench)
            } catch CaseProblem.refused(let objections) {
                #expect(mayTake && !objections.isEmpty)
                #expect(try await bench.rows() == before)
            } catch is NotThere {
                #expect(!mayTake)
                #expect(try await bench.rows() == before)
            }
        }
        #expect(taken > 15)
    }

    private func person(_ step: WorkItemStep, _ bench: CaseBench, _ dice: inout Dice) async throws -> String {
        let names = CaseBench.people.map(\.name)
        guard dice.chance(80), let row = Engine.row(step, WorkItemLife.self) else { return names.randomElement(using: &dice) ?? "ana" }
        let facts = try await bench.records.read { db in try Records.locate(WorkItemLife.self, "W-1", in: db)?.facts }
        var able: [String] = []
        for name in names {
            let asking = try await bench.asking(name)
            if Access.decide(row.act, facts, by: asking.actor, on: asking.day).ground != nil { able.append(name) }
        }
        return able.randomElement(using: &dice) ?? names.randomElement(using: &dice) ?? "ana"
    }

    private func check(_ bench: CaseBench) async throws {
        let file = try await bench.file()
        try await bench.records.read { db in
            let row = try #require(try WorkItemLife.find("W-1", in: db))
            #expect(row.marks == file.marks && row.presentUnit == file.unit)
            #expect(try String.fetchOne(db, sql: "SELECT state FROM workItem WHERE id = ?", arguments: [row.id]) == file.state.rawValue)
            #expect(try Records.posts(.workItem, row.id, in: db) == file.posts.mapValues { [$0] })
            let located = try Records.locate(WorkItemLife.self, "W-1", in: db)
            #expect(located?.facts == file.facts)
            #expect(try Int.fetchAll(db, sql: "SELECT number FROM supportEvent WHERE record = ? ORDER BY id", arguments: [row.id]) == Array(1...file.version))
        }
        let due = try await bench.records.read { db in
            Set(try Row.fetchAll(db, sql: "SELECT DISTINCT step, coalesce(rule, toward, ''), coalesce(due, 0) FROM caseTask").map { "\($0[0] as String)/\($0[1] as String)/\($0[2] as Double)" })
        }
        let tasks = try Engine.tasks(file, bench.rules.calendar)
        let expected = Set(tasks.map { "\($0.step)/\($0.rule ?? $0.toward ?? "")/\($0.due?.timeIntervalSince1970 ?? 0)" })
        // What nobody can be asked for now, and has no date, is on no list.
        #expect(due.isSubset(of: expected) && expected.subtracting(due).allSatisfy { $0.hasSuffix("//0.0") }, "\(expected.subtracting(due))")
        #expect(file.isOpen || due.isEmpty)
    }
}
