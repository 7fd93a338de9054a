import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records

/// What an account is told of what is kept in memory.
struct KeptAnswers: Hashable, Sendable {
    var holdings: [Holding]
    var due: DueList
    var others: DueList
    var count: Int
    var unread: Int
}

extension Records {
    /// What an account is told at a moment, through a memory.
    func answers(to name: String, through kept: Kept, at now: Date, on day: Day) async throws -> KeptAnswers {
        try await read { [keys] db in
            let row = try #require(try Row.fetchOne(db, sql: "SELECT \(Account.columns) FROM account WHERE name = ?", arguments: [name]))
            let account = try Account(row, on: day, kept, in: db)
            let asking = Asking(actor: account.actor, now: now, day: day, from: "test")
            return KeptAnswers(
                holdings: account.holdings, due: try Records.due(for: asking, 0, 50, kept, in: db), others: try Records.dueOfOthers(for: asking, 0, 50, kept, in: db),
                count: try Records.countDue(for: account.actor, on: day, kept, in: db),
                unread: try Records.unreadNotices(of: account.id, for: asking, keys, kept, in: db))
        }
    }
}

@Suite("Answers kept in memory are those of the moment")
struct KeptTests {
    /// What everybody is told, which is what an empty memory tells.
    @discardableResult
    private func answers(_ bench: CaseBench) async throws -> [String: KeptAnswers] {
        let (records, now, day) = (bench.records, bench.now, bench.rules.calendar.day(of: bench.now))
        var answers: [String: KeptAnswers] = [:]
        for name in CaseBench.people.map(\.name) {
            let warm = try await records.answers(to: name, through: records.kept, at: now, on: day)
            let fresh = try await records.answers(to: name, through: Kept(), at: now, on: day)
            #expect(warm == fresh, "\(name)")
            answers[name] = warm
        }
        return answers
    }

    private static let changes: [(what: String, sql: String)] = [
        ("a role ended", "UPDATE holding SET toDay = 17533 WHERE role = 'osuAnalyst'"),
        ("an account disabled", "UPDATE account SET disabled = 1 WHERE name = 'uma'"),
        ("an account enabled", "UPDATE account SET disabled = 0 WHERE name = 'uma'"),
        ("a principal's grant ended", "UPDATE holding SET toDay = 17533 WHERE role = 'osuSupervisor' AND designeeOf IS NULL"),
        ("a unit moved to another area", "UPDATE unit SET parent = 'area-2' WHERE unit = '5'"),
        ("a post taken", "UPDATE casePost SET account = 'lou' WHERE post = 'overseer'"),
        ("a program switched off", "INSERT INTO setting(name, value, changedAt) VALUES ('programs', 'resiliency', 0)"),
        ("a program switched on", "UPDATE setting SET value = 'support resiliency' WHERE name = 'programs'"),
        ("a notice read", "UPDATE notice SET readAt = 1"),
    ]

    /// An item with its supervisor, one that is new, and somebody who stands in for the unit's supervisor.
    private func bench() async throws -> CaseBench {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.addItem("W-2", of: 6)
        try await bench.go(through: .assignSupervisor)
        let day = bench.bench.today
        try await bench.records.write { db in
            let lent = try #require(try Int64.fetchOne(db, sql: "SELECT id FROM holding WHERE role = 'osuSupervisor'"))
            let uma = try #require(try Int64.fetchOne(db, sql: "SELECT id FROM account WHERE name = 'uma'"))
            let cap = try #require(try Int64.fetchOne(db, sql: "SELECT id FROM account WHERE name = 'cap'"))
            try Holdings.add(
                Holding(role: .osuSupervisor, scope: .department, from: day), to: cap, lent: (holding: lent, by: uma, condition: nil), by: "test",
                at: Date(timeIntervalSince1970: 0), in: db)
        }
        bench.now = bench.now.addingTimeInterval(2 * 86_400)
        return bench
    }

    @Test("D20-04:VII.C After each change, whoever writes it, everybody is told what an empty memory tells", arguments: [false, true])
    func changed(elsewhere: Bool) async throws {
        let bench = try await bench()
        let writer = try elsewhere ? Records(path: bench.records.path, key: bench.records.keys.department) : bench.records
        var before = try await answers(bench)
        for (what, sql) in Self.changes {
            try await writer.write { db in try db.execute(sql: sql) }
            let after = try await answers(bench)
            #expect(after != before, "\(what)")
            before = after
        }
        let day = bench.rules.calendar.day(of: bench.now)
        let custodian = Asking(
            actor: Actor(account: "custodian", name: "custodian", roles: [.legalCustodian], member: nil), now: bench.now, day: day, from: "test")
        let hold = Hold(
            reference: "18 C 1234", authority: "General Counsel", matter: "A matter of geese", scope: HoldScope(program: .support), from: day,
            reviewOn: day.adding(days: 90), to: nil)
        let id = try await writer.placeHold(HoldRequest(hold: hold, memberNumber: nil), for: custodian)
        try await answers(bench)
        try await writer.liftHold(id, reason: "Settled.", for: custodian)
        try await answers(bench)
        #expect(bench.records.kept.count > 0)
    }

    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test("After each step of several items by chance everybody is told what an empty memory tells", arguments: 1...2 as ClosedRange<UInt64>)
    func play(seed: UInt64) async throws {
        var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15)
        let bench = try await CaseBench()
        let members: [String: Int64] = ["W-1": 1, "W-2": 6, "W-3": 6]
        for reference in members.keys.sorted() { try await bench.addItem(reference, of: members[reference] ?? 1) }
        var taken = 0
        for _ in 0..<90 {
            bench.now = bench.now.addingTimeInterval(Double.random(in: 60...30_000, using: &dice).rounded())
            let reference = members.keys.sorted().randomElement(using: &dice) ?? "W-1"
            let file = try await bench.file(reference)
            let allowed = WorkItemLife.rows.filter { $0.from.contains(file.state) }.map(\.step)
            let leading = allowed.filter { WorkItemLife.leadsOn($0, file) }
            guard let step = (Bool.random(using: &dice) ? leading : allowed).randomElement(using: &dice) else { continue }
            let people = try await able(step, on: reference, bench)
            guard let account = people.randomElement(using: &dice) else { continue }
            do {
                if step == .respond { try await bench.openJacket(account, of: members[reference] ?? 1, from: reference) }
                try await bench.take(step, by: account, on: reference, after: 0)
                taken += 1
            } catch is CaseProblem {
                continue
            }
            try await answers(bench)
        }
        #expect(taken > 10)
    }

    /// Whoever the access table lets take the step.
    private func able(_ step: WorkItemStep, on reference: String, _ bench: CaseBench) async throws -> [String] {
        guard let row = Engine.row(step, WorkItemLife.self) else { return [] }
        let facts = try await bench.records.read { db in try Records.locate(WorkItemLife.self, reference, in: db)?.facts }
        var able: [String] = []
        for name in CaseBench.people.map(\.name) {
            let asking = try await bench.asking(name)
            if Access.decide(row.act, facts, by: asking.actor, on: asking.day).ground != nil { able.append(name) }
        }
        return able
    }

    @Test("Where changes are not counted nothing is kept, and everybody is told what is so")
    func uncounted() async throws {
        let bench = try await bench()
        let (now, day) = (bench.now, bench.rules.calendar.day(of: bench.now))
        try await bench.records.write { db in try db.execute(sql: "DELETE FROM changeCount") }
        let kept = Kept()
        #expect(try await bench.records.answers(to: "ana", through: kept, at: now, on: day).count > 0)
        try await bench.records.write { db in try db.execute(sql: "DELETE FROM caseTask WHERE role = 'osuAnalyst'") }
        #expect(try await bench.records.answers(to: "ana", through: kept, at: now, on: day).count == 0)
        #expect(kept.count == 0)
    }

    @Test("A full memory forgets the answers of other days first, and everything when it is told to")
    func full() async throws {
        let bench = try await GrantBench()
        let actor = try await bench.asking("ben").actor
        let (today, kept) = (bench.today, Kept())
        try await bench.records.read { db in
            _ = try kept.answer(.unreadNotices(1), from: .notices, in: db) { 0 }
            for offset in 0..<3_999 {
                _ = try kept.answer(.due(actor, today.adding(days: -1), others: false, offset: offset, limit: 1), from: .work, in: db) { offset }
            }
        }
        #expect(kept.count == 4_000)
        try await bench.records.read { db in _ = try kept.answer(.dueCount(actor, today), from: .work, in: db) { 0 } }
        #expect(kept.count == 2)
        kept.empty()
        #expect(kept.count == 0)
        // What was being worked out while the memory was emptied is not kept.
        try await bench.records.read { db in
            _ = try kept.answer(.dueCount(actor, today), from: .work, in: db) { () -> Int in
                kept.empty()
                return 0
            }
        }
        #expect(kept.count == 0)
    }
}
