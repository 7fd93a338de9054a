import Casework
import Directives
import Foundation
import GRDB

/// The private calendar of an account: an address that opens what is due for it and nothing else, without a session,
/// because programs that keep calendars cannot sign in. Only the hash of its token is stored.
extension Records {
    /// Gives the asker a calendar, in the place of the one they had.
    package func renewCalendar(tokenHash: Data, for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "calendarMade") { db, _ in
            try db.execute(
                sql: """
                    INSERT INTO calendarFeed(account, token, madeAt) SELECT id, ?, ? FROM account WHERE name = ?
                    ON CONFLICT(account) DO UPDATE SET token = excluded.token, madeAt = excluded.madeAt
                    """,
                arguments: [tokenHash, asking.now.timeIntervalSince1970, asking.actor.account])
            guard db.changesCount == 1 else { throw NotThere() }
        }
    }

    /// Shuts the asker's calendar: its address answers as any that does not exist.
    package func endCalendar(for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "calendarEnded") { db, _ in
            try db.execute(
                sql: "DELETE FROM calendarFeed WHERE account = (SELECT id FROM account WHERE name = ?)", arguments: [asking.actor.account])
        }
    }

    /// The account behind a calendar's address; nil for none, and for one that is disabled.
    package func accountOfCalendar(tokenHash: Data, on day: Day) async throws -> Account? {
        try await read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(Account.columns) FROM calendarFeed JOIN account ON account.id = calendarFeed.account
                    WHERE calendarFeed.token = ? AND account.disabled = 0
                    """, arguments: [tokenHash]
            ).map { try Account($0, on: day, in: db) }
        }
    }

    /// Writes down that a calendar was fetched, before it is.
    package func noteCalendarFetched(for asking: Asking) async throws {
        _ = try await readingLogged(.fetchOwnCalendar, asking, record: asking.ownRecord, kind: .export) { _ in true }
    }

    static func calendarMade(of account: Int64, in db: Database) throws -> Date? {
        try Double.fetchOne(db, sql: "SELECT madeAt FROM calendarFeed WHERE account = ?", arguments: [account]).map(Date.init(timeIntervalSince1970:))
    }
}
