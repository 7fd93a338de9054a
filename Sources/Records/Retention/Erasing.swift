import Foundation
import GRDB

/// What follows a destruction on the disk itself.
///
/// Rows and keys are gone with the transaction, and `secure_delete` overwrites where they stood. Two things can still hold
/// their bytes: the write-ahead logs, which keep earlier states of a page, and the slack inside a page, where SQLite leaves
/// a copy when it moves a row to a neighbour. So both files are written anew and both logs are emptied. A reader that is
/// in the way puts it off: the certificate says so, and it is done when the database is next opened, or sooner.
extension Records {
    /// Erases after a destruction, and gives the certificate with what came of it.
    func erased(_ certificate: DestructionCertificate?) async throws -> DestructionCertificate? {
        guard let certificate, certificate.files > 0 else { return certificate }
        // The names of what is destroyed stand in no answer any more.
        kept.empty()
        try? await finishErasing()
        return try await read { db in try DestructionCertificate.of(certificate.batch, in: db) }
    }

    /// Does what is left to do of any destruction: keys that came back, files not yet written anew.
    package func finishErasing() async throws {
        guard try await read(Erasing.isPending) else { return }
        // Another process may have destroyed it.
        kept.empty()
        try await pool.writeWithoutTransaction { [keys] db in try Erasing.finish(keys, attempts: 20, in: db) }
    }

    /// The same when the database is opened, before anything reads it. A reader in another process is not waited for.
    static func finishErasing(_ pool: DatabasePool, _ keys: KeyStore) throws {
        guard try pool.read(Erasing.isPending) else { return }
        try pool.writeWithoutTransaction { db in try Erasing.finish(keys, attempts: 2, in: db) }
    }
}

private enum Erasing {
    @Sendable static func isPending(_ db: Database) throws -> Bool {
        if try Bool.fetchOne(db, sql: "SELECT count(*) > 0 FROM destructionCertificate WHERE erased = 0") ?? false { return true }
        return try KeyStore.hasDestroyedKeys(in: db)
    }

    static func finish(_ keys: KeyStore, attempts: Int, in db: Database) throws {
        // A destroyed key that lives: the machine stopped between the two files, or an older store was put back.
        if try KeyStore.hasDestroyedKeys(in: db) {
            try db.inTransaction {
                try keys.deleteDestroyed(in: db)
                return .commit
            }
        }
        // Another process that reads or writes is asked again for a moment, not waited for.
        try db.execute(sql: "PRAGMA busy_timeout = 250")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = 10000") }
        for _ in 0..<attempts where try rewrite(db) {
            try db.execute(sql: "UPDATE destructionCertificate SET erased = 1 WHERE erased = 0")
            return
        }
    }

    /// Writes both files anew and empties their logs; false while somebody is in the way.
    private static func rewrite(_ db: Database) throws -> Bool {
        do {
            for file in ["vault", "main"] {
                try db.execute(sql: "VACUUM \(file)")
                let outcome = try Row.fetchOne(db, sql: "PRAGMA \(file).wal_checkpoint(TRUNCATE)")
                guard outcome?[0] == 0 else { return false }
            }
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED {
            return false
        }
    }
}

extension KeyStore {
    /// Deletes the keys that the database lists as destroyed, wherever an older store has them, and sees to it that none of
    /// their numbers is given again.
    func deleteDestroyed(in db: Database) throws {
        try db.execute(sql: "DELETE FROM vault.subjectKey WHERE id IN (SELECT id FROM main.destroyedKey)")
        try db.execute(sql: "DELETE FROM vault.spareKey WHERE id IN (SELECT id FROM main.destroyedKey)")
        // What the database noted of such a file, sealed under the key itself, goes too: an older store could open it.
        try db.execute(sql: "DELETE FROM main.sealedFile WHERE key IN (SELECT id FROM main.destroyedKey)")
        try db.execute(
            sql: """
                UPDATE vault.sqlite_sequence SET seq = max(seq, (SELECT coalesce(max(id), 0) FROM main.destroyedKey))
                WHERE name IN ('subjectKey', 'spareKey')
                """)
    }

    /// Whether the store holds a key that was destroyed, or could give its number again.
    static func hasDestroyedKeys(in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM vault.subjectKey WHERE id IN (SELECT id FROM main.destroyedKey))
                    OR EXISTS (SELECT 1 FROM vault.spareKey WHERE id IN (SELECT id FROM main.destroyedKey))
                    OR coalesce((SELECT max(seq) FROM vault.sqlite_sequence WHERE name IN ('subjectKey', 'spareKey')), 0)
                        < coalesce((SELECT max(id) FROM main.destroyedKey), 0)
                """) ?? false
    }
}
