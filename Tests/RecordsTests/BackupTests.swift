import Casework
import Foundation
import GRDB
import Testing
import Vault

@testable import Records

@Suite("A backup is whole or not there, and what it lacks is said")
struct BackupTests {
    private func backUp(_ bench: VaultBench, _ name: String = "backup") throws -> BackupManifest {
        try bench.opened { (records: Records) throws in try records.backUp(into: bench.place(name), programVersion: "1", for: bench.asking()) { _, _ in } }
    }

    private func backUpKeys(_ bench: VaultBench, _ name: String = "keys", days: Int = 30) throws {
        try bench.opened { (records: Records) throws in
            _ = try records.backUpKeys(
                into: bench.place(name), expiresAt: bench.asking(days).now, programVersion: "1", for: bench.asking())
        }
    }

    private func restore(_ bench: VaultBench, _ keys: RestoredKeys, key: DepartmentKey? = nil, days: Int = 0) throws -> RestoreReport {
        let reading = try BackupReading(bench.place("backup"), kind: .database)
        return try Restoration(reading, keys: keys, key: key ?? bench.key)
            .restore(into: bench.place("restored"), for: bench.asking(days)) { _, _ in }
    }

    /// Opens what was restored.
    private func restored<Result>(_ bench: VaultBench, key: DepartmentKey? = nil, _ body: (Records) throws -> Result) throws -> Result {
        let records = try Records(path: bench.place("restored/mainstay.sqlite").path, key: key ?? bench.key)
        let result = try body(records)
        try records.close()
        return result
    }

    @Test("A backup of the database holds no key: neither the store, nor a wrapped key, nor the department key")
    func noKeys() throws {
        let bench = try VaultBench()
        let wrapped = try bench.opened { (records: Records) throws in
            _ = try bench.seal(1, in: records)
            return try records.pool.read { db in
                try Data.fetchAll(db, sql: "SELECT wrapped FROM vault.subjectKey UNION ALL SELECT wrapped FROM vault.houseKey")
            }
        }
        let manifest = try backUp(bench)
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.place("backup").path).sorted()
        #expect(names == ["SHA256SUMS", "backup.json", "department.yaml", "mainstay.sqlite"])
        #expect(manifest.counts["sealedFile"] == 1 && manifest.schema.count >= 4 && manifest.departmentKey == bench.key.fingerprint)
        for name in names {
            let content = try Data(contentsOf: bench.place("backup/\(name)"))
            for secret in wrapped + [Data(bench.key.base64.utf8)] { #expect(content.range(of: secret) == nil, "\(name)") }
        }
    }

    @Test("A place that is full of something, inside the data directory, or inside another backup is refused and left as it was")
    func places() throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        try FileManager.default.createDirectory(at: bench.place("full"), withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: bench.place("full/letter"))
        #expect(throws: BackupProblem.notEmpty(bench.place("full").path)) { try backUp(bench, "full") }
        #expect(throws: BackupProblem.notADirectory(bench.place("full/letter").path)) { try backUp(bench, "full/letter") }
        #expect(throws: BackupProblem.insideData(bench.place("data/backup").path)) { try backUp(bench, "data/backup") }
        try FileManager.default.createDirectory(at: bench.place("empty"), withIntermediateDirectories: true)
        _ = try backUp(bench, "empty")
        #expect(throws: BackupProblem.self) { try backUpKeys(bench, "empty") }
        #expect(throws: BackupProblem.insideBackup(bench.place("empty/keys").path, backup: bench.place("empty").path)) { try backUpKeys(bench, "empty/keys") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder.path).sorted() == ["data", "empty", "full"])
    }

    @Test("What another backup left unfinished is thrown away")
    func unfinished() throws {
        let bench = try VaultBench()
        try FileManager.default.createDirectory(at: bench.place("backup.unfinished"), withIntermediateDirectories: true)
        try Data("half".utf8).write(to: bench.place("backup.unfinished/mainstay.sqlite"))
        _ = try backUp(bench)
        #expect(!FileManager.default.fileExists(atPath: bench.place("backup.unfinished").path))
        _ = try BackupReading(bench.place("backup"), kind: .database)
    }

    @Test("A file changed by one bit, cut short, or gone is named, and nothing is restored", arguments: ["mainstay.sqlite", "department.yaml", "backup.json", "SHA256SUMS"])
    func damaged(name: String) throws {
        let bench = try VaultBench()
        _ = try backUp(bench)
        let file = bench.place("backup/\(name)")
        let content = try Data(contentsOf: file)
        for change in 0..<3 {
            switch change {
            case 0:
                var flipped = content
                flipped[content.count / 2] ^= 1
                try flipped.write(to: file)
            case 1: try content.prefix(content.count / 2).write(to: file)
            default: try FileManager.default.removeItem(at: file)
            }
            do {
                _ = try restore(bench, .store(URL(fileURLWithPath: bench.store)))
                Issue.record("\(name) was taken although it was damaged")
            } catch let error as BackupProblem {
                #expect("\(error)".contains(name), "\(error)")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: bench.place("restored").path))
    }

    @Test("With the key store in use, everything opens again; sessions are ended; the trail goes on and says that it was restored")
    func whole() throws {
        let bench = try VaultBench()
        let (_, sealed) = try bench.opened { (records: Records) throws in
            try records.pool.write { db in
                try db.execute(sql: "INSERT INTO account(name, title, salt, hash) VALUES ('a', 'A', x'00', x'00')")
                try db.execute(
                    sql: "INSERT INTO session(token, account, csrf, createdAt, seenAt, device, address) VALUES (x'00', 1, 'c', 0, 0, 'd', 'a')")
            }
            return try bench.seal(1, in: records)
        }
        let manifest = try backUp(bench)
        let report = try restore(bench, .store(URL(fileURLWithPath: bench.store)))
        #expect(report.filesThatOpen == 1 && report.filesLost == 0 && report.sessionsEnded == 1)
        #expect(report.trailLines == manifest.trail?.entries && report.linesSince == 1, "the line about the backup itself")
        try restored(bench) { (records: Records) throws in
            #expect(try bench.read(1, sealed, in: records) == "About member 1.")
            let line = try records.pool.read { db in try Row.fetchOne(db, sql: "SELECT kind, act, record FROM trail ORDER BY id DESC") }
            #expect(line?[0] == "backup" && line?[1] == "restored" && line?[2] == "trail/\(report.trailLines)/\(report.trailLines + 1)")
            #expect(try records.check(all: true, for: bench.asking()) { _, _ in }.allSatisfy { $0.state != .fault })
        }
        #expect(throws: BackupProblem.notEmpty(bench.place("restored").path)) { try restore(bench, .store(URL(fileURLWithPath: bench.store))) }
    }

    @Test("SRV-017:IV.J.1#2 What was destroyed after the backup stays destroyed: the key store in use does not open it, whatever backup of the database is restored")
    func destroyedSince() throws {
        let bench = try VaultBench()
        let (number, sealed) = try bench.opened { (records: Records) throws in try bench.seal(1, in: records) }
        _ = try backUp(bench)
        try bench.opened { (records: Records) throws in try bench.destroy(number, in: records) }
        let report = try restore(bench, .store(URL(fileURLWithPath: bench.store)))
        #expect(report.filesDestroyed == 1 && report.filesThatOpen == 0 && report.filesLost == 0)
        try restored(bench) { (records: Records) throws in
            #expect(try bench.read(1, sealed, in: records) == nil)
            let lines = try records.check(all: true, for: bench.asking()) { _, _ in }
            #expect(lines.allSatisfy { $0.state != .fault })
            #expect(lines.contains { $0.state == .note && $0.says.contains("stay destroyed") })
        }
    }

    @Test("SRV-017:IV.J.1#2 An older backup of the keys does not bring back what the database lists as destroyed")
    func destroyedInDatabase() throws {
        let bench = try VaultBench()
        let (number, sealed) = try bench.opened { (records: Records) throws in try bench.seal(1, in: records) }
        try backUpKeys(bench)
        try bench.opened { (records: Records) throws in try bench.destroy(number, in: records) }
        _ = try backUp(bench)
        _ = try restore(bench, .backup(try BackupReading(bench.place("keys"), kind: .keys)))
        try restored(bench) { (records: Records) throws in #expect(try bench.read(1, sealed, in: records) == nil) }
    }

    @Test("An older backup of the keys opens what was sealed after it, because the keys were made ahead; what it lacks is counted")
    func olderKeys() throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        try backUpKeys(bench)
        let sealed = try bench.opened { (records: Records) throws in try (1...300).map { try bench.seal(Int64($0), in: records).sealed } }
        _ = try backUp(bench)
        let report = try restore(bench, .backup(try BackupReading(bench.place("keys"), kind: .keys)))
        #expect(report.filesThatOpen == 256 && report.filesLost == 44)
        try restored(bench) { (records: Records) throws in
            #expect(try bench.read(256, sealed[255], in: records) == "About member 256.")
            #expect(try bench.read(257, sealed[256], in: records) == nil)
            // A new file never gets the number of a lost key.
            #expect(try bench.seal(999, in: records).number > 300)
        }
    }

    @Test("A backup of the keys is noted with its day before it is taken, and is refused from that day on")
    func expiry() throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        _ = try backUp(bench)
        try backUpKeys(bench, days: 10)
        try bench.opened { (records: Records) throws in
            let row = try records.pool.read { db in try Row.fetchOne(db, sql: "SELECT takenAt, expiresAt FROM keyBackup") }
            #expect(row?[0] == bench.asking().now.timeIntervalSince1970 && row?[1] == bench.asking(10).now.timeIntervalSince1970)
        }
        let keys = RestoredKeys.backup(try BackupReading(bench.place("keys"), kind: .keys))
        #expect(throws: BackupProblem.self) { try restore(bench, keys, days: 10) }
        _ = try restore(bench, keys, days: 9)
    }

    @Test("Only expired backups of this installation's keys are deleted, and what interrupted ones left")
    func prune() throws {
        let bench = try VaultBench()
        let other = try VaultBench()
        try bench.opened { _ in }
        try other.opened { _ in }
        try backUpKeys(bench, "all/old", days: 5)
        try backUpKeys(bench, "all/new", days: 50)
        try backUpKeys(other, "foreign", days: 5)
        try FileManager.default.copyItem(at: other.place("foreign"), to: bench.place("all/foreign"))
        try FileManager.default.copyItem(at: bench.place("all/new"), to: bench.place("all/cut.unfinished"))
        try FileManager.default.createDirectory(at: bench.place("all/letters"), withIntermediateDirectories: true)
        try bench.opened { (records: Records) throws in
            let gone = try records.pruneKeyBackups(in: bench.place("all"), for: bench.asking(5))
            #expect(gone.map(\.lastPathComponent) == ["old", "cut.unfinished"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: bench.place("all").path).sorted() == ["foreign", "letters", "new"])
            #expect(try records.pruneKeyBackups(in: bench.place("all"), for: bench.asking(5)).isEmpty)
        }
    }

    @Test("A restore takes the key that fits and no other, and leaves nothing behind when it is refused")
    func wrongKey() throws {
        let bench = try VaultBench()
        try bench.opened { _ in }
        _ = try backUp(bench)
        #expect(throws: VaultError.self) { try restore(bench, .store(URL(fileURLWithPath: bench.store)), key: .generate()) }
        let other = try VaultBench()
        other.key = bench.key
        try other.opened { _ in }
        #expect(throws: VaultError.self) { try restore(bench, .store(URL(fileURLWithPath: other.store))) }
        #expect(throws: BackupProblem.noKeys(bench.place("nowhere").path)) { try RestoredKeys(at: bench.place("nowhere").path) }
        #expect(throws: BackupProblem.self) { try RestoredKeys(at: bench.place("backup").path) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder.path).sorted() == ["backup", "data"])
    }

    @Test("When the keys are lost for good, the rest is restored under new ones, and what was sealed is counted as closed")
    func newKeys() throws {
        let bench = try VaultBench()
        let (number, sealed) = try bench.opened { (records: Records) throws in try bench.seal(1, in: records) }
        _ = try backUp(bench)
        let new = DepartmentKey.generate()
        #expect(try restore(bench, .new, key: new).filesLost == 1)
        try restored(bench, key: new) { (records: Records) throws in
            #expect(try bench.read(1, sealed, in: records) == nil)
            #expect(try bench.seal(1, in: records).number > number)
            let lines = try records.check(all: true, for: bench.asking()) { _, _ in }
            #expect(lines.contains { $0.state == .note && $0.says.contains("1 files stay closed") })
            #expect(!lines.contains { $0.state == .fault && $0.subject != "trail" })
        }
    }
}
