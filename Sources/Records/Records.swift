import Foundation
import GRDB

/// The department's database: one SQLite file, opened in one way, migrated forward, refused when it is newer than this
/// program.
///
/// Handlers read through `read` (a consistent picture, several at a time); every change is one `write` transaction.
/// Long work (an import, a month) also holds the `WorkLock`, so that two of them cannot run at once.
package final class Records: Sendable {
    package let pool: DatabasePool
    package let path: String

    /// Opens the database at `path`, makes it when it is not there, and brings it up to this program's version.
    package init(path: String) throws {
        self.path = path
        do {
            pool = try DatabasePool(path: path, configuration: Records.configuration())
            try Records.refuseNewer(pool, path: path)
            try Schema.migrator.migrate(pool)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    /// The one place where connections are configured.
    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // REPLACE would otherwise step around the triggers that keep the trail append-only.
            try db.execute(sql: "PRAGMA recursive_triggers = ON")
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            try db.execute(sql: "PRAGMA cache_size = -16000")
        }
        return configuration
    }

    private static func refuseNewer(_ pool: DatabasePool, path: String) throws {
        let unknown = try pool.read { db in try Schema.migrator.hasBeenSuperseded(db) }
        if unknown { throw RecordsError.newerVersion(path: path) }
    }

    /// Closes every connection, before the files are moved or thrown away.
    package func close() throws { try pool.close() }

    package func read<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch let error as DatabaseError {
            throw RecordsError(error, path: path)
        }
    }

    package func write<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value) async throws -> Value {
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
    case notADatabase(path: String)
    case cannotOpen(path: String)
    case diskFull(path: String)
    case busy(path: String)
    case readOnly(path: String)
    case damaged(path: String)
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
        case .notADatabase(let path): "\(path) is not a Mainstay database. Choose another data directory with --data."
        case .cannotOpen(let path): "The database \(path) cannot be opened. Check that its folder exists and that this account may write there."
        case .diskFull(let path): "The disk that holds \(path) is full or cannot be written. Nothing of this step was kept. Free some space and try again."
        case .busy(let path): "Another process is writing to \(path). Nothing was changed. Try again when it has finished."
        case .readOnly(let path): "The database \(path) cannot be written by this account. Nothing was changed."
        case .damaged(let path): "The database \(path) is damaged. Stop the server and restore the last backup."
        case .other(let text): text
        }
    }
}
