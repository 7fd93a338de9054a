import Casework
import Directives
import Foundation
import GRDB
import Resiliency
import Testing

@testable import Records

/// An installation in Chicago with the section at its desk, and what was counted so far.
private struct EvaluationBench {
    let bench: GrantBench
    let calendar: WorkCalendar

    init() async throws {
        bench = try await GrantBench()
        calendar = try WorkCalendar(zone: "America/Chicago", holidays: [:], years: 2015...2030)
        for (account, roles) in [("coordinator", [Role.owsAdministrativeCoordinator]), ("supervisor", [.owsSupervisor]), ("chief", [.chiefOfStaff])] {
            try await bench.addAccount(account, holding: roles)
        }
    }

    var records: Records { bench.records }

    func asking(_ account: String = "coordinator", _ roles: Set<Role> = [.owsAdministrativeCoordinator], on day: String = "2018-01-02", hour: Int = 9) throws -> Asking {
        let day = try #require(Day(iso: day))
        return Asking(
            actor: Actor(account: account, name: account.capitalized, roles: roles, member: nil), now: calendar.instant(day, hour: hour), day: day, from: "test",
            zone: calendar.zone)
    }

    func chief(on day: String = "2018-01-02") throws -> Asking { try asking("chief", [.chiefOfStaff], on: day) }
    func machine(on day: String) throws -> Asking { try asking("mainstay", [.console], on: day) }

    func count(_ tallies: [(Int, Tally.Measure, String, Int)]) async throws {
        try await records.write { db in
            for (year, measure, key, count) in tallies { for _ in 0..<count { try Tallies.count(measure, key, year, in: db) } }
        }
    }

    func addMembers(_ names: [String]) async throws {
        try await records.write { db in
            for (index, name) in names.enumerated() {
                try db.execute(
                    sql: "INSERT INTO member(record, version, sourceKey, digest, import, knownOn, name) VALUES (?, 1, ?, 0, 1, 0, ?)", arguments: [index + 1, "m\(index)", name])
            }
        }
    }

    static let words: [Evaluation.Section: String] = [.benchmarks: "Sick time led.", .resources: "Peer support was used.", .effectiveness: "It reached most."]
}

@Suite("The yearly evaluation, as it is kept")
struct EvaluationTests {
    @Test("SRV-017:IV.J.2#2 SRV-017:IV.J.2#8 Filed, its figures and words never change again, not by the program and not by SQL, whatever is counted later")
    func frozen() async throws {
        let bench = try await EvaluationBench()
        let records = bench.records
        try await bench.count([(2017, .contact, "guidance", 6), (2017, .activated, "", 7)])
        try await records.fileEvaluation(2017, EvaluationBench.words, bench.calendar, for: try bench.asking())
        let filed = try await records.filedEvaluation(2017, for: try bench.chief())
        #expect(filed.evaluation.figures.contacts == 6 && filed.evaluation.sections == EvaluationBench.words)
        #expect(filed.evaluation.filedOn == Day(iso: "2018-01-02") && filed.evaluation.filedBy == "Coordinator")

        try await bench.count([(2017, .contact, "guidance", 3)])
        #expect(try await records.evaluation(2017, for: try bench.asking()).evaluation == filed.evaluation)
        await #expect(throws: EvaluationProblem.filed(2017)) { try await records.draftEvaluation(2017, EvaluationBench.words, for: try bench.asking()) }
        await #expect(throws: EvaluationProblem.filed(2017)) { try await records.fileEvaluation(2017, EvaluationBench.words, bench.calendar, for: try bench.asking()) }
        let correction = TallyCorrection(year: 2017, measure: .contact, key: "guidance", difference: -1, reason: "Counted twice.")
        await #expect(throws: EvaluationProblem.filed(2017)) { try await records.correctTally(correction, for: try bench.asking()) }
        for sql in ["UPDATE resiliencyEvaluation SET sections = '{}'", "DELETE FROM resiliencyEvaluation", "REPLACE INTO resiliencyEvaluation(year, state, sections) VALUES (2017, 'draft', '{}')"] {
            await #expect(throws: (any Error).self, "\(sql)") { try await records.write { db in try db.execute(sql: sql) } }
        }
        #expect(try await records.filedEvaluation(2017, for: try bench.chief()).evaluation == filed.evaluation)
    }

    @Test("SRV-017:IV.J.2 The Chief of Staff finds what was filed and nothing else; the Administrative Coordinator alone files; others find nothing")
    func readers() async throws {
        let bench = try await EvaluationBench()
        let records = bench.records
        try await records.draftEvaluation(2017, EvaluationBench.words, for: try bench.asking("supervisor", [.owsSupervisor]))
        await #expect(throws: NotThere.self) { try await records.filedEvaluation(2017, for: try bench.chief()) }
        #expect(try await records.filedEvaluations(for: try bench.chief()).isEmpty)
        await #expect(throws: NotThere.self) { try await records.evaluations(for: try bench.chief()) }
        await #expect(throws: NotThere.self) { try await records.evaluation(2017, for: try bench.chief()) }
        await #expect(throws: NotThere.self) { try await records.fileEvaluation(2017, EvaluationBench.words, bench.calendar, for: try bench.asking("supervisor", [.owsSupervisor])) }
        for role in [Role.administrator, .auditor, .dii, .osuSupervisor, .owsRegionalCoordinator, .divisionHead] {
            let asking = try bench.asking("other", [role])
            await #expect(throws: NotThere.self, "\(role)") { try await records.filedEvaluations(for: asking) }
            await #expect(throws: NotThere.self, "\(role)") { try await records.draftEvaluation(2017, [:], for: asking) }
        }
        try await records.fileEvaluation(2017, EvaluationBench.words, bench.calendar, for: try bench.asking())
        #expect(try await records.filedEvaluations(for: try bench.chief()).map(\.year) == [2017])
        let told = try await records.read { db in try String.fetchAll(db, sql: "SELECT account.name FROM notice JOIN account ON account.id = notice.account WHERE cause = 'filed'") }
        #expect(told == ["chief"])
    }

    @Test("SRV-017:IV.J.2 What stands in the way of filing is told all at once, and nothing of it is kept")
    func obstacles() async throws {
        let bench = try await EvaluationBench()
        try await bench.addMembers(["Wren Alder"])
        do {
            try await bench.records.fileEvaluation(
                2018, [.benchmarks: "Wren Alder had three.", .resources: " "], confirmed: false, bench.calendar, for: try bench.asking())
            Issue.record("it was filed")
        } catch EvaluationProblem.refused(let obstacles) {
            #expect(obstacles.map(\.section) == [nil, .resources, .effectiveness, .benchmarks, nil])
            #expect(obstacles.last?.sentence == Evaluation.finality)
        }
        #expect(try await bench.records.evaluation(2018, for: try bench.asking()).evaluation.state == .open)
    }

    @Test(
        "SRV-017:IV.I A text in which a member’s full name stands is not taken, however it is written",
        arguments: [
            ("Three of Wren Alder’s incidents", ["Wren Alder’s"]), ("WREN ALDER", ["WREN ALDER"]), ("Alder, Wren was activated", ["Alder, Wren"]), ("Wren B. Alder", ["Wren B. Alder"]),
            ("Renée O'Crane and renee o’crane", ["Renée O'Crane", "renee o’crane"]), ("Ana Maria Plover spoke", ["Ana Maria Plover"]), ("Wren\nAlder", ["Wren\nAlder"]),
            ("A wren in an alder", []), ("Wrens Alderman", []), ("Wren. The alder", []), ("Maria Plover", []), ("Swift", []), ("", []),
        ])
    func names(text: String, found: [String]) async throws {
        let bench = try await EvaluationBench()
        try await bench.addMembers(["Wren Alder", "Renée O’Crane", "Ana Maria Plover", "Swift", "C. Heron"])
        let records = bench.records
        #expect(try await records.read { db in try NamesInText.found(in: text, db) } == found)
        guard !found.isEmpty else { return try await records.draftEvaluation(2017, [.resources: text], for: try bench.asking()) }
        await #expect(throws: EvaluationProblem.self) { try await records.draftEvaluation(2017, [.resources: text], for: try bench.asking()) }
        #expect(try await records.evaluation(2017, for: try bench.asking()).evaluation.sections.isEmpty)
        let correction = TallyCorrection(year: 2017, measure: .contact, key: "guidance", difference: 1, reason: text)
        await #expect(throws: EvaluationProblem.self) { try await records.correctTally(correction, for: try bench.asking()) }
        await #expect(throws: ResiliencyListProblem.self) { try await records.addCriterion(text.replacing("\n", with: " "), for: try bench.asking()) }
    }

    @Test("SRV-017:IV.J.2 A wrong count is corrected by an entry with its reason; the count itself stays, and nothing falls below zero")
    func corrections() async throws {
        let bench = try await EvaluationBench()
        let records = bench.records
        try await bench.count([(2017, .contact, "guidance", 6)])
        func correct(_ key: String, _ difference: Int, _ reason: String, _ measure: Tally.Measure = .contact) async throws {
            try await records.correctTally(TallyCorrection(year: 2017, measure: measure, key: key, difference: difference, reason: reason), for: try bench.asking())
        }
        try await correct("guidance", -2, "Entered twice.")
        try await correct("support", 1, "Left out.")
        let report = try await records.evaluation(2017, for: try bench.asking())
        #expect(report.evaluation.figures.contacts == 5 && report.evaluation.corrections.map(\.reason) == ["Entered twice.", "Left out."])
        #expect(report.title(of: try #require(report.evaluation.corrections.first)) == "RSS contacts: Early guidance")
        #expect(try await records.read { db in try Int.fetchOne(db, sql: "SELECT count FROM resiliencyTally WHERE measure = 'contact'") } == 6)
        await #expect(throws: CorrectionProblem.belowZero) { try await correct("guidance", -5, "Too many.") }
        await #expect(throws: CorrectionProblem.noDifference) { try await correct("guidance", 0, "None.") }
        await #expect(throws: CorrectionProblem.noReason) { try await correct("guidance", 1, " \u{200B}") }
        await #expect(throws: CorrectionProblem.tooLong) { try await correct("guidance", 1, String(repeating: "x", count: 501)) }
        for (measure, key) in [(Tally.Measure.contact, "chatter"), (.activatedBy, "own-1"), (.resource, "eap"), (.activated, "x")] {
            await #expect(throws: CorrectionProblem.noSuchCount, "\(key)") { try await correct(key, 1, "Wrong.", measure) }
        }
        try await records.addCriterion("Something of our own", for: try bench.asking())
        try await correct("own-1", 1, "Left out.", .activatedBy)
        try await correct("eap/done", 1, "Left out.", .resource)
        await #expect(throws: NotThere.self) {
            try await records.correctTally(TallyCorrection(year: 2019, measure: .activated, key: "", difference: 1, reason: "Not yet."), for: try bench.asking())
        }
    }

    @Test("SRV-017:I.B SRV-017:IV.J.2 Each year owed stands on the coordinator’s list with April 1, 23:59:59 in Chicago, until it is filed; on April 2 it is overdue")
    func duties() async throws {
        let bench = try await EvaluationBench()
        let records = bench.records
        try await bench.count([(2016, .contact, "guidance", 1)])
        func owed(on day: String) async throws -> [DueItem] {
            try await records.keepEvaluationDuties(bench.calendar, for: try bench.machine(on: day))
            return try await records.due(for: try bench.asking(on: day)).items
        }
        #expect(try await owed(on: "2016-12-31").isEmpty)
        let first = try await owed(on: "2017-01-01")
        let due = try #require(first.first?.due)
        let april = bench.calendar.instant(try #require(Day(iso: "2017-04-01")), hour: 23, minute: 59, second: 59)
        #expect(first.map(\.reference) == ["2016"] && due == april && bench.calendar.day(of: april.addingTimeInterval(1)) == Day(iso: "2017-04-02"))
        let january = bench.calendar.instant(try #require(Day(iso: "2017-01-01")), hour: 0)
        #expect(first.first?.cites == "SRV-017:IV.J.2" && first.first?.since == january)
        #expect(first.first?.clock != nil)
        #expect(try await owed(on: "2017-04-01").map(\.reference) == ["2016"])
        let late = try await records.due(for: try bench.asking(on: "2017-04-02", hour: 0))
        #expect(late.overdue == 1)
        #expect(try await records.due(for: try bench.asking(on: "2017-04-01", hour: 23)).overdue == 0)
        #expect(try await records.evaluation(2016, for: try bench.asking(on: "2017-04-02")).evaluation.isOverdue(on: try #require(Day(iso: "2017-04-02"))))
        // Twice changes nothing, and nobody else has it on their list.
        #expect(try await owed(on: "2018-02-01").map(\.reference) == ["2016", "2017"])
        #expect(try await owed(on: "2018-02-01").map(\.reference) == ["2016", "2017"])
        for role in [Role.owsSupervisor, .chiefOfStaff, .administrator] { #expect(try await records.due(for: try bench.asking("x", [role], on: "2018-02-01")).items.isEmpty) }
        try await records.fileEvaluation(2016, EvaluationBench.words, bench.calendar, for: try bench.asking(on: "2018-02-01"))
        #expect(try await records.due(for: try bench.asking(on: "2018-02-01")).items.map(\.reference) == ["2017"])
        await #expect(throws: NotThere.self) { try await records.keepEvaluationDuties(bench.calendar, for: try bench.asking()) }
    }

    @Test("SRV-017:IV.J.2 The coordinator is reminded before the day, and told after it, each once")
    func reminders() async throws {
        let bench = try await EvaluationBench()
        try await bench.count([(2017, .contact, "guidance", 1)])
        var told: [String] = []
        for day in ["2018-01-02", "2018-02-28", "2018-03-01", "2018-03-02", "2018-03-24", "2018-03-25", "2018-04-01", "2018-04-02", "2018-04-03"] {
            try await bench.records.keepEvaluationDuties(bench.calendar, for: try bench.machine(on: day))
            let words = try await bench.records.read { db in try String.fetchAll(db, sql: "SELECT cause FROM notice WHERE reference = '2017' ORDER BY id") }
            if words.count > told.count { told.append("\(day) \(words.last ?? "")") }
            #expect(words.count == told.count)
        }
        #expect(told == ["2018-01-02 open", "2018-03-01 month", "2018-03-25 week", "2018-04-02 overdue"])
        let accounts = try await bench.records.read { db in try String.fetchAll(db, sql: "SELECT DISTINCT account.name FROM notice JOIN account ON account.id = notice.account") }
        #expect(accounts == ["coordinator"])
    }

    @Test("The draft of somebody else is not overwritten unseen")
    func meanwhile() async throws {
        let bench = try await EvaluationBench()
        let records = bench.records
        let empty = Evaluation.mark(of: [:])
        try await records.draftEvaluation(2017, [.benchmarks: "First."], seen: empty, for: try bench.asking())
        await #expect(throws: EvaluationProblem.changedMeanwhile([.benchmarks: "First."])) {
            try await records.draftEvaluation(2017, [.benchmarks: "Second."], seen: empty, for: try bench.asking("supervisor", [.owsSupervisor]))
        }
        try await records.draftEvaluation(2017, [.benchmarks: "Second."], seen: Evaluation.mark(of: [.benchmarks: "First."]), for: try bench.asking())
        #expect(try await records.evaluation(2017, for: try bench.asking()).evaluation.sections[.benchmarks] == "Second.")
    }

    @Test("SRV-017:IV.H Who reads an evaluation and who takes it away stands in the trail")
    func trail() async throws {
        let bench = try await EvaluationBench()
        let records = bench.records
        _ = try await records.evaluation(2017, for: try bench.asking())
        _ = try await records.evaluation(2017, kind: .export, for: try bench.asking())
        await #expect(throws: NotThere.self) { try await records.filedEvaluation(2017, for: try bench.chief()) }
        await #expect(throws: NotThere.self) { try await records.evaluation(2019, for: try bench.asking()) }
        let lines = try await records.trail(TrailQuery(), for: try bench.asking("auditor", [.auditor])).lines.map(\.entry).filter { $0.act.contains("Evaluation") }
        #expect(lines.map { "\($0.actor) \($0.kind.rawValue) \($0.outcome.rawValue) \($0.record)" }.sorted() == [
            "chief read refused ", "coordinator export done resiliency/evaluation/2017", "coordinator read done resiliency/evaluation/2017", "coordinator read refused ",
        ])
    }
}
