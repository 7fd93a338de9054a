import Casework
import Directives
import Foundation
import GRDB

/// An account as its owner sees it.
package struct OwnAccount: Sendable {
    package var account: Account
    /// Those that could be used now, the newest first.
    package var sessions: [OwnSession]
    package var recoveryCodes: Int
    /// Where letters go.
    package var email: EmailAddress?
    /// Since when there is a private calendar.
    package var calendarSince: Date?
}

/// A browser that is signed in.
package struct OwnSession: Sendable, Hashable {
    package var id: Int64
    package var device: String
    package var address: String
    package var begun: Date
    package var seen: Date
}

/// What people do with their own accounts. Each is an act with its line of the trail.
extension Records {
    /// - Parameter machineNow: the machine's clock, on which sessions run.
    package func ownAccount(at machineNow: Date, for asking: Asking) async throws -> OwnAccount {
        let seconds = machineNow.timeIntervalSince1970
        return try await reading(.seeOwnAccount, asking) { [keys] db in
            guard let account = try Account.named(asking.actor.account, in: db) else { throw NotThere() }
            let sessions = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, device, address, createdAt, seenAt FROM session
                    WHERE account = ? AND seenAt > ? AND createdAt > ? ORDER BY seenAt DESC, id DESC
                    """,
                arguments: [account.id, seconds - Records.idleSeconds, seconds - Records.longestSeconds]
            ).map { row in
                OwnSession(
                    id: row[0], device: row[1], address: row[2], begun: Date(timeIntervalSince1970: row[3]),
                    seen: Date(timeIntervalSince1970: row[4]))
            }
            return OwnAccount(
                account: account, sessions: sessions, recoveryCodes: try Records.recoveryCodes(of: account.id, in: db),
                email: try Records.email(ofAccount: account.id, keys, in: db), calendarSince: try Records.calendarMade(of: account.id, in: db))
        }
    }

    /// Changes the asker's passphrase: the session in which it is done gets a new token, every other one ends.
    ///
    /// - Parameter proved: the hash of the old passphrase, as it was checked.
    /// - Throws: `NotThere` when the account or its passphrase changed meanwhile, or the session has ended.
    package func changePassphrase(
        salt: Data, hash: Data, proved: Data, session: Int64, newToken tokenHash: Data, csrf: String, for asking: Asking
    ) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "passphraseChanged") { db, _ in
            guard let account = try Account.named(asking.actor.account, in: db), account.hash == proved else { throw NotThere() }
            try db.execute(
                sql: "UPDATE account SET salt = ?, hash = ?, mustChange = 0 WHERE id = ?", arguments: [salt, hash, account.id])
            try db.execute(sql: "DELETE FROM session WHERE account = ? AND id <> ?", arguments: [account.id, session])
            try db.execute(
                sql: "UPDATE session SET token = ?, csrf = ? WHERE id = ? AND account = ?", arguments: [tokenHash, csrf, session, account.id])
            guard db.changesCount == 1 else { throw NotThere() }
        }
    }

    /// Ends one of the asker's own sessions; another's is not there.
    package func endSession(_ session: Int64, for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "sessionEnded") { db, _ in
            try db.execute(
                sql: "DELETE FROM session WHERE id = ? AND account = (SELECT id FROM account WHERE name = ?)",
                arguments: [session, asking.actor.account])
            guard db.changesCount == 1 else { throw NotThere() }
        }
    }

    package func endOtherSessions(keeping session: Int64, for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "otherSessionsEnded") { db, _ in
            try db.execute(
                sql: "DELETE FROM session WHERE id <> ? AND account = (SELECT id FROM account WHERE name = ?)",
                arguments: [session, asking.actor.account])
        }
    }
}
