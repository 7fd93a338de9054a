import Casework
import Directives
import Foundation
import GRDB
import Intake
import OfficerSupport
import Testing
import Vault

@testable import Records

@Suite("Review notes, papers, closing")
struct ReviewTests {
    @Test("D20-04:V.B The member's item before this one is shown to nobody who could not open it by itself")
    func precedingElsewhere() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-2018-01-001", of: bench.wren)
        try await bench.addItem("W-2018-02-001", of: bench.wren, month: 1)
        // The member came from the twenty-fourth district, where the first item stays.
        try await bench.records.write { db in try db.execute(sql: "UPDATE workItem SET unit = '24' WHERE reference = 'W-2018-01-001'") }
        var here = bench.asking()
        here.actor.holdings = [Holding(role: .osuAnalyst, scope: .unit("5"), units: ["5"], from: Day(rawValue: 0))]
        let opened = try #require(try await bench.records.workItem("W-2018-02-001", for: here))
        #expect(opened.value.preceding == nil)
        #expect(try await bench.records.workItem("W-2018-01-001", for: here) == nil)
        #expect(try await bench.records.workItem("W-2018-02-001", for: bench.asking())?.value.preceding?.reference == "W-2018-01-001")
    }

    @Test("D20-04:V.A.1 A note is kept exactly as typed", arguments: [
        "Plain.", "a\u{0}b", "שלום \u{202E}abc\u{202C}", "🧑‍🧑‍🧒 𝔘𝔫𝔦 e\u{301}\u{301}", "<script>alert(1)</script> & \"'", " spaces at both ends \n\n\ttab",
        String(repeating: "🌳", count: 20_000),
    ])
    func exact(text: String) async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        try await bench.records.writeNote(text, on: "W-1", form: ReviewBench.form, for: bench.asking())
        #expect(Array(try #require(try await bench.notes("W-1").first).text.utf8) == Array(text.utf8))
    }

    @Test("A note that is empty, too long, or from a form that is not whole is not written", arguments: [
        ("", ReviewBench.form, NoteProblem.empty), (" \n\t\u{0}", ReviewBench.form, .empty), (String(repeating: "x", count: 20_001), ReviewBench.form, .tooLong(20_001)),
        ("A note.", "", .oldForm),
    ])
    func refused(text: String, form: String, problem: NoteProblem) async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        await #expect(throws: problem) { try await bench.records.writeNote(text, on: "W-1", form: form, for: bench.asking()) }
        #expect(try await bench.notes("W-1").isEmpty)
    }

    @Test("The same form sent twice is written once; changed in between, it is a note more; on another item, another note")
    func once() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        try await bench.addItem("W-2", of: bench.merlin)
        for _ in 0..<3 { #expect(try await bench.records.writeNote("One.", on: "W-1", form: ReviewBench.form, for: bench.asking()) == 1) }
        #expect(try await bench.records.writeNote("Two.", on: "W-1", form: ReviewBench.form, for: bench.asking()) == 2)
        #expect(try await bench.records.writeNote("One.", on: "W-2", form: ReviewBench.form, for: bench.asking()) == 1)
        #expect(try await bench.notes("W-1").map(\.text) == ["Two.", "One."])
    }

    @Test("Only one's own note is revised, once, and the earlier one stays")
    func revision() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        let records = bench.records
        try await records.writeNote("Fist.", on: "W-1", form: ReviewBench.form, for: bench.asking())
        for (number, account) in [(1, "l.heron"), (2, "w.hawthorn"), (-1, "w.hawthorn")] {
            await #expect(throws: NoteProblem.cannotRevise(number)) {
                try await records.writeNote("First.", revising: number, on: "W-1", form: ReviewBench.form, for: bench.asking(account: account))
            }
        }
        try await records.writeNote("First.", revising: 1, on: "W-1", form: ReviewBench.form, for: bench.asking())
        await #expect(throws: NoteProblem.cannotRevise(1)) {
            try await records.writeNote("The first.", revising: 1, on: "W-1", form: ReviewBench.form, for: bench.asking())
        }
        let notes = try await bench.notes("W-1")
        #expect(notes.map(\.text) == ["First.", "Fist."])
        #expect(notes.map(\.revises) == [1, nil])
        #expect(notes.map(\.revisedBy) == [nil, 2])
        await #expect(throws: RecordsError.self) { try await records.write { db in try db.execute(sql: "UPDATE workItemNote SET author = 'x'") } }
    }

    @Test("Two sessions that write at once both have their notes, each with a number of its own")
    func atOnce() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        let (records, sessions) = (bench.records, [bench.asking(account: "a"), bench.asking(account: "b")])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<40 {
                group.addTask {
                    try await records.writeNote("Note \(index).", on: "W-1", form: ReviewBench.form, for: sessions[index % 2])
                }
            }
            try await group.waitForAll()
        }
        let notes = try await bench.notes("W-1")
        #expect(notes.map(\.number) == Array((1...40).reversed()))
        #expect(Set(notes.map(\.text)) == Set((0..<40).map { "Note \($0)." }))
        #expect(try await bench.notes("W-1", 38..<60).map(\.number) == [2, 1])
    }

    @Test("D20-04:V.A.1 Whoever may not see the notes is told what they are told of an item that is not there")
    func closedToOthers() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        for asking in [bench.asking([.auditor]), bench.asking([.administrator]), bench.asking([.captain]), bench.asking(member: bench.wren)] {
            for reference in ["W-1", "W-none"] {
                #expect(try await bench.records.reviewFile(reference, notes: 0..<1, for: asking) == nil)
                await #expect(throws: NotThere()) { try await bench.records.writeNote("A note.", on: reference, form: ReviewBench.form, for: asking) }
                await #expect(throws: NotThere()) {
                    try await bench.records.addPaper(Data("text".utf8), named: "a.txt", to: reference, form: ReviewBench.form, for: asking)
                }
                #expect(try await bench.records.paper(1, of: reference, for: asking) == nil)
                await #expect(throws: NotThere()) { try await bench.records.closeAsDuplicative(reference, of: "W-0", reason: "x", try bench.rules, for: asking) }
            }
        }
        #expect(try await bench.notes("W-1").isEmpty)
    }

    @Test("A paper comes back byte for byte under its cleaned name; each attaching and each saving is a line of the trail")
    func papers() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        let content = Data("A statement.\r\n".utf8)
        for _ in 0..<2 { try await bench.records.addPaper(content, named: "C:\\x\\statement.TXT", to: "W-1", form: ReviewBench.form, for: bench.asking()) }
        let opened = try #require(try await bench.records.paper(1, of: "W-1", for: bench.asking())).value
        #expect(opened.content == content)
        #expect(opened.paper.name == "statement.TXT")
        #expect(opened.paper.kind == .text)
        #expect(try await bench.records.paper(2, of: "W-1", for: bench.asking()) == nil)
        await #expect(throws: PaperRefusal.empty) {
            try await bench.records.addPaper(Data(), named: "a", to: "W-1", form: ReviewBench.form, for: bench.asking())
        }
        var query = TrailQuery()
        query.actor = "w.hawthorn"
        let lines = try await bench.records.trail(query, for: bench.asking([.auditor], account: "auditor")).lines.map(\.entry)
        #expect(lines.filter { $0.kind == .upload && $0.outcome == .done }.count == 2)
        #expect(lines.filter { $0.kind == .export && $0.outcome == .done && $0.act == "seeReviewNotes" }.count == 1)
        #expect(lines.filter { $0.kind == .export && $0.outcome == .refused }.count == 1)
    }

    // MARK: Closing

    @Test("D20-04:V.A.3.NOTE An item is not closed when it is the first, when the data changed, without a reason: each said, with its provision")
    func obstacles() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren, complaints: 3)
        try await bench.addItem("W-2", of: bench.wren, month: 1, complaints: 4)
        try await bench.addItem("W-3", of: bench.wren, month: 3, complaints: 4)
        let records = bench.records
        func refuse(_ reference: String, _ earlier: String, _ reason: String, _ cites: [Citation], _ words: String...) async throws {
            do {
                try await records.closeAsDuplicative(reference, of: earlier, reason: reason, try bench.rules, for: bench.asking())
                Issue.record("\(reference) was closed")
            } catch CaseProblem.refused(let objections) {
                #expect(objections.map(\.cites) == cites)
                for objection in objections { #expect(try Provision.named(objection.cites) != nil) }
                for word in words { #expect(objections.contains { $0.sentence.contains(word) }, "\(objections)") }
            }
        }
        try await refuse("W-1", "W-0", "Because.", ["D20-04:V.A.1", "D20-04:V.A.3.NOTE", "D20-04:V.A.3#2"], "first Work Item", "First record the review")
        for reference in ["W-1", "W-2", "W-3"] { try await bench.reviewed(reference) }
        try await refuse("W-2", "W-1", " ", ["D20-04:V.A.3#2", "D20-04:V.A.3.NOTE"], "is not answered", "Complaints")
        try await refuse("W-3", "W-1", String(repeating: "x", count: 8_001), ["D20-04:V.A.3#2", "D20-04:V.A.3#2"], "W-2", "8001 characters")
        #expect(try await records.queue(.init(), for: bench.asking()).total == 3)
        await #expect(throws: NotThere()) {
            try await records.closeAsDuplicative("W-3", of: "W-2", reason: "Because.", try bench.rules, for: bench.asking([.osuSupervisor]))
        }
    }

    @Test("D20-04:V.A.3, D20-04:V.A.3#2, D20-04:V.A.3.NOTE#2 A repeated item is closed for good, with its reason and the item it repeats, which goes on")
    func closed() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        try await bench.addItem("W-2", of: bench.wren, month: 1)
        let records = bench.records
        let closing = bench.asking(hours: 32 * 24)
        try await bench.reviewed("W-2")
        try await records.closeAsDuplicative("W-2", of: "W-1", reason: "No record was added.", try bench.rules, for: closing)

        let open = try await records.queue(.init(), for: bench.asking())
        #expect(open.rows.map(\.reference) == ["W-1"])
        var query = QueueQuery()
        query.state = .closedDuplicative
        #expect(try await records.queue(query, for: bench.asking()).rows.map(\.reference) == ["W-2"])
        let item = try #require(try await records.workItem("W-2", for: bench.asking())).value.item
        #expect(item.state == .closedDuplicative)
        #expect(item.clocks.allSatisfy { $0.stopped == closing.now })
        let file = try #require(try await records.reviewFile("W-2", notes: 0..<1, for: bench.asking())).value
        #expect(file.closing == ReviewFile.Closing(at: closing.now, by: "w.hawthorn", reason: "No record was added.", earlier: "W-1"))
        #expect(!file.mayClose)
        #expect(try await records.workItem("W-1", for: bench.asking())?.value.item.state == .generated)
        await #expect(throws: NotThere()) { try await records.closeAsDuplicative("W-2", of: "W-1", reason: "Again.", try bench.rules, for: closing) }
        // An item that repeats the closed one repeats its snapshot (ambiguity 2.6).
        try await bench.addItem("W-3", of: bench.wren, month: 2)
        try await bench.reviewed("W-3")
        try await records.closeAsDuplicative("W-3", of: "W-2", reason: "Still none.", try bench.rules, for: closing)
    }

    @Test("D20-04:IV.D The member never learns of a closed item, by no path")
    func neverTold() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        try await bench.addItem("W-2", of: bench.wren, month: 1)
        try await bench.reviewed("W-2")
        try await bench.records.closeAsDuplicative("W-2", of: "W-1", reason: "No record was added.", try bench.rules, for: bench.asking(hours: 800))
        for roles in [Set(Role.allCases), [.member], []] {
            let member = bench.asking(roles, account: "wren", member: bench.wren)
            #expect(try await bench.records.workItem("W-2", for: member) == nil)
            #expect(try await bench.records.workItem("W-2", to: .seeOwnItem, for: member) == nil)
            #expect(try await bench.records.memberFile(bench.wren, asOf: .never, for: member) == nil)
            #expect(try await bench.records.reviewFile("W-2", notes: 0..<1, for: member) == nil)
            guard roles.contains(.osuAnalyst) else { continue }
            for state in WorkItem.State.allCases {
                var query = QueueQuery()
                query.state = state
                let page = try await bench.records.queue(query, for: member)
                #expect(page.rows.isEmpty && page.total == 0 && page.byDistrict.isEmpty && page.byCategory.isEmpty)
            }
        }
    }

    @Test("Not one planted sentence of a note, a reason, a paper or its name stands in the files")
    func planted() async throws {
        let bench = try await ReviewBench()
        try await bench.addItem("W-1", of: bench.wren)
        try await bench.addItem("W-2", of: bench.wren, month: 1)
        let asking = bench.asking(hours: 800)
        let long = String(repeating: "A dipper sang below the weir. ", count: 600)
        try await bench.records.writeNote(long, on: "W-1", form: ReviewBench.form, for: asking)
        try await bench.records.addPaper(Data(long.utf8), named: "a dipper sang.txt", to: "W-1", form: ReviewBench.form, for: asking)
        try await bench.reviewed("W-2")
        try await bench.records.closeAsDuplicative("W-2", of: "W-1", reason: "No dipper sang since.", try bench.rules, for: asking)
        let files = try bench.bytes()
        #expect(files.count >= 3)
        for (name, bytes) in files { #expect(bytes.range(of: Data("dipper".utf8)) == nil, "in \(name)") }
    }
}
