import Casework
import Directives
import Foundation
import GRDB
import Testing

@testable import Records
@testable import Server

extension Station {
    /// Somebody as the program sees them on the day of the tests.
    func actor(_ account: String) async throws -> Actor {
        let day = try #require(Day(2018, 1, 2))
        return try await office.records.read { db in
            let row = try #require(try Row.fetchOne(db, sql: "SELECT id, title, member FROM account WHERE name = ?", arguments: [account]))
            return Actor(
                account: account, name: row[1], holdings: try Holdings.of(row[0], on: day, in: db),
                member: (row[2] as Int64?).map(MemberID.init(rawValue:)))
        }
    }

    /// What a request made the database do: lines of the trail, and rows written.
    struct Work: Equatable, Sendable {
        var lines: Int
        var changes: Int
    }

    /// Does something and counts what it wrote.
    func measured<Value: Sendable>(_ body: () async throws -> Value) async throws -> (Value, Work) {
        let before = try await work()
        let value = try await body()
        let after = try await work()
        return (value, Work(lines: after.lines - before.lines, changes: after.changes - before.changes))
    }

    private func work() async throws -> Work {
        try await office.records.write { db in
            Work(lines: try Int.fetchOne(db, sql: "SELECT count(*) FROM trail") ?? 0, changes: db.totalChangesCount)
        }
    }

    /// A batch that was proposed, with nothing in it.
    func addBatch() async throws {
        try await office.records.write { db in
            try db.execute(sql: "INSERT INTO destructionBatch(id, kind, state, proposedAt, proposedBy) VALUES (1, 'workItems', 'proposed', 0, 'test')")
        }
    }

    func remove() {
        try? office.records.close()
        try? FileManager.default.removeItem(at: directory)
    }
}

extension Records {
    /// The facts by which a record is decided about, as storage finds them.
    func facts(ofWorkItem reference: String) async throws -> RecordFacts? {
        try await read { db in try Records.locate(workItem: reference, in: db)?.facts }
    }

    func facts(ofJacket member: MemberID, on day: Day) async throws -> RecordFacts? {
        try await read { db in try Records.locate(jacket: member, on: day, in: db)?.facts }
    }
}

extension Browser {
    /// Signs in with the passphrase that the tests' accounts have.
    func arrive(as account: String) async throws {
        _ = try await get("/sign-in")
        let page = try await post("/sign-in", ["username": account, "passphrase": "\(account) demonstration"])
        try #require(page.status == 303, "\(account) could not sign in: \(page.status)")
        _ = try await get("/work")
    }
}
