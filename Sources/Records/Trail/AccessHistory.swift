import Casework
import Foundation
import GRDB
import Vault

/// Who opened a record, and did what with it: the lines of the trail that bear its mark.
package struct AccessHistory: Sendable {
    package struct Reading: Sendable, Hashable, Codable {
        package var number: Int64
        package var at: Date
        package var account: String
        /// The name behind the account, as pages show it today.
        package var name: String?
        package var designeeOf: String?
        package var kind: TrailEntry.Kind
        package var act: String
        package var ground: String
    }

    package var total: Int
    /// The newest first; the reader's own is the first of them.
    package var readings: [Reading]
}

extension Records {
    /// Who has opened a Work Item. Only lines that bear its mark are of it: whoever was refused left none.
    package func readings(
        ofWorkItem reference: String, limit: Int = 200, offset: Int = 0, for asking: Asking
    ) async throws -> Opened<AccessHistory>? {
        try await history(limit, offset, asking) { db in try Records.locate(workItem: reference, in: db) }
    }

    /// Who has opened a member's jacket.
    package func readings(
        ofJacket member: MemberID, limit: Int = 200, offset: Int = 0, for asking: Asking
    ) async throws -> Opened<AccessHistory>? {
        try await history(limit, offset, asking) { db in try Records.locate(jacket: member, on: asking.day, in: db) }
    }

    private func history(
        _ limit: Int, _ offset: Int, _ asking: Asking, _ locate: @Sendable @escaping (Database) throws -> Found?
    ) async throws -> Opened<AccessHistory>? {
        try await open(.seeAccessHistory, asking, locate: locate) { [keys] db in
            guard let found = try locate(db), let file = found.file, let mark = try keys.key(of: file, in: db)?.mark(of: found.record) else {
                return nil
            }
            let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM trail WHERE record = ?", arguments: [mark]) ?? 0
            let rows = try Row.fetchAll(
                db, sql: "SELECT \(TrailLine.columns) WHERE trail.record = ? ORDER BY trail.id DESC LIMIT ? OFFSET ?",
                arguments: [mark, limit, offset])
            return AccessHistory(
                total: total,
                readings: rows.compactMap(TrailLine.init).map { line in
                    AccessHistory.Reading(
                        number: line.number, at: line.entry.at, account: line.entry.actor, name: line.name, designeeOf: line.entry.designeeOf,
                        kind: line.entry.kind, act: line.entry.act, ground: line.entry.ground)
                })
        }
    }
}
