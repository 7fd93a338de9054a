import Casework
import Foundation
import GRDB

/// A program whose records stand in a table of the plain shape: `id`, `key`, `reference`, `member`, `firstUnit`, `unit`,
/// `openedAt`, `state`, `marks`, `closedAt`. What a record says stands in its events.
protocol PlainCase: CaseProgram {
    associatedtype Rows: SealedTable
    /// The letter before a reference.
    static var letter: String { get }
}

extension PlainCase {
    static var table: String { Rows.name }

    static func find(_ reference: String, in db: Database) throws -> CaseRow? {
        let statement = try db.cachedStatement(sql: "SELECT id, member, firstUnit, openedAt, marks, unit FROM \(table) WHERE reference = ?")
        return try Row.fetchOne(statement, arguments: [reference]).map { row in
            CaseRow(
                id: row[0], reference: reference, subject: MemberID(rawValue: row[1]), unit: row[2], opened: Date(timeIntervalSince1970: row[3]),
                marks: MarkBits.marks(row[4]), presentUnit: row[5])
        }
    }

    static func make(about subject: MemberID, unit: String, at: Date, _ keys: KeyStore, in db: Database) throws -> CaseRow {
        var reference = ""
        repeat { reference = "\(letter)-\(ReferenceByChance.next())" } while try find(reference, in: db) != nil
        try keys.insert(into: Rows.self, of: SubjectFile(program, member: subject), in: db) { row in
            row.set("reference", reference)
            row.set("member", subject.rawValue)
            row.set("firstUnit", unit)
            row.set("unit", unit)
            row.set("openedAt", at.timeIntervalSince1970)
            row.set("state", initial.rawValue)
            row.set("marks", 0)
        }
        guard let row = try find(reference, in: db) else { throw NotThere() }
        return row
    }
}
