import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records

@Suite("Every figure of an item is read by right and by the trail")
struct FiguresReadingTests {
    @Test("D20-04:VII.C Whoever may not see the item gets nothing; whoever may leaves a line for the item and one for the jacket where it is shown", arguments: [
        WorkItemStep.review, .assignSupervisor, .close,
    ])
    func lines(after step: WorkItemStep) async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: step)
        var seen: Set<String> = []
        for name in CaseBench.people.map(\.name) {
            let asking = try await bench.asking(name)
            let facts = try await bench.records.read { db in
                [try Records.locate(workItem: "W-1", in: db)?.facts, try Records.locate(jacket: MemberID(rawValue: 1), on: asking.day, in: db)?.facts]
            }
            let mayItem = Access.decide(.seeWorkItem, facts[0], by: asking.actor, on: asking.day).ground != nil
            let mayJacket = mayItem && Access.decide(.seeJacket, facts[1], by: asking.actor, on: asking.day).ground != nil
            let before = try await bench.trail(of: name).count
            let figures = try await bench.records.workItemFigures("W-1", kinds: [], for: asking)
            let lines = Array(try await bench.trail(of: name).dropFirst(before))
            #expect((figures != nil) == mayItem && (figures?.value.jacket != nil) == mayJacket, "\(name)")
            #expect(lines.map(\.act) == ["seeWorkItem"] + (mayJacket ? ["seeJacket"] : []), "\(name): \(lines.map(\.act))")
            #expect(lines.allSatisfy { $0.kind == .read && $0.outcome == (mayItem ? .done : .refused) && $0.record.isEmpty != mayItem }, "\(name)")
            if mayItem { seen.insert(name) }
        }
        #expect(seen.isSuperset(of: ["ana", "uma"]) && seen.isDisjoint(with: ["wren", "lou", "sol", "audit"]))
    }

    @Test("SRV-017:IV.J.1#2 What is due and only held shows no figure, and leaves the line of a refusal")
    func setAside() async throws {
        let bench = try RetentionBench()
        try await bench.standard()
        let analyst = try bench.analyst
        #expect(try await bench.records.workItemFigures("W-2016-01-001", kinds: [], for: analyst) != nil)
        let day = try bench.today
        let hold = Hold(
            reference: "18 C 1234", authority: "General Counsel", matter: "A matter of geese", scope: HoldScope(), from: day, reviewOn: day.adding(days: 90),
            to: nil)
        _ = try await bench.records.placeHold(HoldRequest(hold: hold, memberNumber: "771"), for: try bench.custodian)
        #expect(try await bench.records.workItemFigures("W-2016-01-001", kinds: [], for: analyst) == nil)
        let last = try await bench.records.read { db in
            try Row.fetchOne(db, sql: "SELECT act, outcome FROM trail ORDER BY id DESC LIMIT 1").map { [$0[0], $0[1]] as [String] }
        }
        #expect(last == ["seeWorkItem", "refused"])
    }
}
