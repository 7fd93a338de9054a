import Directives
import GRDB
import Intake
import Jacket

/// The latest version of a record, beside which a changed row is laid to find out from when the change is known.
struct RecordChange {
    private let kind: RecordKind
    private let latest: Row
    /// The day from which the record's first version is known.
    private let firstKnownOn: Int64

    init(_ kind: RecordKind, _ id: Int64, _ record: Int64, in db: Database) throws {
        self.kind = kind
        guard let latest = try Row.fetchOne(db, sql: "SELECT * FROM \(kind.key) WHERE id = ?", arguments: [id]),
            let first = try Int64.fetchOne(db, sql: "SELECT knownOn FROM \(kind.key) WHERE id = ?", arguments: [record])
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a record of \(kind.key) has lost its first version") }
        self.latest = latest
        firstKnownOn = first
    }

    /// The day from which the new version counts. Where only the outcome is new, or comes later than the one before,
    /// that is the day of the outcome. Any other change is known only from the data day of its import: the files do not
    /// say when the correction was made, and an earlier day would let a past month see what it could not. Never before
    /// the version it replaces.
    func knownOn(
        of row: IntakeRow, _ cells: UnsafeBufferPointer<Cell>, _ text: UnsafeBufferPointer<UInt8>, dataDay: Day
    ) -> Day {
        let before: Day = Day(rawValue: latest["knownOn"])
        let previousOutcome: Int32? = latest["outcomeKnownOn"]
        var day = dataDay
        if reportIsUnchanged(row, cells, text), let outcome = row.outcomeKnownOn, previousOutcome.map({ $0 < outcome.rawValue }) ?? true {
            day = outcome
        }
        return max(day, before)
    }

    private func reportIsUnchanged(
        _ row: IntakeRow, _ cells: UnsafeBufferPointer<Cell>, _ text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        if KindTable.namesMember(kind), latest["member"] as Int64? != row.member { return false }
        if latest["happenedOn"] as Int32? != row.happenedOn?.rawValue { return false }
        if !row.knownAssumed, firstKnownOn != Int64(row.knownOn.rawValue) { return false }
        for (position, field) in kind.fields.enumerated() where field.part == .report {
            if !equal(cells[Int(row.firstCell) + position], field, text) { return false }
        }
        return true
    }

    private func equal(_ cell: Cell, _ field: Field, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch cell.tag {
        case .none: return (latest[field.name] as DatabaseValue).isNull
        case .integer: return latest[field.name] as Int64? == cell.bits
        case .decimal: return latest[field.name] as Double? == Double(bitPattern: UInt64(bitPattern: cell.bits))
        case .text:
            let bytes = UnsafeBufferPointer(rebasing: text[Int(cell.bits)..<Int(cell.bits) + Int(cell.length)])
            return latest[field.name] as String? == String(decoding: bytes, as: UTF8.self)
        }
    }
}
