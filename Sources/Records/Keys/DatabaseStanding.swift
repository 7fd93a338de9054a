import Foundation
import GRDB

/// What lies at a database's place, found out before anything is written there or beside it.
struct DatabaseStanding {
    let path: String
    /// Whether there is a database with anything in it.
    var holdsTables = false
    /// Whether it was ever used with a key store.
    var keyed = false
    /// The name of the key store that belongs to it.
    var store: String?
    /// Versions of members' records: at least as many as there are members, each of whom may have a file.
    var members = 0

    /// - Throws: `RecordsError.newerVersion` for a database that this program is too old for; whatever SQLite says of a
    ///   file that is no database.
    init(_ path: String, _ migrator: DatabaseMigrator?) throws {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else { return }
        let queue = try DatabaseQueue(path: path, configuration: KeyStore.configuration)
        defer { try? queue.close() }
        (holdsTables, keyed, store, members) = try queue.read { db in
            if let migrator, try migrator.hasBeenSuperseded(db) { throw RecordsError.newerVersion(path: path) }
            let holdsTables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") != 0
            let members = try db.tableExists("member") ? try Int.fetchOne(db, sql: "SELECT count(*) FROM member") ?? 0 : 0
            guard try db.tableExists("keyed"), try Int.fetchOne(db, sql: "SELECT count(*) FROM keyed") != 0 else {
                return (holdsTables, false, nil, members)
            }
            let named = try db.columns(in: "keyed").contains { $0.name == "store" }
            return (holdsTables, true, named ? try String.fetchOne(db, sql: "SELECT store FROM keyed") : nil, members)
        }
    }
}

extension Records {
    /// Whether a database is there that is older than the keys, so that its first opening will need a new one.
    package static func isFromBeforeKeys(_ path: String) -> Bool {
        guard let standing = try? DatabaseStanding(path, nil) else { return false }
        return standing.holdsTables && !standing.keyed
    }
}
