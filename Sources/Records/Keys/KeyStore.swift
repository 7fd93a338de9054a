import Foundation
import GRDB
import Vault

/// The second file beside the database: the wrapped keys of subjects and of the house, and the anchor of the trail.
///
/// It is a file of its own so that it is backed up apart and kept for a short while only: a key that lives on in an old
/// backup is a record that was not destroyed (SRV-017:IV.J.1#2). It is attached to every connection as `vault`, so that a
/// record and its key are read and destroyed in one transaction.
struct KeyStore: Sendable {
    let path: String
    let department: DepartmentKey

    /// `mainstay.sqlite` has `mainstay.keys` beside it.
    static func path(beside database: String) -> String {
        (database.hasSuffix(".sqlite") ? String(database.dropLast(7)) : database) + ".keys"
    }

    /// Opens the store that belongs to the database, or makes it beside a database that is new or from before there
    /// were keys.
    ///
    /// A missing store, one of another installation, one without its database, or one that another department key wraps
    /// is refused before anything is written: going on with new keys would hide that what is sealed cannot be read.
    func open(for database: DatabaseStanding) throws {
        if database.keyed, !FileManager.default.fileExists(atPath: path) { throw VaultError.noKeyStore(path) }
        do {
            let queue = try DatabaseQueue(path: path, configuration: KeyStore.configuration)
            try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            try queue.writeWithoutTransaction { db in
                // A store that fits nothing is left as it is.
                if try db.tableExists("installation") { try checkBelonging(to: database, in: db) }
                if try db.tableExists("departmentKey") { try checkFingerprint(in: db) }
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                // A store in which nothing is missing is only looked at: an import under way in another process holds
                // the lock of both files, and whoever opens beside it is not to wait.
                if try isWhole(db) { return try checkDepartmentKey(in: db) }
                try db.inTransaction {
                    try db.execute(sql: KeyStore.tables)
                    try db.execute(
                        sql: "INSERT OR IGNORE INTO installation(id, name) VALUES (1, ?)",
                        arguments: [database.store ?? UUID().uuidString.lowercased()])
                    try checkDepartmentKey(in: db)
                    try fillSpares(of: "main", in: db)
                    return .commit
                }
            }
            try queue.close()
        } catch let error as DatabaseError {
            throw KeyStore.problem(error, path)
        }
    }

    private func isWhole(_ db: Database) throws -> Bool {
        let tables = ["departmentKey", "houseKey", "installation", "spareKey", "subjectKey", "goneKey", "trailAnchor"]
        guard try tables.allSatisfy({ try db.tableExists($0) }) else { return false }
        let counts = try Row.fetchOne(
            db,
            sql: """
                SELECT (SELECT count(*) FROM departmentKey), (SELECT count(*) FROM houseKey), (SELECT count(*) FROM installation),
                    (SELECT count(*) FROM spareKey)
                """)
        return counts.map { row in
            row[0] == 1 && row[1] == HouseKey.Purpose.allCases.count && row[2] == 1 && row[3] > Int(KeyStore.sparesKept) / 2
        } ?? false
    }

    /// What is wrong with the store's own file, named by its path.
    static func problem(_ error: DatabaseError, _ path: String) -> any Error {
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: VaultError.damagedKeyStore(path)
        default: RecordsError(error, path: path)
        }
    }

    private func checkBelonging(to database: DatabaseStanding, in db: Database) throws {
        guard let row = try Row.fetchOne(db, sql: "SELECT name, inUse FROM installation") else { return }
        if row[1], !database.holdsTables { throw RecordsError.missing(path: database.path, keys: path) }
        if let store = database.store, store != row[0] { throw VaultError.foreignKeyStore(path) }
    }

    private func checkFingerprint(in db: Database) throws {
        guard let known = try String.fetchOne(db, sql: "SELECT fingerprint FROM departmentKey"), known != department.fingerprint else { return }
        throw VaultError.wrongDepartmentKey(expected: known, found: department.fingerprint)
    }

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA secure_delete = ON") }
        return configuration
    }

    static let tables = """
        CREATE TABLE IF NOT EXISTS departmentKey (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            fingerprint TEXT NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS houseKey (
            purpose TEXT PRIMARY KEY,
            wrapped BLOB NOT NULL
        ) STRICT;
        -- Which database this store belongs to; in use once that database stands.
        CREATE TABLE IF NOT EXISTS installation (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL,
            inUse INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        -- Keys made ahead of need; see SpareKeys.
        CREATE TABLE IF NOT EXISTS spareKey (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            wrapped BLOB NOT NULL
        ) STRICT;
        -- A number is never given twice: what an old key sealed must not open with a new one.
        CREATE TABLE IF NOT EXISTS subjectKey (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            program TEXT NOT NULL,
            subject TEXT NOT NULL,
            wrapped BLOB NOT NULL,
            UNIQUE (program, subject)
        ) STRICT;
        -- The numbers of keys that are gone, so that beside an older database they are known as destroyed, not as lost.
        CREATE TABLE IF NOT EXISTS goneKey (
            id INTEGER PRIMARY KEY
        ) STRICT;
        CREATE TRIGGER IF NOT EXISTS subjectKeyGone AFTER DELETE ON subjectKey
            BEGIN INSERT OR IGNORE INTO goneKey(id) VALUES (old.id); END;
        CREATE TABLE IF NOT EXISTS trailAnchor (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            entries INTEGER NOT NULL,
            hash BLOB NOT NULL,
            code BLOB NOT NULL
        ) STRICT;
        """

    private func checkDepartmentKey(in db: Database) throws {
        if try Int.fetchOne(db, sql: "SELECT count(*) FROM departmentKey") == 0 {
            try db.execute(sql: "INSERT INTO departmentKey(id, fingerprint) VALUES (1, ?)", arguments: [department.fingerprint])
        }
        let inUse = try Bool.fetchOne(db, sql: "SELECT inUse FROM installation") ?? false
        // The fingerprint could have been edited; a key that unwraps could not.
        for purpose in HouseKey.Purpose.allCases {
            if let wrapped = try Data.fetchOne(db, sql: "SELECT wrapped FROM houseKey WHERE purpose = ?", arguments: [purpose.rawValue]) {
                _ = try HouseKey(purpose, wrapped: wrapped, under: department)
            } else if inUse {
                // A new one in its place would open nothing that the old one sealed.
                throw VaultError.cannotUnwrap("houseKey/\(purpose.rawValue)")
            } else {
                try db.execute(
                    sql: "INSERT INTO houseKey(purpose, wrapped) VALUES (?, ?)",
                    arguments: [purpose.rawValue, try HouseKey.generate(purpose).wrapped(under: department)])
            }
        }
    }

    /// Attaches the store to a connection, as `vault`.
    func attach(to db: Database) throws {
        try db.execute(sql: "ATTACH DATABASE ? AS vault", arguments: [path])
        try db.execute(sql: "PRAGMA vault.secure_delete = ON")
        try db.execute(sql: "PRAGMA vault.synchronous = NORMAL")
    }
}

// MARK: Keys of the house

extension KeyStore {
    func house(_ purpose: HouseKey.Purpose, in db: Database) throws -> HouseKey {
        let statement = try db.cachedStatement(sql: "SELECT wrapped FROM vault.houseKey WHERE purpose = ?")
        guard let wrapped = try Data.fetchOne(statement, arguments: [purpose.rawValue]) else {
            throw VaultError.cannotUnwrap("houseKey/\(purpose.rawValue)")
        }
        return try HouseKey(purpose, wrapped: wrapped, under: department)
    }
}
