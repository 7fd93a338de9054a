import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records

@Suite("The items of a command together")
struct CommandTests {
    private func command(_ bench: CaseBench, _ name: String, _ unit: String? = nil) async throws -> CommandSummary {
        try await bench.records.command(unit, bench.rules, for: bench.asking(name))
    }

    @Test("D20-04:VI.C.1, D20-04:VI.D.1.b Commander, captain, coordinator, watch lieutenant and representative see state and clocks of what is open, overdue first, and of nothing before it is forwarded")
    func items() async throws {
        let bench = try await CaseBench()
        for (reference, member) in [("W-1", Int64(1)), ("W-2", 6), ("W-3", 2)] { try await bench.addItem(reference, of: member) }
        try await bench.addItem("W-9", of: 9, unit: "6")
        try await bench.go(through: .forward, on: "W-1")
        try await bench.go(through: .assignOverseer, on: "W-2")
        bench.now = bench.now.addingTimeInterval(50 * 3_600)
        for name in ["comm", "cap", "cora", "lee", "rep", "uma", "ana"] {
            let seen = try await command(bench, name, "5")
            #expect(seen.items.map(\.reference) == ["W-1", "W-2"], "\(name)")
            #expect(seen.items.map(\.rule) == ["overseer", "notice"] && seen.items.map(\.with) == ["Rep", "Lee"] && seen.items.map(\.state) == [.forwarded, .overseerAssigned], "\(name)")
            #expect(seen.items.allSatisfy { $0.clock.map { $0.state(at: bench.now) } == .overdue }, "\(name)")
            // What the unit decided before it was forwarded is a figure of forwarded items alone.
            #expect(seen.figures.first { $0.rule == "validity" }?.met == 2)
        }
        let lines = try await bench.trail(of: "comm")
        #expect(lines.last.map { $0.act == "seeCommand" && $0.record == "command/5" && $0.outcome == .done } == true)
        for name in ["sid", "wren", "audit", "lou"] {
            await #expect(throws: NotThere()) { try await bench.records.command("5", bench.rules, for: bench.asking(name)) }
        }
        // Another's command is not there, and without a name it is one's own.
        await #expect(throws: NotThere()) { try await bench.records.command("6", bench.rules, for: bench.asking("comm")) }
        await #expect(throws: NotThere()) { try await bench.records.command("' OR 1=1", bench.rules, for: bench.asking("uma")) }
        #expect(try await command(bench, "comm").unit == "5")
    }

    @Test("D20-04:IV.D Nobody finds the own item in the list or in a figure, and what was closed as duplicative is in none")
    func own() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1", of: 5)
        try await bench.addItem("W-2", of: 6)
        try await bench.go(through: .assignOverseer, on: "W-1")
        try await bench.go(through: .assignOverseer, on: "W-2")
        #expect(try await command(bench, "comm", "5").items.map(\.reference).sorted() == ["W-1", "W-2"])
        let captain = try await command(bench, "cap", "5")
        #expect(captain.items.map(\.reference) == ["W-2"])
        func clocks(_ summary: CommandSummary) -> Int { summary.figures.reduce(0) { $0 + $1.running + $1.overdue + $1.stopped } }
        let all = try await command(bench, "comm", "5")
        #expect(clocks(captain) * 2 == clocks(all) && clocks(all) > 0)
    }

    @Test("D20-04:VI.D.2, D20-04:VI.D.2#2 Each supervisor's share of the items is counted, and who took no part though a member under them had one is told")
    func shares() async throws {
        let bench = try await CaseBench()
        for (number, member) in [Int64(1), 6].enumerated() {
            try await bench.addItem("W-\(number + 1)", of: member)
            try await bench.go(through: .reviewAsOverseer, on: "W-\(number + 1)")
        }
        try await bench.take(.assignSupervisor, by: "lee", ["supervisor": ["sid"]], on: "W-1")
        try await bench.take(.assignSupervisor, by: "lee", ["supervisor": ["cap"], "reason": ["directed"], "direction": ["The commander, today"]], on: "W-2")
        let shares = try await command(bench, "comm").shares
        func share(_ name: String) throws -> CommandSummary.Share { try #require(shares.first { $0.name == name }) }
        #expect(try share("Sid").open == 1 && share("Sid").own == 1 && share("Sid").ownTaken == 1 && !share("Sid").tookNoPart)
        #expect(try share("Cap").open == 1 && share("Cap").own == 0)
        // Merlin Oak works under Sam, who has no item.
        #expect(try share("Sam").own == 1 && share("Sam").ownTaken == 0 && share("Sam").tookNoPart)
        #expect(try !share("Lee").tookNoPart)
    }

    @Test("D20-04:VI.D.1 The page names the coordinator of each command, and says where there is none")
    func coordinators() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.addItem("W-9", of: 9, unit: "6")
        for reference in ["W-1", "W-9"] {
            for step in [WorkItemStep.review, .findValid] { try await bench.take(step, by: "ana", on: reference) }
            try await bench.take(.forward, by: "ana", ["representative": [reference == "W-1" ? "rep" : "rep2"]], on: reference)
        }
        #expect(try await command(bench, "uma", "5").coordinators == ["Cora"])
        #expect(try await command(bench, "uma", "6").coordinators.isEmpty)
        #expect(try await command(bench, "uma").units == ["5", "6"])
    }

    @Test("D20-04:VI.D.2 What was met, late, late with explanation and overdue is told apart, and how much of each limit was used")
    func figures() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .assignSupervisor)
        try await bench.take(.reportDelay, by: "sid", ["delayed": ["response"], "delay": ["injury"], "from": [bench.rules.calendar.day(of: bench.now).iso], "return-unknown": ["yes"]])
        bench.now = bench.now.addingTimeInterval(100 * 3_600)
        try await bench.openJacket("sid")
        try await bench.take(.respond, by: "sid")
        let figures = Dictionary(uniqueKeysWithValues: try await command(bench, "comm").figures.map { ($0.rule, $0) })
        #expect(figures["overseer"]?.met == 1 && figures["response"]?.explained == 1 && figures["response"]?.met == 0 && figures["notice"]?.overdue == 1)
        let used = try #require(figures["response"]?.used.first)
        #expect(used > 1.41 && used < 1.5 && figures["notice"]?.stillRuns == [true])
        #expect(figures["session"] == nil && figures["verification"] == nil)
    }
}
