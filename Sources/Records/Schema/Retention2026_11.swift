import GRDB

/// How long records are kept, what a hold keeps back, and what was destroyed (SRV-017:IV.J.1#2, ambiguities 3.6, 3.7, 7.1).
enum Retention2026_11 {
    static func apply(in db: Database) throws { try db.execute(sql: tables) }

    private static let tables = """
        -- The backups of the key store: until the last one has expired, a destroyed record could still be opened with it.
        CREATE TABLE keyBackup (
            id INTEGER PRIMARY KEY,
            takenAt REAL NOT NULL,
            expiresAt REAL NOT NULL
        ) STRICT;
        CREATE INDEX keyBackupExpiry ON keyBackup(expiresAt);

        -- Schedules the department sets for kinds to which no directive gives one; the newest of a kind holds.
        CREATE TABLE retentionSchedule (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 1200),
            fromDay INTEGER NOT NULL,
            authority TEXT NOT NULL,
            citation TEXT NOT NULL,
            note BLOB,
            setAt REAL NOT NULL,
            setBy TEXT NOT NULL
        ) STRICT;
        CREATE INDEX retentionScheduleKind ON retentionSchedule(kind, id);

        -- Without one that is valid on the day nothing of its kind is destroyed.
        CREATE TABLE disposalAuthority (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            reference TEXT NOT NULL,
            issuedBy TEXT NOT NULL,
            fromDay INTEGER NOT NULL,
            toDay INTEGER,
            note BLOB,
            filedAt REAL NOT NULL,
            filedBy TEXT NOT NULL
        ) STRICT;
        CREATE INDEX disposalAuthorityKind ON disposalAuthority(kind);

        -- All a hold says, its scope included, is sealed under the custody key.
        CREATE TABLE hold (
            id INTEGER PRIMARY KEY,
            content BLOB NOT NULL,
            placedAt REAL NOT NULL,
            placedBy TEXT NOT NULL,
            lifting BLOB,
            liftedAt REAL,
            liftedBy TEXT
        ) STRICT;

        CREATE TABLE destructionBatch (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'destroyed', 'nothing')),
            proposedAt REAL NOT NULL,
            proposedBy TEXT NOT NULL,
            printedAt REAL,
            printedBy TEXT,
            confirmedAt REAL,
            confirmedBy TEXT,
            confirmedFor TEXT,
            secondAt REAL,
            secondBy TEXT,
            secondFor TEXT
        ) STRICT;
        CREATE UNIQUE INDEX destructionBatchOpen ON destructionBatch(kind) WHERE state IN ('proposed', 'confirmed');

        -- The files of a batch by the numbers of their keys: once a key is destroyed, its number leads to nobody.
        CREATE TABLE destructionFile (
            batch INTEGER NOT NULL REFERENCES destructionBatch(id),
            key INTEGER NOT NULL,
            dueDay INTEGER NOT NULL,
            PRIMARY KEY (batch, key)
        ) STRICT, WITHOUT ROWID;

        -- Written in the transaction that destroys. A key of this list that lives on, because the machine stopped between
        -- the two files or an older key store was put back, is destroyed again when the database is opened.
        CREATE TABLE destroyedKey (
            id INTEGER PRIMARY KEY,
            batch INTEGER NOT NULL REFERENCES destructionBatch(id)
        ) STRICT;
        CREATE INDEX destroyedKeyBatch ON destroyedKey(batch);

        CREATE TABLE destructionCertificate (
            batch INTEGER PRIMARY KEY REFERENCES destructionBatch(id),
            destroyedAt REAL NOT NULL,
            files INTEGER NOT NULL,
            counts TEXT NOT NULL,
            leftOut TEXT NOT NULL,
            authority TEXT NOT NULL,
            digest BLOB NOT NULL,
            trailEntry INTEGER NOT NULL,
            keysExpireAt REAL,
            -- Whether both files were written anew without what is gone; a reader in the way puts it off.
            erased INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        """
}
