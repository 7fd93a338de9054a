import Foundation
import GRDB

/// The trail takes the place of the log of reads, and holdings take the place of the roles of an account.
enum NeedToKnow2026_11 {
    static func apply(_ keys: KeyStore, in db: Database) throws {
        try db.execute(sql: Trail.tables)
        try db.execute(sql: tables)
        let trail = try Trail(keys, in: db)
        try trail.begin(in: db)
        // What was read before goes to the head of the trail, as it stood: its names are numbers of this installation.
        let rows = try Row.fetchAll(db, sql: "SELECT at, account, act, subject, ground FROM readLog ORDER BY id")
        for row in rows {
            let at = Date(timeIntervalSince1970: row[0])
            try trail.append(
                TrailEntry(at: at, actor: row[1], kind: .read, act: row[2], outcome: .done, record: row[3], ground: row[4], from: ""), in: db)
        }
        try db.execute(sql: "DROP TABLE readLog")
        for account in try Row.fetchAll(db, sql: "SELECT id, roles FROM account") {
            for role in (account[1] as String).split(separator: " ") {
                try db.execute(
                    sql: "INSERT INTO holding(account, role, scopeKind, scope, fromDay, grantedBy, grantedAt) VALUES (?, ?, 'department', '', 0, 'mainstay', 0)",
                    arguments: [account[0] as Int64, String(role)])
            }
        }
        try db.execute(sql: "ALTER TABLE account DROP COLUMN roles")
        try db.execute(sql: "INSERT INTO keyed(id) VALUES (1)")
    }

    private static let tables = """
        -- One row says that this database has a key store: without the store it is not opened.
        CREATE TABLE keyed (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;

        -- A role held by an account, over what, between which days; `designeeOf` for a designation. Never deleted:
        -- an ended one has its last day.
        CREATE TABLE holding (
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES account(id),
            role TEXT NOT NULL,
            scopeKind TEXT NOT NULL CHECK (scopeKind IN ('department', 'unit', 'item')),
            scope TEXT NOT NULL,
            fromDay INTEGER NOT NULL,
            toDay INTEGER,
            designeeOf INTEGER REFERENCES account(id),
            grantedBy TEXT NOT NULL,
            grantedAt REAL NOT NULL,
            endedBy TEXT,
            endedAt REAL
        ) STRICT;
        CREATE INDEX holdingAccount ON holding(account);
        CREATE INDEX holdingDesigneeOf ON holding(designeeOf);

        ALTER TABLE workItem ADD COLUMN closedAt REAL;
        """
}
