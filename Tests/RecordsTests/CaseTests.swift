import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing

@testable import Records

@Suite("Work Items in the database")
struct CaseTests {
    @Test("D20-04:V.B.6, D20-04:VI.A.7, D20-04:VI.B.9, D20-04:IV.E A whole life, each form sent twice: every step is taken once, also where it shut the door behind it; each is a line of the trail")
    func wholeLife() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.openJacketWhenAssigned()
        let file = try await bench.file()
        #expect(file.state == .closed && file.events.map(\.step) == CaseBench.way.map(\.step))
        #expect(file.events.map(\.number) == Array(1...file.events.count))
        let kept = try await bench.records.read { db in
            try Row.fetchOne(db, sql: "SELECT state, closedBy, unit, closedAt, marks FROM workItem WHERE reference = 'W-1'").map { row in
                (words: [row[0], row[1], row[2]] as [String], closedAt: row[3] as Double?, marks: row[4] as Int64)
            }
        }
        let item = try #require(kept)
        #expect(item.words == ["closed", "rep", "5"])
        #expect(item.closedAt == file.events.last?.at.timeIntervalSince1970)
        #expect(MarkBits.marks(item.marks) == file.marks && !file.marks.contains(.open))
        #expect(try await bench.count("caseTask") == 0)
        for account in ["ana", "rep", "uma", "lee", "sid"] {
            let steps = CaseBench.way.filter { $0.by == account }.map(\.step.rawValue)
            let lines = try await bench.trail(of: account).filter { $0.kind == .act && $0.outcome == .done }.map(\.act)
            #expect(lines.filter(Set(steps).contains) == steps, "\(account)")
        }
    }

    @Test("Somebody else's form of the same words is not one's own: the step is decided for them anew")
    func othersForm() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .findValid)
        let form = bench.newForm()
        try await bench.take(.forward, by: "ana", form: form)
        for name in ["wren", "rep", "cap"] {
            await #expect(throws: NotThere()) { try await bench.take(.forward, by: name, form: form) }
        }
        #expect(try await bench.take(.forward, by: "ana", form: form).again)
    }

    @Test("A page that is no longer true is refused with what was done since, by whom and when; nothing is lost but the step")
    func stale() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .assignOverseer)
        let known = try await bench.file().version
        try await bench.take(.reviewAsOverseer, by: "lee")
        let reviewed = bench.now
        try await bench.take(.guide, by: "uma")
        let before = try await bench.rows()
        let asking = try await bench.asking("lee")
        let expected = CaseProblem.changed([
            .init(done: "Reviewed by the overseer", at: reviewed, name: "Lee"), .init(done: "Guidance given", at: bench.now, name: "Uma"),
        ])
        await #expect(throws: expected) {
            try await bench.records.take(
                .assignSupervisor, Entered(["supervisor": ["sid"]]), on: "W-1", version: known, form: bench.newForm(), bench.rules, for: asking)
        }
        // A version that has not come yet is no better.
        await #expect(throws: CaseProblem.changed([])) {
            try await bench.records.take(
                .assignSupervisor, Entered(["supervisor": ["sid"]]), on: "W-1", version: known + 40, form: bench.newForm(), bench.rules, for: asking)
        }
        #expect(try await bench.rows() == before)
    }

    @Test("Of many who act on one item at once exactly one does; the others are told what was done", arguments: [WorkItemStep.findValid, .reviewAsOverseer, .reportDelay])
    func atOnce(step: WorkItemStep) async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: step == .findValid ? .review : .assignSupervisor)
        let file = try await bench.file()
        let (records, rules, answers) = (bench.records, bench.rules, bench.answers(step, file))
        let asking = try await bench.asking(step == .findValid ? "ana" : "lee")
        let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<12 {
                group.addTask {
                    do {
                        let taken = try await records.take(step, Entered(answers), on: "W-1", version: file.version, form: "a-form-at-once-\(1_000 + index)", rules, for: asking)
                        return taken.again ? "again" : "taken"
                    } catch CaseProblem.changed(let changes) {
                        return changes.map(\.done).joined()
                    }
                }
            }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == "taken" }.count == 1)
        #expect(outcomes.filter { $0 == step.done }.count == 11)
        #expect(try await bench.file().version == file.version + 1)
    }

    @Test("What is refused leaves no row: no event, post, task, notice or letter, and no line of the trail that says it was done", arguments: [
        WorkItemStep.review, .findValid, .forward, .assignOverseer, .assignSupervisor, .notifyMember, .respond, .schedule, .submitPlan, .close,
    ])
    func refused(step: WorkItemStep) async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        let at = try #require(CaseBench.way.firstIndex { $0.step == step })
        let by = CaseBench.way[at].by
        if at > 0 {
            // The step before is left out where it is a condition of this one.
            try await bench.go(through: CaseBench.way[at - 1].step)
        }
        let before = try await bench.rows()
        let done = try await bench.count("trail", "outcome = 'done' AND kind = 'act'")
        // Nothing entered at all, and a choice that is not there.
        if step != .findValid, step != .close { #expect(try await bench.refusal(step, by: by, ["x": ["y"]])?.isEmpty == false) }
        for name in CaseBench.people.map(\.name) where name != by && !(step == .notifyMember && name == "sid") {
            #expect(try await bench.refusal(step, by: name) == nil, "\(step) by \(name)")
        }
        #expect(try await bench.rows() == before)
        #expect(try await bench.count("trail", "outcome = 'done' AND kind = 'act'") == done)
    }

    @Test("D20-04:VI.B.4, D20-04:VII.C None of ten sentences that were entered stands in the files of the database or of the keys, in the trail or in a notice")
    func sealed() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.go(through: .notifyMember)
        try await bench.take(.reply, by: "wren")
        try await bench.go(through: .close)
        let read = try await bench.file()
        let kept = read.events.flatMap { $0.entered.answers.values.flatMap { $0 } }
        for sentence in CaseBench.planted { #expect(kept.contains { $0.contains(sentence) }, "\(sentence)") }
        var bytes = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: bench.bench.url.path) where name.hasPrefix("mainstay") {
            let content = try Data(contentsOf: bench.bench.url.appendingPathComponent(name))
            bytes += content.count
            for words in CaseBench.planted + ["ouzel"] { #expect(content.range(of: Data(words.utf8)) == nil, "\(words) in \(name)") }
        }
        #expect(bytes > 100_000)
    }

    @Test("The state, posts and clocks of any past instant are read off the stored log")
    func past() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        var then: [(at: Date, state: String)] = []
        for (step, account) in CaseBench.way.prefix(12) {
            if step == .respond { try await bench.openJacket(account) }
            let taken = try await bench.take(step, by: account)
            then.append((bench.now, taken.state))
        }
        try await bench.take(.reassign, by: "lee")
        let file = try await bench.file()
        for (at, state) in then {
            #expect(file.at(at).state.title == state && file.at(at.addingTimeInterval(1_800)).state.title == state)
        }
        #expect(file.at(bench.now.addingTimeInterval(-1)).posts[.assignedSupervisor] == "sid" && file.posts[.assignedSupervisor] == "sam")
        let before = try file.at(then[1].at).clocks(bench.rules.calendar)
        #expect(before.map(\.clock.rule.key) == ["validity", "forwarding"] && before.map { $0.clock.stopped != nil } == [true, false])
        #expect(file.at(file.opened.addingTimeInterval(-1)).state == .generated)
    }

    @Test("D20-04:VII.C Destruction takes the steps, the things to do, the posts and the openings of the jacket with the item, and nobody else's")
    func destruction() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.addItem("W-2", of: 6)
        try await bench.go(through: .close)
        try await bench.go(through: .assignOverseer, on: "W-2")
        let tables = ["supportEvent", "casePost", "caseTask", "caseClock", "caseWarning", "jacketOpening"]
        let others = try await bench.rows(tables).filter { $0.contains("record:2") }
        bench.now = bench.now.addingTimeInterval(500 * 86_400)
        let day = bench.rules.calendar.day(of: bench.now)
        func asking(_ role: Role, _ name: String) -> Asking {
            Asking(actor: Actor(account: name, name: name, roles: [role], member: nil), now: bench.now, day: day, from: "test")
        }
        let (custodian, supervisor) = (asking(.legalCustodian, "custodian"), asking(.osuSupervisor, "supervisor"))
        let from = try #require(Day(2017, 1, 1))
        try await bench.records.setSchedule(
            RetentionSchedule(months: 12, from: from, authority: "RS-9", citation: "50 ILCS 205"), of: .workItems, note: nil, for: custodian)
        try await bench.records.fileAuthority(
            DisposalAuthority(reference: "DA-14", issuedBy: "Local Records Commission", from: from, to: nil), of: .workItems, note: nil, for: custodian)
        let batch = try #require(try await bench.records.proposeDestruction(for: supervisor).first)
        _ = try await bench.records.paperList(of: batch.id, for: supervisor)
        #expect(try await bench.records.confirmDestruction(of: batch.id, for: supervisor) == nil)
        _ = try await bench.records.confirmDestructionSecond(of: batch.id, for: custodian)
        #expect(try await bench.count("workItem") == 1)
        #expect(try await bench.count("workItem", "reference = 'W-2'") == 1)
        for table in tables { #expect(try await bench.count(table, "record = 1") == 0, "\(table)") }
        #expect(try await bench.rows(tables).filter { $0.contains("record:2") } == others)
        #expect(try await bench.records.life(of: "W-1", bench.rules, for: bench.asking("ana")) == nil)
        #expect(try await bench.file("W-2").state == .overseerAssigned)
    }

    @Test("An event is never changed, not even by SQL")
    func unchanging() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        try await bench.take(.review, by: "ana")
        await #expect(throws: RecordsError.self) { try await bench.records.write { db in try db.execute(sql: "UPDATE supportEvent SET account = 'rep'") } }
    }

    @Test("A form without a secret of its own is not taken")
    func oldForm() async throws {
        let bench = try await CaseBench()
        try await bench.addItem("W-1")
        await #expect(throws: CaseProblem.oldForm) { try await bench.take(.review, by: "ana", form: "short") }
        #expect(try await bench.file().version == 0)
    }
}

extension CaseBench {
    /// The straight way to the end with every form sent twice.
    func openJacketWhenAssigned() async throws {
        for (step, account) in Self.way {
            if step == .respond {
                #expect(try await refusal(.respond, by: account) == ["D20-04:VI.B.1#2"])
                try await openJacket(account)
            }
            let form = newForm()
            let first = try await take(step, by: account, form: form)
            let before = try await rows()
            let second = try await take(step, by: account, form: form, after: 0.1)
            #expect(!first.again && second.again && second.number == first.number && second.state == first.state, "\(step)")
            #expect(try await rows() == before, "\(step)")
        }
    }
}
