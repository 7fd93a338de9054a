import Casework
import Directives
import Foundation
import GRDB
import Testing
import Vault

@testable import Records

/// A trail of some lines in files of its own, and somebody who edits them behind the program's back.
final class TrailBench {
    let url: URL
    let key: DepartmentKey
    let records: Records
    let calendar: WorkCalendar

    init(lines: Int = 0) async throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("trail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        key = .generate()
        records = try Records(path: url.appendingPathComponent("mainstay.sqlite").path, key: key)
        calendar = try WorkCalendar(zone: "America/Chicago", holidays: [:], years: 2017...2030)
        for number in 0..<lines { try await add("reader-\(number % 3)", second: number) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var database: String { url.appendingPathComponent("mainstay.sqlite").path }
    var store: String { url.appendingPathComponent("mainstay.keys").path }

    /// The operator at the machine at noon of a day.
    func asking(_ year: Int = 2018, _ month: Int = 1, _ day: Int = 15, hour: Int = 12) throws -> Asking {
        let now = calendar.instant(try #require(Day(year, month, day)), hour: hour)
        return .console(user: "bench", Surroundings(now: { now }, calendar: calendar))
    }

    func add(_ actor: String, second: Int = 0, at day: (Int, Int, Int) = (2018, 1, 15)) async throws {
        let now = calendar.instant(try #require(Day(day.0, day.1, day.2)), hour: 9).addingTimeInterval(Double(second))
        let entry = TrailEntry(
            at: now, actor: actor, kind: .read, act: "seeWorkItem", outcome: .done, record: "MARK", ground: "D20-04:V.A.1", from: "web")
        try await records.write { [trail = records.trail] db in try trail.append(entry, in: db) }
    }

    func prove(_ head: TrailHead? = nil) async throws -> TrailProof { try await records.proveTrail(against: head, for: asking()) }

    /// What stands in the trail and its anchor.
    func ends() throws -> (trail: Trail.End, anchor: Trail.End?) {
        try records.pool.read { [trail = records.trail] db in (try trail.end(in: db), try trail.anchor(in: db)?.end) }
    }

    /// Runs SQL on the files without the program, with what keeps the trail append-only taken away and put back.
    func tamper(_ statements: String...) throws {
        let queue = try DatabaseQueue(path: database)
        let store = store
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "ATTACH ? AS vault", arguments: [store])
            let triggers = try String.fetchAll(db, sql: "SELECT sql FROM main.sqlite_master WHERE type = 'trigger' AND tbl_name = 'trail'")
            try db.execute(sql: "DROP TRIGGER trailKeepsRows; DROP TRIGGER trailKeepsWords")
            for statement in statements { try db.execute(sql: statement) }
            for trigger in triggers { try db.execute(sql: trigger) }
        }
        try queue.close()
    }

    /// A chain made anew from a line on, as anybody could who knows the recipe but not the key.
    func rechain(from first: Int64, _ change: (inout TrailEntry) -> Void) throws {
        let queue = try DatabaseQueue(path: database)
        try queue.write { db in
            try db.execute(sql: "DROP TRIGGER trailKeepsWords")
            var previous = try Data.fetchOne(db, sql: "SELECT hash FROM trail WHERE id = ?", arguments: [first - 1]) ?? LineDigest.origin
            for row in try Row.fetchAll(db, sql: "SELECT \(TrailLine.columns) WHERE trail.id >= ? ORDER BY trail.id", arguments: [first]) {
                let line = try #require(TrailLine(row))
                var entry = line.entry
                if line.number == first { change(&entry) }
                previous = entry.digest(number: line.number, after: previous)
                try db.execute(
                    sql: "UPDATE trail SET actor = ?, record = ?, hash = ? WHERE id = ?",
                    arguments: [entry.actor, entry.record, previous, line.number])
            }
            let trigger = Trail.tables.split(separator: "\n").first { $0.contains("trailKeepsWords") }
            try db.execute(sql: String(try #require(trigger)))
        }
        try queue.close()
    }
}
