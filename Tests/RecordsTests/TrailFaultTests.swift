import Casework
import Directives
import Foundation
import GRDB
import Testing

@testable import Records

@Suite("If the trail cannot be written, nothing is read and nothing is done")
struct TrailFaultTests {
    /// What keeps a line from being written.
    enum Fault: String, CaseIterable, Sendable {
        case lineRefused, anchorRefused, tableGone, diskFull

        var error: RecordsError? { self == .diskFull ? nil : .trailNotWritten }

        func begin(in db: Database) throws {
            switch self {
            case .lineRefused: try db.execute(sql: "CREATE TRIGGER fault BEFORE INSERT ON trail BEGIN SELECT RAISE(ABORT, 'no'); END")
            case .anchorRefused: try db.execute(sql: "CREATE TRIGGER vault.fault BEFORE UPDATE ON trailAnchor BEGIN SELECT RAISE(ABORT, 'no'); END")
            case .tableGone: try db.execute(sql: "ALTER TABLE trail RENAME TO elsewhere")
            case .diskFull:
                // Every page that is there is filled, and no other may be had.
                try db.execute(sql: "CREATE TABLE filler (x BLOB)")
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
                for size in [4_000, 400, 40, 4] {
                    while (try? db.execute(sql: "INSERT INTO filler VALUES (randomblob(\(size)))")) != nil {}
                }
            }
        }
    }

    @Test("Neither a reading nor an act comes about, and nothing of it is kept", arguments: Fault.allCases)
    func nothingHappens(fault: Fault) async throws {
        let bench = try await TrailBench(lines: 5)
        try await bench.records.pool.writeWithoutTransaction { db in try fault.begin(in: db) }
        let before = try await bench.records.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM account") }
        let asking = try bench.asking()
        let records = bench.records
        var shown = false
        // Where the disk is full, a line or two may still find room in a page that is there.
        for attempt in 0..<(fault == .diskFull ? 60 : 1) {
            do {
                _ = try await records.trail(TrailQuery(), for: asking)
                shown = true
                try await records.addAccount(
                    name: "account-\(attempt)", title: "Wren Alder", member: nil, roles: [.auditor], salt: Data(), hash: Data(), demonstration: false,
                    for: asking)
            } catch let error as RecordsError {
                if let expected = fault.error {
                    #expect(error == expected)
                    #expect(!shown)
                } else {
                    #expect(error == .diskFull(path: bench.database))
                }
                break
            }
        }
        if fault != .diskFull {
            await #expect(throws: RecordsError.trailNotWritten) {
                try await records.addAccount(
                    name: "new", title: "Wren Alder", member: nil, roles: [.auditor], salt: Data(), hash: Data(), demonstration: false, for: asking)
            }
            let after = try await records.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM account") }
            #expect(after == before)
        } else {
            // Every account that was added has its line, and no other.
            let accounts = try await records.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM account WHERE name LIKE 'account-%'") }
            let lines = try await records.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM trail WHERE act = 'accountAdded'") }
            #expect(accounts == lines)
            let ends = try bench.ends()
            #expect(ends.trail == ends.anchor)
        }
    }

    @Test("A transaction that fails after its line leaves neither")
    func undone() async throws {
        let bench = try await TrailBench(lines: 5)
        struct Stop: Error {}
        let before = try bench.ends()
        await #expect(throws: Stop.self) {
            try await bench.records.act(.changeAccounts, bench.asking(), kind: .account, record: "account/x") { db, _ in
                try db.execute(sql: "INSERT INTO signInAttempt(name, at) VALUES ('x', 0)")
                throw Stop()
            }
        }
        let after = try bench.ends()
        #expect(after.trail == before.trail && after.anchor == before.anchor)
        #expect(try await bench.records.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM signInAttempt") } == 0)
    }

    @Test("Twenty readers at once leave twenty lines in one chain")
    func together() async throws {
        let bench = try await TrailBench()
        let (records, asking) = (bench.records, try bench.asking())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { try await records.noteReading(.seeTrail, "trail", for: asking) } }
            try await group.waitForAll()
        }
        let proof = try await bench.prove()
        #expect(proof.holds && proof.lines == 20)
    }
}
