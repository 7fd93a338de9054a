import Casework
import Directives
import Foundation
import GRDB
import Resiliency
import Testing
import Vault

@testable import Records

/// Two years of a department, day by day, by a clock set by hand and chance from a seed.
///
/// Merlin's last incident lies in the first summer, so by the end nothing of Merlin is left anywhere; Wren's go on.
@Suite("Two years of resiliency support", .serialized)
struct ResiliencyYearsTests {
    /// What happened, counted beside the program.
    private struct Ledger {
        var contacts: [Int: Int] = [:]
        var activated: [Int: Int] = [:]
        var completed: [Int: Int] = [:]
        var notCompleted: [Int: Int] = [:]
        var running: [Int: Int] = [:]
    }

    private struct Chance: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state ^ (state >> 29)) &* 0x9E37_79B9_7F4A_7C15
        }
        mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
    }

    @Test("SRV-017:IV.J.1#2 SRV-017:IV.J.2 SRV-017:I.B At the end nothing of an incident-free employee is left, and both annual reports add up", arguments: [7 as UInt64, 11])
    func years(seed: UInt64) async throws {
        let bench = try await ResiliencyBench()
        var chance = Chance(state: seed)
        var ledger = Ledger()
        var references: [Int64: Set<String>] = [:]
        try await prepare(bench)
        var isCopied = false
        let copy = bench.base.bench.url.appendingPathComponent("copy")
        for day in 0..<810 {
            if day > 0 { bench.moves(1) }
            try await bench.sweep()
            // A new incident now and then: about Merlin in the first half year, about Wren in the first nineteen months.
            for (member, until) in [(6 as Int64, 180), (1, 580)] where day < until && chance.happens(member == 6 ? 4 : 3) {
                let occurred = bench.today.adding(days: -Int.random(in: 0..<20, using: &chance))
                references[member, default: []].insert(try await bench.document(occurred, of: member, by: chance.happens(50) ? "sid" : "sam", words: "A planted sentence: the bittern booms."))
            }
            try await goOn(bench, &chance, &ledger)
            for plan in try await open(bench, "resiliencyPlan") { references[plan.member, default: []].insert(plan.reference) }
            for duty in try await open(bench, "thirdIncident") { references[duty.member, default: []].insert(duty.reference) }
            if day == 200 {
                // What a backup of this day holds.
                try await bench.records.pool.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA main.wal_checkpoint(TRUNCATE)")
                    try db.execute(sql: "PRAGMA vault.wal_checkpoint(TRUNCATE)")
                }
                try RetentionBench.copy(of: bench.base.bench.url, to: copy)
                isCopied = true
            }
            try await destroy(bench)
            if bench.today.iso.hasSuffix("-12-31") {
                let running = try await bench.count("resiliencyPlan", "state IN ('implementing', 'extensionRequested')")
                ledger.running[bench.today.year] = running
            }
            if bench.today.iso.hasSuffix("-03-15"), bench.today.year > 2018 { try await file(bench, ledger) }
        }
        #expect(isCopied && (references[6]?.count ?? 0) > 3 && (references[1]?.count ?? 0) > 5)
        #expect(ledger.contacts.keys.count >= 2 && (ledger.activated.values.reduce(0, +)) > 4 && (ledger.completed.values.reduce(0, +)) > 0)
        try await nothingLeft(bench, of: 6, references[6] ?? [])
        try await notFromBackup(bench, copy, references[6] ?? [])
    }

    // MARK: A day

    private func prepare(_ bench: ResiliencyBench) async throws {
        let custodian = Asking(
            actor: Actor(account: "lex", name: "lex", roles: [.legalCustodian], member: nil), now: bench.now, day: bench.today, from: "test", zone: bench.rules.calendar.zone)
        try await bench.records.fileAuthority(
            DisposalAuthority(reference: "DA-1", issuedBy: "Local Records Commission", from: bench.today, to: nil), of: .resiliencyRecords, note: nil, for: custodian)
        try await bench.base.bench.addAccount("second", member: nil)
        try await bench.base.grant(.legalCustodian, .department, to: "second")
    }

    private struct Open {
        var reference: String
        var member: Int64
        var state: String
        var supervisor: String
    }

    private func open(_ bench: ResiliencyBench, _ table: String) async throws -> [Open] {
        try await bench.records.read { db in
            try Row.fetchAll(
                db, sql: """
                    SELECT reference, member, state, account FROM \(table) LEFT JOIN casePost ON kind = '\(table)' AND record = \(table).id AND post = 'employeesSupervisor'
                    WHERE closedAt IS NULL ORDER BY \(table).id
                    """
            ).map { Open(reference: $0[0], member: $0[1], state: $0[2], supervisor: $0[3] ?? "sid") }
        }
    }

    private func goOn(_ bench: ResiliencyBench, _ chance: inout Chance, _ ledger: inout Ledger) async throws {
        let year = bench.today.year
        let plans = try await open(bench, "resiliencyPlan")
        for incident in try await open(bench, "incident") where chance.happens(40) {
            let (reference, by) = (incident.reference, incident.supervisor)
            switch IncidentState(rawValue: incident.state) {
            case .draft: try await bench.take(.discuss, on: reference, by: by, ["discussed": [bench.today.iso], "discussed-by": [by]])
            case .discussed: try await bench.take(.submit, on: reference, by: by, ["evaluated": ["yes"], "reasoning": ["The bittern was weighed."]])
            case .underDetermination:
                try await bench.take(chance.happens(85) ? .findMet : .findNotMet, on: reference, by: "lee", ["reason": ["The bittern was found."]])
            case .criteriaNotMet: try await bench.take(.closeNotMet, on: reference, by: by)
            case .criteriaMet:
                try await bench.contact(reference, by: by)
                ledger.contacts[year, default: 0] += 1
            case .owsContacted:
                let step: IncidentStep = chance.happens(60) ? .activate : .settleNoAction
                try await bench.settle(step, reference, with: by)
                if step == .activate { ledger.activated[year, default: 0] += 1 }
            case .monitoring:
                try await bench.take(chance.happens(20) ? .closeMonitored : .noteMonitoring, on: reference, by: by, ["reason": ["Calm."], "day": [bench.today.iso], "words": ["Calm."]])
            case .activated:
                if !plans.contains(where: { $0.member == incident.member }), chance.happens(60) {
                    _ = try await bench.initiate(reference, of: incident.member, by: by)
                } else if !plans.contains(where: { $0.member == incident.member }) {
                    try await bench.take(.closeActivated, on: reference, by: "oz", ["reason": ["Helped."]])
                }
            default: break
            }
            // One plan a day at the most for each employee: the list above is of the morning.
            if incident.state == "activated" { break }
        }
        for plan in plans where chance.happens(25) {
            let (reference, by) = (plan.reference, plan.supervisor)
            switch PlanState(rawValue: plan.state) {
            case .draft, .returned:
                try await bench.carry(.assist, on: reference, by: "oz", ["assistance": ["The bittern was read over."]])
                // The period as it was written may be over by now.
                let incident = try await bench.records.resiliencyPlan(reference, bench.rules, for: try await bench.asking("oz"))?.file.answers ?? ""
                var answers = bench.planAnswers(incident)
                answers["case"] = nil
                try await bench.carry(.edit, on: reference, by: by, answers)
                try await bench.carry(.submit, on: reference, by: by, ["checked": ["yes"]])
            case .submitted: try await bench.carry(chance.happens(85) ? .approve : .sendBack, on: reference, by: "commander", ["words": ["The bittern."]])
            case .approved: try await bench.carry(.start, on: reference, by: by, ["started": [bench.today.iso], "told": ["yes"]])
            case .implementing:
                if chance.happens(15) {
                    try await bench.complete(reference, by: by)
                    ledger.completed[year, default: 0] += 1
                } else if chance.happens(6) {
                    try await bench.carry(.endNotCompleted, on: reference, by: by, ["reason": ["Not followed."], "commander": ["commander"]])
                    ledger.notCompleted[year, default: 0] += 1
                } else {
                    try await bench.carry(.note, on: reference, by: by, ["day": [bench.today.iso], "words": ["The bittern was seen."]])
                }
            default: break
            }
        }
    }

    private func destroy(_ bench: ResiliencyBench) async throws {
        let coordinator = try await bench.asking("coordinator")
        for batch in try await bench.records.proposeDestruction(for: bench.asking()) where batch.kind == .resiliencyRecords {
            _ = try await bench.records.paperList(of: batch.id, for: coordinator)
            if try await bench.records.confirmDestruction(of: batch.id, for: coordinator) == nil {
                _ = try await bench.records.confirmDestructionSecond(of: batch.id, for: try await bench.asking("second"))
            }
        }
    }

    /// The report of the year before, against what happened.
    private func file(_ bench: ResiliencyBench, _ ledger: Ledger) async throws {
        let year = bench.today.year - 1
        let coordinator = try await bench.asking("coordinator")
        #expect(try await bench.due("coordinator").contains { $0.contains("program evaluation of \(year)") })
        let words: [Evaluation.Section: String] = [.benchmarks: "As before.", .resources: "Used.", .effectiveness: "It helps."]
        try await bench.records.fileEvaluation(year, words, bench.rules.calendar, for: coordinator)
        let filed = try await bench.records.filedEvaluation(year, for: try await bench.asking("chester"))
        #expect(filed.figures.contacts == ledger.contacts[year] ?? 0)
        #expect(filed.figures.activations.first?.count == ledger.activated[year] ?? 0)
        #expect(filed.figures.completed == ledger.completed[year] ?? 0)
        #expect(filed.figures.notCompleted == ledger.notCompleted[year] ?? 0)
        #expect(filed.figures.running == ledger.running[year] ?? 0)
        if let before = filed.figures.activations.dropFirst().first { #expect(before.count == ledger.activated[year - 1] ?? 0) }
    }

    // MARK: The end

    private func nothingLeft(_ bench: ResiliencyBench, of member: Int64, _ references: Set<String>) async throws {
        for table in ["incident", "resiliencyPlan", "thirdIncident", "referral"] { #expect(try await bench.count(table, "member = \(member)") == 0) }
        #expect(try await bench.count("vault.subjectKey", "program = 'resiliency' AND subject = 'member/\(member)'") == 0)
        // No reference of theirs stands in any table at all: not in the trail, not in a notice, not in a list.
        let cells = try await bench.records.read { db -> [String] in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'").flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").flatMap { row in row.compactMap { _, value in String.fromDatabaseValue(value) } }
            }
        }
        for reference in references { #expect(!cells.contains { $0.contains(reference) }, "\(reference)") }
        #expect(!cells.contains { $0.contains("bittern") })
        #expect(try await bench.count("destructionCertificate") > 0)
    }

    /// A database of an earlier day beside the keys of today opens nothing of what was destroyed.
    private func notFromBackup(_ bench: ResiliencyBench, _ copy: URL, _ references: Set<String>) async throws {
        let opened = try await bench.records.read { db -> Set<Int64> in Set(try Int64.fetchAll(db, sql: "SELECT id FROM vault.subjectKey")) }
        let old = try DatabaseQueue(path: copy.appendingPathComponent("mainstay.sqlite").path)
        let keys = try await old.read { db in
            try Int64.fetchAll(db, sql: "SELECT DISTINCT key FROM incident WHERE member = 6 UNION SELECT DISTINCT key FROM incidentEvent WHERE record IN (SELECT id FROM incident WHERE member = 6)")
        }
        #expect(!keys.isEmpty && opened.isDisjoint(with: keys))
    }
}
