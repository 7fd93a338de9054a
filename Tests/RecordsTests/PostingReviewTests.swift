import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import SampleDepartment
import Testing

@testable import Records

/// Wren (member 1) of District 5 comes to District 6, where Comm6 commands.
@Suite("The review of a member who is new to a command, kept")
struct PostingReviewTests {
    private func bench() async throws -> CaseBench {
        let bench = try await CaseBench()
        try await bench.bench.addAccount("comm6", member: nil)
        try await bench.grant(.unitCommander, .unit("6"), to: "comm6")
        return bench
    }

    private func today(_ bench: CaseBench) -> Day { bench.rules.calendar.day(of: bench.now) }

    private func schedule(_ bench: CaseBench) -> Asking {
        Asking(
            actor: Actor(account: "mainstay", name: "mainstay", roles: [.console], member: nil), now: bench.now, day: today(bench), from: "schedule",
            zone: bench.rules.calendar.zone)
    }

    /// Follows the register as if Mainstay had been there for long.
    @discardableResult
    private func sweep(_ bench: CaseBench, since: Day? = nil) async throws -> Int {
        try await bench.records.followPostings(since: since ?? today(bench).adding(days: -1_000), bench.rules, for: schedule(bench))
    }

    private func post(
        _ bench: CaseBench, _ member: Int64 = 1, to unit: String, from day: Day, known: Day? = nil, until: Day? = nil, kind: String = "assignment"
    ) async throws {
        let key = "\(member) \(unit) \(day.iso) \(kind)"
        try await bench.records.write { db in
            try db.execute(
                sql: """
                    INSERT INTO posting(record, version, sourceKey, digest, import, member, happenedOn, knownOn, outcomeKnownOn, unit, kind)
                    VALUES (901, 1, ?, 0, 1, ?, ?, ?, ?, ?, ?)
                    """, arguments: [key, member, day.rawValue, (known ?? day).rawValue, until?.rawValue, unit, kind])
        }
    }

    private func references(_ bench: CaseBench, _ condition: String = "closedAt IS NULL") async throws -> [String] {
        try await bench.records.read { db in try String.fetchAll(db, sql: "SELECT reference FROM postingReview WHERE \(condition) ORDER BY id") }
    }

    private func review(_ bench: CaseBench, _ reference: String, as name: String) async throws -> CaseView<PostingReviewLife>? {
        try await bench.records.postingReview(reference, bench.rules, for: try await bench.asking(name))
    }

    private func history(_ bench: CaseBench, _ reference: String, as name: String) async throws -> [String]? {
        try await bench.records.arrivalHistory(of: reference, for: try await bench.asking(name))?.map(\.reference)
    }

    @discardableResult
    private func take(_ bench: CaseBench, _ step: PostingReviewStep, _ answers: [String: [String]], on reference: String, as name: String = "comm6") async throws -> TakenStep {
        bench.now += 3_600
        return try await bench.records.take(
            step, Entered(answers), on: reference, version: nil, form: bench.newForm(), bench.rules, for: try await bench.asking(name))
    }

    // MARK: Raised by the register

    @Test("D20-04:VI.D.3 A transfer raises one review for the gaining commander, due at the end of the fourteenth day; a second sweep raises none")
    func raisedOnce() async throws {
        let bench = try await bench()
        #expect(try await sweep(bench) == 0)
        try await bench.transfer(1, to: "6")
        #expect(try await sweep(bench) == 1)
        #expect(try await sweep(bench) == 0)
        let arrived = today(bench)
        bench.now += 3 * 86_400
        #expect(try await sweep(bench) == 0)
        let reference = try #require(try await references(bench).first)
        let waiting = try await bench.records.due(for: try await bench.asking("comm6")).items
        #expect(waiting.map(\.reference) == [reference] && waiting.map(\.kind) == [.postingReview] && waiting.map(\.step) == ["viewHistory"])
        #expect(waiting.first?.due == bench.rules.calendar.end(of: arrived.adding(days: 14)))
        #expect(waiting.first?.clock?.rule.cites == "D20-04:VI.D.3")
        let notices = try await bench.records.read { db in try String.fetchAll(db, sql: "SELECT words FROM notice WHERE reference = ?", arguments: [reference]) }
        #expect(notices == ["Review \(reference) is open: a member is new to the command."])
        for name in ["comm", "lee", "rep", "cora", "ana"] { #expect(try await bench.records.due(for: try await bench.asking(name)).total == 0, "\(name)") }
        let view = try #require(try await review(bench, reference, as: "comm6"))
        #expect(view.file.unit == "6" && view.file.last(.raise)?.entered["arrival"] == arrived.iso && view.file.last(.raise)?.account == "mainstay")
    }

    @Test("D20-04:VI.D.3 A detail, the return from it and a late entry raise one; what was before Mainstay, a unit without the program and a move within the unit do not (ambiguity 2.23)")
    func whichPostings() async throws {
        let bench = try await bench()
        let day = today(bench)
        try await post(bench, 6, to: "6", from: day.adding(days: -10), until: day.adding(days: -3), kind: "detail")
        try await post(bench, 2, to: "6", from: day.adding(days: -40), known: day)
        try await post(bench, 3, to: "9", from: day.adding(days: -2))
        try await post(bench, 4, to: "5", from: day.adding(days: -2))
        try await post(bench, 5, to: "6", from: day.adding(days: -PostingReviewLife.lookBack - 1))
        #expect(try await sweep(bench, since: day.adding(days: -40)) == 2)
        let rows = try await bench.records.read { db in
            try Row.fetchAll(db, sql: "SELECT member, unit, openedAt FROM postingReview ORDER BY member").map { row in "\(row[0] as Int64) \(row[1] as String) \(Int(row[2] as Double))" }
        }
        func at(_ day: Day) -> Int { Int(bench.rules.calendar.instant(day, hour: 0).timeIntervalSince1970) }
        #expect(rows == ["2 6 \(at(day.adding(days: -40)))", "6 5 \(at(day.adding(days: -2)))"])
        // The late one is overdue at once.
        #expect(try await bench.records.due(for: try await bench.asking("comm6")).overdue == 1)
        #expect(try await sweep(bench, since: day) == 0)
        await #expect(throws: NotThere()) { _ = try await bench.records.followPostings(since: day, bench.rules, for: try await bench.asking("comm6")) }
    }

    @Test("D20-04:VI.D.3 It lapses when the member goes on, and the next command has its own")
    func lapses() async throws {
        let bench = try await bench()
        try await bench.transfer(1, to: "6")
        try await sweep(bench)
        let first = try #require(try await references(bench).first)
        bench.now += 5 * 86_400
        try await post(bench, to: "5", from: today(bench))
        #expect(try await sweep(bench) == 2)
        #expect(try await references(bench, "state = 'lapsed'") == [first])
        let second = try #require(try await references(bench).first)
        #expect(try await bench.records.due(for: try await bench.asking("comm6")).total == 0)
        #expect(try await bench.records.due(for: try await bench.asking("comm")).items.map(\.reference) == [second])
        #expect(try await bench.count("caseWarning", "kind = 'postingReview' AND reference = '\(first)' AND said IS NULL") == 0)
        #expect(try await history(bench, first, as: "comm6") == nil)
    }

    // MARK: Who sees what

    @Test("D20-04:VI.D.3.a The gaining commander sees when items were raised and where they stand while the review is open, each look a line of the trail; nobody else does")
    func historySeen() async throws {
        let bench = try await bench()
        try await bench.addItem("W-1")
        try await bench.go(through: .assignSupervisor)
        try await bench.addItem("W-2")  // with the Officer Support Unit: no district knows of it
        try await bench.transfer(1, to: "6")
        try await sweep(bench)
        let reference = try #require(try await references(bench).first)
        #expect(try await bench.records.life(of: "W-1", bench.rules, for: try await bench.asking("comm6")) == nil)
        #expect(try await history(bench, reference, as: "comm6") == ["W-1"])
        let items = try #require(try await bench.records.arrivalHistory(of: reference, for: try await bench.asking("comm6")))
        #expect(items.first?.isOpen == true && items.first?.unit == "5" && items.first?.state.isEmpty == false)
        let trail = try await bench.trail(of: "comm6")
        #expect(trail.filter { $0.act == "seeArrivalHistory" && $0.outcome == .done && $0.ground == "D20-04:VI.D.3.a" }.count == 2)
        for name in ["comm", "lou", "sol", "sid", "lee", "rep", "rep2", "cora", "cap", "ana", "uma", "wren", "audit"] {
            #expect(try await review(bench, reference, as: name) == nil, "\(name)")
            #expect(try await history(bench, reference, as: name) == nil, "\(name)")
        }
        await #expect(throws: NotThere()) { try await take(bench, .viewHistory, ["seen": ["yes"]], on: reference, as: "comm") }
        for step in [PostingReviewStep.raise, .lapse] { await #expect(throws: NotThere()) { try await take(bench, step, [:], on: reference) } }
    }

    @Test("D20-04:VI.D.3.b, D20-04:VI.D.3.c The three steps end the duty; the area representative who has an item is asked to move it, and the history is shut again")
    func steps() async throws {
        let bench = try await bench()
        try await bench.addItem("W-1")
        try await bench.go(through: .assignSupervisor)
        try await bench.transfer(1, to: "6")
        try await sweep(bench)
        let reference = try #require(try await references(bench).first)
        await #expect(throws: CaseProblem.self) { try await take(bench, .assess, ["standing": ["none"]], on: reference) }
        try await take(bench, .viewHistory, ["seen": ["yes"]], on: reference)
        await #expect(throws: CaseProblem.self) { try await take(bench, .assess, ["standing": ["none"]], on: reference) }
        try await take(bench, .assess, ["standing": ["some"], "assessment": ["The talk is due this week."]], on: reference)
        let view = try #require(try await review(bench, reference, as: "comm6"))
        #expect(view.world.items.map(\.reference) == ["W-1"] && view.offers.map(\.row.step).contains(.settleReassignment))
        #expect(try await take(bench, .settleReassignment, ["need": ["asked"], "items": ["W-1"]], on: reference).state == PostingReviewState.done.title)
        let asked = try await bench.records.read { db in
            try String.fetchAll(db, sql: "SELECT account.name FROM notice JOIN account ON account.id = notice.account WHERE words LIKE '%asks you to reassign it.'")
        }
        #expect(asked == ["rep"])
        #expect(try await bench.records.due(for: try await bench.asking("comm6")).total == 0)
        #expect(try await bench.count("caseClock", "kind = 'postingReview' AND stopped IS NOT NULL AND stopped <= due") == 1)
        #expect(try await history(bench, reference, as: "comm6") == nil)
        #expect(try await review(bench, reference, as: "comm6")?.file.last(.assess)?.entered["assessment"] == "The talk is due this week.")
        // What was written lies sealed.
        let rows = try await bench.rows(["postingReview", "postingReviewEvent", "caseTask", "notice"])
        for word in ["talk is due", "Wren"] { #expect(!rows.contains { $0.contains(word) }, "\(word)") }
        #expect(try await sweep(bench) == 0)
        // Moved, it is the commander's to follow by the item itself.
        try await bench.take(.move, by: "rep")
        #expect(try await bench.records.life(of: "W-1", bench.rules, for: try await bench.asking("comm6")) != nil)
    }

    // MARK: The end

    @Test("D20-04:VI.D.3, D20-04:VII.C An open review holds the member's file; it begins no period again and goes with the Work Items, nothing of it left")
    func destroyed() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let department = try StrictYAML.decode(Department.self, from: SampleDepartment.departmentFile, file: "department.yaml")
        let rules = DepartmentRules(department, try department.calendar())
        let day = try bench.today
        let now = rules.calendar.instant(day, hour: 9)
        let asking = Asking(
            actor: Actor(account: "mainstay", name: "mainstay", roles: [.console], member: nil), now: now, day: day, from: "schedule", zone: rules.calendar.zone)
        let following = Following(rules: rules, asking: asking, keys: bench.records.keys)
        let reference = try await bench.records.write { db in
            let row = try PostingReviewLife.make(
                about: MemberID(rawValue: 1), unit: "5", at: rules.calendar.instant(day.adding(days: -3), hour: 0), following.keys, in: db)
            try CaseLog.play(
                .raise, Entered(["arrival": [day.adding(days: -3).iso], "kind": ["assignment"]]), on: row, of: PostingReviewLife.self, following, in: db)
            return row.reference
        }
        let tables = ["caseTask", "caseClock", "caseWarning"]
        for table in tables { #expect(try bench.count(table, "kind = 'postingReview'") > 0, "\(table)") }
        #expect(try await bench.records.proposeDestruction(for: try bench.supervisor).isEmpty)
        try await bench.records.write { db in
            let row = try #require(try PostingReviewLife.find(reference, in: db))
            try CaseLog.play(.lapse, on: row, of: PostingReviewLife.self, following, in: db)
        }
        let certificate = try #require(try await bench.destroyAll())
        #expect(certificate.files == 1)
        for table in ["postingReview", "postingReviewEvent", "notice"] { #expect(try bench.count(table) == 0, "\(table)") }
        for table in tables { #expect(try bench.count(table, "kind = 'postingReview'") == 0, "\(table)") }
    }
}
