import Casework
import Directives
import Foundation
import GRDB
import Intake
import OfficerSupport
import Risk
import SampleDepartment
import Testing

@testable import Records

/// A department of five with its records imported. Members 1 and 2 work in a district where the program is on, 3 elsewhere, 4
/// has no unit, 5 has left.
private final class ScoredBench {
    let bench: ImportBench
    let rules: DepartmentRules
    var records: Records { bench.records }

    static let source = "Harbor Risk Model 4.2"
    static let asOf = Day(rawValue: 17_532)
    /// Tuesday 2 January 2018, 08:00 in Chicago.
    static let now = Date(timeIntervalSince1970: 1_514_901_600)
    static let header = "member,category,reason,score,rank,of\n"

    init() throws {
        bench = try ImportBench()
        let department = try StrictYAML.decode(Department.self, from: SampleDepartment.departmentFile, file: "department.yaml")
        rules = DepartmentRules(department, try department.calendar())
        try bench.write(
            "member.csv",
            "member,name,appointed,separated\n1,Wren Alder,2001-02-03,\n2,Merlin Oak,2005-06-07,\n3,Robin Elm,2006-01-01,\n4,Ash Teal,2006-01-01,\n5,Jay Yew,2006-01-01,2016-01-31\n")
        try bench.write("unit.csv", "unit,name,kind\n5,005th District,district\n9,009th District,district\n")
        try bench.write("posting.csv", "member,unit,start,end\n1,5,2010-01-01,\n2,5,2010-01-01,\n3,9,2010-01-01,\n")
        try bench.write("rank_held.csv", "member,from,rank\n" + (1...5).map { "\($0),2010-01-01,police_officer\n" }.joined())
        #expect(try bench.importFiles().refused.isEmpty)
    }

    func asking(_ roles: Set<Role> = [.osuAnalyst, .osuSupervisor], member: MemberID? = nil, at now: Date = ScoredBench.now) -> Asking {
        Asking(
            actor: Actor(account: "w.hawthorn", name: "Wren Hawthorn", roles: roles, member: member), now: now, day: rules.calendar.day(of: now),
            from: "test")
    }

    @discardableResult
    func take(
        _ rows: String, header: String = ScoredBench.header, source: String = ScoredBench.source, asOf: Day = ScoredBench.asOf, check: Bool = false,
        roles: Set<Role> = [.osuAnalyst], at now: Date = ScoredBench.now
    ) throws -> ItemImportReport {
        try take(Data((header + rows).utf8), source: source, asOf: asOf, check: check, roles: roles, at: now)
    }

    @discardableResult
    func take(
        _ content: Data, source: String = ScoredBench.source, asOf: Day = ScoredBench.asOf, check: Bool = false, roles: Set<Role> = [.osuAnalyst],
        at now: Date = ScoredBench.now
    ) throws -> ItemImportReport {
        try records.importItems(
            content, named: "C:\\files\\january.csv", source: source, asOf: asOf, onlyCheck: check, department: rules.department,
            surroundings: Surroundings(now: { now }, calendar: rules.calendar), for: asking(roles, at: now))
    }

    /// How many rows each table has that an import could write to.
    func counts() throws -> [Int] {
        try ["workItem", "itemImport", "trail", "caseTask", "caseClock", "caseWarning", "notice"].map(bench.count)
    }

    static let rows = """
        1,suspension,Complaints doubled.,0.31,12,340
        2,off_duty,"Two calls, at night.",,,
        1,force,Force in three arrests of ten.,,,
        3,force,Elsewhere.,,,
        4,force,Nowhere.,,,

        """
}

@Suite("Items of members scored elsewhere")
struct ItemImportTests {
    @Test("D20-04:IV.B, D20-04:IV.C, D20-04:V.A.2 A file makes ordinary Work Items that say who scored the members, in one transaction with a line of the trail and of the list")
    func taken() async throws {
        let bench = try ScoredBench()
        let report = try bench.take(ScoredBench.rows)
        #expect(report.problems == [])
        #expect(report.rows == 5 && report.members == 4 && report.items == 2 && report.elsewhere == 1 && report.withoutUnit == ["4"])

        let queue = try await bench.records.queue(QueueQuery(), for: bench.asking())
        #expect(queue.rows.map(\.reference) == ["W-2018-01-001", "W-2018-01-002"])
        #expect(queue.rows.map(\.source) == [ScoredBench.source, ScoredBench.source])
        #expect(queue.rows.map(\.leading) == ["Force in three arrests of ten.", "Two calls, at night."])
        #expect(queue.rows.first?.categories == ["force", "suspension"])

        let file = try #require(try await bench.records.workItem("W-2018-01-001", for: bench.asking())).value
        #expect(file.run == nil && file.item.snapshot.source == ScoredBench.source)
        #expect(file.item.snapshot.profile.contains { $0.key == "rank" && $0.value == "Police officer" })
        #expect(file.item.validityDueAt == ScoredBench.now.addingTimeInterval(48 * 3_600))
        let life = try #require(try await bench.records.life(of: "W-2018-01-001", bench.rules, for: bench.asking()))
        #expect(life.file.state == .generated && life.offers.contains { $0.row.step == .review })
        let counts = try bench.counts()
        #expect(counts[3] >= 2 && counts[4] >= 4)

        let row = try #require(try await bench.records.itemImports(for: bench.asking([.auditor])).first)
        #expect(row == report.entry)
        #expect(row.state == .finished && row.file == "january.csv" && row.sha256.count == 64 && row.account == "w.hawthorn")
        let counted: [Int] = [row.rows, row.members, row.items, row.elsewhere, row.withoutUnit, row.problems]
        #expect(counted == [5, 4, 2, 1, 1, 0])
        let line = try #require(try await bench.records.trail(TrailQuery(), for: bench.asking([.auditor])).lines.first { $0.entry.act == "itemsImported" }).entry
        #expect(line.kind == .import && line.outcome == .done && line.record == "itemImport/1" && line.actor == "w.hawthorn")
    }

    @Test("D20-04:VII.C Of an item scored elsewhere no record of the jacket is shown on its page, so none is written down as read; the page of the profile shows the timeline and is")
    func jacketNotAsked() async throws {
        let bench = try ScoredBench()
        try bench.take(ScoredBench.rows)
        func read() async throws -> Bool {
            try await bench.records.trail(TrailQuery(), for: bench.asking([.auditor])).lines.contains { $0.entry.act == Act.seeJacket.rawValue }
        }
        let sheet = try #require(try await bench.records.workItemSheet("W-2018-01-001", notes: 0..<3, bench.rules, for: bench.asking()))
        #expect(sheet.file != nil && sheet.behind.isEmpty)
        #expect(try await !read())
        let figures = try #require(try await bench.records.workItemFigures("W-2018-01-001", kinds: [], for: bench.asking())).value
        #expect(try await read() == (figures.jacket != nil))
    }

    @Test("D20-04:VII.C The source's words about a member lie sealed in the files")
    func sealed() throws {
        let bench = try ScoredBench()
        try bench.take(ScoredBench.rows)
        for name in try FileManager.default.contentsOfDirectory(atPath: bench.bench.url.path) where name.hasPrefix("mainstay") {
            let bytes = try Data(contentsOf: bench.bench.url.appendingPathComponent(name))
            for words in ["Complaints doubled", "at night"] { #expect(bytes.range(of: Data(words.utf8)) == nil, "\(words) in \(name)") }
        }
    }

    @Test("A file that is only checked writes nothing at all; one with a row that is wrong makes no item, and the list and the trail keep that it was refused")
    func refused() async throws {
        let bench = try ScoredBench()
        let before = try bench.counts()
        let checked = try bench.take(ScoredBench.rows, check: true)
        #expect(checked.items == 2 && checked.problems == [] && checked.entry == nil)
        #expect(try bench.take(ScoredBench.rows + "9,force,A.,,,\n", check: true).problems.map(\.line) == [7])
        #expect(try bench.counts() == before)

        let report = try bench.take(ScoredBench.rows + "9,force,A.,,,\n1,force,B.,x,,\n5,force,C.,,,\n")
        #expect(report.problems.map { "\($0.line ?? 0) \($0.field ?? "")" } == ["7 member", "8 score", "9 member"])
        #expect(report.items == 0 && report.entry?.state == .refused && report.entry?.problems == 3)
        let after = try bench.counts()
        #expect(zip(before, after).map { $1 - $0 } == [0, 1, 1, 0, 0, 0, 0])
        let line = try #require(try await bench.records.trail(TrailQuery(), for: bench.asking([.auditor])).lines.first { $0.entry.act == "itemsRefused" }).entry
        #expect(line.act == "itemsRefused" && line.outcome == .failed && line.record == "itemImport/1")
        // What was refused does not stand in the way of the same file put right.
        #expect(try bench.take(ScoredBench.rows).items == 2)
    }

    @Test("What is no CSV file in UTF-8 of a sensible size is refused with what to do")
    func unreadable() throws {
        let bench = try ScoredBench()
        func words(_ content: Data) throws -> String { try bench.take(content, check: true).problems.map(\.sentence).joined(separator: "|") }
        #expect(try words(Data()).hasPrefix("The file is empty."))
        #expect(try words(Data("member,category,reason\n1,force,caf\u{E9}".utf16.map { UInt8(truncatingIfNeeded: $0) })).contains("is not UTF-8"))
        #expect(try words(Data([0xFF, 0xFE, 0x6D, 0x00])).contains("UTF-16"))
        #expect(try words(Data([0x1F, 0x8B, 0x08, 0x00])).contains("Unpack it first."))
        #expect(try words(Data("member,category,reason\n1,force,\"open".utf8)).contains("never closed"))
        #expect(try words(Data("member,category,reason\n1,force,\"a\"b".utf8)).contains("closing quotation mark"))
        #expect(try words(Data(repeating: 0x61, count: ScoredFile.mostBytes + 1)).contains("larger than \(ScoredFile.mostMegabytes) MB"))
        #expect(try words(Data("\u{FEFF}reason,member,category\r\nA reason.,1,force\r\n".utf8)).isEmpty)
    }

    @Test("The same file for the same source and day is refused, a member has one item of them, and another source or day may come")
    func repeated() throws {
        let bench = try ScoredBench()
        try bench.take(ScoredBench.rows)
        let again = try bench.take(ScoredBench.rows)
        #expect(again.problems.map(\.what) == ["This file was imported already on Tue 2 Jan 2018, for the same source and day."])
        #expect(try bench.take("1,off_duty,Another reason.,,,\n").problems.map(\.field) == ["member"])
        // Another source or day may come, though not with the same file.
        let other = try bench.take(ScoredBench.rows, source: "Harbor Risk Model 4.3")
        #expect(other.problems.map(\.what) == ["This file was imported already on Tue 2 Jan 2018, as scored by Harbor Risk Model 4.2, as of Mon 1 Jan 2018."])
        #expect(try bench.take(ScoredBench.rows, asOf: Day(rawValue: 17_531)).problems.count == 1)
        #expect(try bench.take(ScoredBench.rows + "2,force,One more.,,,\n", source: "Harbor Risk Model 4.3").items == 2)
        #expect(try bench.take(ScoredBench.rows + "2,force,And one.,,,\n", asOf: Day(rawValue: 17_531)).items == 2)
        #expect(try bench.bench.count("workItem") == 6)
    }

    @Test("D20-04:IV.C.NOTE#2 Records older than the day of the file are told, on a check and in the list, and stand in the way of nothing")
    func olderRecords() async throws {
        let bench = try ScoredBench()
        let later = ScoredBench.now.addingTimeInterval(31 * 86_400)
        // The records are complete through 31 December.
        #expect(try bench.take(ScoredBench.rows, check: true).warnings == [])
        let checked = try bench.take(ScoredBench.rows, asOf: ScoredBench.asOf.adding(months: 1), check: true, at: later)
        #expect(checked.warnings.count == 1 && checked.warnings.allSatisfy { $0.contains("complete only through Sun 31 Dec 2017") })
        #expect(try bench.take(ScoredBench.rows, asOf: ScoredBench.asOf.adding(months: 1), at: later).items == 2)
        let row = try #require(try await bench.records.itemImports(for: bench.asking([.auditor])).first)
        #expect(row.warnings == checked.warnings && row.dataDay == Day(rawValue: 17_531))
        #expect(row.first == "W-2018-02-001" && row.last == "W-2018-02-002")
    }

    @Test("D20-04:IV.C Nobody hands in items about themselves, and is told so in the same words whether or not there is one")
    func ownRows() throws {
        let bench = try ScoredBench()
        let own = try bench.bench.records.pool.read { db in try Int64.fetchOne(db, sql: "SELECT record FROM member WHERE sourceKey = '1'") }
        let asking = bench.asking([.osuAnalyst], member: MemberID(rawValue: try #require(own)))
        func told(_ source: String) throws -> [String] {
            try bench.records.importItems(
                Data((ScoredBench.header + "1,force,A.,,,\n").utf8), named: "own.csv", source: source, asOf: ScoredBench.asOf, onlyCheck: true,
                department: bench.rules.department, surroundings: Surroundings(now: { ScoredBench.now }, calendar: bench.rules.calendar), for: asking
            ).problems.map(\.sentence)
        }
        let before = try told(ScoredBench.source)
        #expect(before.count == 1 && before.allSatisfy { $0.contains("Nobody hands in items about themselves.") })
        try bench.take(ScoredBench.rows)
        #expect(try told(ScoredBench.source) == before)
    }

    @Test("Working days in a year without holidays are told as a problem of the calendar, and nothing is made")
    func noHolidays() throws {
        let bench = try ScoredBench()
        let calendar = try WorkCalendar(zone: "America/Chicago", holidays: [:], years: 2010...2012)
        #expect(throws: WorkCalendar.Problem.self) {
            try bench.records.importItems(
                Data((ScoredBench.header + ScoredBench.rows).utf8), named: "a.csv", source: "A 1", asOf: ScoredBench.asOf,
                department: bench.rules.department, surroundings: Surroundings(now: { ScoredBench.now }, calendar: calendar), for: bench.asking())
        }
        #expect(try bench.bench.count("workItem") == 0)
    }

    @Test("A day that has not come, a source without a name, a department without records: nothing is made")
    func early() throws {
        let bench = try ScoredBench()
        #expect(try bench.take(ScoredBench.rows, asOf: Day(rawValue: 17_534)).problems.map(\.field) == ["as-of"])
        #expect(try bench.take(ScoredBench.rows, source: " ").problems.map(\.field) == ["source"])
        #expect(throws: NotThere.self) { try bench.take(ScoredBench.rows, roles: [.supervisor, .auditor]) }
        #expect(try bench.bench.count("workItem") == 0)
        let empty = try ImportBench()
        #expect(throws: MonthProblem.noRecords) {
            try empty.records.importItems(
                Data(ScoredBench.rows.utf8), named: "a.csv", source: "A 1", asOf: ScoredBench.asOf, department: bench.rules.department,
                surroundings: Surroundings(now: { ScoredBench.now }, calendar: bench.rules.calendar), for: bench.asking())
        }
    }

    @Test("References go on after those of the month's run and of other files, and no number is given twice even when an item is gone")
    func references() async throws {
        let bench = try ScoredBench()
        _ = try await bench.records.write { db in
            try db.execute(
                sql: """
                    INSERT INTO run(month, asOf, startedAt, finishedAt, programVersion, fingerprint, lastImport, dataDay, settings, scoresDigest,
                        scored, raised, items, summary, models) VALUES ('2018-01', 17532, 0, 0, 'test', '', 1, 17531, '{}', '', 0, 0, 998, '{}', x'')
                    """)
        }
        try bench.take(ScoredBench.rows)
        #expect(try await bench.records.queue(QueueQuery(), for: bench.asking()).rows.map(\.reference) == ["W-2018-01-1000", "W-2018-01-999"])
        try await bench.records.write { db in
            try db.execute(sql: "DELETE FROM caseTask; DELETE FROM workItem")
            #expect(try Records.lastItemNumber(of: Month(of: ScoredBench.asOf), in: db) == 1_000)
            #expect(try Records.lastItemNumber(of: Month(of: ScoredBench.asOf.adding(months: 1)), in: db) == 0)
        }
    }

    @Test("D20-04:V.A.3.NOTE, D20-04:V.A.3 An item of another source is not closed as a repetition, though the profile data are equal; one of the same source is")
    func duplicative() async throws {
        let bench = try ScoredBench()
        func row(_ month: Int) -> String { "1,force,A reason of month \(month).,,,\n" }
        let months = (0..<3).map { ScoredBench.now.addingTimeInterval(Double($0) * 31 * 86_400) }
        try bench.take(row(0))
        for index in 1...2 {
            try bench.take(row(index), source: "Harbor Risk Model 4.3", asOf: ScoredBench.asOf.adding(months: index), at: months[index])
        }
        for (index, reference) in ["W-2018-02-001", "W-2018-03-001"].enumerated() {
            let asking = bench.asking(at: months[2].addingTimeInterval(3_600))
            try await bench.records.take(
                .review, Entered(["finding": ["Compared."]]), on: reference, version: 0, form: "the one review of \(reference)", bench.rules, for: asking)
            let file = try #require(try await bench.records.workItem(reference, for: asking)).value
            if index == 0 {
                #expect(file.preceding == nil && file.item.obstacles(toClosingAfter: file.preceding) == [.noEarlier])
                await #expect(throws: CaseProblem.self) {
                    try await bench.records.closeAsDuplicative(reference, of: "W-2018-01-001", reason: "The same.", bench.rules, for: asking)
                }
            } else {
                let earlier = try #require(file.preceding?.reference)
                try await bench.records.closeAsDuplicative(reference, of: earlier, reason: "The same.", bench.rules, for: asking)
            }
        }
        #expect(try await bench.records.life(of: "W-2018-02-001", bench.rules, for: bench.asking())?.file.state == .generated)
    }

    @Test("D20-04:V.A.3.NOTE The item before one is the last of the same source where Mainstay's items and another model's take turns, and one handed in late for a day behind comes before none")
    func alternating() async throws {
        let bench = try ScoredBench()
        func row(_ number: Int) -> String { "1,force,Reason \(number).,,,\n" }
        let times = (0..<5).map { ScoredBench.now.addingTimeInterval(Double($0) * 31 * 86_400) }
        let days = (0..<5).map { ScoredBench.asOf.adding(months: $0) }
        let asking = bench.asking(at: times[4].addingTimeInterval(86_400))
        for index in [1, 3] { try bench.take(row(index), asOf: days[index], at: times[index]) }
        let scored = try #require(try await bench.records.workItem("W-2018-02-001", for: asking)).value.item
        for index in [0, 2] {
            var own = scored
            own.reference = WorkItem.reference(1, of: Month(of: days[index]))
            own.generatedAt = times[index]
            own.snapshot.asOf = days[index]
            own.snapshot.source = nil
            try await bench.records.write { [keys = bench.records.keys, calendar = bench.rules.calendar, own] db in
                try db.execute(
                    sql: """
                        INSERT INTO run(month, asOf, startedAt, finishedAt, programVersion, fingerprint, lastImport, dataDay, settings, scoresDigest,
                            scored, raised, items, summary, models) VALUES (?, ?, 0, 0, 'test', '', 1, 17531, '{}', '', 0, 0, 1, '{}', x'')
                        """, arguments: [Month(of: own.snapshot.asOf).iso, own.snapshot.asOf.rawValue])
                try keys.insert(own, run: db.lastInsertedRowID, in: db)
                try CaseLog.begin(own.reference, of: WorkItemLife.self, calendar, keys, in: db)
            }
        }
        // Of 15 January, though handed in after April's; and one more of the model's own turn.
        try bench.take(row(7), asOf: ScoredBench.asOf.adding(days: 14), at: times[4])
        try bench.take(row(4), asOf: days[4], at: times[4].addingTimeInterval(3_600))
        let expected = [
            ("W-2018-01-001", nil), ("W-2018-02-001", nil), ("W-2018-03-001", "W-2018-01-001"), ("W-2018-04-001", "W-2018-02-001"),
            ("W-2018-01-002", nil), ("W-2018-05-001", "W-2018-04-001"),
        ] as [(String, String?)]
        for (reference, before) in expected {
            let file = try #require(try await bench.records.workItem(reference, for: asking)).value
            #expect(file.preceding?.reference == before, "\(reference)")
            #expect(file.item.obstacles(toClosingAfter: file.preceding) == (before == nil ? [.noEarlier] : []), "\(reference)")
        }
    }

    @Test("D20-04:V.A.3.NOTE A source's name is one name, whether an accent was typed with its letter or after it")
    func oneName() async throws {
        let bench = try ScoredBench()
        try bench.take("1,force,A reason.,,,\n", source: "Mod\u{E8}le 1")
        let later = ScoredBench.now.addingTimeInterval(31 * 86_400)
        #expect(try bench.take("1,force,Another.,,,\n", source: "Mode\u{300}le 1", at: later).problems.map(\.field) == ["member"])
        try bench.take("1,force,Another.,,,\n", source: "Mode\u{300}le 1", asOf: ScoredBench.asOf.adding(months: 1), at: later)
        let file = try #require(try await bench.records.workItem("W-2018-02-001", for: bench.asking(at: later))).value
        #expect(file.preceding?.reference == "W-2018-01-001")
    }

    @Test("D20-04:VI.A.2 The member's own page says who scored the member, and gives that source's words without records behind them")
    func ownPage() async throws {
        let bench = try await CaseBench()
        let item = WorkItem(
            reference: "W-7", member: MemberID(rawValue: 1), district: "5", unit: "5", generatedAt: bench.now, validityDueAt: bench.now.addingTimeInterval(172_800),
            forwardDueAt: bench.now.addingTimeInterval(259_200), state: .generated,
            snapshot: Snapshot(
                asOf: ScoredBench.asOf, rank: "Police officer", yearsOfService: 3,
                categories: [Snapshot.Category(outcome: .suspension, given: .init(score: 0.5))],
                indicators: [Snapshot.Indicator(outcome: .suspension, group: "source", sentence: "Complaints doubled.", weight: nil, raises: true, records: [])],
                profile: [], figures: [], source: ScoredBench.source))
        try await bench.records.write { [keys = bench.records.keys, calendar = bench.rules.calendar] db in
            try db.execute(
                sql: """
                    INSERT INTO itemImport(source, asOf, file, sha256, at, account, state, rowsRead, members, items, elsewhere, withoutUnit, problems)
                    VALUES ('Harbor Risk Model 4.2', 17532, 'a.csv', '', 0, 'ana', 'finished', 1, 1, 1, 0, 0, 0)
                    """)
            try keys.insert(item, from: .itemImport(db.lastInsertedRowID), in: db)
            try CaseLog.begin(item.reference, of: WorkItemLife.self, calendar, keys, in: db)
        }
        try await bench.go(through: .notifyMember, on: "W-7")
        let own = try #require(try await bench.records.ownItem("W-7", bench.rules, for: try await bench.asking("wren"))).value
        #expect(own.source == ScoredBench.source)
        #expect(own.reasons.map(\.sentence) == ["Complaints doubled."] && own.reasons.allSatisfy { $0.records.isEmpty })
    }
}
