import Casework
import Directives
import Foundation
import GRDB
import Testing

@testable import Records

@Suite("Granting roles")
struct GrantingTests {
    @Test("D20-04:VII.C A granted role counts over its unit and all below it, from its first day to its last")
    func granted() async throws {
        let bench = try await GrantBench()
        let ada = try await bench.asking("ada")
        try await bench.records.grant(
            .areaRepresentative, to: "ben", over: .unit("area-1"), from: bench.today, to: bench.today.adding(days: 9), for: ada)
        let holding = try #require(try await bench.asking("ben").actor.holdings.first)
        #expect(holding.units == ["area-1", "5", "5-T"])
        #expect(holding.covers(bench.today) && holding.covers(bench.today.adding(days: 9)) && !holding.covers(bench.today.adding(days: 10)))
        let line = try #require(try await bench.trail().first { $0.kind == .grant })
        #expect(line.act == "roleGranted" && line.record == "account/ben/areaRepresentative" && line.actor == "ada")
        #expect(line.ground == "D20-04:VII.C")
    }

    @Test("D20-04:I.E The coordinator's role is granted for a district or a unit, and never for the whole department")
    func coordinator() async throws {
        let bench = try await GrantBench()
        let ada = try await bench.asking("ada")
        await #expect(throws: GrantProblem.needsUnit(.ossCoordinator)) {
            try await bench.records.grant(.ossCoordinator, to: "ben", over: .department, from: bench.today, to: nil, for: ada)
        }
        #expect(try await bench.asking("ben").actor.holdings.isEmpty)
        try await bench.records.grant(.ossCoordinator, to: "ben", over: .unit("5"), from: bench.today, to: nil, for: ada)
        let holding = try #require(try await bench.asking("ben").actor.holdings.first)
        #expect(holding.role == .ossCoordinator && holding.units == ["5", "5-T"])
    }

    @Test("D20-04:V.B A district that moved belongs to the area in which it lies on the day")
    func moved() async throws {
        let bench = try await GrantBench()
        let ada = try await bench.asking("ada")
        try await bench.records.grant(.areaRepresentative, to: "ben", over: .unit("area-1"), from: bench.today, to: nil, for: ada)
        try await bench.records.grant(.areaRepresentative, to: "cam", over: .unit("area-2"), from: bench.today, to: nil, for: ada)
        #expect(try await bench.asking("ben").actor.holdings.first?.units.contains("25") == false)
        #expect(try await bench.asking("cam").actor.holdings.first?.units.contains("25") == true)
        #expect(try await bench.asking("ben", on: bench.today.adding(days: -3)).actor.holdings.first?.units.contains("25") == true)
    }

    @Test("What does not suit a role is refused with the field and what to do, and changes nothing", arguments: [
        (Role.console, Scope.department, 0, nil, GrantProblem.notGranted(.console)),
        (.osuAnalyst, .unit("5"), 0, nil, .onlyDepartment(.osuAnalyst)),
        (.areaRepresentative, .department, 0, nil, .needsUnit(.areaRepresentative)),
        (.areaRepresentative, .unit("nowhere"), 0, nil, .noUnit("nowhere")),
        (.areaRepresentative, .unit("patrol"), 0, nil, .wrongUnit(.areaRepresentative, unit: "patrol", kind: .bureau)),
        (.peerSupportAdvisor, .unit("area-1"), 0, nil, .wrongUnit(.peerSupportAdvisor, unit: "area-1", kind: .area)),
        (.liaisonRepresentative, .item("L-1"), 0, nil, .comesWithItem(.liaisonRepresentative)),
        (.osuAnalyst, .item("W-1"), 0, nil, .comesWithItem(.osuAnalyst)),
        (.osuAnalyst, .department, -1, nil, .past(Day(rawValue: 17_533))),
        (.osuAnalyst, .department, 3, 2, .endsBeforeItBegins),
    ] as [(Role, Scope, Int, Int?, GrantProblem)])
    func unsuitable(role: Role, scope: Scope, from: Int, to: Int?, expected: GrantProblem) async throws {
        let bench = try await GrantBench()
        func lines() async throws -> Int { try await bench.trail().filter { $0.kind == .grant }.count }
        let before = try await (bench.holdings().count, lines())
        await #expect(throws: expected) {
            try await bench.records.grant(
                role, to: "ben", over: scope, from: bench.today.adding(days: from), to: to.map(bench.today.adding(days:)),
                for: try await bench.asking("ada"))
        }
        #expect(try await bench.holdings().count == before.0)
        #expect(try await lines() == before.1)
        #expect(!expected.description.isEmpty && !expected.field.isEmpty)
    }

    @Test("A role over a Region goes to a Region or a unit of it")
    func region() async throws {
        let bench = try await GrantBench()
        let ada = try await bench.asking("ada")
        try await bench.records.grant(.owsRegionalCoordinator, to: "ben", over: .unit("north"), from: bench.today, to: nil, for: ada)
        #expect(try await bench.asking("ben").actor.holdings.first?.units == ["north", "9"])
    }

    @Test("Nobody grants to themselves or ends their own, not by a second account of the same member either")
    func oneself() async throws {
        let bench = try await GrantBench()
        try await bench.addAccount("eve", member: 7, holding: [.administrator])
        try await bench.addAccount("eve-2", member: 7)
        let eve = try await bench.asking("eve")
        for name in ["eve", "eve-2"] {
            await #expect(throws: GrantProblem.oneself) {
                try await bench.records.grant(.member, to: name, over: .department, from: bench.today, to: nil, for: eve)
            }
        }
        let own = try #require(try await bench.holdings().first { $0.account == "eve" })
        await #expect(throws: GrantProblem.oneself) { try await bench.records.endHolding(own.id, lastDay: bench.today, for: eve) }
    }

    @Test("A disabled account, one that is not there, and one that holds the role already get none")
    func noOne() async throws {
        let bench = try await GrantBench()
        let ada = try await bench.asking("ada")
        try await bench.records.write { db in try db.execute(sql: "UPDATE account SET disabled = 1 WHERE name = 'dee'") }
        func grant(_ name: String) async throws {
            try await bench.records.grant(.osuAnalyst, to: name, over: .department, from: bench.today, to: nil, for: ada)
        }
        await #expect(throws: GrantProblem.disabled("dee")) { try await grant("dee") }
        await #expect(throws: GrantProblem.noAccount("zoe")) { try await grant("zoe") }
        try await grant("ben")
        await #expect(throws: GrantProblem.heldAlready(.osuAnalyst)) { try await grant("ben") }
    }

    @Test("The auditor holds no role of a program, nor does the administrator (ambiguity 7.7)")
    func conflict() async throws {
        let bench = try await GrantBench()
        let ada = try await bench.asking("ada")
        func grant(_ role: Role, _ name: String, from: Int = 0, to: Int? = nil) async throws {
            try await bench.records.grant(
                role, to: name, over: .department, from: bench.today.adding(days: from), to: to.map(bench.today.adding(days:)), for: ada)
        }
        try await grant(.member, "ben")
        try await grant(.auditor, "ben")
        await #expect(throws: GrantProblem.conflict(.osuAnalyst, with: .auditor)) { try await grant(.osuAnalyst, "ben") }
        await #expect(throws: GrantProblem.conflict(.administrator, with: .auditor)) { try await grant(.administrator, "ben") }
        try await grant(.osuAnalyst, "cam", to: 5)
        await #expect(throws: GrantProblem.conflict(.auditor, with: .osuAnalyst)) { try await grant(.auditor, "cam", from: 5) }
        // Once the one has ended, the other may begin.
        try await grant(.auditor, "cam", from: 6)
    }

    @Test("The last administrator without a last day stays; with another the grant can be ended, and nothing is deleted")
    func lastAdministrator() async throws {
        let bench = try await GrantBench()
        let first = try #require(try await bench.holdings().first)
        await #expect(throws: GrantProblem.lastAdministrator) {
            try await bench.records.endHolding(first.id, lastDay: bench.today.adding(days: 30), for: bench.console())
        }
        // One with a last day, one to come and a disabled one are none to rely on.
        try await bench.records.grant(.administrator, to: "ben", over: .department, from: bench.today, to: bench.today.adding(days: 90), for: bench.console())
        try await bench.records.grant(.administrator, to: "cam", over: .department, from: bench.today.adding(days: 1), to: nil, for: bench.console())
        try await bench.addAccount("off", holding: [.administrator])
        try await bench.records.write { db in try db.execute(sql: "UPDATE account SET disabled = 1 WHERE name = 'off'") }
        await #expect(throws: GrantProblem.lastAdministrator) {
            try await bench.records.endHolding(first.id, lastDay: bench.today, for: bench.console())
        }
        try await bench.records.grant(.administrator, to: "dee", over: .department, from: bench.today, to: nil, for: bench.console())
        try await bench.records.endHolding(first.id, lastDay: bench.today, for: bench.console())
        let ended = try #require(try await bench.holdings().first { $0.id == first.id })
        #expect(ended.to == bench.today && ended.endedBy == "console:root")
        #expect(try await bench.asking("ada").actor.roles(on: bench.today) == [.administrator])
        #expect(try await bench.asking("ada").actor.roles(on: bench.today.adding(days: 1)).isEmpty)
        #expect(try await bench.trail().contains { $0.act == "roleEnded" && $0.record == "account/ada/administrator" && $0.kind == .grant })
    }

    @Test("A last day lies today or later, and is never put off")
    func ending() async throws {
        let bench = try await GrantBench()
        let ada = try await bench.asking("ada")
        let id = try await bench.records.grant(
            .osuAnalyst, to: "ben", over: .department, from: bench.today, to: bench.today.adding(days: 10), for: ada)
        await #expect(throws: GrantProblem.endsBeforeItBegins) {
            try await bench.records.endHolding(id, lastDay: bench.today.adding(days: -1), for: ada)
        }
        await #expect(throws: GrantProblem.endedAlready(bench.today.adding(days: 10))) {
            try await bench.records.endHolding(id, lastDay: bench.today.adding(days: 11), for: ada)
        }
        try await bench.records.endHolding(id, lastDay: bench.today, for: ada)
        await #expect(throws: NotThere()) { try await bench.records.endHolding(99_999, lastDay: bench.today, for: ada) }
    }

    @Test("Who may not grant is told that there is nothing, and the trail names nobody they asked about")
    func refused() async throws {
        let bench = try await GrantBench()
        try await bench.addAccount("ana", holding: [.osuAnalyst])
        let ana = try await bench.asking("ana")
        await #expect(throws: NotThere()) {
            try await bench.records.grant(.osuAnalyst, to: "Some Name", over: .department, from: bench.today, to: nil, for: ana)
        }
        await #expect(throws: NotThere()) { try await bench.records.endHolding(1, lastDay: bench.today, for: ana) }
        await #expect(throws: NotThere()) { _ = try await bench.records.grants(GrantQuery(), for: ana) }
        let lines = try await bench.trail().filter { $0.actor == "ana" }
        #expect(lines.count == 2 && lines.allSatisfy { $0.outcome == .refused && $0.record.isEmpty })
    }

    @Test("The register is asked by role, unit, person and whether it has ended; what looks like a pattern is only text")
    func register() async throws {
        let bench = try await GrantBench()
        let ada = try await bench.asking("ada")
        let id = try await bench.records.grant(.captain, to: "ben", over: .unit("5"), from: bench.today, to: nil, for: ada)
        try await bench.records.grant(.captain, to: "cam", over: .unit("6"), from: bench.today, to: nil, for: ada)
        try await bench.records.endHolding(id, lastDay: bench.today, for: ada)
        func found(on day: Day, _ change: (inout GrantQuery) -> Void) async throws -> [String] {
            var query = GrantQuery()
            change(&query)
            let page = try await bench.records.grants(query, for: bench.console(on: day))
            #expect(page.total == page.rows.count)
            return page.rows.map(\.account)
        }
        let tomorrow = bench.today.adding(days: 1)
        #expect(try await found(on: bench.today) { $0.role = .captain } == ["ben", "cam"])
        #expect(try await found(on: tomorrow) { $0.role = .captain } == ["cam"])
        #expect(try await found(on: tomorrow) { $0.standing = .ended } == ["ben"])
        #expect(try await found(on: tomorrow) { $0.standing = .all; $0.unit = "5" } == ["ben"])
        #expect(try await found(on: tomorrow) { $0.person = "CA" } == ["cam"])
        #expect(try await found(on: tomorrow) { $0.person = "%" }.isEmpty)
    }
}
