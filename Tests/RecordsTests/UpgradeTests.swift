import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing
import Vault

@testable import Records

/// A database as the first version of the program made it, opened by today's.
@Suite("A database of the first version is brought forward whole")
struct UpgradeTests {
    /// Tables of the first migration alone, with a row of each that later ones change.
    private static func makeFirst(_ path: String, _ keys: KeyStore) throws {
        let queue = try DatabaseQueue(path: path)
        try Schema.migrator(keys).migrate(queue, upTo: "2026-11 first tables")
        let snapshot = Snapshot(
            asOf: Day(rawValue: 17_532), rank: "Keeper of kingfishers", yearsOfService: 3, categories: [], indicators: [], profile: [], figures: [])
        let document = String(decoding: try JSONEncoder().encode(snapshot), as: UTF8.self)
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO member(id, record, version, sourceKey, digest, import, knownOn, name) VALUES (1, 1, 1, '1', 0, 1, 0, 'Wren Alder');
                    INSERT INTO account(name, title, roles, salt, hash) VALUES ('w.hawthorn', 'Wren Hawthorn', 'osuAnalyst osuSupervisor', x'00', x'01');
                    INSERT INTO account(name, title, roles, salt, hash, disabled) VALUES ('gone', 'Gone Goose', 'auditor', x'00', x'01', 1);
                    INSERT INTO setting(name, value, changedAt) VALUES ('spring', 'late', 0);
                    INSERT INTO readLog(at, account, act, subject, ground) VALUES (1514901600, 'w.hawthorn', 'seeWorkItem', 'workItem/W-9', 'D20-04:V.A.1');
                    INSERT INTO run(id, month, asOf, startedAt, finishedAt, programVersion, fingerprint, lastImport, dataDay, settings, scoresDigest,
                        scored, raised, items, summary, models) VALUES (1, '2018-01', 17532, 0, 0, 'first', '', 1, 17531, '{}', '', 1, 1, 1, '{}', x'');
                    INSERT INTO score VALUES (1, 1, 0.1, 0.2, 0.3, 0.25, 0.4);
                    """)
            try db.execute(
                sql: """
                    INSERT INTO workItem(reference, run, member, district, unit, generatedAt, validityDueAt, forwardDueAt, state, categories, leading, snapshot)
                    VALUES ('W-9', 1, 1, '5', '5', 0, 1, 1, 'generated', '|force|off_duty|', '7 kingfishers in 24 months.', ?)
                    """, arguments: [document])
        }
        try queue.close()
    }

    @Test("D20-04:VII.C Accounts, roles, readings, items and scores of the first version open with today's, and nothing of them stays in the clear")
    func first() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("upgrade-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("mainstay.sqlite").path
        let key = DepartmentKey.generate()
        try Self.makeFirst(path, KeyStore(path: KeyStore.path(beside: path), department: key))
        #expect(!FileManager.default.fileExists(atPath: KeyStore.path(beside: path)))

        let records = try Records(path: path, key: key)
        let console = Asking(
            actor: Actor(account: "console:test", name: "test", roles: [.console, .osuAnalyst, .auditor], member: nil),
            now: Date(timeIntervalSince1970: 1_514_901_600), day: Day(rawValue: 17_533), from: "test")
        let accounts = try await records.accounts(for: console)
        #expect(accounts.map(\.name) == ["gone", "w.hawthorn"] && accounts.map(\.disabled) == [true, false])
        #expect(accounts.last?.actor.roles(on: console.day) == [.osuAnalyst, .osuSupervisor])
        #expect(try await records.setting("spring") == "late")
        // The old log of readings is the head of the trail.
        let first = try #require(try await records.trail(TrailQuery(), for: console).lines.last)
        #expect(first.number == 1 && first.entry.actor == "w.hawthorn" && first.entry.act == "seeWorkItem" && first.entry.record == "workItem/W-9")
        #expect(try await records.proveTrail(for: console).holds)
        // What an analyst of the old days sees now.
        let analyst = Asking(actor: try #require(accounts.last).actor, now: console.now, day: console.day, from: "test")
        let row = try #require(try await records.queue(QueueQuery(), for: analyst).rows.first)
        #expect(row.categories == ["force", "off_duty"] && row.leading == "7 kingfishers in 24 months.")
        #expect(try await records.workItem("W-9", for: analyst)?.value.item.snapshot.rank == "Keeper of kingfishers")
        // An item keeps its run, and each has a run or an import and not both.
        #expect(try await records.workItem("W-9", for: analyst)?.value.run == 1)
        await #expect(throws: RecordsError.self) { try await records.write { db in try db.execute(sql: "UPDATE workItem SET run = NULL") } }
        // The column that was made anew has what the old one had: its foreign key, its index, and the table its triggers.
        await #expect(throws: RecordsError.self) { try await records.write { db in try db.execute(sql: "UPDATE workItem SET run = 99") } }
        let keys = try await records.read { db in try Row.fetchAll(db, sql: "PRAGMA foreign_key_list(workItem)").map { "\($0["from"] as String) \($0["table"] as String)" } }
        #expect(keys.contains("run run") && keys.contains("itemImport itemImport"))
        let made = try await records.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type IN ('index', 'trigger') AND tbl_name = 'workItem'")
        }
        #expect(Set(made).isSuperset(of: ["workItemRun", "workItemImport", "workItemAdded", "workItemGone", "workItemChanged"]))
        let whole = try await records.read { db in
            (foreign: try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count, integrity: try String.fetchOne(db, sql: "PRAGMA integrity_check"))
        }
        #expect(whole.foreign == 0 && whole.integrity == "ok")
        #expect(try await records.scores(of: 1, for: analyst).map(\.probabilities) == [[0.1, 0.2, 0.3, 0.25]])
        #expect(try records.check(all: true, for: console) { _, _ in }.allSatisfy { $0.state == .ok })
        try records.close()

        // Opened once more it is the same, and no words of the item lie in the files.
        let again = try Records(path: path, key: key)
        #expect(try await again.workItem("W-9", for: analyst) != nil)
        try again.close()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
            for words in ["kingfishers", "|force|off_duty|"] { #expect(bytes.range(of: Data(words.utf8)) == nil, "\(words) in \(name)") }
        }
    }
}
