import Foundation
import GRDB
import Testing

@testable import Records

@Suite("Changes are counted by the database itself")
struct ChangeCountTests {
    private struct Counted: Sendable {
        var table: String
        var group: String
        /// The columns whose change counts; all of them where none is named.
        var columns: [String] = []
    }

    private static let tables: [Counted] = {
        let sight = ["unit", "marks", "member", "reference"]
        var tables: [Counted] = []
        for table in ["workItem", "postingReview", "incident", "resiliencyPlan", "thirdIncident", "referral"] {
            tables.append(Counted(table: table, group: "work", columns: sight))
        }
        for table in ["caseTask", "casePost", "setting"] { tables.append(Counted(table: table, group: "work")) }
        tables.append(Counted(table: "account", group: "people", columns: ["name", "title", "member", "disabled"]))
        for table in ["holding", "unit"] { tables.append(Counted(table: table, group: "people")) }
        for table in ["supportsEdition", "support"] { tables.append(Counted(table: table, group: "supports")) }
        for table in ["notice", "hold"] { tables.append(Counted(table: table, group: "notices")) }
        return tables
    }()

    private static func counts(_ db: Database) throws -> [String: Int64] {
        let row = try #require(try Row.fetchOne(db, sql: "SELECT work, people, notices, supports FROM changeCount WHERE id = 1"))
        return ["work": row[0], "people": row[1], "notices": row[2], "supports": row[3]]
    }

    private static func triggers(of table: String) -> Set<String> { ["\(table)Added", "\(table)Gone", "\(table)Changed"] }

    @Test("After every migration the three triggers of each table are there")
    func there() async throws {
        let bench = try await GrantBench()
        for counted in Self.tables {
            let found = try await bench.records.read { db in
                Set(try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", arguments: [counted.table]))
            }
            #expect(Self.triggers(of: counted.table).isSubset(of: found), "\(counted.table)")
        }
    }

    @Test("A row that is added, changed, put in its own place or deleted counts once, for its group alone; what is undone does not count")
    func counted() async throws {
        let bench = try await GrantBench()
        for counted in Self.tables { try Self.tryOut(counted, bench.records.pool) }
    }

    @Test("Of what is set the programs that run count, and no bookkeeping")
    func settings() async throws {
        let bench = try await GrantBench()
        let before = try await bench.records.read { db in try Self.counts(db) }
        for value in ["late", "later"] { try await bench.records.setSetting("spring", to: value, by: nil, at: Date(timeIntervalSince1970: 0)) }
        let between = try await bench.records.read { db in try Self.counts(db) }
        #expect(between == before)
        for value in ["support", "support resiliency"] {
            try await bench.records.setSetting(Records.programsSetting, to: value, by: nil, at: Date(timeIntervalSince1970: 0))
        }
        let after = try await bench.records.read { db in try Self.counts(db) }
        #expect(after["work"] == (before["work"] ?? 0) + 2)
    }

    /// A row of its own in the table, whatever else the table asks of a row; all of it undone.
    private static func tryOut(_ counted: Counted, _ pool: DatabasePool) throws {
        let table = counted.table
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            defer { try? db.execute(sql: "PRAGMA ignore_check_constraints = OFF") }
            let before = try counts(db)
            try db.inTransaction {
                try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
                let triggers = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", arguments: [table])
                for other in triggers where !Self.triggers(of: table).contains(other) { try db.execute(sql: "DROP TRIGGER \(other)") }
                var known = before
                func run(_ sql: String, counts times: Int64) throws {
                    try db.execute(sql: sql)
                    known[counted.group, default: 0] += times
                    #expect(try counts(db) == known, "\(sql)")
                }
                let rows = try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))")
                let columns = rows.map { $0["name"] as String }
                let values = rows.map { row -> String in
                    if table == "setting", (row["name"] as String) == "name" { return "'\(Records.programsSetting)'" }
                    switch row["type"] as String {
                    case "INTEGER": return "987654"
                    case "REAL": return "1.5"
                    case "BLOB": return "x'00'"
                    default: return "'x'"
                    }
                }
                let key = zip(rows, values).filter { ($0.0["pk"] as Int) > 0 }.map { "\($0.0["name"] as String) = \($0.1)" }.joined(separator: " AND ")
                let insert = "INSERT INTO \(table)(\(columns.joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))"
                let listed = counted.columns.isEmpty ? columns : counted.columns
                try run(insert, counts: 1)
                for column in columns { try run("UPDATE \(table) SET \(column) = \(column) WHERE \(key)", counts: listed.contains(column) ? 1 : 0) }
                if let column = listed.last { try run("\(insert) ON CONFLICT DO UPDATE SET \(column) = excluded.\(column)", counts: 1) }
                try run("DELETE FROM \(table) WHERE \(key)", counts: 1)
                return .rollback
            }
            #expect(try counts(db) == before, "\(table)")
        }
    }
}
