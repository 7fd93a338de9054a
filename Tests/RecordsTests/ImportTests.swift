import Casework
import Directives
import Foundation
import GRDB
import Intake
import Jacket
import Testing

@testable import Records


@Suite("Importing a directory")
struct ImportTests {
    @Test("members come before the files that name them, whatever the names of the files")
    func order() throws {
        let bench = try ImportBench()
        try bench.write("award.csv", "member,date,award\n1,2017-05-05,Bar\n")
        try bench.write("member.csv", ImportBench.members)
        let report = try bench.importFiles()
        #expect(report.files.map(\.file) == ["member.csv", "award.csv"])
        #expect(report.files.map(\.rowsNew) == [2, 1])
        #expect(report.rowsQuarantined == 0)
    }

    @Test("the same files twice change nothing and say so")
    func idempotent() throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.write("complaint.csv", ImportBench.complaintHeader + "1,L1,,2017-01-02,2017-05-06,domestic,0,1,0,sustained,reprimand,\n")
        try bench.write("award.csv", "member,date,award\n1,2017-05-05,Bar\n1,2017-05-05,Bar\n")
        try bench.importFiles()
        let before = try bench.contents()
        bench.day = bench.day.adding(days: 40)
        let second = try bench.importFiles()
        #expect(try bench.contents() == before)
        #expect(second.changedNothing)
        #expect(second.files.allSatisfy { $0.state == .unchanged })
        #expect(second.summary.contains("Nothing changed: every record was already here."))
    }

    @Test("a bad row is kept with its place, the rest of the file is imported")
    func quarantine() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        let good = (0..<30).map { "1,R\($0),2017-05-05\n" }.joined()
        try bench.write("use_of_force.csv", "member,report,date\n" + good + "99,R99,2017-05-05\n")
        let report = try bench.importFiles()
        #expect(report.files[1].rowsNew == 30)
        let page = try await bench.records.quarantine(of: report.id, for: bench.asking)
        #expect(page.total == 1)
        #expect(page.rows.map(\.line) == [32])
        #expect(page.rows.map(\.value) == ["99"])
    }

    @Test("A row that names the reader is not shown to them, nor counted for them; the report does not name them either")
    func ownQuarantine() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        let good = (0..<60).map { "1,R\($0),2017-05-05\n" }.joined()
        try bench.write("use_of_force.csv", "member,report,date\n" + good + "99,R99,2017-05-05\n98,R98,2017-05-05\n")
        let report = try bench.importFiles()
        try bench.write("member.csv", ImportBench.members + "99,2010-01-01,,\n")
        _ = try bench.importFiles()
        let own: Int64 = try #require(try await bench.records.read { db in try Int64.fetchOne(db, sql: "SELECT record FROM member WHERE sourceKey = '99'") })
        var asking = bench.asking
        asking.actor = Actor(account: "analyst", name: "Analyst", roles: [.osuAnalyst], member: MemberID(rawValue: own))
        let page = try await bench.records.quarantine(of: report.id, for: asking)
        #expect(page.total == 1)
        #expect(page.rows.map(\.value) == ["98"])
        #expect(try await bench.records.quarantine(of: report.id, file: "use_of_force.csv", for: asking).total == 1)
        #expect(try await bench.records.quarantine(of: report.id, for: bench.asking).total == 2)
        // On the last day nobody has a unit, and so the report names them all; to the reader all but one.
        let named = try #require(try await bench.records.importReport(report.id + 1, for: asking)).membersWithoutUnit
        #expect(!named.examples.contains("99") && !named.examples.isEmpty)
        let all = try #require(try await bench.records.importReport(report.id + 1, for: bench.asking)).membersWithoutUnit
        #expect(all.examples.isEmpty, "whoever is at the machine may open no jacket")
    }

    @Test("a file with too many bad rows leaves nothing but the note and its first bad rows; the other files stand")
    func refusedWhole() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        let rows = (0..<300).map { "\($0 % 2 == 0 ? 1 : 99),R\($0),2017-05-05\n" }.joined()
        try bench.write("use_of_force.csv", "member,report,date\n" + rows)
        let report = try bench.importFiles()
        #expect(report.files.map(\.state) == [.imported, .refused])
        #expect(report.files[1].reason?.contains("150 of 300 rows are bad") == true)
        #expect(try bench.count("useOfForce") == 0)
        #expect(try bench.count("member") == 2)
        #expect(try await bench.records.quarantine(of: report.id, for: bench.asking).total == 100)
        let indexes = try await bench.records.pool.read { db in try db.indexes(on: "useOfForce").map(\.name) }
        #expect(Set(indexes) == ["useOfForceKey", "useOfForceMember"])
    }

    @Test("both x.csv and x.csv.gz refuse that file alone")
    func both() throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.write("award.csv", "member,date,award\n1,2017-05-05,Bar\n")
        try bench.write("award.csv.gz", "")
        let report = try bench.importFiles()
        #expect(report.refused.map(\.reason) == [FileProblem.both("award").description])
        #expect(try bench.count("award") == 0)
    }

    @Test("files that the profile does not name, or leaves out on purpose, are noted")
    func notes() throws {
        let bench = try ImportBench()
        try bench.write("m.csv", "NO,X\n1,2\n")
        try bench.write("payouts.csv", "a\n")
        try bench.write("other.csv", "a\n")
        let profile = try ImportProfile(
            yaml: """
                name: n
                sources: [{file: m, records: [{kind: member, key: NO}]}]
                skip: [{file: payouts, reason: no dates}]
                """, file: "p.yaml")
        let report = try bench.importFiles(profile)
        #expect(report.warnings == ["other.csv is not in the profile and was not read.", "payouts.csv was left out on purpose: no dates"])
        #expect(report.files[0].warnings == ["Columns that the profile does not name: \"X\"."])
    }

    @Test("a directory that is not there, or holds nothing known, or a data day to come, changes nothing")
    func nothing() throws {
        let bench = try ImportBench()
        #expect(throws: ImportError.self) { try bench.importFiles() }
        try bench.write("member.csv", ImportBench.members)
        let tomorrow = bench.day.adding(days: 1)
        #expect(throws: ImportError.dataDayInFuture(tomorrow)) { try bench.importFiles(options: ImportOptions(dataDay: tomorrow)) }
        try FileManager.default.removeItem(at: bench.files)
        #expect(throws: ImportError.noDirectory(bench.files.path)) { try bench.importFiles() }
        #expect(try bench.count("import") == 0)
        #expect(try bench.count("member") == 0)
    }

    @Test("a second import at the same time is refused and changes nothing")
    func second() throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        let held = try WorkLock(.working, in: bench.url)
        #expect(throws: WorkLock.Held.self) { try bench.importFiles() }
        #expect(try bench.count("import") == 0)
        withExtendedLifetime(held) {}
    }

    @Test("a failure in the middle of a file leaves nothing of it, and what was finished before stays")
    func failureInside() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.write("award.csv", "member,date,award\n" + (0..<9000).map { "1,2017-05-05,Bar \($0)\n" }.joined())
        try await bench.records.pool.write { db in
            try db.execute(
                sql: "CREATE TRIGGER trip BEFORE INSERT ON award WHEN NEW.award = 'Bar 8000' BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
        }
        #expect(throws: RecordsError.self) { try bench.importFiles() }
        #expect(try bench.count("award") == 0)
        #expect(try bench.count("importFile") == 1)
        #expect(try bench.count("member") == 2)
        #expect(try await bench.records.imports(for: bench.asking).map(\.state) == [.failed])

        try await bench.records.pool.write { db in try db.execute(sql: "DROP TRIGGER trip") }
        let again = try bench.importFiles()
        #expect(again.files.map(\.rowsUnchanged) == [2, 0])
        #expect(try bench.count("award") == 9000)
        let indexes = try await bench.records.pool.read { db in try db.indexes(on: "award").map(\.name) }
        #expect(Set(indexes) == ["awardKey", "awardMember"])
    }

    @Test("a full disk is named, leaves nothing of the file, and the next import completes it")
    func diskFull() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        try bench.write("award.csv", "member,date,award\n" + (0..<9000).map { "1,2017-05-05,Bar \($0)\n" }.joined())
        // SQLite answers as on a full disk when the file may not grow.
        func limit(_ pages: Int) throws {
            try bench.records.pool.writeWithoutTransaction { db in
                let used = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(used + pages)")
            }
        }
        try limit(40)
        #expect(throws: RecordsError.diskFull(path: bench.records.path)) { try bench.importFiles() }
        #expect(try bench.count("award") == 0)
        #expect(try bench.count("member") == 2)
        try limit(1_000_000)
        #expect(try bench.importFiles().files.map(\.rowsNew) == [0, 9000])
        #expect(try await bench.records.read { db in try String.fetchOne(db, sql: "PRAGMA integrity_check") } == "ok")
    }

    @Test("an import that a dead process left under way is marked interrupted")
    func interrupted() async throws {
        let bench = try ImportBench()
        try await bench.records.pool.write { db in
            try db.execute(sql: "INSERT INTO import (startedAt, directory, profile, dataDay, state) VALUES (0, 'd', 'p', 0, 'running')")
        }
        try bench.records.markInterruptedImports()
        #expect(try await bench.records.imports(for: bench.asking).map(\.state) == [.interrupted])
    }

    @Test("the report is kept with the import and read back as it was")
    func report() async throws {
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members + "3,Lark Elm,2010-01-01,\n")
        try bench.write(
            "posting.csv",
            "member,unit,start,end\n1,7,2016-01-01,2016-06-30\n1,8,2016-06-15,\n1,9,2016-03-01,2016-04-01\n2,7,2016-01-01,\n")
        let report = try bench.importFiles()
        // The members' numbers in it are for those who may open their jackets.
        var analyst = bench.asking
        analyst.actor = Actor(account: "analyst", name: "Ana Lyst", roles: [.osuAnalyst], member: nil)
        #expect(try await bench.records.importReport(report.id, for: analyst) == report)
        #expect(try await bench.records.importReport(report.id, for: bench.asking)?.membersWithoutUnit.examples == [])
        // Member 2 had left; member 3 has no unit; two pairs of member 1's assignments share days.
        #expect(report.membersWithoutUnit.active == 2)
        #expect(report.membersWithoutUnit.examples == ["3"])
        #expect(report.overlaps.pairs == 2)
        #expect(report.overlaps.members == 1)
        let coverage = try #require(report.coverage.first { $0.kind == "posting" })
        #expect(coverage.first == "2016-01")
        #expect(coverage.counts == [2, 0, 1, 0, 0, 1])
        #expect(report.files[1].latestKnown == Day(2016, 6, 30))
    }

    @Test("what is imported in the default layout is what the files said", arguments: 0..<12)
    func roundTrip(seed: Int) throws {
        var generator = Seeded(UInt64(seed))
        let bench = try ImportBench()
        try bench.write("member.csv", ImportBench.members)
        var written: [RecordKind: [[String: String]]] = [:]
        for kind in RecordKind.all where kind != .member && kind != .demographics {
            let rows = (0..<Int.random(in: 1...40, using: &generator)).map { RandomRow.of(kind, number: $0, using: &generator) }
            let headers = Layouts.columns(of: kind).map(\.header).shuffled(using: &generator)
            let lines = [headers] + rows.map { row in headers.map { RandomRow.quoted(row[$0] ?? "") } }
            try bench.write("\(kind.file).csv", lines.map { $0.joined(separator: ",") + "\r\n" }.joined())
            written[kind] = rows
        }
        let report = try bench.importFiles()
        #expect(report.rowsQuarantined == 0)
        for (kind, rows) in written {
            let stored = try bench.records.pool.read { db in
                try Row.fetchAll(db, sql: "SELECT * FROM \(kind.key) ORDER BY id").map { RandomRow.exported(kind, $0) }
            }
            #expect(stored == rows, "\(kind.key)")
        }
    }
}

/// Rows of the default layout made by chance, and the same rows read back from the database.
private enum RandomRow {
    static func of(_ kind: RecordKind, number: Int, using generator: inout Seeded) -> [String: String] {
        var row = ["key": "K\(number)"]
        if KindTable.namesMember(kind) { row["member"] = Bool.random(using: &generator) ? "1" : "2" }
        let first = Day(rawValue: Int32.random(in: 11_000...16_000, using: &generator))
        row[kind.happened.header] = first.iso
        if let known = kind.known { row[known.header] = first.adding(days: Int.random(in: 0...30, using: &generator)).iso }
        let closed = kind.outcomeKnown != nil && Bool.random(using: &generator)
        if closed, let outcome = kind.outcomeKnown { row[outcome.header] = first.adding(days: Int.random(in: 30...900, using: &generator)).iso }
        for field in kind.fields {
            if field.part == .outcome, !closed { continue }
            if !field.required, Int.random(in: 0..<3, using: &generator) == 0 { continue }
            row[field.header] = value(field, of: row["member"], using: &generator)
        }
        return row
    }

    private static func value(_ field: Field, of member: String?, using generator: inout Seeded) -> String {
        switch field.type {
        case .day: Day(rawValue: Int32.random(in: 9_000...17_000, using: &generator)).iso
        case .integer(let range): String(Int.random(in: range, using: &generator))
        case .decimal: String(Double(Int.random(in: 0...9999, using: &generator)) / 4)
        case .flag: field.name == "onDuty" ? "1" : Bool.random(using: &generator) ? "1" : "0"
        case .code(let codes): codes.randomElement(using: &generator)?.key ?? ""
        case .member: member == "1" ? "2" : "1"
        case .text: ["plain", "with, comma", "\"quoted\"", "two\nlines", "naïve – 樹"].randomElement(using: &generator) ?? ""
        }
    }

    static func quoted(_ text: String) -> String {
        text.contains { ",\"\n".contains($0) } ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }

    static func exported(_ kind: RecordKind, _ row: Row) -> [String: String] {
        var result = ["key": row["sourceKey"] as String]
        if KindTable.namesMember(kind) { result["member"] = String(row["member"] as Int64) }
        result[kind.happened.header] = day(row["happenedOn"])
        if let known = kind.known { result[known.header] = day(row["knownOn"]) }
        if let outcome = kind.outcomeKnown { result[outcome.header] = day(row["outcomeKnownOn"]) }
        for field in kind.fields {
            switch field.type {
            case .day: result[field.header] = day(row[field.name])
            case .integer, .flag, .member: result[field.header] = (row[field.name] as Int64?).map { String($0) }
            case .decimal: result[field.header] = (row[field.name] as Double?).map { String($0) }
            case .code, .text: result[field.header] = row[field.name] as String?
            }
        }
        return result
    }

    private static func day(_ number: Int32?) -> String? { number.map { Day(rawValue: $0).iso } }
}

/// Chance that is the same in every run (splitmix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
