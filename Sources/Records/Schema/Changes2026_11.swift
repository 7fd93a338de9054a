import GRDB

/// How often a group of tables has changed: by it what was worked out from them is known to be still so (`Kept`).
///
/// Triggers count, so that a change counts with the transaction that makes it and is unmade with it, whichever process of
/// the program writes.
enum Changes2026_11 {
    static func apply(in db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE changeCount (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    work INTEGER NOT NULL DEFAULT 0,
                    people INTEGER NOT NULL DEFAULT 0,
                    notices INTEGER NOT NULL DEFAULT 0,
                    supports INTEGER NOT NULL DEFAULT 0
                ) STRICT;
                INSERT INTO changeCount(id) VALUES (1);
                """)
        let sight = "OF unit, marks, member, reference"
        let records = ["workItem", "postingReview", "incident", "resiliencyPlan", "thirdIncident", "referral"]
        for table in records { try count(table, in: "work", updates: sight, db) }
        for table in ["caseTask", "casePost"] { try count(table, in: "work", db) }
        // Of what is set only the programs that run: the rest is bookkeeping, some of it many times an hour.
        try count("setting", in: "work", of: { "\($0).name = '\(Records.programsSetting)'" }, db)
        // A session or a passphrase changes nothing of what somebody may do.
        try count("account", in: "people", updates: "OF name, title, member, disabled", db)
        for table in ["holding", "unit"] { try count(table, in: "people", db) }
        for table in ["supportsEdition", "support"] { try count(table, in: "supports", db) }
        for table in ["notice", "hold"] { try count(table, in: "notices", db) }
    }

    /// - Parameter rows: Which rows count, by a condition about `NEW` or `OLD`; all of them where there is none.
    private static func count(_ table: String, in group: String, updates: String = "", of rows: ((String) -> String)? = nil, _ db: Database) throws {
        for (name, event, sides) in [("Added", "INSERT", ["NEW"]), ("Gone", "DELETE", ["OLD"]), ("Changed", "UPDATE \(updates)", ["OLD", "NEW"])] {
            let condition = rows.map { rows in "WHEN " + sides.map(rows).joined(separator: " OR ") } ?? ""
            try db.execute(
                sql: """
                    CREATE TRIGGER \(table)\(name) AFTER \(event) ON \(table) \(condition)
                    BEGIN UPDATE changeCount SET \(group) = \(group) + 1 WHERE id = 1; END
                    """)
        }
    }
}
