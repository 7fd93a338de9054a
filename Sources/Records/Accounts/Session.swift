import Casework
import Directives
import Foundation
import GRDB

/// A signed-in browser. Only the hash of its token is stored, so that a copy of the database opens no session.
package struct Session: Sendable {
    package var id: Int64
    package var account: Account
    package var csrf: String
    /// How many Work Items wait, for those who may see the queue: every page shows it, so it comes with the session.
    package var waiting: Int?
    /// How many notices are unread.
    package var notices = 0
    /// Seconds until it ends, if nothing happens.
    package var secondsLeft: Double
    /// When it ends in any case, in seconds since 1970.
    var latest: Double
}

/// What stands behind a cookie.
package enum Presence: Sendable {
    case open(Session)
    /// The session ended by itself, less than a day ago: its owner can go on with the passphrase, and keeps what was typed.
    case locked(Session)
    case absent

    package var session: Session? { if case .open(let session) = self { session } else { nil } }
}

/// What a browser that signs in brings.
package struct NewSession: Sendable {
    package var tokenHash: Data
    package var csrf: String
    /// "Firefox on Windows"
    package var device: String
    package var address: String
    /// The token this browser had before, which ends.
    package var replaces: Data?

    package init(tokenHash: Data, csrf: String, device: String, address: String, replaces: Data?) {
        self.tokenHash = tokenHash
        self.csrf = csrf
        self.device = device
        self.address = address
        self.replaces = replaces
    }
}

extension Records {
    /// Thirty minutes without a request end a session; twelve hours end it in any case.
    package static let idleSeconds = 30.0 * 60
    package static let longestSeconds = 12.0 * 3_600
    /// How long a session that ended by itself is remembered, for its owner to go on.
    package static let lockedSeconds = 24.0 * 3_600
    /// A clock that is put right may step back by so much; what was seen later than that was seen by another clock.
    static let clockTolerance = 60.0

    /// What stands behind a token. Sessions run on the machine's clock, not the demonstration's; roles on the
    /// department's `day`.
    ///
    /// - Parameter touching: whether the request counts as the person doing something.
    package func presence(of tokenHash: Data, at now: Date, day: Day, zone: TimeZone = .gmt, touching: Bool = true) async throws -> Presence {
        let seconds = now.timeIntervalSince1970
        var (presence, idle) = try await read { [keys, kept] db -> (Presence, Double) in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(Account.columns), session.id, session.csrf, session.createdAt, session.seenAt FROM session
                    JOIN account ON account.id = session.account WHERE session.token = ? AND account.disabled = 0
                    """)
            guard let row = try Row.fetchOne(statement, arguments: [tokenHash]) else { return (.absent, 0) }
            let latest = (row[Account.width + 2] as Double) + Records.longestSeconds
            let idle = seconds - (row[Account.width + 3] as Double)
            var session = Session(
                id: row[Account.width], account: try Account(row, on: day, kept, in: db), csrf: row[Account.width + 1], waiting: nil,
                secondsLeft: min(Records.idleSeconds - max(0, idle), latest - seconds), latest: latest)
            // A clock set back must not give a session more time than it was given.
            guard idle > -Records.clockTolerance, session.secondsLeft > 0 else {
                return (abs(idle) < Records.lockedSeconds ? .locked(session) : .absent, idle)
            }
            let due = try Records.countDue(for: session.account.actor, on: day, kept, in: db)
            session.waiting = due > 0 ? due : nil
            let asking = Asking(actor: session.account.actor, now: now, day: day, from: "", zone: zone)
            session.notices = try Records.unreadNotices(of: session.account.id, for: asking, keys, kept, in: db)
            return (.open(session), idle)
        }
        // Once a minute is exact enough for a limit of thirty, and spares a write for every page.
        if touching, idle > 60, case .open(var session) = presence {
            let id = session.id
            // While an import writes, the session simply stays as old as it is.
            try? await write { db in
                try db.execute(sql: "UPDATE session SET seenAt = max(seenAt, ?) WHERE id = ?", arguments: [seconds, id])
            }
            session.secondsLeft = min(Records.idleSeconds, session.latest - seconds)
            presence = .open(session)
        }
        return presence
    }

    /// Opens a session for an account that has proved who it is, in one step with the line of the trail.
    ///
    /// - Parameter proved: the account as it was when the passphrase was checked.
    /// - Returns: false when the account was disabled or got another passphrase meanwhile; no session is opened then.
    package func openSession(_ new: NewSession, for proved: Account, at now: Date, asking: Asking) async throws -> Bool {
        let seconds = now.timeIntervalSince1970
        return try await write { [self] db in
            guard let account = try Account.named(proved.name, in: db), !account.disabled, account.hash == proved.hash else { return false }
            try db.execute(
                sql: "DELETE FROM session WHERE seenAt < ? OR seenAt > ? OR token = ?",
                arguments: [seconds - Records.lockedSeconds, seconds + Records.clockTolerance, new.replaces ?? Data()])
            try db.execute(
                sql: "INSERT INTO session(token, account, csrf, createdAt, seenAt, device, address) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [new.tokenHash, account.id, new.csrf, seconds, seconds, new.device, new.address])
            try forgetAttempts(as: account.name, in: db)
            try trail.append(TrailEntry(asking, kind: .signIn, act: "signedIn", record: "account/\(account.name)"), in: db)
            return true
        }
    }

    /// Ends the session of a browser whose owner signs out.
    package func signOut(tokenHash: Data, for asking: Asking) async throws {
        try await write { [trail] db in
            try db.execute(sql: "DELETE FROM session WHERE token = ?", arguments: [tokenHash])
            guard db.changesCount > 0 else { return }
            try trail.append(TrailEntry(asking, kind: .signIn, act: "signedOut", record: "account/\(asking.actor.account)"), in: db)
        }
    }
}
