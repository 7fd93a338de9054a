import Casework
import Foundation
import GRDB

/// One reading of a confidential record: who, what, on what ground (`D20-04:I.G`).
package struct Reading: Sendable, Hashable {
    package var at: Date
    package var account: String
    package var act: Act
    /// What was read, by its opaque number: `member/1042`, `workItem/W-2018-01-007`, `run/3`.
    package var subject: String
    package var ground: String

    package init(at: Date, account: String, act: Act, subject: String, ground: String) {
        self.at = at
        self.account = account
        self.act = act
        self.subject = subject
        self.ground = ground
    }
}

extension Records {
    /// Writes the reading down. It is called before the record is shown: what cannot be logged is not shown.
    package func log(_ reading: Reading) async throws {
        try await write { db in
            try db.execute(
                sql: "INSERT INTO readLog(at, account, act, subject, ground) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    reading.at.timeIntervalSince1970, reading.account, reading.act.rawValue, reading.subject, reading.ground,
                ])
        }
    }

    package func readings(of subject: String) async throws -> [Reading] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM readLog WHERE subject = ? ORDER BY id", arguments: [subject]).compactMap { row in
                guard let act = Act(rawValue: row["act"]) else { return nil }
                return Reading(
                    at: Date(timeIntervalSince1970: row["at"]), account: row["account"], act: act, subject: row["subject"],
                    ground: row["ground"])
            }
        }
    }
}
