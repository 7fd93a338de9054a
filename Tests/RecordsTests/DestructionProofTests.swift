import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport
import Testing
import Vault

@testable import Records

@Suite("What is destroyed is gone: from the files, from older backups, after a crash")
struct DestructionProofTests {
    private static let sentences = (1...10).map { "Planted sentence number \($0): the heron stood in the reeds at \($0) o'clock." }

    private func wrappedKey(_ bench: RetentionBench, of member: Int64) throws -> (id: Int64, wrapped: Data) {
        try bench.records.pool.read { db in
            let row = try #require(
                try Row.fetchOne(db, sql: "SELECT id, wrapped FROM vault.subjectKey WHERE subject = ?", arguments: ["member/\(member)"]))
            return (row[0], row[1])
        }
    }

    private func plant(_ bench: RetentionBench) async throws {
        try await bench.standard()
        let item = try #require(try await bench.records.pool.read { db in try Int64.fetchOne(db, sql: "SELECT id FROM workItem WHERE member = 1") })
        for sentence in Self.sentences { try bench.addNote(sentence, to: item, of: 1) }
        let other = try #require(try await bench.records.pool.read { db in try Int64.fetchOne(db, sql: "SELECT id FROM workItem WHERE member = 2") })
        try bench.addNote("The other member's note", to: other, of: 2)
        try bench.checkpoint()
    }

    @Test("SRV-017:IV.J.1#2 Neither the live files nor an older database backup with the current keys yields any of ten planted sentences")
    func proof() async throws {
        let bench = try RetentionBench()
        try await plant(bench)
        let (_, wrapped) = try wrappedKey(bench, of: 1)
        let sealed = try await bench.records.pool.read { db in
            try Data.fetchAll(db, sql: "SELECT text FROM workItemNote WHERE workItem IN (SELECT id FROM workItem WHERE member = 1)")
        }
        #expect(sealed.count == 11)
        // The eye that looks afterwards can see: all is there before.
        let before = try bench.bytes()
        #expect(before.range(of: wrapped) != nil)
        #expect(sealed.allSatisfy { before.range(of: $0) != nil })
        #expect(before.range(of: Data("W-2016-01-001".utf8)) != nil)

        let backup = bench.place("backup")
        try bench.copy(to: backup)
        let restored = bench.place("restored-with-old-keys")
        try FileManager.default.copyItem(at: backup, to: restored)
        let old = try RetentionBench.open(restored, bench.key)
        #expect(try Set(Self.sentences).isSubset(of: RetentionBench.openNotes(old)))
        try old.close()

        let expiry = Date(timeIntervalSince1970: Double(try bench.today.rawValue + 30) * 86_400)
        try await bench.records.pool.write { db in
            try Records.noteKeyBackup(takenAt: Date(timeIntervalSince1970: 0), expiresAt: expiry.addingTimeInterval(-86_400), in: db)
            try Records.noteKeyBackup(takenAt: Date(timeIntervalSince1970: 0), expiresAt: expiry, in: db)
        }
        let certificate = try #require(try await bench.destroyAll())
        #expect(certificate.erased)
        #expect(certificate.keysExpireAt == expiry)

        // The live files, byte for byte.
        for name in ["mainstay.sqlite-wal", "mainstay.keys-wal"] {
            let size = (try? Data(contentsOf: bench.place(name)).count) ?? 0
            #expect(size < 40_000, "\(name) holds \(size) bytes: only what was written after it was emptied")
        }
        let after = try bench.bytes()
        for sentence in Self.sentences { #expect(after.range(of: Data(sentence.utf8)) == nil) }
        for text in sealed { #expect(after.range(of: text) == nil) }
        #expect(after.range(of: wrapped) == nil)
        #expect(after.range(of: Data("W-2016-01-001".utf8)) == nil)
        #expect(after.range(of: Data("W-2016-04-001".utf8)) == nil)

        // The older database beside the keys of today.
        let mixed = bench.place("restored")
        try bench.records.close()
        try bench.copy(["mainstay.keys", "mainstay.keys-wal", "mainstay.keys-shm"], to: mixed)
        try FileManager.default.copyItem(at: backup.appendingPathComponent("mainstay.sqlite"), to: mixed.appendingPathComponent("mainstay.sqlite"))
        let again = try RetentionBench.open(mixed, bench.key)
        #expect(try await again.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM workItemNote") } == 12)
        #expect(try RetentionBench.openNotes(again) == ["The other member's note"])
        try again.close()
    }

    @Test("A key that comes back with an older key store is destroyed again when the database is opened, and its number is not given again")
    func olderKeyStore() async throws {
        let bench = try RetentionBench()
        try await plant(bench)
        let (id, wrapped) = try wrappedKey(bench, of: 1)
        let backup = bench.place("backup")
        try bench.copy(to: backup)
        try await bench.destroyAll()
        try bench.records.close()
        for name in ["mainstay.keys", "mainstay.keys-wal", "mainstay.keys-shm"] { try? FileManager.default.removeItem(at: bench.place(name)) }
        try FileManager.default.copyItem(at: backup.appendingPathComponent("mainstay.keys"), to: bench.place("mainstay.keys"))
        #expect(try bench.bytes().range(of: wrapped) != nil)

        let again = try RetentionBench.open(bench.folder, bench.key)
        #expect(try bench.bytes().range(of: wrapped) == nil)
        try await again.pool.write { db in
            #expect(throws: VaultError.keyDestroyed) { try again.keys.key(id, in: db) }
            for member in 100...110 as ClosedRange<Int64> {
                let made = try again.keys.makeKey(of: SubjectFile(.support, member: MemberID(rawValue: member)), in: db)
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM destroyedKey WHERE id = ?", arguments: [made.id]) == 0)
            }
        }
        try again.close()
    }

    @Test("A machine that stops between the two files leaves the rows gone; the key goes when the database is next opened")
    func stoppedBetween() async throws {
        let bench = try RetentionBench()
        try await plant(bench)
        let (id, wrapped) = try wrappedKey(bench, of: 1)
        let crashed = bench.place("crashed")
        try bench.copy(["mainstay.keys", "mainstay.keys-wal", "mainstay.keys-shm"], to: crashed)
        try await bench.destroyAll()
        try bench.records.close()
        try bench.copy(["mainstay.sqlite", "mainstay.sqlite-wal", "mainstay.sqlite-shm"], to: crashed)
        let again = try RetentionBench.open(crashed, bench.key)
        try await again.pool.read { db in
            let left = try Int.fetchOne(db, sql: "SELECT count(*) FROM workItem WHERE member = 1")
            #expect(left == 0)
            #expect(throws: VaultError.keyDestroyed) { try again.keys.key(id, in: db) }
        }
        try again.close()
        for name in ["mainstay.keys", "mainstay.keys-wal"] {
            #expect((try? Data(contentsOf: crashed.appendingPathComponent(name)))?.range(of: wrapped) == nil)
        }
    }

    @Test(
        "A machine that stops at any step leaves all or nothing",
        arguments: [
            "DELETE ON main.workItemNote", "DELETE ON main.workItem", "DELETE ON main.score", "INSERT ON main.destroyedKey",
            "DELETE ON vault.subjectKey", "INSERT ON main.trail", "INSERT ON main.destructionCertificate", "UPDATE ON main.destructionBatch",
        ])
    func stoppedWithin(step: String) async throws {
        let bench = try RetentionBench()
        try await plant(bench)
        let batch = try await bench.confirmedBatch()
        let crashed = bench.place("crashed")
        let folder = bench.folder
        try await bench.records.pool.writeWithoutTransaction { db in
            db.add(
                function: DatabaseFunction("copyFiles", argumentCount: 0) { _ in
                    try? RetentionBench.copy(of: folder, to: crashed)
                    return nil
                })
            try db.execute(sql: "CREATE TEMP TRIGGER stop AFTER \(step) BEGIN SELECT copyFiles(); END")
        }
        #expect(try await bench.records.confirmDestructionSecond(of: batch, for: try bench.custodian)?.files == 1)
        try bench.records.close()
        let again = try RetentionBench.open(crashed, bench.key)
        #expect(try Set(Self.sentences).isSubset(of: RetentionBench.openNotes(again)))
        #expect(try await again.destructionBatches(for: try bench.custodian).map(\.state) == [.confirmed])
        // And it can be done from there.
        #expect(try await again.confirmDestructionSecond(of: batch, for: try bench.custodian)?.files == 1)
        #expect(try RetentionBench.openNotes(again) == ["The other member's note"])
        try again.close()
    }

    @Test(
        "Where a step fails nothing is destroyed, the trail first of all",
        arguments: [
            "DELETE ON main.workItemNote", "DELETE ON main.score", "INSERT ON main.destroyedKey", "DELETE ON vault.subjectKey",
            "INSERT ON main.trail", "INSERT ON main.destructionCertificate",
        ])
    func failing(step: String) async throws {
        let bench = try RetentionBench()
        try await plant(bench)
        let batch = try await bench.confirmedBatch()
        try await bench.records.pool.writeWithoutTransaction { db in
            try db.execute(sql: "CREATE TEMP TRIGGER stop BEFORE \(step) BEGIN SELECT RAISE(ABORT, 'the disk failed'); END")
        }
        await #expect(throws: RecordsError.self) { try await bench.records.confirmDestructionSecond(of: batch, for: try bench.custodian) }
        #expect(try RetentionBench.openNotes(bench.records).count == 12)
        #expect(try bench.count("destructionCertificate") == 0)
        #expect(try bench.count("destroyedKey") == 0)
        try await bench.records.pool.writeWithoutTransaction { db in try db.execute(sql: "DROP TRIGGER stop") }
        #expect(try await bench.records.confirmDestructionSecond(of: batch, for: try bench.custodian)?.files == 1)
    }

    @Test("A reader in another process puts the erasing off; the certificate says so, and it is done at the next opening")
    func busyReader() async throws {
        let bench = try RetentionBench()
        try await plant(bench)
        let (_, wrapped) = try wrappedKey(bench, of: 1)
        // Another process, which holds its transaction open over several of its steps.
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: bench.place("mainstay.keys").path, configuration: configuration)
        try await reader.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN")
            _ = try Row.fetchAll(db, sql: "SELECT * FROM subjectKey")
        }
        let certificate = try #require(try await bench.destroyAll())
        #expect(!certificate.erased)
        #expect(certificate.text(department: "") { _ in "" }.contains("a reader was in the way"))
        try await reader.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
        try reader.close()
        try bench.reopen()
        #expect(try await bench.records.destructionBatch(certificate.batch, for: try bench.custodian)?.certificate?.erased == true)
        #expect(try bench.bytes().range(of: wrapped) == nil)
    }

    @Test("It goes on while pages are read: every reading finds the record whole, or not at all")
    func whileReading() async throws {
        let bench = try RetentionBench()
        try await plant(bench)
        let batch = try await bench.confirmedBatch()
        let records = bench.records
        let analyst = try bench.analyst
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var found = 0
                    for _ in 0..<50 {
                        if let opened = try await records.workItem("W-2016-01-001", for: analyst) {
                            #expect(opened.value.item.snapshot.rank == "Police officer")
                            found += 1
                        }
                    }
                    return found
                }
            }
            let certificate = try await records.confirmDestructionSecond(of: batch, for: try bench.custodian)
            #expect(certificate?.files == 1)
            for try await _ in group {}
        }
        #expect(try await records.workItem("W-2016-01-001", for: analyst) == nil)
    }

    @Test("The mark a reading left in the trail leads to nobody afterwards: a new key of the same member makes another")
    func marks() async throws {
        let bench = try RetentionBench()
        try await plant(bench)
        _ = try await bench.records.workItem("W-2016-01-001", for: try bench.analyst)
        var query = TrailQuery()
        query.actor = "analyst"
        let auditor = bench.asking([.auditor], "auditor", on: try bench.today)
        let mark = try #require(try await bench.records.trail(query, for: auditor).lines.first?.entry.record)
        let file = SubjectFile(.support, member: MemberID(rawValue: 1))
        let records = bench.records
        #expect(try await records.pool.write { db in try records.keys.makeKey(of: file, in: db).mark(of: "workItem/W-2016-01-001") } == mark)
        try await bench.destroyAll()
        #expect(try await records.trail(query, for: auditor).lines.contains { $0.entry.record == mark })
        #expect(try await records.pool.write { db in try records.keys.makeKey(of: file, in: db).mark(of: "workItem/W-2016-01-001") } != mark)
    }

    @Test("A member's file in another program is not touched")
    func otherProgram() async throws {
        let bench = try RetentionBench()
        try await plant(bench)
        let other = SubjectFile(program: .resiliency, subject: "member/1")
        let records = bench.records
        let kept = try await records.pool.write { db in try records.keys.makeKey(of: other, in: db).id }
        try await bench.destroyAll()
        #expect(try await records.pool.read { db in try records.keys.key(of: other, in: db)?.id } == kept)
        #expect(try await records.pool.read { db in try records.keys.key(of: SubjectFile(.support, member: MemberID(rawValue: 1)), in: db) == nil })
    }

    @Test("No table that hangs on a Work Item is forgotten when one is destroyed")
    func everyTable() async throws {
        let bench = try RetentionBench()
        let known = Set(Destroyable.all.flatMap(\.parts).map(\.table))
        try await bench.records.pool.read { db in
            for table in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'") {
                let hangs = try Row.fetchAll(db, sql: "PRAGMA foreign_key_list(\(table))").contains { $0["table"] == "workItem" }
                let isSealed = try db.columns(in: table).contains { $0.name == "key" && $0.type == "INTEGER" } && !["destructionFile", "sealedFile"].contains(table)
                #expect(!(hangs || isSealed) || known.contains(table), "\(table)")
            }
            for part in Destroyable.officerSupport.parts { #expect(try db.tableExists(part.table), "\(part.table)") }
        }
    }
}
