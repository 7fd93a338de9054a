import GRDB

/// Notices to accounts, and the letters that tell of them.
enum Notices2026_11 {
    static func apply(in db: Database) throws { try db.execute(sql: tables) }

    private static let tables = """
        -- Where letters to the account's owner go, sealed; null for nobody's.
        ALTER TABLE account ADD COLUMN email BLOB;

        -- Neutral words to an account: a reference and what to do, no name and nothing a record says.
        CREATE TABLE notice (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account INTEGER NOT NULL REFERENCES account(id),
            program TEXT NOT NULL,
            reference TEXT NOT NULL,
            words TEXT NOT NULL,
            path TEXT NOT NULL,
            -- What gave rise to it; empty where the same words are never said twice.
            cause TEXT NOT NULL,
            at REAL NOT NULL,
            readAt REAL,
            UNIQUE (account, program, reference, words, cause)
        ) STRICT;
        CREATE INDEX noticeNewest ON notice(account, id);
        CREATE INDEX noticeUnread ON notice(account) WHERE readAt IS NULL;
        CREATE INDEX noticeReference ON notice(program, reference);

        -- The outbox, written with the notice. The address is looked up when the letter goes, so that one put right is used.
        CREATE TABLE letter (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            notice INTEGER NOT NULL UNIQUE REFERENCES notice(id),
            state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'givenUp')),
            attempts INTEGER NOT NULL DEFAULT 0,
            queuedAt REAL NOT NULL,
            -- Null once nothing more is tried.
            nextTry REAL,
            sentAt REAL,
            -- What came of the last attempt, in words that hold no address.
            lastError TEXT
        ) STRICT;
        CREATE INDEX letterWaiting ON letter(nextTry) WHERE state IN ('queued', 'failed');

        -- The private calendar of an account: the hash of the address that opens it, in the place of a session.
        CREATE TABLE calendarFeed (
            account INTEGER PRIMARY KEY REFERENCES account(id),
            token BLOB NOT NULL UNIQUE,
            madeAt REAL NOT NULL
        ) STRICT;
        """
}
