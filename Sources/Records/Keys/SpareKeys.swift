import Foundation
import GRDB
import Vault

/// Keys made ahead of need.
///
/// Database and key store are two files, and SQLite commits them one after the other, the database first. Were a key
/// made in the transaction that first uses it, a machine that stops in between would keep the sealed record and lose its
/// key. So a file is given a key that has been in the store for long, and the database notes which: whatever the store
/// lost of its last steps is done again when it is next opened.
extension KeyStore {
    /// More than any transaction, and any stretch the store may lose, gives away.
    static let sparesKept: Int64 = 256

    /// The oldest spare becomes a subject's key; a new one takes its place at the end of the row when it grows short.
    func takeSpare(in db: Database) throws -> SubjectKey {
        let taking = try db.cachedStatement(sql: "SELECT id, wrapped FROM vault.spareKey ORDER BY id LIMIT 1")
        if try Row.fetchOne(taking) == nil { try addSpare(to: "vault", in: db) }
        guard let row = try Row.fetchOne(taking) else { throw VaultError.cannotSeal }
        let key = try SubjectKey(id: row[0], wrapped: row[1], under: department)
        try db.cachedStatement(sql: "DELETE FROM vault.spareKey WHERE id = ?").execute(arguments: [key.id])
        // Their numbers follow each other, so the last one tells how many there are.
        let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM vault.spareKey")) ?? key.id
        if last - key.id < KeyStore.sparesKept { try addSpare(to: "vault", in: db) }
        return key
    }

    /// Makes as many spares as a large piece of work may need, before it begins: a transaction that gives away more keys
    /// than there were would again depend on its own end. Never inside a write.
    func reserve(_ count: Int) throws {
        let queue = try DatabaseQueue(path: path, configuration: KeyStore.configuration)
        try queue.write { db in try fillSpares(of: "main", to: count + Int(KeyStore.sparesKept), in: db) }
        try queue.close()
    }

    func fillSpares(of schema: String, to wanted: Int = Int(KeyStore.sparesKept), in db: Database) throws {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(schema).spareKey") ?? 0
        for _ in count..<max(count, wanted) { try addSpare(to: schema, in: db) }
    }

    private func addSpare(to schema: String, in db: Database) throws {
        let numbering = try db.cachedStatement(
            sql: "SELECT coalesce(max(seq), 0) + 1 FROM \(schema).sqlite_sequence WHERE name IN ('spareKey', 'subjectKey')")
        let key = SubjectKey.generate(id: try Int64.fetchOne(numbering) ?? 1)
        try db.cachedStatement(sql: "INSERT INTO \(schema).spareKey(id, wrapped) VALUES (?, ?)")
            .execute(arguments: [key.id, try key.wrapped(under: department)])
    }

    // MARK: What the database knows of the keys

    /// `support|member/1042`
    static func fileName(_ program: String, _ subject: String) -> String { "\(program)|\(subject)" }

    private static func place(_ key: Int64) -> SubjectKey.Place { SubjectKey.Place("sealedFile", row: key, "name") }

    /// Notes in the database that a key is in use, and for what, sealed under the key itself.
    func noteFile(_ key: SubjectKey, named name: String, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO sealedFile(key, name) VALUES (?, ?)")
            .execute(arguments: [key.id, try key.seal(name, at: KeyStore.place(key.id))])
    }

    // MARK: Bringing the store up to the database

    /// Does again what the store lost of its last steps, or lacks because an older copy of it was put back. Takes the
    /// lock for writing only when there is something to do.
    func catchUp(_ pool: DatabasePool) throws {
        guard try pool.read({ db in try lags(in: db) }) else { return }
        try pool.write { db in
            guard try lags(in: db) else { return }
            try bind(in: db)
            try bringBackKeys(in: db)
        }
    }

    private func lags(in db: Database) throws -> Bool {
        let bound = try Bool.fetchOne(
            db, sql: "SELECT inUse AND name = coalesce((SELECT store FROM main.keyed), '') FROM vault.installation") ?? false
        return try !bound || !KeyStore.missing(in: db).isEmpty || outnumbered(in: db)
    }

    /// Each names the other, so that neither is ever opened with a stranger.
    private func bind(in db: Database) throws {
        try db.execute(sql: "UPDATE main.keyed SET store = (SELECT name FROM vault.installation) WHERE store IS NULL")
        try db.execute(sql: "UPDATE vault.installation SET inUse = 1 WHERE inUse = 0")
    }

    /// Keys that sealed something, are not in the store, and were neither destroyed nor given up.
    static func missing(in db: Database) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT key FROM main.sealedFile WHERE lost = 0
                AND key NOT IN (SELECT id FROM vault.subjectKey) AND key NOT IN (SELECT id FROM vault.goneKey)
                AND key NOT IN (SELECT id FROM main.destroyedKey) ORDER BY key
                """)
    }

    /// Whether the store could give a number that the database has seen.
    private func outnumbered(in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT coalesce((SELECT max(key) FROM main.sealedFile), 0) >= coalesce((SELECT min(id) FROM vault.spareKey), 1)
                """) ?? false
    }

    private func bringBackKeys(in db: Database) throws {
        for number in try KeyStore.missing(in: db) {
            guard let wrapped = try Data.fetchOne(db, sql: "SELECT wrapped FROM vault.spareKey WHERE id = ?", arguments: [number]),
                let sealed = try Data.fetchOne(db, sql: "SELECT name FROM main.sealedFile WHERE key = ?", arguments: [number]),
                let key = try? SubjectKey(id: number, wrapped: wrapped, under: department),
                let name = try? key.openText(sealed, at: KeyStore.place(number)), let bar = name.firstIndex(of: "|")
            else { continue }
            try db.execute(
                sql: "INSERT OR IGNORE INTO vault.subjectKey(id, program, subject, wrapped) VALUES (?, ?, ?, ?)",
                arguments: [number, String(name[..<bar]), String(name[name.index(after: bar)...]), wrapped])
        }
        let highest = try Int64.fetchOne(db, sql: "SELECT max(key) FROM main.sealedFile") ?? 0
        try db.execute(sql: "DELETE FROM vault.spareKey WHERE id <= ?", arguments: [highest])
        try db.execute(
            sql: "UPDATE vault.sqlite_sequence SET seq = max(seq, ?) WHERE name = 'spareKey'", arguments: [highest])
        try fillSpares(of: "vault", in: db)
    }
}
