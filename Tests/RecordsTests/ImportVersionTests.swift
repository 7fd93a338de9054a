import Casework
import Directives
import Foundation
import GRDB
import Intake
import Jacket
import Risk
import Testing

@testable import Records


@Suite("Versions and what was known when")
struct ImportVersionTests {
    private static let row = "1,L1,2017-01-01,2017-01-02,"

    private func bench(_ first: String) throws -> ImportBench {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.write("complaint.csv", ImportBench.complaintHeader + first)
        bench.day = try #require(Day(2017, 3, 31))
        try bench.importFiles()
        return bench
    }

    private func again(_ bench: ImportBench, _ day: Day?, _ text: String) throws -> ImportReport {
        bench.day = try #require(day)
        try bench.write("complaint.csv", ImportBench.complaintHeader + text)
        return try bench.importFiles()
    }

    @Test("an outcome that comes later is a new version, known from the day of the outcome")
    func outcome() async throws {
        let bench = try bench("\(ImportVersionTests.row),domestic,0,1,0,,,\n")
        let report = try again(bench, Day(2017, 9, 30), "\(ImportVersionTests.row)2017-06-15,domestic,0,1,0,sustained,suspension,5\n")
        #expect(report.files[1].rowsChanged == 1)
        #expect(report.files[1].kinds.map(\.changed) == [1])

        let open = try await bench.complaints(2017, 6, 14)
        #expect(open.map(\.version) == [1])
        #expect(open.first?["finding"] == nil)
        let closed = try await bench.complaints(2017, 6, 15)
        #expect(closed.map(\.version) == [2])
        #expect(closed.first?["finding"] == .code("sustained"))
        #expect(closed.first?["suspensionDays"] == .integer(5))
        #expect(closed.first?.record == open.first?.record)
    }

    @Test("a correction of what was reported is known from the data day of the import that brought it")
    func correction() async throws {
        let bench = try bench("\(ImportVersionTests.row),domestic,0,1,0,,,\n")
        _ = try again(bench, Day(2017, 9, 30), "\(ImportVersionTests.row),excessive_force,1,1,0,,,\n")
        #expect(try await bench.complaints(2017, 9, 29).first?["nature"] == .code("domestic"))
        #expect(try await bench.complaints(2017, 9, 30).first?["nature"] == .code("excessive_force"))
        #expect(try await bench.complaints(2017, 9, 30).count == 1)
    }

    @Test("a case that is reopened was closed until the data day on which the files show it open")
    func reopened() async throws {
        let bench = try bench("\(ImportVersionTests.row)2017-02-15,domestic,0,1,0,unfounded,none,\n")
        _ = try again(bench, Day(2017, 9, 30), "\(ImportVersionTests.row),domestic,0,1,0,,,\n")
        #expect(try await bench.complaints(2017, 9, 29).first?["finding"] == .code("unfounded"))
        let open = try await bench.complaints(2017, 10, 1)
        #expect(open.first?["finding"] == nil)
        #expect(open.first?.outcomeKnownOn == nil)
        _ = try again(bench, Day(2017, 12, 31), "\(ImportVersionTests.row)2017-11-11,domestic,0,1,0,sustained,reprimand,\n")
        #expect(try await bench.complaints(2017, 11, 10).first?["finding"] == nil)
        #expect(try await bench.complaints(2017, 11, 11).first?["finding"] == .code("sustained"))
    }

    @Test("an outcome changed under the same day cannot have been known before the files showed it")
    func quietChange() async throws {
        let bench = try bench("\(ImportVersionTests.row)2017-02-15,domestic,0,1,0,unfounded,none,\n")
        _ = try again(bench, Day(2017, 9, 30), "\(ImportVersionTests.row)2017-02-15,domestic,0,1,0,sustained,none,\n")
        #expect(try await bench.complaints(2017, 9, 29).first?["finding"] == .code("unfounded"))
        #expect(try await bench.complaints(2017, 9, 30).first?["finding"] == .code("sustained"))
    }

    @Test("a new version never counts from before the one it replaces, even when older files come later")
    func monotone() async throws {
        let bench = try bench("\(ImportVersionTests.row),domestic,0,1,0,,,\n")
        _ = try again(bench, Day(2017, 9, 30), "\(ImportVersionTests.row),traffic,0,1,0,,,\n")
        let report = try again(bench, Day(2017, 5, 31), "\(ImportVersionTests.row)2017-05-05,traffic,0,1,0,unfounded,none,\n")
        #expect(report.warnings.contains { $0.contains("before those of an earlier import") })
        let known = try await bench.records.pool.read { db in
            try Int32.fetchAll(db, sql: "SELECT knownOn FROM complaint ORDER BY version")
        }
        #expect(known == known.sorted())
        #expect(known.count == 3)
    }

    @Test("a record that a later file lacks stays")
    func missing() async throws {
        let bench = try bench("\(ImportVersionTests.row),domestic,0,1,0,,,\n1,L2,,2017-01-03,,traffic,0,0,0,,,\n")
        let report = try again(bench, Day(2017, 9, 30), "1,L2,,2017-01-03,,traffic,0,0,0,,,\n")
        #expect(report.files[1].rowsUnchanged == 1)
        #expect(try await bench.complaints(2017, 10, 1).count == 2)
    }

    @Test("a record corrected to be about another member leaves the first one's jacket")
    func otherMember() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.write("award.csv", "key,member,date,award\nA1,1,2017-01-01,Bar\n")
        bench.day = try #require(Day(2017, 3, 31))
        try bench.importFiles()
        try bench.write("award.csv", "key,member,date,award\nA1,2,2017-01-01,Bar\n")
        bench.day = try #require(Day(2017, 9, 30))
        try bench.importFiles()
        let (one, two) = (try await bench.memberID("1"), try await bench.memberID("2"))
        #expect(try await bench.records.jacket(of: one, asOf: #require(Day(2017, 9, 29))).count == 1)
        #expect(try await bench.records.jacket(of: one, asOf: #require(Day(2017, 9, 30))).isEmpty)
        #expect(try await bench.records.jacket(of: two, asOf: #require(Day(2017, 9, 29))).isEmpty)
        #expect(try await bench.records.jacket(of: two, asOf: #require(Day(2017, 9, 30))).count == 1)
    }

    @Test("the end of an assignment and a separation are not seen before their day")
    func ends() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.write("posting.csv", "member,unit,start,end\n2,7,2010-01-01,2016-01-31\n")
        try bench.importFiles()
        let id = try await bench.memberID("2")
        let (before, after) = (try #require(Day(2016, 1, 30)), try #require(Day(2016, 1, 31)))
        #expect(try await bench.records.member(id, asOf: before)?.separated == nil)
        #expect(try await bench.records.member(id, asOf: after)?.separated == after)
        #expect(try await bench.records.jacket(of: id, asOf: before).first?.outcomeKnownOn == nil)
        #expect(try await bench.records.jacket(of: id, asOf: after).first?.outcomeKnownOn == after)
    }

    @Test("whatever the files brought, nothing read as of a day was known later", arguments: 0..<15)
    func asOf(seed: Int) async throws {
        var generator = Seeded(UInt64(seed) + 100)
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        var history: [(day: Day, line: String)] = []
        for month in 3...8 {
            // The complaint as the files of this month show it: a state drawn by chance.
            let closed = Bool.random(using: &generator)
            let day = try #require(Day(2017, month, 28))
            let close = closed ? try #require(Day(2017, Int.random(in: 2...month, using: &generator), 5)).iso : ""
            let nature = Bool.random(using: &generator) ? "domestic" : "traffic"
            let line = "1,L1,2017-01-01,2017-01-02,\(close),\(nature),0,1,0,\(closed ? "sustained" : ""),,\n"
            bench.day = day
            try bench.write("complaint.csv", ImportBench.complaintHeader + line)
            try bench.importFiles()
            history.append((day, line))
        }
        for offset in stride(from: 0, through: 240, by: 3) {
            let day = try #require(Day(2017, 1, 2)).adding(days: offset)
            let seen = try await bench.records.records(.complaint, of: bench.memberID("1"), asOf: day)
            #expect(seen.count == 1)
            let record = try #require(seen.first)
            #expect(record.knownOn <= day)
            if let outcome = record.outcomeKnownOn { #expect(outcome <= day) }
            #expect((record["finding"] == nil) == (record.outcomeKnownOn == nil))
        }
        // After the last import the last file is what is read.
        let last = try await bench.complaints(2017, 8, 28).first
        #expect(history.last?.line.contains(last?["finding"] == .code("sustained") ? "sustained" : ",0,,,") == true)
    }

    // MARK: The ledger

    private static let ladder = [
        Rank(key: "officer", title: "Officer", level: 1, sworn: true, supervises: false),
        Rank(key: "sergeant", title: "Sergeant", level: 2, sworn: true, supervises: true),
    ]

    @Test("the ledger holds every version with the day the next one replaces it, and only what an import had brought")
    func ledger() throws {
        let bench = try bench("\(ImportVersionTests.row),domestic,0,1,0,,,\n")
        let before = try bench.records.ledger(ladder: ImportVersionTests.ladder, roster: .appointment)
        _ = try again(bench, Day(2017, 9, 30), "\(ImportVersionTests.row)2017-06-15,domestic,0,1,0,sustained,suspension,5\n")
        let after = try bench.records.ledger(ladder: ImportVersionTests.ladder, roster: .appointment)
        let closing = try #require(Day(2017, 6, 15))
        #expect(after.ledger.complaints.map(\.supersededOn) == [closing, .never])
        #expect(after.ledger.complaints.map(\.filedOn) == [Day(2017, 1, 2), Day(2017, 1, 2)])
        #expect(after.ledger.complaints.map(\.closedOn) == [.never, closing])
        #expect(after.ledger.complaints.map(\.finding) == [.unknown, .sustained])
        #expect(after.fingerprint != before.fingerprint)
        let replayed = try bench.records.ledger(ladder: ImportVersionTests.ladder, roster: .appointment, through: 1)
        #expect(replayed.fingerprint == before.fingerprint)
        #expect(replayed.ledger.complaints.count == 1)
    }

    @Test("a rank that is not on the ladder is named, not passed over")
    func unknownRank() throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.write("rank_held.csv", "member,from,rank\n1,2010-01-01,officer\n1,2015-01-01,marshal\n")
        try bench.importFiles()
        #expect(throws: LedgerProblem(unknownRanks: ["marshal"])) {
            try bench.records.ledger(ladder: ImportVersionTests.ladder, roster: .appointment)
        }
    }

    @Test("the chain of command at a date uses what was known on that date")
    func chain() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members + "3,Lark Elm,2010-01-01,\n")
        try bench.write("rank_held.csv", "member,from,rank\n1,2002-01-01,officer\n2,2006-01-01,sergeant\n3,2010-01-01,officer\n3,2016-05-01,sergeant\n")
        try bench.write("posting.csv", "member,unit,start,end\n1,7,2010-01-01,\n2,7,2010-01-01,2016-01-31\n3,7,2010-01-01,\n")
        try bench.importFiles()
        let one = try await bench.memberID("1")
        let two = try await bench.memberID("2")
        let three = try await bench.memberID("3")
        func above(_ day: Day?) async throws -> [MemberID] {
            try await bench.records.personnel(on: #require(day), ladder: ImportVersionTests.ladder, roster: .appointment)
                .chainOfCommand(of: one).map(\.member)
        }
        #expect(try await above(Day(2015, 1, 1)) == [two])
        #expect(try await above(Day(2016, 3, 1)) == [])
        #expect(try await above(Day(2016, 6, 1)) == [three])
    }

    @Test("members are found by number and by any word of the name")
    func search() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.importFiles()
        #expect(try await bench.records.members(beginningWith: "al").map(\.name) == ["Wren Alder"])
        #expect(try await bench.records.members(beginningWith: "Mer").map(\.name) == ["Merlin Oak"])
        #expect(try await bench.records.members(beginningWith: "2").map(\.sourceID) == ["2"])
        #expect(try await bench.records.members(beginningWith: "%").isEmpty)
    }
}
