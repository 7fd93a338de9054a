import Directives
import Foundation
import GRDB
import Intake

/// An import in the list of imports.
package struct ImportEntry: Sendable, Hashable, Codable {
    package var id: Int64
    package var startedAt: Date
    package var finishedAt: Date?
    package var profile: String
    package var dataDay: Day
    package var state: State
    package var account: String?
    package var files: Int
    package var filesRefused: Int
    package var rowsRead: Int
    package var rowsNew: Int
    package var rowsChanged: Int
    package var rowsUnchanged: Int
    package var rowsQuarantined: Int

    package enum State: String, Sendable, Codable {
        case running, finished, failed
        /// The process ended in the middle; the files finished before are whole, the others left no trace.
        case interrupted
    }
}

/// A bad row as it is kept.
package struct QuarantinedRow: Sendable, Hashable, Codable {
    package var id: Int64
    package var file: String
    package var line: Int
    package var column: String
    package var value: String
    package var reason: String
}

package struct QuarantinePage: Sendable, Hashable, Codable {
    package var total: Int
    package var rows: [QuarantinedRow]
}

extension Records {
    /// Every import, the newest first.
    package func imports(limit: Int = 200) async throws -> [ImportEntry] {
        try await read { db in
            try Row.fetchAll(db, sql: ImportReading.list + " GROUP BY i.id ORDER BY i.id DESC LIMIT ?", arguments: [limit])
                .map(ImportReading.entry)
        }
    }

    package func importEntry(_ id: Int64) async throws -> ImportEntry? {
        try await read { db in
            try Row.fetchOne(db, sql: ImportReading.list + " WHERE i.id = ? GROUP BY i.id", arguments: [id]).map(ImportReading.entry)
        }
    }

    /// The quality report of a finished import; nil when there is none.
    package func importReport(_ id: Int64) async throws -> ImportReport? {
        let json = try await read { db in
            try String.fetchOne(db, sql: "SELECT report FROM import WHERE id = ?", arguments: [id])
        }
        return try json.map { try JSONDecoder().decode(ImportReport.self, from: Data($0.utf8)) }
    }

    /// The bad rows of an import in the order of the files; of one file where it is named.
    package func quarantine(of id: Int64, file: String? = nil, offset: Int = 0, limit: Int = 100) async throws -> QuarantinePage {
        try await read { db in
            let condition = "FROM quarantine WHERE import = ?" + (file == nil ? "" : " AND file = ?")
            var arguments: StatementArguments = [id]
            if let file { arguments += [file] }
            let total = try Int.fetchOne(db, sql: "SELECT count(*) \(condition)", arguments: arguments) ?? 0
            let rows = try Row.fetchAll(
                db, sql: "SELECT id, file, line, \"column\", value, reason \(condition) ORDER BY id LIMIT ? OFFSET ?",
                arguments: arguments + [limit, offset])
            return QuarantinePage(
                total: total,
                rows: rows.map {
                    QuarantinedRow(id: $0[0], file: $0[1], line: $0[2], column: $0[3], value: $0[4], reason: $0[5])
                })
        }
    }

    /// The latest finished import: its id and the day through which the records are complete.
    package func latestImport() async throws -> (id: Int64, dataDay: Day)? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT id, dataDay FROM import WHERE state = 'finished' AND EXISTS (SELECT 1 FROM importFile WHERE importFile.import = import.id AND importFile.state <> 'refused') ORDER BY id DESC LIMIT 1")
                .map { ($0[0], Day(rawValue: $0[1])) }
        }
    }
}

private enum ImportReading {
    static let list = """
        SELECT i.id, i.startedAt, i.finishedAt, i.profile, i.dataDay, i.state, i.account, count(f.id),
            coalesce(sum(f.state = 'refused'), 0), coalesce(sum(f.rowsRead), 0), coalesce(sum(f.rowsNew), 0),
            coalesce(sum(f.rowsChanged), 0), coalesce(sum(f.rowsUnchanged), 0), coalesce(sum(f.rowsQuarantined), 0)
        FROM import i LEFT JOIN importFile f ON f.import = i.id
        """

    static func entry(_ row: Row) -> ImportEntry {
        ImportEntry(
            id: row[0], startedAt: Date(timeIntervalSince1970: row[1]),
            finishedAt: (row[2] as Double?).map { Date(timeIntervalSince1970: $0) }, profile: row[3], dataDay: Day(rawValue: row[4]),
            state: ImportEntry.State(rawValue: row[5]) ?? .failed, account: row[6], files: row[7], filesRefused: row[8],
            rowsRead: row[9], rowsNew: row[10], rowsChanged: row[11], rowsUnchanged: row[12], rowsQuarantined: row[13])
    }
}
