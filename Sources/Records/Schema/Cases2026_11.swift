import Casework
import Foundation
import GRDB
import OfficerSupport

/// The log of a record's life, with what lists read of it, for every program that plays on the engine.
enum Cases2026_11 {
    static func apply(_ keys: KeyStore, in db: Database) throws {
        try db.execute(sql: tables)
        try db.execute(sql: SupportEventTable.sql)
        try db.execute(sql: "UPDATE workItem SET firstUnit = unit, marks = CASE state WHEN 'closedDuplicative' THEN 8 ELSE 1 END")
        // Items that were closed before there was a log get the one event they had.
        for row in try Row.fetchAll(db, sql: "SELECT id, member, closedAt, closedBy FROM workItem WHERE closedAt IS NOT NULL") {
            let file = SubjectFile(.support, member: MemberID(rawValue: row["member"]))
            try keys.insert(into: SupportEventTable.self, of: file, in: db) { sealed in
                sealed.set("record", row["id"] as Int64)
                sealed.set("number", 1)
                sealed.set("step", WorkItemStep.closeDuplicative.rawValue)
                sealed.set("state", WorkItemState.closedDuplicative.rawValue)
                sealed.set("at", row["closedAt"] as Double)
                sealed.set("happened", row["closedAt"] as Double)
                sealed.set("account", row["closedBy"] as String? ?? "mainstay")
                sealed.set("once", Data("before".utf8))
            }
        }
        // What waits for the analyst on the others: their due dates were worked out when they were made.
        try db.execute(
            sql: """
                INSERT INTO caseTask(program, record, reference, subject, unit, step, title, cites, rule, since, due, role)
                SELECT 'support', id, reference, member, unit, 'review', 'Record the review', 'D20-04:V.A.2', 'validity', generatedAt, validityDueAt,
                    'osuAnalyst' FROM workItem WHERE state = 'generated'
                """)
    }

    private static let tables = """
        -- Who holds a post on one record now: the overseer, the assigned supervisor, the representative.
        CREATE TABLE casePost (
            program TEXT NOT NULL,
            record INTEGER NOT NULL,
            post TEXT NOT NULL,
            account TEXT NOT NULL,
            PRIMARY KEY (program, record, post)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX casePostAccount ON casePost(account, post, program, record);

        -- What is to be done on a record, by an account or by whoever holds a role; worked out anew at each step.
        CREATE TABLE caseTask (
            id INTEGER PRIMARY KEY,
            program TEXT NOT NULL,
            record INTEGER NOT NULL,
            reference TEXT NOT NULL,
            subject INTEGER NOT NULL,
            unit TEXT NOT NULL,
            step TEXT NOT NULL,
            title TEXT NOT NULL,
            cites TEXT NOT NULL,
            rule TEXT,
            since REAL NOT NULL,
            due REAL,
            holder TEXT,
            role TEXT
        ) STRICT;
        CREATE INDEX caseTaskRecord ON caseTask(program, record);
        CREATE INDEX caseTaskHolder ON caseTask(holder, due) WHERE holder IS NOT NULL;
        CREATE INDEX caseTaskRole ON caseTask(role, unit, due) WHERE role IS NOT NULL;
        CREATE INDEX caseTaskDue ON caseTask(due) WHERE due IS NOT NULL;

        -- When an account last opened the jacket from a record (D20-04:VI.B.1#2).
        CREATE TABLE jacketOpening (
            program TEXT NOT NULL,
            record INTEGER NOT NULL,
            account TEXT NOT NULL,
            at REAL NOT NULL,
            PRIMARY KEY (program, record, account)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE workItem ADD COLUMN firstUnit TEXT NOT NULL DEFAULT '';
        -- What has happened to the item, as far as somebody's sight depends on it: one bit for each mark.
        ALTER TABLE workItem ADD COLUMN marks INTEGER NOT NULL DEFAULT 1;
        """
}
