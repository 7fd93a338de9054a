import Casework
import Foundation
import GRDB
import Vault

extension Records {
    /// Copies the key store, still wrapped by the department key, apart from any backup of the database.
    ///
    /// It is noted before it is taken: from then on a certificate of destruction names the day on which this copy, too,
    /// is gone (SRV-017:IV.J.1#2, ambiguity 3.7).
    package func backUpKeys(into directory: URL, expiresAt: Date, programVersion: String, for asking: Asking) throws -> BackupManifest {
        guard let ground = Access.decide(.makeBackup, by: asking.actor, on: asking.day).ground else { throw NotThere() }
        let data = URL(fileURLWithPath: path).deletingLastPathComponent()
        let lock = try WorkLock(.backup, in: data)
        defer { withExtendedLifetime(lock) {} }
        let folder = try BackupFolder(making: directory, outside: data)
        var noted: Int64?
        do {
            noted = try pool.write { db in
                try Records.noteKeyBackup(takenAt: asking.now, expiresAt: expiresAt, in: db)
                return db.lastInsertedRowID
            }
            let copy = BackupManifest.Kind.keys.copyName
            let store = try DatabaseQueue(path: keys.path, configuration: KeyStore.configuration)
            try folder.copy(store, as: copy) { _ in }
            let name = try store.read { db in try String.fetchOne(db, sql: "SELECT name FROM installation") ?? "" }
            try store.close()
            var manifest = BackupManifest(
                kind: .keys, madeBy: programVersion, takenAt: asking.now, store: name, departmentKey: keys.department.fingerprint,
                note: BackupManifest.keysNote)
            manifest.expiresAt = expiresAt
            try folder.describe(&manifest, [copy])
            try noteBackup("keysBackedUp", .done, asking, ground, trailAt: nil)
            try folder.publish()
            return manifest
        } catch {
            folder.abandon()
            try? pool.write { db in try db.execute(sql: "DELETE FROM keyBackup WHERE id = ?", arguments: [noted]) }
            try? noteBackup("keysBackedUp", .failed, asking, ground, trailAt: nil)
            throw backupProblem(error, at: directory)
        }
    }

    /// Backups of this installation's keys in a directory, or the directory itself if it is one.
    package struct KeyBackups: Sendable {
        /// Past their day: they are to be deleted.
        package var expired: [(folder: URL, expiresAt: Date)] = []
        package var living: [(folder: URL, expiresAt: Date)] = []
        /// Left by a backup that was interrupted: keys without a day.
        package var unfinished: [URL] = []
        /// Of another installation; let alone.
        package var foreign: [URL] = []
    }

    package func keyBackups(in directory: URL, for asking: Asking) throws -> KeyBackups {
        guard Access.decide(.makeBackup, by: asking.actor, on: asking.day).ground != nil else { throw NotThere() }
        let store = try pool.read { db in try String.fetchOne(db, sql: "SELECT name FROM vault.installation") ?? "" }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path) else {
            throw BackupProblem.notABackup(directory.path)
        }
        var found = KeyBackups()
        for folder in [directory] + names.sorted().map({ directory.appendingPathComponent($0) }) {
            func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path) }
            if folder.path.hasSuffix(BackupFolder.unfinishedEnding) {
                if holds(BackupManifest.Kind.keys.copyName), !holds(BackupManifest.Kind.database.copyName) { found.unfinished.append(folder) }
            } else if let bytes = FileManager.default.contents(atPath: folder.appendingPathComponent(BackupManifest.Kind.keys.fileName).path),
                let manifest = try? BackupManifest.decoder.decode(BackupManifest.self, from: bytes), let day = manifest.expiresAt
            {
                guard manifest.store == store else {
                    found.foreign.append(folder)
                    continue
                }
                if day <= asking.now { found.expired.append((folder, day)) } else { found.living.append((folder, day)) }
            }
        }
        return found
    }

    /// Deletes the backups of the keys whose day has come, and what interrupted ones left.
    ///
    /// - Returns: the directories that are gone.
    package func pruneKeyBackups(in directory: URL, for asking: Asking) throws -> [URL] {
        guard let ground = Access.decide(.makeBackup, by: asking.actor, on: asking.day).ground else { throw NotThere() }
        let lock = try WorkLock(.backup, in: URL(fileURLWithPath: path).deletingLastPathComponent())
        defer { withExtendedLifetime(lock) {} }
        let found = try keyBackups(in: directory, for: asking)
        let doomed = found.expired.map(\.folder) + found.unfinished
        guard !doomed.isEmpty else { return [] }
        try noteBackup("keyBackupsDeleted", .done, asking, ground, trailAt: nil)
        for folder in doomed {
            do { try FileManager.default.removeItem(at: folder) } catch { throw BackupProblem.cannotDelete(folder.path) }
        }
        return doomed
    }
}
