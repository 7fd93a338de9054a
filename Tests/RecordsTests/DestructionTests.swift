import Casework
import Directives
import Foundation
import GRDB
import Testing

@testable import Records

@Suite("What falls due, and who may destroy it")
struct DestructionTests {
    @Test("SRV-017:IV.J.1#2 The period begins with the latest record; an open one stops it; one that does not count goes with the others")
    func due() throws {
        let day = try #require(Day(2017, 3, 1))
        func record(_ offset: Int, open: Bool = false, restarts: Bool = true) -> KeptRecord {
            KeptRecord(
                reference: "", from: day, to: open ? nil : day, counted: day.adding(days: offset), isOpen: open, restarts: restarts)
        }
        #expect(Retention.due([], months: 12) == nil)
        #expect(Retention.due([record(0), record(10)], months: 12) == day.adding(days: 10).adding(years: 1))
        #expect(Retention.due([record(0), record(10, open: true)], months: 12) == nil)
        #expect(Retention.due([record(0), record(10, restarts: false)], months: 12) == day.adding(years: 1))
        #expect(Retention.due([record(10, restarts: false)], months: 12) == day.adding(days: 10).adding(years: 1))
    }

    @Test("The retention table: two periods are the directives', everything else is kept until the department sets a schedule")
    func table() throws {
        for entry in RetentionTable.entries { #expect(try Provision.named(entry.cites) != nil, "\(entry.kind)") }
        #expect(RetentionTable.entry(.resiliencyRecords).rule == .period(months: 12))
        #expect(RetentionTable.entry(.resiliencyRecords).confirmedBy == .owsAdministrativeCoordinator)
        #expect(RetentionTable.entry(.workItems).rule == .noSchedule)
        #expect(RetentionTable.entry(.liaisonReports).rule == .noSchedule)
    }

    @Test("D20-04:VII.C Without a schedule nothing is due; without an authority on file what is due waits, and says so")
    func gates() async throws {
        let bench = try RetentionBench()
        let day = try #require(Day(2016, 3, 1))
        try bench.addItem("W-1", member: 1, from: day, closed: day)
        func kind() async throws -> DestructionOutlook.Kind {
            try #require(try await bench.records.destructionOutlook(for: try bench.supervisor).kinds.first)
        }
        #expect(try await kind().noSchedule == 1)
        #expect(try await bench.records.proposeDestruction(for: try bench.supervisor).isEmpty)

        try await bench.setSchedule()
        #expect(try await kind().due.map(\.state) == [.noAuthority])
        #expect(try await bench.records.proposeDestruction(for: try bench.supervisor).isEmpty)

        try await bench.fileAuthority()
        #expect(try await kind().due.map(\.state) == [.ready])
        #expect(try await bench.records.proposeDestruction(for: try bench.supervisor).map(\.files) == [1])
        #expect(try await kind().due.map(\.state) == [.proposed])
        // A second proposal changes nothing.
        #expect(try await bench.records.proposeDestruction(for: try bench.supervisor).map(\.id) == [1])
    }

    @Test("The rule can be lifted by the custodian, and by nobody else")
    func rules() async throws {
        let bench = try RetentionBench()
        let day = try #require(Day(2016, 3, 1))
        try bench.addItem("W-1", member: 1, from: day, closed: day)
        try await bench.setSchedule()
        await #expect(throws: NotThere.self) {
            try await bench.records.setDestructionRules(DestructionRules(authorityRequired: false), for: try bench.supervisor)
        }
        try await bench.records.setDestructionRules(DestructionRules(secondPerson: false, authorityRequired: false), for: try bench.custodian)
        let batch = try #require(try await bench.records.proposeDestruction(for: try bench.supervisor).first)
        _ = try await bench.records.paperList(of: batch.id, for: try bench.supervisor)
        let certificate = try #require(try await bench.records.confirmDestruction(of: batch.id, for: try bench.supervisor))
        #expect(certificate.files == 1)
        #expect(certificate.secondBy == nil)
        #expect(certificate.authority.hasPrefix("none on file"))
    }

    @Test("A month ahead: what falls due by then is shown, what runs longer is only counted")
    func outlook() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let closed = try bench.today.adding(days: 20).adding(years: -1)
        try bench.addItem("W-soon", member: 9, from: closed, closed: closed)
        let kind = try #require(try await bench.records.destructionOutlook(for: try bench.supervisor).kinds.first)
        #expect(kind.files == 4)
        #expect(kind.open == 1)
        #expect(kind.running == 1)
        #expect(kind.due.map(\.state) == [.ready, .soon])
        #expect(kind.due.map(\.records) == [2, 1])
        #expect(kind.due[1].dueOn == closed.adding(years: 1))
    }

    @Test("A batch is destroyed only once its papers are listed, its coordinator has confirmed, and another person after them")
    func steps() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let records = bench.records
        let both = bench.asking([.osuSupervisor, .legalCustodian], "both", on: try bench.today)
        let batch = try #require(try await records.proposeDestruction(for: both).first)
        await #expect(throws: DestructionProblem.notPrinted) { try await records.confirmDestruction(of: batch.id, for: both) }
        await #expect(throws: DestructionProblem.notConfirmed) { try await records.confirmDestructionSecond(of: batch.id, for: both) }
        let papers = try await records.paperList(of: batch.id, for: both)
        #expect(papers.map(\.memberNumber) == ["771"])
        #expect(papers.first?.papers.count == 2)
        #expect(try await records.confirmDestruction(of: batch.id, for: both) == nil)
        await #expect(throws: DestructionProblem.samePerson) { try await records.confirmDestructionSecond(of: batch.id, for: both) }
        await #expect(throws: DestructionProblem.alreadyConfirmed) { try await records.confirmDestruction(of: batch.id, for: both) }
        let certificate = try #require(try await records.confirmDestructionSecond(of: batch.id, for: try bench.custodian))
        #expect(certificate.confirmedBy == "both")
        #expect(certificate.secondBy == "custodian")
        await #expect(throws: DestructionProblem.over) { try await records.confirmDestructionSecond(of: batch.id, for: try bench.custodian) }
    }

    @Test("The certificate: numbers, authority, digest and place in the trail, and nobody's identity")
    func certificate() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let certificate = try #require(try await bench.destroyAll())
        #expect(certificate.files == 1)
        #expect(certificate.counts == [.init(title: "Scores", count: 1), .init(title: "Work Items", count: 2), .init(title: "Notes", count: 1)])
        #expect(certificate.schedule == "1 year (RS-9; 50 ILCS 205)")
        #expect(certificate.authority == "DA-14, issued by Local Records Commission, valid from 2017-01-01")
        #expect(certificate.digest.count == 64)
        let auditor = bench.asking([.auditor], "auditor", on: try bench.today)
        var query = TrailQuery()
        query.kind = .destruction
        let line = try #require(try await bench.records.trail(query, for: auditor).lines.first { $0.number == certificate.trailEntry })
        #expect(line.entry.act == "destroyed")
        #expect(line.entry.record == "batch/\(certificate.batch)")
        let text = certificate.text(department: "Example") { _ in "then" }
        for identity in ["771", "Member 1", "W-2016", "member/1"] { #expect(!text.contains(identity)) }
        #expect(try bench.count("destructionFile") == 0)
        #expect(try bench.count("workItem", "member = 1") == 0)
        #expect(try bench.count("score", "member = 1") == 0)
        #expect(try bench.count("workItem") == 2)
    }

    @Test("At the last moment a file that is open again, or has a new record, drops out, and the certificate says so")
    func droppedOut() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let day = try #require(Day(2016, 5, 1))
        try bench.addItem("W-9", member: 9, from: day, closed: day)
        let batch = try await bench.confirmedBatch()
        try bench.addItem("W-2018-01-001", member: 1, from: try bench.today, closed: nil)
        let certificate = try #require(try await bench.records.confirmDestructionSecond(of: batch, for: try bench.custodian))
        #expect(certificate.files == 1)
        #expect(certificate.leftOut == [.init(title: "a record is open again, or new", count: 1)])
        #expect(try bench.count("workItem", "member = 1") == 3)
    }

    @Test("An authority that ended before the last moment stops the whole batch: nothing is destroyed, and it is said why")
    func endedAuthority() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let batch = try await bench.confirmedBatch()
        let authority = try #require(
            try await bench.records.retention(for: try bench.custodian).lines.first { $0.kind == .workItems }?.authorities.first)
        try await bench.records.endAuthority(authority.id, for: try bench.custodian)
        let certificate = try #require(try await bench.records.confirmDestructionSecond(of: batch, for: try bench.custodian))
        #expect(certificate.files == 0)
        #expect(certificate.leftOut == [.init(title: "the disposal authority is no longer valid", count: 1)])
        #expect(try await bench.records.destructionBatches(for: try bench.custodian).map(\.state) == [.nothing])
        #expect(try bench.count("workItem", "member = 1") == 2)
    }

    @Test("Another program's coordinator sees no batch and confirms none; nobody destroys the file about themselves (ambiguities 7.5, 7.7)")
    func whose() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let batch = try #require(try await bench.records.proposeDestruction(for: try bench.supervisor).first)
        let coordinator = bench.asking([.owsAdministrativeCoordinator], "coordinator", on: try bench.today)
        #expect(try await bench.records.destructionBatches(for: coordinator).isEmpty)
        #expect(try await bench.records.destructionOutlook(for: coordinator).kinds.map(\.kind) == [.resiliencyRecords])
        #expect(try await bench.records.destructionBatch(batch.id, for: coordinator) == nil)
        await #expect(throws: NotThere.self) { try await bench.records.confirmDestruction(of: batch.id, for: coordinator) }

        let oneself = bench.asking([.osuSupervisor], "oneself", on: try bench.today, member: 1)
        #expect(try await bench.records.destructionBatches(for: oneself).map(\.files) == [0])
        #expect(try await bench.records.destructionOutlook(for: oneself).kinds.first?.due == [])
        #expect(try await bench.records.paperList(of: batch.id, for: oneself).isEmpty)
        _ = try await bench.records.confirmDestruction(of: batch.id, for: oneself)
        #expect(try await bench.records.confirmDestructionSecond(of: batch.id, for: try bench.custodian)?.files == 0)
        #expect(try bench.count("workItem", "member = 1") == 2)
        // Another person's next batch has it again.
        #expect(try await bench.records.proposeDestruction(for: try bench.supervisor).map(\.files) == [1])
    }

    @Test("A batch that is sent back begins again: what fell due since comes in, and its papers are listed anew")
    func sentBack() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let batch = try await bench.confirmedBatch()
        try await bench.records.returnBatch(batch, for: try bench.custodian)
        await #expect(throws: DestructionProblem.notPrinted) { try await bench.records.confirmDestruction(of: batch, for: try bench.supervisor) }
        let day = try #require(Day(2016, 5, 1))
        try bench.addItem("W-9", member: 9, from: day, closed: day)
        #expect(try await bench.records.proposeDestruction(for: try bench.supervisor).map(\.files) == [2])
    }

    @Test("Nothing on a page remains: item, jacket, queue and count are as if it had never been")
    func afterwards() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        try await bench.destroyAll()
        let analyst = try bench.analyst
        #expect(try await bench.records.workItem("W-2016-01-001", for: analyst) == nil)
        let jacket = try #require(try await bench.records.memberFile(MemberID(rawValue: 1), asOf: try bench.today, for: analyst))
        #expect(jacket.value.items.isEmpty)
        #expect(try await bench.records.queue(QueueQuery(), for: analyst).rows.map(\.reference) == ["W-2016-01-002"])
        #expect(try await bench.records.scores(of: 1, for: analyst).map(\.sourceID) == ["772", "773"])
    }
}
