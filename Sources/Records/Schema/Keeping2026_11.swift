import Foundation
import GRDB

/// What keeps database and key store together although they are two files.
enum Keeping2026_11 {
    static func apply(_ keys: KeyStore, in db: Database) throws {
        try db.execute(sql: tables)
        for row in try Row.fetchAll(db, sql: "SELECT id, program, subject FROM vault.subjectKey") {
            try keys.noteFile(try keys.key(row[0], in: db), named: KeyStore.fileName(row[1], row[2]), in: db)
        }
    }

    private static let tables = """
        -- The name of the key store that belongs to this database.
        ALTER TABLE keyed ADD COLUMN store TEXT;

        -- Each key that ever sealed something here, with the name of its file sealed under itself: it tells nobody
        -- without the key that there is such a file, and brings the key back when the key store lost its last step.
        CREATE TABLE sealedFile (
            key INTEGER PRIMARY KEY,
            name BLOB NOT NULL,
            -- 1 once a restore had to go on without the old keys.
            lost INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        """
}
