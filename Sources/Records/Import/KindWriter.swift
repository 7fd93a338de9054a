import Directives
import GRDB
import GRDBSQLite
import Intake
import Jacket

/// Stores the records of one kind: the first version of a new one, a new version of one that changed.
///
/// Values are bound to the statement as they lie in the batch. A table that is still empty is filled without its
/// indexes, which are made at the end; the reader has seen to it that no key comes twice.
final class KindWriter {
    enum Standing { case new, changed, unchanged }

    private let kind: RecordKind
    private let db: Database
    private let importID: Int64
    private let dataDay: Day
    private let insert: Statement
    private let insertHandle: OpaquePointer
    private let lookup: Statement
    private let lookupHandle: OpaquePointer
    private let namesMember: Bool
    private let fresh: Bool
    private var nextID: Int64
    private(set) var counts: ImportReport.Kind

    init(_ kind: RecordKind, in db: Database, import importID: Int64, dataDay: Day) throws {
        self.kind = kind
        self.db = db
        self.importID = importID
        self.dataDay = dataDay
        counts = ImportReport.Kind(kind: kind.key)
        namesMember = KindTable.namesMember(kind)
        let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM \(kind.key)")
        fresh = last == nil
        nextID = (last ?? 0) + 1
        if fresh { for index in KindTable.indexes(kind) { try db.execute(sql: "DROP INDEX \(index.name)") } }
        let columns = KindTable.frame(kind) + kind.fields.map(\.name)
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        insert = try db.makeStatement(sql: "INSERT INTO \(kind.key) (\(columns.joined(separator: ", "))) VALUES (\(marks))")
        insertHandle = insert.sqliteStatement
        lookup = try db.makeStatement(
            sql: "SELECT id, record, version, digest FROM \(kind.key) WHERE sourceKey = ? ORDER BY version DESC LIMIT 1")
        lookupHandle = lookup.sqliteStatement
    }

    /// Makes the indexes that an empty table was filled without.
    func finish() throws {
        guard fresh else { return }
        for index in KindTable.indexes(kind) { try db.execute(sql: index.create) }
    }

    func store(
        _ row: IntakeRow, cells: UnsafeBufferPointer<Cell>, text: UnsafeBufferPointer<UInt8>
    ) throws -> Standing {
        let latest = fresh ? nil : try find(row, text)
        guard let latest else {
            let id = newID(row)
            try write(row, id: id, record: id, version: 1, knownOn: row.knownOn, cells, text)
            counts.new += 1
            return .new
        }
        if latest.digest == row.digest {
            counts.unchanged += 1
            return .unchanged
        }
        let knownOn = try RecordChange(kind, latest.id, latest.record, in: db).knownOn(of: row, cells, text, dataDay: dataDay)
        try write(row, id: newID(row), record: latest.record, version: latest.version + 1, knownOn: knownOn, cells, text)
        counts.changed += 1
        return .changed
    }

    private func newID(_ row: IntakeRow) -> Int64 {
        if kind == .member { return row.reservedID }
        defer { nextID += 1 }
        return nextID
    }

    private func find(
        _ row: IntakeRow, _ text: UnsafeBufferPointer<UInt8>
    ) throws -> (id: Int64, record: Int64, version: Int64, digest: Int64)? {
        bind(text, Int(row.keyOffset), Int(row.keyLength), at: 1, of: lookupHandle)
        let code = sqlite3_step(lookupHandle)
        defer { sqlite3_reset(lookupHandle) }
        if code == SQLITE_DONE { return nil }
        guard code == SQLITE_ROW else { throw failure(code) }
        return (
            sqlite3_column_int64(lookupHandle, 0), sqlite3_column_int64(lookupHandle, 1), sqlite3_column_int64(lookupHandle, 2),
            sqlite3_column_int64(lookupHandle, 3)
        )
    }

    private func write(
        _ row: IntakeRow, id: Int64, record: Int64, version: Int64, knownOn: Day, _ cells: UnsafeBufferPointer<Cell>,
        _ text: UnsafeBufferPointer<UInt8>
    ) throws {
        let handle = insertHandle
        sqlite3_bind_int64(handle, 1, id)
        sqlite3_bind_int64(handle, 2, record)
        sqlite3_bind_int64(handle, 3, version)
        bind(text, Int(row.keyOffset), Int(row.keyLength), at: 4, of: handle)
        sqlite3_bind_int64(handle, 5, row.digest)
        sqlite3_bind_int64(handle, 6, importID)
        var position: Int32 = 7
        if namesMember {
            sqlite3_bind_int64(handle, position, row.member)
            position += 1
        }
        bind(row.happenedOn, at: position, of: handle)
        bind(knownOn, at: position + 1, of: handle)
        bind(row.outcomeKnownOn, at: position + 2, of: handle)
        position += 3
        let first = Int(row.firstCell)
        for index in first..<(first + Int(row.cells)) {
            let cell = cells[index]
            switch cell.tag {
            case .none: sqlite3_bind_null(handle, position)
            case .integer: sqlite3_bind_int64(handle, position, cell.bits)
            case .decimal: sqlite3_bind_double(handle, position, Double(bitPattern: UInt64(bitPattern: cell.bits)))
            case .text: bind(text, Int(cell.bits), Int(cell.length), at: position, of: handle)
            }
            position += 1
        }
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw failure(code) }
    }

    /// Text is not copied by SQLite: it lies in the batch until the statement is reset.
    private func bind(
        _ text: UnsafeBufferPointer<UInt8>, _ offset: Int, _ length: Int, at position: Int32, of handle: OpaquePointer
    ) {
        guard let base = text.baseAddress, length > 0 else {
            sqlite3_bind_text(handle, position, "", 0, nil)
            return
        }
        UnsafeRawPointer(base + offset).withMemoryRebound(to: CChar.self, capacity: length) {
            _ = sqlite3_bind_text(handle, position, $0, Int32(length), nil)
        }
    }

    private func bind(_ day: Day?, at position: Int32, of handle: OpaquePointer) {
        if let day {
            sqlite3_bind_int64(handle, position, Int64(day.rawValue))
        } else {
            sqlite3_bind_null(handle, position)
        }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: "writing \(kind.key)")
    }
}
