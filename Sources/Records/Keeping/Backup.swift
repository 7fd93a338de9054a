import Casework
import Foundation
import GRDB
import Vault

extension Records {
    /// A backup's copy of what stands beside the database.
    package static let departmentFile = "department.yaml"

    /// Copies the database, as it stands at one instant, and the department's file, while the server runs and writes.
    /// Never the key store and never the department key: a copy with them would outlive what is destroyed.
    ///
    /// - Parameters:
    ///   - directory: a directory that is not there yet, or is empty, outside the data directory.
    ///   - progress: what is being done, and how much of all is done, 0 to 1.
    /// - Throws: `BackupProblem`; nothing is left at the place then.
    package func backUp(
        into directory: URL, programVersion: String, for asking: Asking, progress: (String, Double) -> Void
    ) throws -> BackupManifest {
        guard let ground = Access.decide(.makeBackup, by: asking.actor, on: asking.day).ground else { throw NotThere() }
        let data = URL(fileURLWithPath: path).deletingLastPathComponent()
        let lock = try WorkLock(.backup, in: data)
        defer { withExtendedLifetime(lock) {} }
        let folder = try BackupFolder(making: directory, outside: data)
        do {
            try folder.checkRoom(for: sizeOfDatabase())
            let copy = BackupManifest.Kind.database.copyName
            try folder.copy(pool, as: copy) { progress("Copying the database", $0 * 0.8) }
            progress("Checking the copy", 0.8)
            var manifest = try describe(folder.unfinished.appendingPathComponent(copy), programVersion, asking.now)
            guard let department = FileManager.default.contents(atPath: data.appendingPathComponent(Records.departmentFile).path) else {
                throw BackupProblem.missingFile(data.appendingPathComponent(Records.departmentFile).path)
            }
            try folder.write(department, as: Records.departmentFile)
            progress("Writing its sums", 0.9)
            try folder.describe(&manifest, [copy, Records.departmentFile])
            // Before it stands in its place: a backup that the trail does not know is not made.
            try noteBackup("backedUp", .done, asking, ground, trailAt: manifest.trail)
            try folder.publish()
            progress("Writing its sums", 1)
            return manifest
        } catch {
            folder.abandon()
            try? noteBackup("backedUp", .failed, asking, ground, trailAt: nil)
            throw backupProblem(error, at: directory)
        }
    }

    /// The line of the trail, with the position the copy has in it: `trail/1042`.
    func noteBackup(
        _ word: String, _ outcome: TrailEntry.Outcome, _ asking: Asking, _ ground: Ground, trailAt position: BackupManifest.TrailPosition?
    ) throws {
        let record = position.map { "trail/\($0.entries)" } ?? ""
        try pool.write { db in
            try trail.append(TrailEntry(asking, kind: .backup, act: word, outcome: outcome, record: record, ground: ground), in: db)
        }
    }

    /// In bytes, with what is still in its log.
    func sizeOfDatabase() -> Int64 {
        [path, path + "-wal"].reduce(0) { sum, path in
            let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber
            return sum + (size?.int64Value ?? 0)
        }
    }

    /// Checks the copy and says what is in it.
    private func describe(_ copy: URL, _ programVersion: String, _ now: Date) throws -> BackupManifest {
        let store = try pool.read { db in try String.fetchOne(db, sql: "SELECT name FROM vault.installation") ?? "" }
        var manifest = BackupManifest(
            kind: .database, madeBy: programVersion, takenAt: now, store: store, departmentKey: keys.department.fingerprint,
            note: BackupManifest.databaseNote)
        let queue = try DatabaseQueue(path: copy.path)
        defer { try? queue.close() }
        try queue.read { db in
            guard try String.fetchAll(db, sql: "PRAGMA quick_check(1)") == ["ok"] else { throw RecordsError.damaged(path: path) }
            manifest.schema = try Schema.migrator(keys).appliedMigrations(db)
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'")
            for table in tables {
                manifest.counts[table] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table.quotedDatabaseIdentifier)")
            }
            let end = try trail.end(in: db)
            manifest.trail = BackupManifest.TrailPosition(entries: end.entries, hash: FileSum.hex(end.hash))
        }
        return manifest
    }

    /// A fault of the copy's place is the place's; any other is the database's.
    func backupProblem(_ error: any Error, at directory: URL) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR: return BackupProblem.noRoom(directory.path)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY: return BackupProblem.cannotWrite(directory.path)
        default: return RecordsError(error, path: path)
        }
    }
}
