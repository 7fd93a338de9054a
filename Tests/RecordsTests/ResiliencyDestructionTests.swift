import Casework
import Directives
import Foundation
import GRDB
import Resiliency
import Testing

@testable import Records

@Suite("The destruction of resiliency records")
struct ResiliencyDestructionTests {
    private func authority(_ bench: ResiliencyBench) async throws {
        let custodian = Asking(
            actor: Actor(account: "lex", name: "lex", roles: [.legalCustodian], member: nil), now: bench.now, day: bench.today, from: "test", zone: bench.rules.calendar.zone)
        try await bench.records.fileAuthority(
            DisposalAuthority(reference: "DA-1", issuedBy: "Local Records Commission", from: bench.today, to: nil), of: .resiliencyRecords, note: nil, for: custodian)
    }

    /// Proposes, prints and confirms as the coordinator; a second person where the rules ask for one.
    private func destroy(_ bench: ResiliencyBench) async throws -> DestructionCertificate? {
        let coordinator = try await bench.asking("coordinator")
        guard let batch = try await bench.records.proposeDestruction(for: bench.asking()).first(where: { $0.kind == .resiliencyRecords }) else { return nil }
        _ = try await bench.records.paperList(of: batch.id, for: coordinator)
        if let certificate = try await bench.records.confirmDestruction(of: batch.id, for: coordinator) { return certificate }
        return try await bench.records.confirmDestructionSecond(of: batch.id, for: try await bench.asking("second"))
    }

    private func ready(_ bench: ResiliencyBench) async throws {
        try await authority(bench)
        try await bench.base.bench.addAccount("second", member: nil)
        try await bench.base.grant(.owsAdministrativeCoordinator, .department, to: "second")
        try await bench.base.grant(.legalCustodian, .department, to: "second")
    }

    private func closed(_ bench: ResiliencyBench, _ occurred: Day, of member: Int64 = 1) async throws -> String {
        let incident = try await bench.met(occurred, of: member)
        try await bench.contact(incident)
        try await bench.settle(.settleNoAction, incident)
        try await bench.take(.closeMonitored, on: incident, by: "sid", ["reason": ["Calm."]])
        return incident
    }

    private func dueOn(_ bench: ResiliencyBench) async throws -> [Day] {
        let outlook = try await bench.records.destructionOutlook(for: try await bench.asking("coordinator"))
        return outlook.kinds.flatMap(\.due).map(\.dueOn)
    }

    @Test("SRV-017:IV.J.1#2 One incident-free year from the day the latest incident took place, to the day (ambiguity 3.6)")
    func year() async throws {
        let bench = try await ResiliencyBench()
        try await ready(bench)
        let occurred = bench.today.adding(days: -30)
        _ = try await closed(bench, occurred)
        let due = occurred.adding(months: 12)
        bench.now = bench.rules.calendar.instant(due.adding(days: -1), hour: 9, minute: 0)
        #expect(try await dueOn(bench) == [due])
        #expect(try await destroy(bench) == nil)
        #expect(try await bench.count("incident") == 1)
        bench.moves(1)
        let certificate = try #require(try await destroy(bench))
        #expect(certificate.erased)
        // Posts, clocks and reminders of all four kinds of record are one line each.
        #expect(certificate.counts.map(\.title).count == Set(certificate.counts.map(\.title)).count, "\(certificate.counts)")
        #expect(certificate.counts.contains { $0.title == "Incidents" && $0.count == 1 })
        #expect(certificate.counts.filter { $0.title == "Clocks" }.map(\.count) == [1])
        #expect(try await bench.count("incident") == 0)
        #expect(try await bench.count("incidentEvent") == 0)
        #expect(try await bench.count("caseTask", "program = 'resiliency'") == 0)
        #expect(try await bench.count("notice", "program = 'resiliency'") == 0)
        // The counts stay.
        #expect(try await bench.tally(.contact) == 1)
    }

    @Test("SRV-017:IV.J.1#2 A new incident begins the year again for all; what did not meet the criteria does not (ambiguity 3.6)")
    func restarts() async throws {
        let bench = try await ResiliencyBench()
        try await ready(bench)
        let first = bench.today.adding(days: -30)
        _ = try await closed(bench, first)
        bench.moves(100)
        let second = bench.today.adding(days: -1)
        _ = try await closed(bench, second)
        bench.moves(100)
        let not = try await bench.document(bench.today)
        try await bench.take(.discard, on: not, by: "sid", ["reason": ["Not one."]])
        bench.now = bench.rules.calendar.instant(second.adding(months: 12), hour: 9, minute: 0)
        #expect(try await dueOn(bench) == [second.adding(months: 12)])
        _ = try #require(try await destroy(bench))
        #expect(try await bench.count("incident") == 0)
    }

    @Test("SRV-017:IV.J.1#2 Nothing open is destroyed; an incident entered late whose year is over stays until its case is closed")
    func open() async throws {
        let bench = try await ResiliencyBench()
        try await ready(bench)
        let late = try await bench.met(bench.today.adding(days: -500))
        #expect(try await destroy(bench) == nil)
        try await bench.contact(late)
        try await bench.settle(.settleNoAction, late)
        #expect(try await destroy(bench) == nil)
        try await bench.take(.closeMonitored, on: late, by: "sid", ["reason": ["Calm."]])
        #expect(try await destroy(bench) != nil)
        #expect(try await bench.count("incident") == 0)
    }

    @Test("SRV-017:IV.J.1#2 Without an authority on file it is due and visible, and nothing is destroyed (ambiguity 3.7)")
    func withoutAuthority() async throws {
        let bench = try await ResiliencyBench()
        _ = try await closed(bench, bench.today.adding(days: -400))
        let outlook = try await bench.records.destructionOutlook(for: try await bench.asking("coordinator"))
        #expect(outlook.kinds.flatMap(\.due).map(\.state) == [.noAuthority])
        #expect(try await destroy(bench) == nil)
    }
}
