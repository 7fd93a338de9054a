import Casework
import Foundation
import GRDB
import OfficerSupport
import Vault

/// Seals what was kept in the clear about members, and makes room for review notes and papers.
enum SealedText2026_11 {
    static func apply(_ keys: KeyStore, in db: Database) throws {
        try sealWorkItems(keys, in: db)
        try sealScores(keys, in: db)
        try db.execute(sql: tables)
        try sealHeldBack(keys, in: db)
    }

    // MARK: Work Items

    /// The words that led to an item, taken from columns of text into sealed ones of the same names.
    private static func sealWorkItems(_ keys: KeyStore, in db: Database) throws {
        let words = ["categories", "leading", "snapshot"]
        try db.execute(sql: "ALTER TABLE workItem ADD COLUMN key INTEGER NOT NULL DEFAULT 0")
        for column in words {
            try db.execute(sql: "ALTER TABLE workItem RENAME COLUMN \(column) TO \(column)InTheClear")
            try db.execute(sql: "ALTER TABLE workItem ADD COLUMN \(column) BLOB NOT NULL DEFAULT x''")
        }
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, member, categoriesInTheClear, leadingInTheClear, snapshotInTheClear FROM workItem ORDER BY id")
        while let row = try rows.next() {
            let id: Int64 = row["id"]
            let file = SubjectFile(.support, member: MemberID(rawValue: row["member"]))
            try db.execute(sql: "UPDATE workItem SET key = ? WHERE id = ?", arguments: [try keys.makeKey(of: file, in: db).id, id])
            let categories = (row["categoriesInTheClear"] as String).split(separator: "|").map(String.init)
            let snapshot = try JSONDecoder().decode(Snapshot.self, from: Data((row["snapshotInTheClear"] as String).utf8))
            try keys.update(WorkItemTable.self, row: id, in: db) { sealed in
                try sealed.seal(SealedList(categories), in: WorkItemTable.categories)
                try sealed.seal(row["leadingInTheClear"] as String, in: WorkItemTable.leading)
                try sealed.seal(snapshot, in: WorkItemTable.snapshot)
            }
        }
        for column in words { try db.execute(sql: "ALTER TABLE workItem DROP COLUMN \(column)InTheClear") }
    }

    // MARK: Scores

    private static func sealScores(_ keys: KeyStore, in db: Database) throws {
        try db.execute(sql: "ALTER TABLE score RENAME TO scoreInTheClear")
        try db.execute(
            sql: """
                CREATE TABLE score (
                    id INTEGER PRIMARY KEY,
                    run INTEGER NOT NULL REFERENCES run(id),
                    member INTEGER NOT NULL,
                    key INTEGER NOT NULL,
                    figures BLOB NOT NULL,
                    UNIQUE (run, member)
                ) STRICT
                """)
        let rows = try Row.fetchCursor(
            db, sql: "SELECT run, member, force, suspension, offDuty, domesticOrSubstance, anyOutcome FROM scoreInTheClear ORDER BY run, member")
        while let row = try rows.next() {
            let score = SealedScore(probabilities: [row[2], row[3], row[4], row[5]], any: row[6])
            try keys.insert(score, run: row[0], member: MemberID(rawValue: row[1]), in: db)
        }
        try db.execute(sql: "DROP TABLE scoreInTheClear")
    }

    // MARK: Members without an item

    /// The summary of a run named the members it could make no item for; their names go into sealed rows.
    private static func sealHeldBack(_ keys: KeyStore, in db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, summary FROM run") {
            let id: Int64 = row["id"]
            guard var summary = try? JSONDecoder().decode(RunSummary.self, from: Data((row["summary"] as String).utf8)), !summary.heldBack.isEmpty
            else { continue }
            for held in summary.heldBack {
                guard let member = try Int64.fetchOne(db, sql: "SELECT record FROM member WHERE sourceKey = ?", arguments: [held.sourceID]) else { continue }
                try keys.insert(held, run: id, member: MemberID(rawValue: member), in: db)
            }
            summary.heldBack = summary.heldBack.map(\.unnamed)
            try db.execute(
                sql: "UPDATE run SET summary = ? WHERE id = ?", arguments: [String(decoding: try summary.bytesToSeal(), as: UTF8.self), id])
        }
    }

    private static let tables = """
        ALTER TABLE workItem ADD COLUMN closedBy TEXT;
        ALTER TABLE workItem ADD COLUMN closingReason BLOB;
        ALTER TABLE workItem ADD COLUMN duplicateOf INTEGER REFERENCES workItem(id) ON DELETE SET NULL;

        CREATE TABLE heldBack (
            id INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES run(id),
            key INTEGER NOT NULL,
            words BLOB NOT NULL
        ) STRICT;
        CREATE INDEX heldBackRun ON heldBack(run);

        -- Notes of the Officer Support Unit on an item. None is changed or deleted: a revision is a new note.
        CREATE TABLE workItemNote (
            id INTEGER PRIMARY KEY,
            workItem INTEGER NOT NULL REFERENCES workItem(id),
            number INTEGER NOT NULL,
            writtenAt REAL NOT NULL,
            author TEXT NOT NULL,
            revises INTEGER,
            -- A keyed digest of the form and what it said, so that the same form sent twice is written once.
            once BLOB NOT NULL,
            key INTEGER NOT NULL,
            text BLOB NOT NULL,
            UNIQUE (workItem, number),
            UNIQUE (workItem, once)
        ) STRICT;
        CREATE TRIGGER workItemNoteKeepsWords BEFORE UPDATE ON workItemNote BEGIN SELECT RAISE(ABORT, 'a note is never changed'); END;

        -- Papers attached to an item. The content stands last, so that a list does not read it.
        CREATE TABLE workItemPaper (
            id INTEGER PRIMARY KEY,
            workItem INTEGER NOT NULL REFERENCES workItem(id),
            number INTEGER NOT NULL,
            addedAt REAL NOT NULL,
            author TEXT NOT NULL,
            once BLOB NOT NULL,
            key INTEGER NOT NULL,
            card BLOB NOT NULL,
            content BLOB NOT NULL,
            UNIQUE (workItem, number),
            UNIQUE (workItem, once)
        ) STRICT;
        """
}

extension RunSummary: Sealable {}
