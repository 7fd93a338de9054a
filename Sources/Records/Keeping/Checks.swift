import Casework
import Foundation
import GRDB
import Vault

/// One thing that `mainstay check` looked at.
package struct CheckLine: Sendable, Codable, Equatable {
    package enum State: String, Sendable, Codable {
        case ok
        /// Not as it was, and past changing: nothing to do.
        case note
        case fault
    }
    /// `database`, `keys`, `sealed`, `trail`, `files`, `disk`, `backups`.
    package var subject: String
    package var state: State
    package var says: String
    /// What to do about a fault.
    package var remedy: String?

    package init(_ subject: String, _ state: State, _ says: String, remedy: String? = nil) {
        self.subject = subject
        self.state = state
        self.says = says
        self.remedy = remedy
    }
}

extension Records {
    /// Whether database, keys and sealed columns are whole. It reads one picture of both files and changes nothing.
    ///
    /// - Parameter all: every sealed field is opened, not a sample of each column.
    package func check(all: Bool, for asking: Asking, progress: (String, Double) -> Void) throws -> [CheckLine] {
        guard Access.decide(.makeBackup, by: asking.actor, on: asking.day).ground != nil else { throw NotThere() }
        return try pool.read { db in
            progress("Reading the database", 0)
            var lines = [try databaseLine("main", "database", in: db)]
            if let dangling = try danglingLine(in: db) { lines.append(dangling) }
            lines.append(try schemaLine(in: db))
            progress("Unwrapping the keys", 0.4)
            lines.append(try databaseLine("vault", "keys", in: db))
            lines += try keyLines(in: db)
            for (index, column) in SealedField.all.enumerated() {
                progress("Opening what is sealed", 0.5 + 0.5 * Double(index) / Double(SealedField.all.count))
                if let line = try sealedLine(column, all: all, in: db) { lines.append(line) }
            }
            if !lines.contains(where: { $0.subject == "sealed" && $0.state == .fault }) {
                lines.append(CheckLine("sealed", .ok, all ? "Every sealed field opens." : "A sample of each sealed column opens; --all opens every field."))
            }
            progress("Proving the trail", 1)
            lines.append(try trailLine(in: db))
            return lines
        }
    }

    private func trailLine(in db: Database) throws -> CheckLine {
        let proof = try trail.prove(publicKey: try keys.house(.signing, in: db).publicKey(), given: nil, in: db)
        guard let words = proof.finding?.description ?? proof.gaps.first?.description else {
            return CheckLine("trail", .ok, "Each of \(proof.lines) lines of the trail holds, up to its anchor in the key store.")
        }
        return CheckLine(
            "trail", .fault, words,
            remedy: "Keep a copy of the data directory as it is, and look into who had it: docs/trail.md says what each finding means.")
    }

    private static let restore = "Stop the server, check the disk, and restore the last backup (`mainstay restore`)."

    private func databaseLine(_ schema: String, _ subject: String, in db: Database) throws -> CheckLine {
        let file = schema == "main" ? path : keys.path
        do {
            let found = try String.fetchAll(db, sql: "PRAGMA \(schema).integrity_check(3)")
            if found == ["ok"] { return CheckLine(subject, .ok, "\(file) is whole.") }
            // SQLite names pages and indexes, never what stands in a row.
            return CheckLine(subject, .fault, "\(file) is damaged: \(found.joined(separator: "; "))", remedy: Records.restore)
        } catch let error as DatabaseError where error.resultCode != .SQLITE_BUSY {
            return CheckLine(subject, .fault, "\(file) cannot be read through.", remedy: Records.restore)
        }
    }

    private func danglingLine(in db: Database) throws -> CheckLine? {
        let rows = try Row.fetchAll(db, sql: "PRAGMA main.foreign_key_check")
        guard !rows.isEmpty else { return nil }
        let tables = Set(rows.map { $0[0] as String }).sorted().joined(separator: ", ")
        return CheckLine(
            "database", .fault, "\(rows.count) rows name others that are not there, in \(tables): they were altered outside Mainstay.",
            remedy: Records.restore)
    }

    private func schemaLine(in db: Database) throws -> CheckLine {
        let migrator = Schema.migrator(keys)
        guard try migrator.hasCompletedMigrations(db) else {
            return CheckLine("database", .fault, "The database is not of this version.", remedy: "Start this version once: it brings the database up to date.")
        }
        return CheckLine("database", .ok, "Its tables are those of this version (\(migrator.migrations.last ?? "none")).")
    }

    // MARK: Keys

    private func keyLines(in db: Database) throws -> [CheckLine] {
        var lines: [CheckLine] = []
        var broken: [String] = []
        for purpose in HouseKey.Purpose.allCases where (try? keys.house(purpose, in: db)) == nil { broken.append(purpose.rawValue) }
        var count = HouseKey.Purpose.allCases.count
        for table in ["subjectKey", "spareKey"] {
            let rows = try Row.fetchCursor(db, sql: "SELECT id, wrapped FROM vault.\(table)")
            while let row = try rows.next() {
                count += 1
                if (try? SubjectKey(id: row[0], wrapped: row[1], under: keys.department)) == nil { broken.append("\(row[0] as Int64)") }
            }
        }
        lines.append(
            broken.isEmpty
                ? CheckLine("keys", .ok, "Each of \(count) keys unwraps with the department key \(keys.department.fingerprint).")
                : CheckLine(
                    "keys", .fault, "\(broken.count) of \(count) keys do not unwrap: \(list(broken)). They were changed.",
                    remedy: "Restore the last backup with the last backup of the keys (`mainstay restore BACKUP --into DIR --keys BACKUP`)."))
        let missing = try KeyStore.missing(in: db)
        if !missing.isEmpty {
            lines.append(
                CheckLine(
                    "keys", .fault,
                    "\(missing.count) keys are missing that were never destroyed (\(list(missing.map(String.init)))): what they sealed cannot be opened.",
                    remedy: "Restore the last backup with a key store that has them, or keep the trail's record that they are lost."))
        }
        let lost = try Int.fetchOne(db, sql: "SELECT count(*) FROM sealedFile WHERE lost = 1") ?? 0
        if lost > 0 { lines.append(CheckLine("keys", .note, "\(lost) files stay closed: their keys were lost before a restore with new keys.")) }
        let living = try Int.fetchOne(db, sql: "SELECT count(*) FROM destroyedKey WHERE id IN (SELECT id FROM vault.subjectKey)") ?? 0
        if living > 0 {
            lines.append(
                CheckLine("keys", .fault, "\(living) keys that were destroyed are in the key store again.", remedy: "Open the records once, as with `mainstay account list`: they are destroyed again."))
        }
        if let line = try unexplainedLine(in: db) { lines.append(line) }
        return lines
    }

    /// Keys that are gone although no batch destroyed them. After a restore the batches since the backup are unknown here.
    private func unexplainedLine(in db: Database) throws -> CheckLine? {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM vault.goneKey WHERE id NOT IN (SELECT id FROM main.destroyedKey)") ?? 0
        guard count > 0 else { return nil }
        let restored = try Bool.fetchOne(
            db, sql: "SELECT count(*) > 0 FROM trail WHERE kind = ? AND act = 'restored'", arguments: [TrailEntry.Kind.backup.rawValue]) ?? false
        if restored { return CheckLine("keys", .note, "\(count) files were destroyed after the backup that this database was restored from, and stay destroyed.") }
        return CheckLine(
            "keys", .fault, "\(count) keys are gone that no destruction in this database accounts for.",
            remedy: "Somebody deleted them outside Mainstay. Restore the last backup with the last backup of the keys.")
    }

    private func list(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    }

    // MARK: What is sealed

    /// Fields of a column that is looked at when not all are.
    private static let sample = 100

    private func sealedLine(_ column: SealedField, all: Bool, in db: Database) throws -> CheckLine? {
        let (field, row) = (column.column.quotedDatabaseIdentifier, column.row.quotedDatabaseIdentifier)
        let table = column.table.quotedDatabaseIdentifier
        let number: String
        switch column.key {
        // What sealed a destroyed or lost file is gone by design, and missing keys are told once, above.
        case .subject(let key): number = key.quotedDatabaseIdentifier
        case .house: number = "0"
        }
        var sql = "SELECT \(row), \(number), \(field) FROM main.\(table) WHERE \(field) IS NOT NULL"
        if case .subject = column.key { sql += " AND \(number) IN (SELECT id FROM vault.subjectKey)" }
        if !all { sql += " ORDER BY random() LIMIT \(Records.sample)" }
        var failed: [Int64] = []
        var count = 0
        let rows = try Row.fetchCursor(db, sql: sql)
        while let found = try rows.next() {
            count += 1
            if !opens(found[2], SubjectKey.Place(column.table, row: found[0], column.column), column.key, found[1], in: db) { failed.append(found[0]) }
        }
        guard !failed.isEmpty else { return nil }
        return CheckLine(
            "sealed", .fault,
            "\(failed.count) of \(count) fields \(column.table).\(column.column) do not open (row \(list(failed.map(String.init)))): they were changed or moved.",
            remedy: "Somebody wrote to the database outside Mainstay. Keep a copy of the data directory, and restore the last backup in which `mainstay check --all` finds them whole.")
    }

    private func opens(_ sealed: Data, _ place: SubjectKey.Place, _ key: SealedField.Key, _ number: Int64, in db: Database) -> Bool {
        switch key {
        case .subject: (try? keys.key(number, in: db).open(sealed, at: place)) != nil
        case .house(let purpose): (try? keys.house(purpose, in: db).open(sealed, at: place)) != nil
        }
    }
}
