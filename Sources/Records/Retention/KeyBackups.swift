import Foundation
import GRDB

extension Records {
    /// Writes down that the key store was copied, and the instant from which that copy is gone: a certificate of
    /// destruction names the last of them (SRV-017:IV.J.1#2, ambiguity 3.7). In the caller's transaction.
    static func noteKeyBackup(takenAt: Date, expiresAt: Date, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO keyBackup(takenAt, expiresAt) VALUES (?, ?)",
            arguments: [takenAt.timeIntervalSince1970, expiresAt.timeIntervalSince1970])
    }

    /// When the last copy of the keys that is known expires; nil when none lives at that instant.
    static func lastKeyBackupExpiry(after now: Date, in db: Database) throws -> Date? {
        try Double.fetchOne(
            db, sql: "SELECT max(expiresAt) FROM keyBackup WHERE expiresAt > ? AND takenAt <= ?",
            arguments: [now.timeIntervalSince1970, now.timeIntervalSince1970]
        ).map(Date.init(timeIntervalSince1970:))
    }
}
