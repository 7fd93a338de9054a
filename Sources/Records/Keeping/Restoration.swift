import Casework
import Directives
import Foundation
import GRDB
import Vault

/// What a restore brought back, and what it could not.
package struct RestoreReport: Sendable {
    /// Lines of the trail in the backup.
    package var trailLines: Int64
    /// How many lines the key store knew, where it knew more: those since the backup.
    package var linesSince: Int64
    /// Files of a person in a program: sealed together under one key.
    package var filesThatOpen: Int
    package var filesDestroyed: Int
    /// Their keys are in no key store that was named.
    package var filesLost: Int
    package var sessionsEnded: Int
}

/// Puts a backup into an empty place and opens it there.
package struct Restoration {
    package let backup: BackupReading
    package let keys: RestoredKeys
    package let key: DepartmentKey

    package init(_ backup: BackupReading, keys: RestoredKeys, key: DepartmentKey) {
        self.backup = backup
        self.keys = keys
        self.key = key
    }

    /// - Throws: `BackupProblem`, `VaultError` or `RecordsError`; nothing is left at the place then.
    package func restore(into target: URL, for asking: Asking, progress: (String, Double) -> Void) throws -> RestoreReport {
        guard let ground = Access.decide(.makeBackup, by: asking.actor, on: asking.day).ground else { throw NotThere() }
        if case .backup(let reading) = keys, let day = reading.manifest.expiresAt, day <= asking.now {
            throw BackupProblem.expiredKeys(reading.folder.path, day: Day(rawValue: Int32((day.timeIntervalSince1970 / 86_400).rounded(.down))).long)
        }
        let folder = try BackupFolder(making: target, outside: nil)
        do {
            try folder.checkRoom(for: 2 * backup.manifest.files.reduce(0) { $0 + $1.bytes })
            progress("Copying the backup", 0.3)
            try copyFiles(into: folder)
            progress("Checking the trail", 0.5)
            let report = try open(in: folder, asking, ground, progress)
            try folder.publish()
            progress("Opening what was restored", 1)
            return report
        } catch {
            folder.abandon()
            if let error = error as? DatabaseError { throw RecordsError(error, path: target.path) }
            throw error
        }
    }

    private func copyFiles(into folder: BackupFolder) throws {
        for name in [BackupManifest.Kind.database.copyName, Records.departmentFile] { try copy(backup.file(name), into: folder) }
        try? FileManager.default.createDirectory(
            at: folder.unfinished.appendingPathComponent("inbox"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        switch keys {
        case .backup(let reading): try copy(reading.file(BackupManifest.Kind.keys.copyName), into: folder)
        case .store(let file):
            do {
                // It may be in use; what is still in its log belongs to it.
                let store = try DatabaseQueue(path: file.path, configuration: KeyStore.configuration)
                try folder.copy(store, as: BackupManifest.Kind.keys.copyName) { _ in }
                try store.close()
            } catch let error as DatabaseError {
                throw KeyStore.problem(error, file.path)
            }
        case .new: break
        }
    }

    private func copy(_ file: URL, into folder: BackupFolder) throws {
        let copied = folder.unfinished.appendingPathComponent(file.lastPathComponent)
        do {
            try FileManager.default.copyItem(at: file, to: copied)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copied.path)
        } catch {
            throw BackupProblem.noRoom(folder.target.path)
        }
    }

    private func open(
        in folder: BackupFolder, _ asking: Asking, _ ground: Ground, _ progress: (String, Double) -> Void
    ) throws -> RestoreReport {
        let path = folder.unfinished.appendingPathComponent(BackupManifest.Kind.database.copyName).path
        if case .new = keys {
            var standing = try DatabaseStanding(path, nil)
            // The store that belongs to it is lost; a new one takes its name.
            standing.keyed = false
            try KeyStore(path: KeyStore.path(beside: path), department: key).open(for: standing)
        }
        let records = try Records(path: path, key: key)
        progress("Opening what was restored", 0.8)
        let report = try records.settle(restored: backup.manifest, withNewKeys: keys.areNew, asking, ground)
        try records.close()
        return report
    }
}

extension Trail {
    /// The key store's anchor to where the trail ends now: what a restored copy lacks was not cut off by anybody.
    func beginAgain(in db: Database) throws { try anchor(end(in: db), in: db) }
}

extension RestoredKeys {
    fileprivate var areNew: Bool { if case .new = self { true } else { false } }
}

extension Records {
    /// Ends what must not go on from a copy, gives up keys that are lost, and begins the trail again where the backup
    /// ends, with a line that says so.
    fileprivate func settle(
        restored manifest: BackupManifest, withNewKeys: Bool, _ asking: Asking, _ ground: Ground
    ) throws -> RestoreReport {
        try pool.write { db in
            let known = try withNewKeys ? 0 : knownTrail(manifest, in: db)
            if let finding = try TrailChain(trail.key, withCodes: !withNewKeys).check(after: .beginning, in: db).finding {
                throw BackupProblem.trailBroken(line: finding.line)
            }
            let lines = try trail.end(in: db).entries
            try db.execute(sql: "DELETE FROM session")
            let sessions = db.changesCount
            try db.execute(sql: "DELETE FROM signInAttempt")
            let lost = try KeyStore.missing(in: db)
            if withNewKeys { try db.execute(sql: "UPDATE sealedFile SET lost = 1 WHERE key IN (SELECT value FROM json_each(?))", arguments: ["\(lost)"]) }
            try trail.beginAgain(in: db)
            let record = known > lines ? "trail/\(lines)/\(known)" : "trail/\(lines)"
            try trail.append(
                TrailEntry(asking, kind: .backup, act: withNewKeys ? "restoredWithNewKeys" : "restored", record: record, ground: ground), in: db)
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            return RestoreReport(
                trailLines: lines, linesSince: max(0, known - lines),
                filesThatOpen: try count("SELECT count(*) FROM vault.subjectKey WHERE id IN (SELECT key FROM sealedFile)"),
                filesDestroyed: try count("SELECT count(*) FROM (SELECT id FROM destroyedKey UNION SELECT id FROM vault.goneKey)"),
                filesLost: lost.count, sessionsEnded: sessions)
        }
    }

    /// How many lines the key store knows. A store that knows another trail than the backup's does not belong to it.
    private func knownTrail(_ manifest: BackupManifest, in db: Database) throws -> Int64 {
        guard let anchor = try Row.fetchOne(db, sql: "SELECT entries, hash FROM vault.trailAnchor") else { return 0 }
        let known: Int64 = anchor[0]
        if let line = try Data.fetchOne(db, sql: "SELECT hash FROM trail WHERE id = ?", arguments: [known]), line != anchor[1] as Data {
            throw BackupProblem.otherTrail(keys.path)
        }
        return known
    }
}
