import Directives
import Foundation
import GRDB
import GRDBSQLite

/// Steps through the rows of a statement and reads columns without making an object of each row: for the readings that
/// load hundreds of thousands.
struct StatementReader {
    private let statement: Statement
    private let handle: OpaquePointer

    init(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws {
        statement = try db.makeStatement(sql: sql)
        try statement.setArguments(arguments)
        handle = statement.sqliteStatement
    }

    /// Moves to the next row; false after the last.
    func next() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: "reading records") }
        return false
    }

    @inline(__always)
    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    @inline(__always)
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    @inline(__always)
    func day(_ column: Int32) -> Day? {
        isNull(column) ? nil : Day(rawValue: Int32(truncatingIfNeeded: int64(column)))
    }

    @inline(__always)
    func flag(_ column: Int32) -> Bool { int64(column) == 1 }

    /// The bytes of a text, good until the next row; empty when there is none.
    @inline(__always)
    func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: sqlite3_column_text(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// The bytes of a blob, copied.
    func blob(_ column: Int32) -> Data {
        guard let start = sqlite3_column_blob(handle, column) else { return Data() }
        return Data(bytes: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}
