import Directives
import Foundation
import Jacket
import Testing

@testable import Intake

@Suite("Rows that go to quarantine")
struct RowTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var kind: RecordKind
        var header: String
        var row: String
        var problem: RowProblem
        var column: String
        var value: String
        var testDescription: String { "\(kind.key): \(problem)" }
    }

    static let complaintHeader = "member,log_number,incident_date,filed_date,closed_date,nature,excessive_force,domestic,substance,finding"
    static let forceHeader = "member,report,date,force_level,taser"

    static let cases = [
        Case(kind: .useOfForce, header: forceHeader, row: "1,R1,2017-05-05,3", problem: .fieldCount, column: "", value: ""),
        Case(kind: .useOfForce, header: forceHeader, row: "1,\"R1\"x,2017-05-05,3,0", problem: .textAfterQuote, column: "", value: ""),
        Case(kind: .useOfForce, header: forceHeader, row: "99,R1,2017-05-05,3,0", problem: .unknownMember, column: "member", value: "99"),
        Case(kind: .useOfForce, header: forceHeader, row: ",R1,2017-05-05,3,0", problem: .missing, column: "member", value: ""),
        Case(kind: .useOfForce, header: forceHeader, row: "1,R1,2017-02-30,3,0", problem: .notADate, column: "date", value: "2017-02-30"),
        Case(kind: .useOfForce, header: forceHeader, row: "1,R1,05/05/2017,3,0", problem: .notADate, column: "date", value: "05/05/2017"),
        Case(kind: .useOfForce, header: forceHeader, row: "1,R1,1899-12-31,3,0", problem: .beforeTime, column: "date", value: "1899-12-31"),
        Case(kind: .useOfForce, header: forceHeader, row: "1,R1,2018-01-01,3,0", problem: .afterDataDay, column: "date", value: "2018-01-01"),
        Case(kind: .useOfForce, header: forceHeader, row: "1,R1,,3,0", problem: .missing, column: "date", value: ""),
        Case(kind: .useOfForce, header: forceHeader, row: "1,,2017-05-05,3,0", problem: .missing, column: "report", value: ""),
        Case(kind: .useOfForce, header: forceHeader, row: "1,R1,2017-05-05,7,0", problem: .outOfRange, column: "force_level", value: "7"),
        Case(kind: .useOfForce, header: forceHeader, row: "1,R1,2017-05-05,two,0", problem: .notANumber, column: "force_level", value: "two"),
        Case(kind: .useOfForce, header: forceHeader, row: "1,R1,2017-05-05,3,Y", problem: .notAFlag, column: "taser", value: "Y"),
        Case(
            kind: .complaint, header: complaintHeader, row: "1,L1,2017-06-02,2017-06-01,,domestic,0,1,0,", problem: .happenedAfterKnown,
            column: "filed_date", value: "2017-06-01"),
        Case(
            kind: .complaint, header: complaintHeader, row: "1,L1,,2017-06-01,2017-05-31,domestic,0,1,0,sustained",
            problem: .outcomeBeforeReport, column: "closed_date", value: "2017-05-31"),
        Case(
            kind: .complaint, header: complaintHeader, row: "1,L1,,2017-06-01,,rudeness,0,1,0,", problem: .wrongCode, column: "nature",
            value: "rudeness"),
        Case(
            kind: .complaint, header: complaintHeader, row: "1,,,2017-06-01,,domestic,0,1,0,", problem: .missing, column: "log_number",
            value: ""),
        Case(
            kind: .member, header: "member,appointed,separated", row: "7,2017-01-02,2017-01-01", problem: .outcomeBeforeReport,
            column: "separated", value: "2017-01-01"),
        Case(kind: .member, header: "member,appointed", row: ",2017-01-02", problem: .noKey, column: "member", value: ""),
        Case(
            kind: .posting, header: "member,unit,start,end", row: "1,7,2017-02-01,2017-01-31", problem: .outcomeBeforeReport,
            column: "end", value: "2017-01-31"),
        Case(
            kind: .vehiclePursuit, header: "member,report,date,on_duty", row: "1,P1,2017-01-31,0", problem: .offDutyDriving,
            column: "on_duty", value: "0"),
        Case(
            kind: .collision, header: "member,report,date,on_duty", row: "1,P1,2017-01-31,0", problem: .offDutyDriving,
            column: "on_duty", value: "0"),
        Case(
            kind: .supervision, header: "member,supervisor,start", row: "1,99,2017-01-31", problem: .unknownSupervisor,
            column: "supervisor", value: "99"),
        Case(
            kind: .supervision, header: "member,supervisor,start", row: "1,1,2017-01-31", problem: .sameMember, column: "supervisor",
            value: "1"),
        Case(
            kind: .training, header: "member,course,date,hours", row: "1,CIT,2017-01-31,many", problem: .notANumber, column: "hours",
            value: "many"),
        Case(
            kind: .training, header: "member,course,date,hours", row: "1,CIT,2017-01-31,-2", problem: .outOfRange, column: "hours",
            value: "-2"),
    ]

    @Test("a bad row is told with line, column, value and reason, and the rest goes on", arguments: cases)
    func reasons(example: Case) throws {
        let read = try Reading(kind: example.kind, "\(example.header)\n\(example.row)\n")
        #expect(read.rows.isEmpty)
        let entry = try #require(read.quarantine.first)
        #expect(read.quarantine.count == 1)
        #expect(entry.line == 2)
        #expect(entry.column == example.column)
        #expect(entry.value == example.value)
        #expect(entry.reason.hasPrefix(example.problem.description), "\(entry.reason)")
    }

    @Test("D20-04:III.C.3, D20-04:III.C.4, D20-04:III.C.6, D20-04:III.C.7, D20-04:III.C.8, D20-04:III.C.9, D20-04:III.C.10, D20-04:III.C.11, D20-04:III.C.12 a Log Number is required of every kind that is tied to an investigation", arguments: [
        RecordKind.custodyInjury, .conductInjury, .complaint, .allegation, .civilClaim, .criminalProceeding, .credibilityFinding,
        .untruthfulnessFinding, .prosecutionDeclined, .protectiveOrder,
    ])
    func logNumbers(kind: RecordKind) throws {
        let columns = Layouts.columns(of: kind).filter { $0.required }
        let row = columns.map { column -> String in
            switch column.header {
            case "member": "1"
            case "log_number": ""
            case _ where column.holds == "date": "2017-03-03"
            case _ where column.holds.hasPrefix("`"): String(column.holds.dropFirst().prefix { $0 != "`" })
            default: "1"
            }
        }
        let header = columns.map(\.header).joined(separator: ",")
        let read = try Reading(kind: kind, "\(header)\n\(row.joined(separator: ","))\n")
        let entry = try #require(read.quarantine.first)
        #expect(entry.column == "log_number")
        #expect(entry.reason.contains(kind.cites.rawValue), "\(entry.reason)")
    }

    @Test("D20-04:III.C.6.a a complaint and an allegation without the nature of the allegation are refused", arguments: [RecordKind.complaint, .allegation])
    func natures(kind: RecordKind) throws {
        let (header, row) = kind == .complaint
            ? ("member,log_number,filed_date,nature,excessive_force,domestic,substance", "1,L1,2017-06-01,%,0,0,0")
            : ("member,log_number,number,filed_date,nature", "1,L1,1,2017-06-01,%")
        let read = try Reading(kind: kind, "\(header)\n\(row.replacing("%", with: ""))\n")
        #expect(read.rows.isEmpty && read.quarantine.map(\.column) == ["nature"])
        #expect(try Reading(kind: kind, "\(header)\n\(row.replacing("%", with: "verbal_abuse"))\n").rows.count == 1)
    }

    @Test("D20-04:III.C.5 a pursuit or collision off duty, or of which that is not said, is refused", arguments: [RecordKind.vehiclePursuit, .collision])
    func onDuty(kind: RecordKind) throws {
        for (mark, taken) in [("1", 1), ("0", 0), ("", 0)] {
            let read = try Reading(kind: kind, "member,report,date,on_duty\n1,P1,2017-01-31,\(mark)\n")
            #expect(read.rows.count == taken && read.quarantine.allSatisfy { $0.column == "on_duty" }, "“\(mark)”")
        }
    }

    @Test("the second of two rows with one key goes to quarantine and names the first")
    func repeated() throws {
        let read = try Reading(kind: .useOfForce, "\(RowTests.forceHeader)\n1,R1,2017-05-05,3,0\n1,R1,2017-05-06,3,0\n")
        #expect(read.rows.count == 1)
        #expect(read.quarantine.map(\.line) == [3])
        #expect(read.quarantine[0].reason.contains("line 2"))
    }

    @Test("a bad row takes no key from a good one")
    func badRowKeepsNoKey() throws {
        let read = try Reading(kind: .useOfForce, "\(RowTests.forceHeader)\n1,R1,2017-05-35,3,0\n1,R1,2017-05-06,3,0\n")
        #expect(read.rows.count == 1)
        #expect(read.quarantine.map(\.line) == [2])
    }

    @Test("awards alike on one day are told apart by their order")
    func repeats() throws {
        let read = try Reading(kind: .award, "member,date,award\n1,2017-05-05,bar\n2,2017-05-05,bar\n1,2017-05-05,bar\n")
        #expect(read.keys == ["1|2017-05-05|bar#1", "2|2017-05-05|bar#1", "1|2017-05-05|bar#2"])
    }

    @Test("a vertical bar in a value cannot forge another key")
    func bars() throws {
        let read = try Reading(kind: .award, "member,date,award\n1,2017-05-05,a|b\n1,2017-05-05,a\\|b\n")
        #expect(Set(read.keys).count == 2)
        #expect(read.keys.allSatisfy { $0.hasSuffix("#1") })
    }

    @Test("a flag of 0 alone is no outcome: the complaint stays open")
    func openCase() throws {
        let header = RowTests.complaintHeader + ",sustained_excessive_force"
        let read = try Reading(
            kind: .complaint, "\(header)\n1,L1,,2017-06-01,,domestic,0,1,0,,0\n1,L2,,2017-06-01,,domestic,0,1,0,,1\n")
        #expect(read.rows.map(\.outcomeKnownOn) == [nil, Reading.dataDay])
        // Nothing is kept of it either: the row is the same as one that leaves the flag empty.
        let silent = try Reading(kind: .complaint, "\(header)\n1,L1,,2017-06-01,,domestic,0,1,0,,\n")
        #expect(silent.rows.map(\.digest) == [read.rows[0].digest])
    }

    @Test("without a known day a record counts from the day it happened, then from its outcome, then from the data day")
    func knownDays() throws {
        let read = try Reading(kind: .member, "member,appointed,separated\n7,2010-01-01,\n8,,2012-01-01\n9,,\n")
        #expect(read.rows.map(\.knownOn) == [Day(2010, 1, 1), Day(2012, 1, 1), Reading.dataDay])
        #expect(read.rows.map(\.knownAssumed) == [false, true, true])
    }

    @Test("a file with a missing column is refused; an optional one may be missing, a strange one is noted")
    func columns() throws {
        #expect(try Reading(kind: .useOfForce, "member,report\n1,R\n").result.refusal == .missingColumns(["date"]))
        #expect(try Reading(kind: .useOfForce, "member,report,date,date\n").result.refusal == .repeatedColumn("date"))
        let read = try Reading(kind: .useOfForce, "member,report,date,shoe\n1,R,2017-05-05,9\n")
        #expect(read.result.refusal == nil)
        #expect(read.result.strangers == ["shoe"])
        #expect(read.rows.count == 1)
        #expect(try Reading(kind: .useOfForce, "").result.refusal == .empty)
    }

    @Test("a file is refused when more than the share of its rows is bad, not when exactly the share is")
    func share() throws {
        func text(bad: Int) -> String {
            "member,report,date\n" + (0..<20).map { "\($0 < bad ? 99 : 1),R\($0),2017-05-05\n" }.joined()
        }
        #expect(try Reading(kind: .useOfForce, text(bad: 1), share: 0.05).result.refusal == nil)
        #expect(try Reading(kind: .useOfForce, text(bad: 2), share: 0.05).result.refusal == .tooManyBadRows(bad: 2, rows: 20, share: 0.05))
    }

    @Test("members of a refused file are unknown to the files after it")
    func refusedMembers() throws {
        let read = try Reading(kind: .member, "member,appointed\n7,2017-05-05\n8,2017-55-05\n", share: 0)
        #expect(read.result.refusal != nil)
        #expect(read.members.count == 2)
    }

    @Test("a member whose row is bad is unknown to the rows after it")
    func badMember() throws {
        let profile = try ImportProfile(
            yaml: """
                name: x
                sources:
                  - file: m
                    records:
                      - {kind: member, key: NO}
                      - {kind: demographics, key: NO, member: NO, fields: {birthYear: BORN}}
                """, file: "p.yaml")
        let read = try Reading(source: profile.sources[0], "NO,BORN\n7,1066\n8,1970\n")
        #expect(read.keys == ["8", "8"])
        #expect(read.members.count == 3)
        #expect(Set(read.rows.map(\.member)).count == 1)
    }

    @Test("filters decide which records a row makes; a row that makes none is left out, not bad")
    func filters() throws {
        let profile = try ImportProfile(
            yaml: """
                name: x
                sources:
                  - file: c
                    records:
                      - {kind: complaintWitness, when: {ROLE: [W]}, key: [NO, LOG], member: NO, dates: {happened: DAY}, fields: {logNumber: LOG}}
                      - {kind: training, when: {ROLE: {not: [W, X]}, LOG: notEmpty}, key: LOG, member: NO, dates: {happened: {column: YEAR, as: lastDayOfYear}}, fields: {course: {column: ROLE, codes: {T: Tactics}, otherwise: Other}}}
                """, file: "p.yaml")
        let read = try Reading(
            source: profile.sources[0], "NO,LOG,DAY,YEAR,ROLE\n1,L1,2017-05-05,,W\n2,L2,,2016,T\n2,L3,,2015,Z\n2,L4,,2015,X\n2,,,2015,T\n2,L5,,20l5,T\n")
        #expect(read.rows.map(\.record) == [0, 1, 1])
        #expect(read.rows.map(\.happenedOn) == [Day(2017, 5, 5), Day(2016, 12, 31), Day(2015, 12, 31)])
        #expect(read.result.rowsLeftOut == 2)
        #expect(read.quarantine.map(\.column) == ["YEAR"])
    }

    @Test("invented names are the same every time and differ for every member of a large force")
    func inventedNames() {
        let names = (100_001...140_000).map { number in
            Array(String(number).utf8).withUnsafeBufferPointer { InventedNames.name(for: $0) }
        }
        #expect(Set(names).count == 40_000)
        #expect(InventedNames.birds.count >= 200 && InventedNames.trees.count >= 200)
        #expect(Set(InventedNames.birds + InventedNames.trees).count == InventedNames.birds.count + InventedNames.trees.count)
        let again = Array("100001".utf8).withUnsafeBufferPointer { InventedNames.name(for: $0) }
        #expect(again == names[0])
    }

    @Test("a byte table answers as a dictionary does", arguments: 0..<8)
    func byteTable(seed: Int) {
        var generator = Seeded(UInt64(seed))
        var table = ByteTable()
        var model: [String: Int64] = [:]
        for step in 0..<3000 {
            let key = String(Int.random(in: 0..<1500, using: &generator), radix: 36)
            let known = table.insert(key, Int64(step))
            #expect(known == model[key])
            if known == nil {
                if step % 7 == 0 { table.removeLast() } else { model[key] = Int64(step) }
            }
        }
        #expect(table.count == model.count)
        for (key, value) in model { #expect(table.find(key) == value) }
        #expect(table.find("no such key") == nil)
    }
}

/// One file read with two members, 1 and 2, known beforehand.
struct Reading {
    static let dataDay = Day(rawValue: 17_531)  // 31 December 2017
    var rows: [IntakeRow] = []
    var keys: [String] = []
    var quarantine: [QuarantineEntry] = []
    var result: SourceReading.Result
    var members = MemberIndex([(key: "1", value: Int64(1)), (key: "2", value: Int64(2))], nextID: 3)

    init(kind: RecordKind, _ text: String, share: Double = 1) throws {
        try self.init(source: #require(Layouts.profile.sources.first { $0.file == kind.file }), text, share: share)
    }

    init(source: ImportProfile.Source, _ text: String, share: Double = 1) throws {
        let scratch = try Scratch()
        let file = try scratch.write("\(source.file).csv", text)
        var rows: [IntakeRow] = []
        var keys: [String] = []
        var quarantine: [QuarantineEntry] = []
        result = try SourceReading(source: source, url: file, dataDay: Reading.dataDay, rejectShare: share).run(members: &members) { batch in
            rows += batch.rows
            keys += batch.rows.map { String(decoding: batch.text[Int($0.keyOffset)..<Int($0.keyOffset + $0.keyLength)], as: UTF8.self) }
            quarantine += batch.quarantine
        }
        self.rows = rows
        self.keys = keys
        self.quarantine = quarantine
    }
}
