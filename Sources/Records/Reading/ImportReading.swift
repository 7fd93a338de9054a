import Casework
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

    package enum State: String, Sendable, Codable, CaseIterable {
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
    package func imports(limit: Int = 200, for asking: Asking) async throws -> [ImportEntry] {
        try await reading(.seeImports, asking) { db in
            try Row.fetchAll(db, sql: ImportReading.list + " GROUP BY i.id ORDER BY i.id DESC LIMIT ?", arguments: [limit])
                .map(ImportReading.entry)
        }
    }

    package func importEntry(_ id: Int64, for asking: Asking) async throws -> ImportEntry? {
        try await reading(.seeImports, asking) { db in
            try Row.fetchOne(db, sql: ImportReading.list + " WHERE i.id = ? GROUP BY i.id", arguments: [id]).map(ImportReading.entry)
        }
    }

    /// The quality report of a finished import; nil when there is none. Members are named in it, by number, for those
    /// alone who may open their jackets, and nobody to themselves.
    package func importReport(_ id: Int64, for asking: Asking) async throws -> ImportReport? {
        let mayName = Access.decide(.seeJacket, by: asking.actor, on: asking.day).ground != nil
        let (json, own) = try await reading(.seeImports, asking) { db in
            (try String.fetchOne(db, sql: "SELECT report FROM import WHERE id = ?", arguments: [id]), try ImportReading.number(of: asking, in: db))
        }
        guard let json else { return nil }
        var report = try JSONDecoder().decode(ImportReport.self, from: Data(json.utf8))
        report.membersWithoutUnit.examples.removeAll { !mayName || $0 == own }
        report.overlaps.examples.removeAll { !mayName || $0.member == own }
        return report
    }

    /// The bad rows of an import in the order of the files; of one file where it is named. A row whose bad value is the
    /// asker's own number is not for them; other rows keep nothing that says whom they were about.
    package func quarantine(
        of id: Int64, file: String? = nil, offset: Int = 0, limit: Int = 100, for asking: Asking
    ) async throws -> QuarantinePage {
        try await readingLogged(.seeQuarantine, asking, record: "import/\(id)") { db in
            let condition = "FROM quarantine WHERE import = ? AND value IS NOT ?" + (file == nil ? "" : " AND file = ?")
            var arguments: StatementArguments = [id, try ImportReading.number(of: asking, in: db)]
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
    /// The department's number of whoever asks, where they are a member.
    static func number(of asking: Asking, in db: Database) throws -> String? {
        guard let member = asking.actor.member else { return nil }
        return try String.fetchOne(db, sql: "SELECT sourceKey FROM member WHERE record = ? ORDER BY version DESC LIMIT 1", arguments: [member.rawValue])
    }

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
