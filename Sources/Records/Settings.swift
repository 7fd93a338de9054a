import Foundation
import GRDB

extension Records {
    package func setting(_ name: String) async throws -> String? {
        try await read { db in try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) }
    }

    /// The program's own bookkeeping; what a person sets goes through an act.
    package func setSetting(_ name: String, to value: String, by account: String?, at now: Date) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO setting(name, value, changedAt, account) VALUES (?, ?, ?, ?)
                    ON CONFLICT(name) DO UPDATE SET value = excluded.value, changedAt = excluded.changedAt, account = excluded.account
                    """,
                arguments: [name, value, now.timeIntervalSince1970, account])
        }
    }
}
