import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records

@Suite("Who sees what of a Work Item, and what waits for whom")
struct CaseSightTests {
    private static let everything: Set<Layer> = [.status, .indicators, .plan, .stressors, .conversation]

    /// The layers of `workflows.md` 2.4 in two stages of a life: before a plan, with another supervisor; and with the plan, shared.
    private static let table: [(name: String, early: Set<Layer>?, late: Set<Layer>?)] = [
        ("ana", [.status, .indicators, .reviewNotes], [.status, .indicators, .reviewNotes]),
        ("uma", [.status, .indicators, .plan, .reviewNotes], [.status, .indicators, .plan, .reviewNotes]),
        ("rep", [.status, .indicators, .plan], everything), ("rep2", nil, nil), ("lee", everything, everything), ("sid", nil, nil), ("sam", everything, everything),
        ("cap", [.status], [.status]), ("cora", [.status], [.status]), ("comm", [.status], [.status]), ("wren", nil, nil), ("lou", nil, nil), ("sol", nil, nil),
        ("audit", nil, nil), ("ada", nil, nil),
    ]

    @Test("D20-04:VI.B.4.c, D20-04:VI.B.4#2, D20-04:VI.B.6, D20-04:VI.C.1, D20-04:VI.D.1.b The layers that each role opens are those of the table, and each confidential one that holds something is a line of the trail")
    func layers() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .respond)
        try await bench.take(.reassign, by: "lee")
        for line in Self.table { try await expect(line.name, line.early, bench) }
        try await bench.openJacket("sam")
        for step in [WorkItemStep.respond, .contactUnit, .schedule, .holdConversation, .submitPlan, .share] { try await bench.take(step, by: "sam") }
        for line in Self.table { try await expect(line.name, line.late, bench) }
    }

    private func expect(_ name: String, _ layers: Set<Layer>?, _ bench: CaseBench) async throws {
        let asking = try await bench.asking(name)
        let before = try await bench.trail(of: name).count
        let view = try await bench.records.life(of: "W-1", bench.rules, for: asking)
        #expect(view?.layers == layers, "\(name)")
        let lines = try await bench.trail(of: name).dropFirst(before)
        guard let view, let layers else {
            #expect(view == nil && lines.map(\.outcome) == [.refused] && lines.map(\.record) == [""], "\(name)")
            return
        }
        let file = try await bench.file()
        let prompts = Dictionary(grouping: WorkItemLife.rows.flatMap(\.asks), by: \.key).mapValues { Set($0.map(\.layer)) }
        // What was entered and lies in none of the reader's layers is not there.
        for (seen, whole) in zip(view.file.events, file.events) {
            #expect(seen.step == whole.step && seen.state == whole.state && seen.at == whole.at)
            guard seen.account != name, let row = Engine.row(whole.step, WorkItemLife.self) else { continue }
            let open = whole.entered.answers.filter { answer in row.asks.contains { $0.key == answer.key && layers.contains($0.layer) } }
            #expect(seen.entered.answers == open, "\(name) at \(whole.step)")
        }
        #expect(!prompts.isEmpty)
        let written = Set(file.events.flatMap { event in (Engine.row(event.step, WorkItemLife.self)?.asks ?? []).filter { event.entered[$0.key] != nil }.map(\.layer) })
        let acts = WorkItemLife.layerActs.filter { $0.layer != .status && layers.contains($0.layer) && written.contains($0.layer) }.map(\.act.rawValue)
        #expect(lines.map(\.act) == ["seeStatus"] + acts && lines.allSatisfy { $0.outcome == .done && !$0.record.isEmpty && !$0.record.contains("W-1") }, "\(name): \(lines.map(\.act))")
    }

    @Test("D20-04:IV.D, D20-04:VI.A.2 The member sees nothing before the in-person notice, and then the own view alone; of a duplicative item never anything")
    func member() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.grant(.ossCoordinator, .unit("5"), to: "wren")
        try await bench.grant(.supervisor, .unit("5"), to: "wren")
        try await bench.grant(.osuAnalyst, .department, to: "wren")
        func expectNothing() async throws {
            let asking = try await bench.asking("wren")
            #expect(try await bench.records.ownItems(for: asking).isEmpty)
            #expect(try await bench.records.ownLife(of: "W-1", bench.rules, for: asking) == nil)
            #expect(try await bench.records.life(of: "W-1", bench.rules, for: asking) == nil)
            #expect(try await bench.records.due(for: asking) == DueList(items: [], total: 0, overdue: 0))
            #expect(try await bench.records.dueOfOthers(for: asking).items.isEmpty)
            #expect(try await bench.count("notice", "account = (SELECT id FROM account WHERE name = 'wren')") == 0)
        }
        try await expectNothing()
        for (step, account) in CaseBench.way.prefix(while: { $0.step != .notifyMember }) {
            try await bench.take(step, by: account)
            try await expectNothing()
            #expect(try await bench.refusal(.askForAnother, by: "wren") == nil)
        }
        try await bench.take(.notifyMember, by: "lee")
        let asking = try await bench.asking("wren")
        #expect(try await bench.records.ownItems(for: asking) == ["W-1"])
        let own = try #require(try await bench.records.ownLife(of: "W-1", bench.rules, for: asking))
        #expect(own.layers.isEmpty && own.file.events.allSatisfy { $0.entered.answers.isEmpty } && Set(own.offers.map(\.row.step)).isSubset(of: [.askForAnother, .reply]))
        #expect(try await bench.records.life(of: "W-1", bench.rules, for: asking) == nil)
        #expect(try await bench.records.due(for: asking).items.isEmpty)
        // Another item of the same member that repeats the first one's data.
        try await bench.addItem("W-2")
        try await bench.take(.review, by: "ana", on: "W-2")
        try await bench.take(.closeDuplicative, by: "ana", ["earlier": ["W-1"], "reason": ["The same."]], on: "W-2")
        #expect(try await bench.records.ownItems(for: bench.asking("wren")) == ["W-1"])
        for name in CaseBench.people.map(\.name) {
            let asking = try await bench.asking(name)
            #expect(try await bench.records.ownLife(of: "W-2", bench.rules, for: asking) == nil)
            let life = try await bench.records.life(of: "W-2", bench.rules, for: asking)
            #expect((life != nil) == ["ana", "uma"].contains(name), "\(name)")
        }
        #expect(try await bench.count("notice", "reference = 'W-2'") == 0)
    }

    @Test("D20-04:VI.A.2.b Why something is late is read in the layer in which it was written; that it is explained is a matter of the clocks")
    func reasons() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .assignSupervisor)
        try await bench.take(.reportDelay, by: "sid")
        func reasons(_ name: String) async throws -> Set<String> {
            let view = try #require(try await bench.records.life(of: "W-1", bench.rules, for: bench.asking(name)))
            return Set(view.clocks.flatMap(\.clock.absences).map(\.reason))
        }
        for name in ["lee", "sid", "rep", "ana"] { #expect(try await reasons(name) == ["Injured on duty"], "\(name)") }
        for name in ["cap", "cora", "comm"] { #expect(try await reasons(name) == ["A delay was reported"], "\(name)") }
    }

    @Test("D20-04:IV.C, D20-04:VI.A, D20-04:VI.B, D20-04:VI.D.1.b What waits is on the list of whoever is to do it, and on that of those who watch; it leaves the list when it is done")
    func due() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        func due(_ name: String) async throws -> [String] { try await bench.records.due(for: bench.asking(name)).items.map(\.step) }
        func others(_ name: String) async throws -> Set<String> { Set(try await bench.records.dueOfOthers(for: bench.asking(name)).items.map(\.step)) }
        var stages: [(until: WorkItemStep?, whose: [String: Set<String>])] = [
            (nil, ["ana": ["review"]]), (.review, ["ana": ["findValid"]]), (.findValid, ["ana": ["forward"]]), (.forward, ["rep": ["reviewAsRepresentative"]]),
            (.reviewAsRepresentative, ["rep": ["assignOverseer"]]), (.assignOverseer, ["lee": ["reviewAsOverseer", "notifyMember"]]),
            (.reviewAsOverseer, ["lee": ["assignSupervisor", "notifyMember"]]),
        ]
        stages.append((.assignSupervisor, ["sid": ["respond"], "lee": ["notifyMember"]]))
        stages.append((.submitPlan, ["rep": ["reviewPlanAsRepresentative"], "lee": ["reviewPlanAsOverseer"]]))
        stages.append((.close, [:]))
        for stage in stages {
            if let step = stage.until { try await bench.go(through: step) }
            for name in CaseBench.people.map(\.name) {
                let own = Set(try await due(name))
                #expect(own.isSuperset(of: stage.whose[name] ?? []), "\(name) after \(String(describing: stage.until)): \(own)")
                // What waits for somebody else is on nobody's own list.
                if stage.whose[name] == nil, !["sid", "lee", "rep", "ana"].contains(name) { #expect(own.isEmpty, "\(name) after \(String(describing: stage.until)): \(own)") }
            }
            let waiting = Set(stage.whose.values.flatMap { $0 })
            let forwarded = ![nil, .review, .findValid].contains(stage.until)
            #expect(try await others("uma").isSuperset(of: waiting), "the unit's supervisor after \(String(describing: stage.until))")
            for name in ["cora", "cap", "comm"] {
                let seen = try await others(name)
                #expect(forwarded ? seen.isSuperset(of: waiting) : seen.isEmpty, "\(name) after \(String(describing: stage.until))")
            }
            // What several could do and one is asked to is told to that one once.
            for name in CaseBench.people.map(\.name) {
                let (own, seen) = (Set(try await due(name)), try await others(name))
                #expect(own.isDisjoint(with: seen), "\(name) after \(String(describing: stage.until)): \(own), \(seen)")
            }
            for name in ["wren", "lou", "sol", "rep2", "audit"] {
                let (own, seen) = (try await due(name), try await others(name))
                #expect(own.isEmpty && seen.isEmpty, "\(name)")
            }
        }
        #expect(try await bench.count("caseTask") == 0)
    }

    @Test("What is due comes first, what is overdue is counted, and a page of it is a page")
    func order() async throws {
        let bench = try await CaseBench()
        for number in 1...7 {
            try await bench.addItem("W-\(number)", of: 6)
            bench.now = bench.now.addingTimeInterval(20 * 3_600)
        }
        let asking = try await bench.asking("ana")
        let all = try await bench.records.due(for: asking)
        let dues = all.items.compactMap(\.due)
        #expect(all.total == all.items.count && dues == dues.sorted() && dues.count == all.total)
        #expect(all.overdue == dues.filter { $0 < bench.now }.count && all.overdue > 0 && all.overdue < all.total)
        #expect(try await bench.records.due(for: asking, offset: 2, limit: 3).items == Array(all.items[2..<5]))
        #expect(try await bench.records.due(for: asking, offset: 2, limit: 3).total == all.total)
        #expect(all.items.allSatisfy { $0.path == "/officer-support/work-items/\($0.reference)" })
    }

    @Test("D20-04:IV.D Somebody with a role never has a thing to do about themselves; another with the same role has it")
    func ownItem() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1", of: 101, unit: "6")
        try await bench.bench.addAccount("amy")
        try await bench.grant(.osuAnalyst, .department, to: "amy")
        #expect(try await bench.records.due(for: bench.asking("ana")).total == 0)
        #expect(try await bench.records.dueOfOthers(for: bench.asking("ana")).total == 0)
        #expect(try await bench.records.due(for: bench.asking("amy")).total > 0)
        #expect(try await bench.refusal(.review, by: "ana") == nil)
        #expect(try await bench.refusal(.review, by: "amy") == [])
    }

    @Test("D20-04:VI.A, D20-04:VI.B, D20-04:VI.A.2 Each step tells those it concerns, never whoever took it, in words without a name; the member hears first after the in-person notice")
    func notices() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        func told(_ name: String) async throws -> [String] {
            try await bench.records.read { db in
                try String.fetchAll(db, sql: "SELECT words FROM notice WHERE account = (SELECT id FROM account WHERE name = ?) ORDER BY id", arguments: [name])
            }
        }
        try await bench.go(through: .assignSupervisor)
        #expect(try await told("rep") == ["Work Item W-1 was forwarded to you: review it and assign the overseer."])
        #expect(try await told("lee").first == "Work Item W-1 was given to you: tell the member in person and assign a supervisor.")
        #expect(try await told("cora") == ["Work Item W-1 has come to the unit."])
        #expect(try await told("sid") == ["Work Item W-1 was assigned to you: open the jacket from it and respond."])
        for name in ["ana", "wren"] { #expect(try await told(name).isEmpty, "\(name)") }
        try await bench.take(.notifyMember, by: "lee")
        #expect(try await told("wren") == ["Work Item W-1 has a page of its own for you."])
        let words = try await bench.records.read { db in try String.fetchAll(db, sql: "SELECT words || path FROM notice") }
        for word in ["Wren", "Alder", "complaint", "ouzel"] { #expect(!words.contains { $0.contains(word) }) }
    }

    @Test("D20-04:VI.D.3.c After a transfer into another area the old unit and its representative see and hear nothing more, and the new ones have all that is due")
    func transferred() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .schedule)
        #expect(try await bench.refusal(.move, by: "rep")?.contains("D20-04:VI.D.3.c") == true)
        try await bench.transfer(1, to: "6")
        #expect(try await bench.refusal(.move, by: "rep", ["unit": ["6"], "overseer": ["lou"]]) == ["D20-04:VI.D.3.c"])
        try await bench.take(.move, by: "rep")
        for name in ["rep", "lee", "sid", "cap", "cora", "comm"] {
            #expect(try await bench.records.life(of: "W-1", bench.rules, for: bench.asking(name)) == nil, "\(name)")
            #expect(try await bench.records.due(for: bench.asking(name)).total == 0, "\(name)")
            #expect(try await bench.records.dueOfOthers(for: bench.asking(name)).total == 0, "\(name)")
        }
        let waiting = try await bench.records.due(for: bench.asking("lou")).items
        #expect(waiting.contains { $0.toward == "assignment" } && waiting.contains { $0.rule == "conversation" && $0.title == "Hold the conversation" }, "\(waiting)")
        try await bench.take(.reviewAsOverseer, by: "lou")
        try await bench.take(.reassign, by: "lou", ["supervisor": ["sol"], "reason": ["moved"]])
        #expect(try await bench.records.life(of: "W-1", bench.rules, for: bench.asking("rep2"))?.file.unit == "6")
        #expect(try await bench.records.due(for: bench.asking("sol")).items.contains { $0.step == "respond" })
    }

    @Test("D20-04:VI.A.2 The member is told who has looked since the in-person notice, when it was and as what they did, and nothing of the time before")
    func lookers() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .assignSupervisor)
        for name in ["ana", "uma", "lee"] { _ = try await bench.records.life(of: "W-1", bench.rules, for: bench.asking(name)) }
        bench.now += 3_600
        try await bench.take(.notifyMember, by: "lee")
        let told = bench.now
        bench.now += 86_400
        _ = try await bench.records.life(of: "W-1", bench.rules, for: bench.asking("sid"))
        bench.now += 3_600
        let seen = try #require(try await bench.records.ownItem("W-1", bench.rules, for: bench.asking("wren"))?.value.lookers)
        #expect(seen.contains { $0.part == "Assigned supervisor" && $0.what == "Opened the item" && $0.at == told.addingTimeInterval(86_400) }, "\(seen)")
        // The notice itself is entered as of a moment ago.
        #expect(seen.allSatisfy { $0.at >= told.addingTimeInterval(-600) && $0.at <= bench.now }, "\(seen)")
        #expect(!seen.contains { $0.part.hasPrefix("OSU") }, "\(seen)")
    }
}
