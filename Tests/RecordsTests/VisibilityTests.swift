import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records

@Suite("Lists hold what may be seen one by one")
struct VisibilityTests {
    /// Numbers that are the same in every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private struct Item: Sendable {
        var reference: String
        var member: Int64
        var unit: String
        var state: String
        var marks: Set<RecordFacts.Mark> = [.open]
        var overseer: String?
    }

    private static let units = ["5", "5-T", "6", "25", "9", "", "x' OR 1=1 --"]
    private static let acts: [Act] = [.seeStatus, .seeWorkItem, .seePlan, .seeStressors, .seeConversation, .seeReviewNotes, .seeOwnItem, .closeDuplicative]

    @Test("D20-04:VII.C For random items, marks, units and holdings the list by SQL is the list by deciding one at a time", arguments: 1...12)
    func sameList(seed: UInt64) async throws {
        var dice = Dice(state: seed)
        let bench = try await GrantBench()
        // That a file is set aside is no mark of an item: lists leave such items out by themselves (HoldTests). What is
        // worked out from the day is asked of one record at a time.
        let kept = RecordFacts.Mark.allCases.filter(MarkBits.isKept)
        let items = (0..<120).map { number in
            Item(
                reference: "W-\(number)", member: .random(in: 1...6, using: &dice), unit: Self.units.randomElement(using: &dice) ?? "5",
                state: "generated", marks: Set(kept.filter { _ in Bool.random(using: &dice) }),
                overseer: Bool.random(using: &dice) ? "a" : "b")
        }
        try await store(items, bench)
        for _ in 0..<40 {
            let actor = Actor(
                account: "a", name: "", holdings: (0..<Int.random(in: 0...3, using: &dice)).map { _ in holding(&dice, bench.today) },
                member: Bool.random(using: &dice) ? MemberID(rawValue: .random(in: 1...6, using: &dice)) : nil)
            for act in Self.acts {
                let visible = Visibility(act, of: actor, on: bench.today)
                let listed = try await bench.records.read { db in
                    try String.fetchSet(db, sql: "SELECT reference FROM workItem WHERE \(visible.sql)", arguments: visible.arguments)
                }
                let decided = items.filter { item in
                    let facts = RecordFacts(
                        subject: MemberID(rawValue: item.member), unit: item.unit, reference: item.reference,
                        posts: item.overseer.map { [.overseer: [$0]] } ?? [:], marks: item.marks)
                    return Access.decide(act, facts, by: actor, on: bench.today).ground != nil
                }
                #expect(listed == Set(decided.map(\.reference)), "\(act) by \(actor)")
            }
        }
    }

    @Test("D20-04:V.A The queue and its counts are those of the items that the asker may open, and the state's own marks are used")
    func queue() async throws {
        let bench = try await GrantBench()
        let items = [
            Item(reference: "W-1", member: 1, unit: "5", state: "generated"), Item(reference: "W-2", member: 2, unit: "6", state: "generated"),
            Item(reference: "W-3", member: 3, unit: "5", state: "closedDuplicative", marks: [.duplicative]),
        ]
        try await store(items, bench)
        try await bench.addAccount("ana", member: 2, holding: [.osuAnalyst])
        let page = try await bench.records.queue(QueueQuery(), for: try await bench.asking("ana"))
        #expect(page.rows.map(\.reference) == ["W-1"] && page.total == 1 && page.byDistrict.map(\.count) == [1])
        // An analyst over one district only, should there ever be one, sees no other's.
        var asking = try await bench.asking("ana")
        asking.actor.member = nil
        asking.actor.holdings = [Holding(role: .osuAnalyst, scope: .unit("6"), units: ["6"], from: bench.today)]
        let narrow = try await bench.records.queue(QueueQuery(), for: asking)
        #expect(narrow.rows.map(\.reference) == ["W-2"] && narrow.total == 1)
        for row in narrow.rows { #expect(try await bench.records.read { db in try Records.locate(workItem: row.reference, in: db) }?.facts.unit == "6") }
        try await bench.addAccount("rep", holding: [.areaRepresentative])
        await #expect(throws: NotThere()) { _ = try await bench.records.queue(QueueQuery(), for: try await bench.asking("rep")) }
    }

    private func holding(_ dice: inout Dice, _ today: Day) -> Holding {
        let roles: [Role] = [.osuAnalyst, .osuSupervisor, .areaRepresentative, .captain, .ossCoordinator, .watchOperationsLieutenant, .unitCommander, .auditDivision, .committeeChair]
        let scope: Scope =
            switch Int.random(in: 0...3, using: &dice) {
            case 0: .department
            case 1: .item("W-\(Int.random(in: 0..<120, using: &dice))")
            default: .unit(Self.units.randomElement(using: &dice) ?? "5")
            }
        var units: Set<String> = []
        if case .unit(let key) = scope { units = Set(Self.units.filter { _ in Bool.random(using: &dice) } + [key]) }
        let lent = Int.random(in: 0...4, using: &dice) == 0
        return Holding(
            role: roles.randomElement(using: &dice) ?? .osuAnalyst, scope: scope, units: units,
            from: today.adding(days: .random(in: -2...1, using: &dice)), to: Bool.random(using: &dice) ? today.adding(days: .random(in: -1...2, using: &dice)) : nil,
            designeeOf: lent ? "p" : nil, principal: lent ? MemberID(rawValue: .random(in: 1...6, using: &dice)) : nil)
    }

    private func store(_ items: [Item], _ bench: GrantBench) async throws {
        try await bench.records.write { db in
            try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
            let columns = try Row.fetchAll(db, sql: "PRAGMA table_info(run)")
            let names = columns.map { $0["name"] as String }
            let values = columns.map { column -> String in
                switch column["type"] as String {
                case "TEXT": "''"
                case "BLOB": "x''"
                default: "1"
                }
            }
            try db.execute(sql: "INSERT INTO run(\(names.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))")
            for member in 1...6 {
                try db.execute(
                    sql: "INSERT INTO member(record, version, sourceKey, digest, import, knownOn, name) VALUES (?, 1, ?, 0, 1, 0, ?)",
                    arguments: [member, "m\(member)", "Member \(member)"])
            }
            for item in items {
                try db.execute(
                    sql: """
                        INSERT INTO workItem(reference, run, member, district, unit, generatedAt, validityDueAt, forwardDueAt, state, marks, key)
                        VALUES (?, 1, ?, ?, ?, 0, 0, 0, ?, ?, 0)
                        """, arguments: [item.reference, item.member, item.unit, item.unit, item.state, MarkBits.number(item.marks)])
                if let overseer = item.overseer {
                    try db.execute(
                        sql: "INSERT INTO casePost(kind, record, post, account) VALUES ('workItem', ?, 'overseer', ?)",
                        arguments: [db.lastInsertedRowID, overseer])
                }
            }
        }
    }
}
