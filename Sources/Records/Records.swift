import Foundation
import GRDB
import Vault

/// The department's database: one SQLite file with its key store beside it, opened in one way, migrated forward, refused
/// when it is newer than this program.
///
/// What other targets call takes an `Asking` and decides by it (`Deciding`); `read` (a consistent picture, several at a
/// time) and `write` (one transaction) stay inside, so that no handler reaches storage without a decision.
/// Long work (an import, a month) also holds the `WorkLock`, so that two of them cannot run at once.
package final class Records: Sendable {
    let pool: DatabasePool
    package let path: String
    let keys: KeyStore
    let trail: Trail
    private let shared: SharedCommits
    let kept = Kept()

    /// Opens the database at `path`, makes it when it is not there, and brings it up to this program's version.
    ///
    /// - Throws: `VaultError` when the key is not the one the data were sealed with, or the key store is missing.
    package init(path: String, key: DepartmentKey) throws {
        self.path = path
        do {
            let keys = KeyStore(path: KeyStore.path(beside: path), department: key)
            let migrator = Schema.migrator(keys)
            let standing = try DatabaseStanding(path, migrator)
            try keys.open(for: standing)
            self.keys = keys
            let pool = try DatabasePool(path: path, configuration: Records.configuration(keys))
            // The database is on the disk before the key store follows; see docs/decisions/0008-key-store-file.md. Said here
            // and not with the rest: the pool itself sets NORMAL on the connection that writes.
            try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
            self.pool = pool
            shared = SharedCommits(pool)
            if standing.holdsTables, try !pool.read(migrator.hasCompletedMigrations) { try keys.reserve(standing.members) }
            try migrator.migrate(pool)
            try Records.finishErasing(pool, keys)
            try keys.catchUp(pool)
            trail = try pool.read { db in try Trail(keys, in: db) }
            LogReserve.make(beside: keys.path)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    /// The one place where connections are configured.
    private static func configuration(_ keys: KeyStore) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // REPLACE would otherwise step around the triggers that keep the trail append-only.
            try db.execute(sql: "PRAGMA recursive_triggers = ON")
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try db.execute(sql: "PRAGMA cache_size = -16000")
            // Nothing is mapped: each commit of the trail would undo the mapping of every reader, which costs more than copying
            // the few pages that an answer lies on (docs/performance.md).
            try keys.attach(to: db)
        }
        return configuration
    }

    /// Closes every connection, before the files are moved or thrown away.
    ///
    /// The one that writes is closed last: only then does SQLite bring both logs into their files. A reader may not, and
    /// what stood in a log would be missing from a file that is copied or moved without it.
    package func close() throws {
        pool.invalidateReadOnlyConnections()
        try pool.close()
    }

    func read<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    /// One write of a reading's line: shares its transaction with others that come at the same moment.
    func writeLine<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        do {
            return try await shared.write(body)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    func write<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.write(body)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }
}

/// What can go wrong with the database itself, said so that a person can act on it.
package enum RecordsError: Error, Equatable, CustomStringConvertible {
    case newerVersion(path: String)
    case missing(path: String, keys: String)
    case notADatabase(path: String)
    case cannotOpen(path: String)
    case diskFull(path: String)
    case busy(path: String)
    case readOnly(path: String)
    case damaged(path: String)
    case trailNotWritten
    case other(String)

    package init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CANTOPEN: self = .cannotOpen(path: path)
        case .SQLITE_FULL, .SQLITE_IOERR: self = .diskFull(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path)
        // The statement and its arguments are left out: they could hold what a record says.
        default: self = .other("The database refused the operation: \(error.message ?? "no reason given") (code \(error.extendedResultCode.rawValue)).")
        }
    }

    package var description: String {
        switch self {
        case .newerVersion(let path):
            "The database \(path) was written by a newer version of Mainstay. Run that version, or restore a backup made before the upgrade. Nothing was changed."
        case .missing(let path, let keys):
            "The database \(path) is missing although its key store \(keys) is there. Nothing was made in its place. Put it back, or restore the last backup (`mainstay restore BACKUP --into DIR --keys \(keys)`)."
        case .notADatabase(let path): "\(path) is not a Mainstay database. Choose another data directory with --data."
        case .cannotOpen(let path): "The database \(path) cannot be opened. Check that its folder exists and that this account may write there."
        case .diskFull(let path): "The disk that holds \(path) is full or cannot be written. Nothing of this step was kept. Free some space and try again."
        case .busy(let path): "Another process is writing to \(path). Nothing was changed. Try again when it has finished."
        case .readOnly(let path): "The database \(path) cannot be written by this account. Nothing was changed."
        case .damaged(let path): "The database \(path) is damaged. Stop the server and restore the last backup."
        case .trailNotWritten:
            "The trail could not be written, so nothing was shown and nothing was changed. Run `mainstay trail verify`, and look at what it says."
        case .other(let text): text
        }
    }
}
