import Casework
import Foundation
import GRDB
import Vault

/// Attempts to sign in. Five failures within a quarter of an hour shut a name out for ten minutes from the last of them.
/// The same holds for names that do not exist, so that the answer tells nothing.
extension Records {
    package static let failuresAllowed = 5
    static let failureWindow = 15.0 * 60
    package static let lockOutSeconds = 10.0 * 60

    /// Counts an attempt before anything is checked, so that many at once are no way around the limit.
    ///
    /// - Returns: the attempt's number; nil while the name is shut out.
    package func beginAttempt(as name: String, at now: Date) async throws -> Int64? {
        let seconds = now.timeIntervalSince1970
        return try await write { [self] db in
            let key = try attemptKey(name, in: db)
            // What lies in the future was written by a clock that has since been put right.
            try db.execute(
                sql: "DELETE FROM signInAttempt WHERE at <= ? OR at > ?",
                arguments: [seconds - Records.failureWindow - Records.lockOutSeconds, seconds + Records.clockTolerance])
            let last = try Double.fetchOne(db, sql: "SELECT max(at) FROM signInAttempt WHERE name = ?", arguments: [key])
            if let last {
                let count = try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM signInAttempt WHERE name = ? AND at > ?", arguments: [key, last - Records.failureWindow])
                if count ?? 0 >= Records.failuresAllowed {
                    guard last <= seconds - Records.lockOutSeconds else { return nil }
                    try db.execute(sql: "DELETE FROM signInAttempt WHERE name = ?", arguments: [key])
                }
            }
            try db.execute(sql: "INSERT INTO signInAttempt(name, at) VALUES (?, ?)", arguments: [key, seconds])
            return db.lastInsertedRowID
        }
    }

    /// Writes down that an attempt failed, and that the name is shut out when it was the last one allowed.
    ///
    /// - Parameter asking: the account that was named, or one without a name where there is no such account: what was
    ///   typed in its place, perhaps a passphrase, stands nowhere.
    package func failAttempt(_ attempt: Int64, as name: String, word: String, for asking: Asking) async throws {
        let record = asking.actor.account.isEmpty ? "" : "account/\(asking.actor.account)"
        try await write { [self] db in
            try trail.append(TrailEntry(asking, kind: .signIn, act: word, outcome: .failed, record: record), in: db)
            let count = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM signInAttempt
                    WHERE name = ? AND id <= ? AND at > (SELECT at FROM signInAttempt WHERE id = ?) - ?
                    """,
                arguments: [try attemptKey(name, in: db), attempt, attempt, Records.failureWindow])
            guard count == Records.failuresAllowed else { return }
            try trail.append(TrailEntry(asking, kind: .signIn, act: "lockedOut", outcome: .refused, record: record), in: db)
        }
    }

    /// Takes back an attempt that was right as far as it went: the passphrase, with the code still to come. Earlier
    /// failures stay, so that a known passphrase does not buy more guesses at the code.
    package func takeBack(_ attempt: Int64) async throws {
        try await write { db in try db.execute(sql: "DELETE FROM signInAttempt WHERE id = ?", arguments: [attempt]) }
    }

    /// Forgets the failures of an account that has proved who it is without opening a session.
    package func forgetAttempts(as name: String) async throws {
        try await write { [self] db in try forgetAttempts(as: name, in: db) }
    }

    func forgetAttempts(as name: String, in db: Database) throws {
        try db.execute(sql: "DELETE FROM signInAttempt WHERE name = ?", arguments: [try attemptKey(name, in: db)])
    }

    /// A keyed hash: people type passphrases into the field above.
    private func attemptKey(_ name: String, in db: Database) throws -> String {
        try keys.house(.accounts, in: db).code(for: Data("attempt|\(name)".utf8)).base64EncodedString()
    }
}
