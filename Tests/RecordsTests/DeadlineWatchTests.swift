import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records

@Suite("No deadline passes unseen")
struct DeadlineWatchTests {
    /// What was said of clocks, by account, without what steps say.
    private func told(_ bench: CaseBench) async throws -> [String: [String]] {
        try await bench.records.read { db in
            var told: [String: [String]] = [:]
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT account.name, notice.words FROM notice JOIN account ON account.id = notice.account
                    WHERE notice.cause NOT LIKE 'event%' ORDER BY notice.id
                    """)
            for row in rows { told[row[0], default: []].append(row[1]) }
            return told
        }
    }

    @discardableResult
    private func say(_ bench: CaseBench, after hours: Double = 0) async throws -> Int {
        bench.now = bench.now.addingTimeInterval(hours * 3_600)
        return try await bench.records.sayWhatIsDue(bench.rules, at: bench.now)
    }

    @Test("D20-04:V.A.2, D20-04:V.A.4 The analysts hear once that a limit is near and once that it is passed, and of that the unit's supervisors too (ambiguity 2.7)")
    func validity() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await say(bench, after: 35)
        #expect(try await told(bench).isEmpty)
        try await say(bench, after: 1)
        #expect(try await told(bench) == ["ana": ["Work Item W-1: “Decide validity” is due Thu 4 Jan 2018, 09:00."]])
        // The last second is in time.
        try await say(bench, after: 12)
        #expect(try await told(bench)["uma"] == nil)
        for _ in 0..<3 { try await say(bench, after: 1) }
        let late = "Work Item W-1: “Decide validity” (OSU analyst) was due Thu 4 Jan 2018, 09:00 and is overdue."
        #expect(try await told(bench)["ana"]?.suffix(1) == [late])
        #expect(try await told(bench)["uma"] == [late])
        #expect(Set(try await told(bench).keys) == ["ana", "uma"])
        // Decided, it is said no more; the forwarding is a clock of its own.
        try await bench.take(.review, by: "ana")
        try await bench.take(.findValid, by: "ana")
        try await say(bench, after: 200)
        #expect(try await told(bench)["uma"]?.filter { $0.contains("Decide validity") } == [late])
        #expect(try await told(bench)["uma"]?.filter { $0.contains("Forward") }.count == 1)
    }

    @Test("D20-04:VI.A.1, D20-04:VI.A.2, D20-04:VI.A.2.b, D20-04:VI.A.3, D20-04:VI.D.1.b What is overdue in the district is told to whoever has it, to whoever sees to it, to the representative and to the coordinator, and to nobody else")
    func district() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .assignSupervisor)
        try await say(bench, after: 73)
        let told = try await told(bench)
        #expect(Set(told.keys) == ["lee", "sid", "rep", "cora"])
        #expect(told["sid"]?.map { $0.contains("Respond to the item") } == [true])
        for name in ["lee", "rep", "cora"] { #expect(Set(told[name] ?? []).count == 2 && told[name]?.count == 2, "\(name): \(told[name] ?? [])") }
        for words in told.values.flatMap({ $0 }) {
            for word in ["Wren", "Alder", "complaint", "ouzel", "Sid"] { #expect(!words.contains(word)) }
        }
        // What was near and is passed by the time it would be said is said as passed alone.
        #expect(told.values.allSatisfy { $0.allSatisfy { $0.contains("is overdue") } })
    }

    @Test("D20-04:VI.B.3#2, D20-04:VI.D.3.c Where the post is empty whoever is to fill it hears of it")
    func emptyPost() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .schedule)
        try await bench.transfer(1, to: "6")
        try await bench.take(.move, by: "rep")
        try await say(bench, after: 13 * 24)
        #expect(try await told(bench)["lou"]?.contains { $0.contains("“Hold the conversation” is due") } == true)
        #expect(try await told(bench)["lee"] == nil)
    }

    @Test("D20-04:VI.A.2.b#2 When the return that a delay notice gave has come, the overseer and the supervisor are reminded, once")
    func expectedReturn() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .assignSupervisor)
        let back = bench.rules.calendar.day(of: bench.now).adding(days: 2)
        try await bench.take(.reportDelay, by: "sid", ["delayed": ["response"], "delay": ["injury"], "from": [bench.rules.calendar.day(of: bench.now).iso], "return": [back.iso]])
        func reminded() async throws -> [String: Int] { try await told(bench).mapValues { $0.filter { $0.contains("return") }.count }.filter { $0.value > 0 } }
        bench.now = bench.rules.calendar.instant(back, hour: 0).addingTimeInterval(-1)
        try await say(bench)
        #expect(try await reminded().isEmpty)
        for _ in 0..<3 { try await say(bench, after: 1) }
        #expect(try await reminded() == ["lee": 1, "sid": 1])
        // Another step works everything out anew and says nothing again.
        try await bench.openJacket("sid")
        try await bench.take(.respond, by: "sid")
        try await say(bench, after: 1)
        #expect(try await reminded() == ["lee": 1, "sid": 1])
    }

    @Test("Many servers at once, a stop in the middle, a second start: each word is said exactly once")
    func exactlyOnce() async throws {
        let bench = try await CaseBench()
        for number in 1...130 { try await bench.addItem("W-\(number)", of: 6) }
        bench.now = bench.now.addingTimeInterval(49 * 3_600)
        let (records, rules, now) = (bench.records, bench.rules, bench.now)
        // The machine stops while the notices are written: what is not said does not count as said.
        try await records.write { db in
            try db.execute(sql: "CREATE TRIGGER stop BEFORE INSERT ON notice WHEN NEW.reference = 'W-90' BEGIN SELECT RAISE(ABORT, 'stop'); END")
        }
        await #expect(throws: RecordsError.self) { try await records.sayWhatIsDue(rules, at: now) }
        let told = try await bench.count("notice")
        let marked = try await bench.count("caseWarning", "what = 'overdue' AND said IS NOT NULL")
        #expect(told < 200 && told == 2 * marked)
        try await records.write { db in try db.execute(sql: "DROP TRIGGER stop") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try await records.sayWhatIsDue(rules, at: now) } }
            try await group.waitForAll()
        }
        // 130 items, each to the analyst and to the unit's supervisor.
        #expect(try await bench.count("notice") == 260)
        #expect(try await bench.records.sayWhatIsDue(rules, at: now) == 0)
        #expect(try await bench.count("notice") == 260)
    }

    @Test("A role's notices go to whoever holds it on the day: a grant with a last day counts until then, one that begins later does not yet")
    func holders() async throws {
        let bench = try await CaseBench()
        let today = bench.bench.today
        let terms: [(String, Day, Day?)] = [
            ("later", today.adding(days: 5), nil), ("until", today, today.adding(days: 1)), ("past", today.adding(days: -9), today.adding(days: -1)),
        ]
        for (name, from, to) in terms {
            try await bench.bench.addAccount(name)
            try await bench.records.write { db in
                let id = try #require(try Int64.fetchOne(db, sql: "SELECT id FROM account WHERE name = ?", arguments: [name]))
                try Holdings.add(Holding(role: .ossCoordinator, scope: .unit("5"), from: from, to: to), to: id, by: "test", at: Date(timeIntervalSince1970: 0), in: db)
            }
        }
        func told() async throws -> [Int] {
            var counts: [Int] = []
            for name in ["until", "later", "past", "cora"] {
                counts.append(try await bench.count("notice", "account = (SELECT id FROM account WHERE name = '\(name)')"))
            }
            return counts
        }
        try await bench.addItem("W-1")
        try await bench.go(through: .assignOverseer)
        #expect(try await told() == [1, 0, 0, 1])
        bench.now = bench.now.addingTimeInterval(6 * 86_400)
        try await say(bench)
        #expect(try await told() == [1, 2, 0, 3])
    }

    @Test("Records from before there were rows of clocks get theirs, once, as if they had been written with each step")
    func filled() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .submitPlan)
        let before = try await bench.rows(["caseClock", "caseWarning", "caseTask"]).map { $0.replacing(/id:\d+\s/, with: "") }
        try await bench.records.write { db in
            for table in ["caseClock", "caseWarning"] { try db.execute(sql: "DELETE FROM \(table)") }
            try db.execute(sql: "UPDATE caseTask SET toward = NULL, began = NULL")
        }
        let quiet = bench.rules.calendar.instant(Day(rawValue: 17_000), hour: 0)
        try await bench.records.sayWhatIsDue(bench.rules, at: quiet)
        #expect(try await bench.rows(["caseClock", "caseWarning", "caseTask"]).map { $0.replacing(/id:\d+\s/, with: "") } == before)
        #expect(before.count > 8)
    }

    @Test("What tells two clocks of one deadline apart is what a plan recommends, and stands nowhere in the clear")
    func noSupports() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .reportCompletion)
        let rows = try await bench.rows(["caseClock", "caseWarning"])
        #expect(rows.filter { $0.contains("verification") }.count >= 2)
        for support in bench.supports { #expect(!rows.contains { $0.contains("\"\(support)\"") }) }
    }

    @Test("D20-04:VI.B.3#2 A late conversation is missed with explanation for all who see the clock; the circumstance is read by those of the conversation alone")
    func circumstance() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .schedule)
        bench.now = bench.now.addingTimeInterval(16 * 86_400)
        let answers = bench.answers(.holdConversation, try await bench.file()).merging(["circumstance": ["In hospital."], "happened": [bench.moment(bench.now)]]) { $1 }
        try await bench.take(.holdConversation, by: "sid", answers)
        for (name, words) in [("sid", "In hospital."), ("lee", "In hospital."), ("rep", "it was written down"), ("cora", "it was written down"), ("uma", "it was written down")] {
            let view = try #require(try await bench.records.life(of: "W-1", bench.rules, for: bench.asking(name)))
            let clock = try #require(view.clocks.first { $0.clock.rule.key == "conversation" }).clock
            #expect(clock.state(at: bench.now) == .missedExplained && clock.circumstance == words, "\(name)")
        }
        #expect(try await bench.count("caseClock", "rule = 'conversation' AND explained = 1") == 1)
    }

    @Test("D20-04:VI.D.3.c Whoever moves an item out of the own area is told that it is out of sight, also when the form is sent twice")
    func outOfSight() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .schedule)
        try await bench.transfer(1, to: "6")
        #expect(try await !bench.take(.guide, by: "rep").leavesSight)
        let form = bench.newForm()
        #expect(try await bench.take(.move, by: "rep", form: form).leavesSight)
        let again = try await bench.take(.move, by: "rep", form: form)
        #expect(again.again && again.leavesSight)
    }
}
