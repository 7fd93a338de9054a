import Casework
import Directives
import Foundation
import GRDB
import Testing

@testable import Records

@Suite("Designees")
struct DesignatingTests {
    private let bench: GrantBench
    private let year = 365

    init() async throws {
        bench = try await GrantBench()
        try await bench.addAccount("chief", member: 7, holding: [.committeeChair])
    }

    private func holding(of name: String) async throws -> Int64 {
        try #require(try await bench.holdings().first { $0.account == name && $0.designeeOf == nil }).id
    }

    private func designate(_ name: String, from: Int = 0, to: Int? = 30, confirmed: Bool = true) async throws -> Int64 {
        try await bench.records.designate(
            name, under: try await holding(of: "chief"), from: bench.today.adding(days: from), to: to.map(bench.today.adding(days:)),
            confirmed: confirmed, for: try await bench.asking("chief"))
    }

    private func mayActFor(_ name: String, on offset: Int = 0) async throws -> String? {
        let day = bench.today.adding(days: offset)
        return Access.decide(.seeRuns, by: try await bench.asking(name, on: day).actor, on: day).ground?.designeeOf
    }

    @Test("D20-04:VIII.A.1.a A designee acts for the principal between the days, and the trail says for whom")
    func acts() async throws {
        _ = try await designate("ben", from: 1)
        #expect(try await mayActFor("ben") == nil)
        #expect(try await mayActFor("ben", on: 1) == "chief")
        #expect(try await mayActFor("ben", on: 30) == "chief")
        #expect(try await mayActFor("ben", on: 31) == nil)
        let line = try #require(try await bench.trail().first { $0.act == "designeeNamed" })
        #expect(line.record == "account/ben/committeeChair" && line.kind == .grant && line.ground == "D20-04:VIII.A.1")
        let made = try await bench.records.designations(for: try await bench.asking("chief")).made
        #expect(made.map(\.condition) == [.exempt])
    }

    @Test("A designation ends when the principal's own role does, and sleeps while the principal's account is disabled (ambiguity 7.8)")
    func endsWithThePrincipal() async throws {
        _ = try await designate("ben")
        try await bench.records.endHolding(try await holding(of: "chief"), lastDay: bench.today.adding(days: 3), for: bench.console())
        #expect(try await mayActFor("ben", on: 3) == "chief")
        #expect(try await mayActFor("ben", on: 4) == nil)
        try await bench.records.write { db in try db.execute(sql: "UPDATE account SET disabled = 1 WHERE name = 'chief'") }
        #expect(try await mayActFor("ben") == nil)
        try await bench.records.write { db in try db.execute(sql: "UPDATE account SET disabled = 0 WHERE name = 'chief'") }
        #expect(try await mayActFor("ben") == "chief")
        // A new grant of the same role does not wake the old designation.
        try await bench.records.grant(
            .committeeChair, to: "chief", over: .department, from: bench.today.adding(days: 4), to: nil, for: bench.console())
        #expect(try await mayActFor("ben", on: 4) == nil)
    }

    @Test("There is no chain: a designee names nobody, and is told that there is no such page")
    func noChain() async throws {
        let id = try await designate("ben")
        let ben = try await bench.asking("ben")
        #expect(!Access.mayAsk(.designate, by: ben.actor, on: bench.today))
        await #expect(throws: NotThere()) {
            try await bench.records.designate("cam", under: id, from: bench.today, to: bench.today, confirmed: true, for: ben)
        }
        // Nor does a principal lend what is lent to them: with an own role too, the lent one is not theirs to lend.
        try await bench.addAccount("both", holding: [.superintendent])
        let lent = try await designate("both")
        await #expect(throws: NotThere()) {
            try await bench.records.designate(
                "cam", under: lent, from: bench.today, to: bench.today, confirmed: true, for: try await bench.asking("both"))
        }
    }

    @Test("What does not suit a designation is refused with the field and what to do")
    func refused() async throws {
        await #expect(throws: GrantProblem.noLimit) { _ = try await designate("ben", to: nil) }
        await #expect(throws: GrantProblem.past(bench.today)) { _ = try await designate("ben", from: -1) }
        await #expect(throws: GrantProblem.endsBeforeItBegins) { _ = try await designate("ben", from: 5, to: 4) }
        await #expect(throws: GrantProblem.longerThanAYear(bench.today.adding(years: 1))) { _ = try await designate("ben", to: year + 1) }
        await #expect(throws: GrantProblem.unconfirmed(.exempt)) { _ = try await designate("ben", confirmed: false) }
        await #expect(throws: GrantProblem.ownDesignee) { _ = try await designate("chief") }
        await #expect(throws: GrantProblem.noAccount("zoe")) { _ = try await designate("zoe") }
        await #expect(throws: GrantProblem.conflict(.committeeChair, with: .administrator)) { _ = try await designate("ada") }
        try await bench.records.endHolding(try await holding(of: "chief"), lastDay: bench.today.adding(days: 9), for: bench.console())
        await #expect(throws: GrantProblem.beyondGrant(bench.today.adding(days: 9))) { _ = try await designate("ben", to: 10) }
        _ = try await designate("ben", to: 9)
    }

    @Test("Only the principal ends a designation here, and nobody else's role can be lent")
    func own() async throws {
        let id = try await designate("ben")
        try await bench.addAccount("other", holding: [.committeeViceChair])
        let other = try await bench.asking("other")
        await #expect(throws: NotThere()) { try await bench.records.endDesignation(id, lastDay: bench.today, for: other) }
        let chiefs = try await holding(of: "chief")
        await #expect(throws: NotThere()) {
            try await bench.records.designate("cam", under: chiefs, from: bench.today, to: bench.today, confirmed: true, for: other)
        }
        // An ordinary grant is no designation.
        let chief = try await bench.asking("chief")
        await #expect(throws: NotThere()) { try await bench.records.endDesignation(chiefs, lastDay: bench.today, for: chief) }
        try await bench.records.endDesignation(id, lastDay: bench.today, for: chief)
        #expect(try await mayActFor("ben") == "chief")
        #expect(try await mayActFor("ben", on: 1) == nil)
    }
}
