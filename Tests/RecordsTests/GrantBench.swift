import Casework
import Directives
import Foundation
import GRDB
import Testing
import Vault

@testable import Records

/// A database with a few units and accounts, for one test.
final class GrantBench {
    let url: URL
    let records: Records
    /// Tuesday 2 January 2018.
    let today = Day(rawValue: 17_533)

    init() async throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("grants-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        records = try Records(path: url.appendingPathComponent("mainstay.sqlite").path, key: .generate())
        try await addUnits()
        try await addAccount("ada", holding: [.administrator])
        for name in ["ben", "cam", "dee"] { try await addAccount(name) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Two areas with a district each, and district 25, which moved from the first to the second at the year's beginning.
    private func addUnits() async throws {
        let start = today.adding(days: -1)
        let units: [(String, String, String?, Day?, Day?)] = [
            ("hq", "department", nil, nil, nil), ("patrol", "bureau", "hq", nil, nil), ("area-1", "area", "patrol", nil, nil),
            ("area-2", "area", "patrol", nil, nil), ("5", "district", "area-1", nil, nil), ("5-T", "section", "5", nil, nil),
            ("6", "district", "area-2", nil, nil), ("25", "district", "area-1", nil, start.adding(days: -1)),
            ("25", "district", "area-2", start, nil), ("north", "region", "hq", nil, nil), ("9", "unit", "north", nil, nil),
        ]
        try await records.write { db in
            try db.execute(
                sql: "INSERT INTO import(id, startedAt, directory, profile, dataDay, state) VALUES (1, 0, '', '', 0, 'finished')")
            for (index, unit) in units.enumerated() {
                try db.execute(
                    sql: """
                        INSERT INTO unit(record, version, sourceKey, digest, import, happenedOn, knownOn, outcomeKnownOn, unit, name, kind, parent)
                        VALUES (?, 1, ?, 0, 1, ?, 0, ?, ?, ?, ?, ?)
                        """,
                    arguments: [index + 1, "\(unit.0)@\(index)", unit.3?.rawValue, unit.4?.rawValue, unit.0, unit.0, unit.1, unit.2])
            }
        }
    }

    /// An account with roles over the whole department from today.
    func addAccount(_ name: String, member: Int64? = nil, holding roles: [Role] = []) async throws {
        let (day, member) = (today, member)
        try await records.write { db in
            try db.execute(
                sql: "INSERT INTO account(name, title, member, salt, hash) VALUES (?, ?, ?, x'00', x'00')", arguments: [name, name.capitalized, member])
            let id = db.lastInsertedRowID
            for role in roles {
                try Holdings.add(Holding(role: role, scope: .department, from: day), to: id, by: "test", at: Date(timeIntervalSince1970: 0), in: db)
            }
        }
    }

    /// Somebody asking, with what the database says they hold.
    func asking(_ name: String, on day: Day? = nil) async throws -> Asking {
        let day = day ?? today
        let actor = try await records.read { db -> Actor in
            let row = try #require(try Row.fetchOne(db, sql: "SELECT id, title, member FROM account WHERE name = ?", arguments: [name]))
            return Actor(
                account: name, name: row[1], holdings: try Holdings.of(row[0], on: day, in: db),
                member: (row[2] as Int64?).map(MemberID.init(rawValue:)))
        }
        return Asking(actor: actor, now: Date(timeIntervalSince1970: Double(day.rawValue) * 86_400 + 50_000), day: day, from: "test")
    }

    func console(on day: Day? = nil) -> Asking {
        let day = day ?? today
        return Asking(
            actor: Actor(account: "console:root", name: "root", roles: [.console], member: nil), now: Date(timeIntervalSince1970: 0), day: day,
            from: "terminal")
    }

    func trail() async throws -> [TrailEntry] {
        try await records.trail(TrailQuery(), for: console()).lines.map(\.entry)
    }

    func holdings() async throws -> [HeldRole] {
        var query = GrantQuery()
        query.standing = .all
        return try await records.grants(query, for: console()).rows
    }
}
