import Casework
import Foundation
import GRDB
import Vault

package enum SecondFactorProblem: Error, Equatable {
    case wrongCode
    /// The session in which it was begun has ended, or it is set up already.
    case notBegun
}

/// What a code typed at the sign-in turned out to be.
package enum CodeOutcome: Sendable, Equatable {
    case code
    /// One of the recovery codes, which is gone now; so many are left.
    case recovery(left: Int)
    case wrong
}

/// Second factors: the secret is sealed in the account's row, a code is good once, recovery codes are kept as keyed hashes.
extension Records {
    /// Takes a code or a recovery code of an account: right ones are used up by it, in one step, so that of two requests
    /// with the same code one is refused.
    package func take(code typed: String, of account: Account, at now: Date, for asking: Asking) async throws -> CodeOutcome {
        try await write { [self] db in
            guard let row = try Row.fetchOne(
                db, sql: "SELECT secondFactor, secondFactorStep FROM account WHERE id = ? AND secondFactor IS NOT NULL", arguments: [account.id])
            else { return .wrong }
            let house = try keys.house(.accounts, in: db)
            let secret = try house.open(row[0], at: .secondFactor(account.id))
            let digits = typed.filter { $0 != " " }
            if let step = OneTimeCode(secret: secret).step(of: digits, at: now, after: row[1]) {
                try db.execute(sql: "UPDATE account SET secondFactorStep = ? WHERE id = ?", arguments: [step, account.id])
                return .code
            }
            guard let plain = RecoveryCode.plain(typed) else { return .wrong }
            try db.execute(
                sql: "DELETE FROM recoveryCode WHERE account = ? AND hash = ?",
                arguments: [account.id, house.code(for: Records.recoveryBytes(plain, account.id))])
            guard db.changesCount == 1 else { return .wrong }
            try trail.append(
                TrailEntry(asking, kind: .account, act: "recoveryCodeUsed", record: "account/\(account.name)"), in: db)
            return .recovery(left: try Records.recoveryCodes(of: account.id, in: db))
        }
    }

    /// Keeps a secret with the session until a code has shown that the device has it too.
    package func beginSecondFactor(_ secret: OneTimeCode, session: Int64, for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "secondFactorBegun") { [keys] db, _ in
            let sealed = try keys.house(.accounts, in: db).seal(secret.secret, at: .pendingFactor(session))
            try db.execute(
                sql: "UPDATE session SET pendingFactor = ? WHERE id = ? AND account = (SELECT id FROM account WHERE name = ?)",
                arguments: [sealed, session, asking.actor.account])
            guard db.changesCount == 1 else { throw SecondFactorProblem.notBegun }
        }
    }

    /// Forgets a secret that was not confirmed; the second factor stays as it was.
    package func stopSecondFactor(session: Int64, for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "secondFactorStopped") { db, _ in
            try db.execute(
                sql: "UPDATE session SET pendingFactor = NULL WHERE id = ? AND account = (SELECT id FROM account WHERE name = ?)",
                arguments: [session, asking.actor.account])
        }
    }

    package func pendingSecondFactor(session: Int64, for asking: Asking) async throws -> OneTimeCode? {
        try await reading(.seeOwnAccount, asking) { [keys] db in try Records.pending(session, asking, keys, in: db) }
    }

    /// Sets the second factor up, or puts a new one in the place of the old, once the first code is right.
    ///
    /// - Throws: `SecondFactorProblem`; nothing is changed then.
    package func confirmSecondFactor(code: String, session: Int64, recovery: [String], at now: Date, for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "secondFactorOn") { [keys] db, _ in
            guard let pending = try Records.pending(session, asking, keys, in: db),
                let account = try Account.named(asking.actor.account, in: db)
            else { throw SecondFactorProblem.notBegun }
            guard let step = pending.step(of: code.filter { $0 != " " }, at: now, after: nil) else { throw SecondFactorProblem.wrongCode }
            let sealed = try keys.house(.accounts, in: db).seal(pending.secret, at: .secondFactor(account.id))
            try db.execute(
                sql: "UPDATE account SET secondFactor = ?, secondFactorStep = ? WHERE id = ?", arguments: [sealed, step, account.id])
            // Whatever other browser of the account was setting one up begins again.
            try db.execute(sql: "UPDATE session SET pendingFactor = NULL WHERE account = ?", arguments: [account.id])
            try Records.keep(recovery, of: account.id, keys, in: db)
        }
    }

    package func removeSecondFactor(for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "secondFactorOff") { db, _ in
            guard let account = try Account.named(asking.actor.account, in: db) else { throw NotThere() }
            try db.execute(sql: "UPDATE account SET secondFactor = NULL, secondFactorStep = NULL WHERE id = ?", arguments: [account.id])
            try db.execute(sql: "DELETE FROM recoveryCode WHERE account = ?", arguments: [account.id])
        }
    }

    package func renewRecoveryCodes(_ codes: [String], for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "recoveryCodesRenewed") { [keys] db, _ in
            guard let account = try Account.named(asking.actor.account, in: db), account.hasSecondFactor else {
                throw SecondFactorProblem.notBegun
            }
            try Records.keep(codes, of: account.id, keys, in: db)
        }
    }

    static func recoveryCodes(of account: Int64, in db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM recoveryCode WHERE account = ?", arguments: [account]) ?? 0
    }

    private static func keep(_ codes: [String], of account: Int64, _ keys: KeyStore, in db: Database) throws {
        let house = try keys.house(.accounts, in: db)
        try db.execute(sql: "DELETE FROM recoveryCode WHERE account = ?", arguments: [account])
        for code in codes.compactMap(RecoveryCode.plain) {
            try db.execute(
                sql: "INSERT INTO recoveryCode(account, hash) VALUES (?, ?)",
                arguments: [account, house.code(for: recoveryBytes(code, account))])
        }
    }

    private static func pending(_ session: Int64, _ asking: Asking, _ keys: KeyStore, in db: Database) throws -> OneTimeCode? {
        let sealed = try Data.fetchOne(
            db,
            sql: """
                SELECT pendingFactor FROM session
                WHERE id = ? AND account = (SELECT id FROM account WHERE name = ?) AND pendingFactor IS NOT NULL
                """,
            arguments: [session, asking.actor.account])
        guard let sealed else { return nil }
        return OneTimeCode(secret: try keys.house(.accounts, in: db).open(sealed, at: .pendingFactor(session)))
    }

    private static func recoveryBytes(_ plain: String, _ account: Int64) -> Data { Data("recovery code|\(account)|\(plain)".utf8) }
}

extension SubjectKey.Place {
    fileprivate static func secondFactor(_ account: Int64) -> SubjectKey.Place { SubjectKey.Place("account", row: account, "secondFactor") }
    fileprivate static func pendingFactor(_ session: Int64) -> SubjectKey.Place { SubjectKey.Place("session", row: session, "pendingFactor") }
}

extension Asking {
    /// How the trail names the asker's own account.
    var ownRecord: String { "account/\(actor.account)" }
}
