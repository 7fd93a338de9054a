import Casework
import Foundation
import GRDB

/// A signed-in browser. Only the hash of its token is stored, so that a copy of the database opens no session.
package struct Session: Sendable {
    package var account: Account
    package var csrf: String
    /// How many Work Items wait, for those who may see the queue: every page shows it, so it comes with the session.
    package var waiting: Int?
}

extension Records {
    /// Thirty minutes without a request end a session; twelve hours end it in any case.
    package static let idleSeconds = 30.0 * 60
    package static let longestSeconds = 12.0 * 3_600

    package func openSession(tokenHash: Data, csrf: String, account: Int64, at now: Date) async throws {
        try await write { db in
            let seconds = now.timeIntervalSince1970
            try db.execute(
                sql: "DELETE FROM session WHERE seenAt < ? OR createdAt < ?",
                arguments: [seconds - Records.idleSeconds, seconds - Records.longestSeconds])
            try db.execute(
                sql: "INSERT INTO session(token, account, csrf, createdAt, seenAt) VALUES (?, ?, ?, ?, ?)",
                arguments: [tokenHash, account, csrf, seconds, seconds])
        }
    }

    /// The session of a token, unless it has ended. Sessions run on the machine's clock, not the demonstration's.
    package func session(tokenHash: Data, at now: Date) async throws -> Session? {
        let seconds = now.timeIntervalSince1970
        let found = try await read { db -> (Session, Double)? in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(Account.columns), session.csrf, session.createdAt, session.seenAt FROM session
                    JOIN account ON account.id = session.account WHERE session.token = ? AND account.disabled = 0
                    """)
            guard let row = try Row.fetchOne(statement, arguments: [tokenHash]) else { return nil }
            let created: Double = row[10]
            let seen: Double = row[11]
            guard seconds - seen < Records.idleSeconds, seconds - created < Records.longestSeconds else { return nil }
            var session = Session(account: Account(row), csrf: row[9], waiting: nil)
            if Access.decide(.seeQueue, by: session.account.actor).ground != nil {
                session.waiting = try Records.openItems(for: session.account.member, in: db)
            }
            return (session, seen)
        }
        guard let (session, seen) = found else { return nil }
        // Once a minute is exact enough for a limit of thirty, and spares a write for every page.
        if seconds - seen > 60 {
            // While an import writes, the session simply stays as old as it is.
            try? await write { db in
                try db.execute(sql: "UPDATE session SET seenAt = ? WHERE token = ?", arguments: [seconds, tokenHash])
            }
        }
        return session
    }

    package func closeSession(tokenHash: Data) async throws {
        try await write { db in try db.execute(sql: "DELETE FROM session WHERE token = ?", arguments: [tokenHash]) }
    }

    // MARK: Throttling

    /// Five failures within ten minutes shut a name out until the oldest of them is ten minutes old. The same holds
    /// for names that do not exist, so that the answer tells nothing.
    package static let failuresAllowed = 5
    package static let failureSeconds = 600.0

    ///
    /// The attempt is counted before the passphrase is looked at, so that many at once are no way around the limit; a
    /// right one clears the count.
    package func beginSigningIn(as name: String, at now: Date) async throws -> Bool {
        let seconds = now.timeIntervalSince1970
        return try await write { db in
            try db.execute(sql: "DELETE FROM signInAttempt WHERE at <= ?", arguments: [seconds - Records.failureSeconds])
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM signInAttempt WHERE name = ?", arguments: [name]) ?? 0
            guard count < Records.failuresAllowed else { return false }
            try db.execute(sql: "INSERT INTO signInAttempt(name, at) VALUES (?, ?)", arguments: [name, seconds])
            return true
        }
    }

    package func forgetFailedSignIns(as name: String) async throws {
        try await write { db in try db.execute(sql: "DELETE FROM signInAttempt WHERE name = ?", arguments: [name]) }
    }
}
