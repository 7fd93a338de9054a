import Casework
import Crypto
import Directives
import Foundation
import GRDB
import Vault

/// What one program gives the engine of retention: how its subject files stand, and which rows are theirs.
///
/// A program adds one value to `all` and one kind to the retention table; schedule, hold, batch, certificate and the
/// destruction of keys are the engine's.
struct Destroyable: Sendable {
    var kind: RetentionKind
    var program: ProgramKey
    /// The records of one file, or of every file of the program, as far as keeping them depends on them.
    var records: @Sendable (_ file: SubjectFile?, _ asking: Asking, Database) throws -> [SubjectFile: [KeptRecord]]
    /// The rows of a file, those that hang on others first.
    var parts: [Part]
    /// The papers of a file that exist outside Mainstay, for the list that is printed first.
    var papers: @Sendable (SubjectFile, Database) throws -> [String]

    /// One table's share of a file.
    struct Part: Sendable {
        var table: String
        /// What the certificate counts.
        var title: String
        /// Which rows are the file's, by `:subject`, as the file names it (`member/1042`), or by `:key`, the number of
        /// the key that sealed them.
        var condition: String
        /// The key of the table, so that the digest is taken in one order.
        var order: String
        /// The columns sealed under the file's key, bound to the row's `id`.
        var sealed: [String] = []
    }

    static let all: [Destroyable] = [.officerSupport, .resiliency]

    static func of(_ kind: RetentionKind) -> Destroyable? { all.first { $0.kind == kind } }
    static func of(_ program: ProgramKey) -> Destroyable? { all.first { $0.program == program } }

    func records(of file: SubjectFile, for asking: Asking, in db: Database) throws -> [KeptRecord] {
        try records(file, asking, db)[file] ?? []
    }
}

// MARK: Destroying the rows

extension Destroyable {
    /// Takes the file's rows into the digest as they are stored, sealed, and deletes them.
    ///
    /// - Returns: How many rows of each part there were.
    func destroyRows(of file: SubjectFile, key: Int64, into digest: inout SHA256, in db: Database) throws -> [String: Int] {
        let arguments: StatementArguments = ["subject": file.subject, "key": key]
        var counts: [String: Int] = [:]
        for part in parts where try db.tableExists(part.table) {
            digest.take(part.table)
            let rows = try Row.fetchCursor(
                db, sql: "SELECT * FROM \(part.table) WHERE \(part.condition) ORDER BY \(part.order)", arguments: arguments)
            while let row = try rows.next() { digest.take(row) }
        }
        for part in parts where try db.tableExists(part.table) {
            try db.execute(sql: "DELETE FROM \(part.table) WHERE \(part.condition)", arguments: arguments)
            counts[part.title, default: 0] += db.changesCount
        }
        return counts
    }

    /// The file's rows with what is sealed opened, for the custodian of a hold.
    func contents(of file: SubjectFile, key: SubjectKey?, in db: Database) throws -> [HeldPart] {
        let arguments: StatementArguments = ["subject": file.subject, "key": key?.id]
        return try parts.filter { try db.tableExists($0.table) }.map { part in
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM \(part.table) WHERE \(part.condition) ORDER BY \(part.order)", arguments: arguments)
            return HeldPart(title: part.title, rows: try rows.map { try part.opened($0, key) })
        }
    }
}

/// One table's share of a held file, in words.
package struct HeldPart: Sendable, Hashable, Codable {
    package var title: String
    package var rows: [[String: String]]
}

extension Destroyable.Part {
    fileprivate func opened(_ row: Row, _ key: SubjectKey?) throws -> [String: String] {
        var values: [String: String] = [:]
        for (column, value) in row {
            switch value.storage {
            case .null: continue
            case .int64(let number): values[column] = String(number)
            case .double(let number): values[column] = String(number)
            case .string(let text): values[column] = text
            case .blob(let bytes):
                guard sealed.contains(column), let key else {
                    values[column] = "\(bytes.count) bytes"
                    continue
                }
                let opened = try key.open(bytes, at: SubjectKey.Place(table, row: row["id"], column))
                let content = (try? Padding.removed(from: opened)) ?? opened
                values[column] = String(data: content, encoding: .utf8) ?? content.base64EncodedString()
            }
        }
        return values
    }
}

// MARK: The digest of what went

extension SHA256 {
    mutating func take(_ text: String) { take(1, Data(text.utf8)) }

    /// Every value with its kind and its length in front, so that no two rows read the same.
    fileprivate mutating func take(_ row: Row) {
        for (_, value) in row {
            switch value.storage {
            case .null: take(0, Data())
            case .string(let text): take(1, Data(text.utf8))
            case .int64(let number): take(2, Data(String(number).utf8))
            case .double(let number): take(3, Data(String(number.bitPattern).utf8))
            case .blob(let bytes): take(4, bytes)
            }
        }
    }

    private mutating func take(_ kind: UInt8, _ bytes: Data) {
        update(data: Data("\(kind):\(bytes.count):".utf8))
        update(data: bytes)
    }
}
