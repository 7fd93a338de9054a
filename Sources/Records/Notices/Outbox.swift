import Casework
import Foundation
import GRDB
import Vault

/// A letter that is to go out now.
package struct LetterToSend: Sendable, Hashable {
    package var id: Int64
    package var address: EmailAddress
    package var reference: String
    package var words: String
    package var path: String
    /// The same at every attempt and never another letter's, also where a backup was restored: whoever receives it twice
    /// can tell that it is one.
    package var identity: String
    /// This one included.
    package var attempts: Int
}

/// What came of an attempt, as the outbox keeps it.
package enum LetterFate: Sendable, Hashable {
    case sent
    /// Later again, until it was tried for three days.
    case putOff(String)
    case refused(String)
    /// The server was asked to stop before it was known.
    case unknown
}

/// The outbox. A letter is `queued`, then `sending` while somebody speaks to the mail server, then `sent`, `failed` until
/// the next attempt, or `givenUp`. The step to `sending` is on the disk before the first byte goes out, and the step to
/// `sent` after the mail server has taken it: a machine that stops in between sends it once more, never not at all.
extension Records {
    /// A minute, five, a quarter of an hour, then every hour.
    static let letterWaits = [60.0, 300, 900, 3_600]
    static let letterPatience = 3.0 * 86_400

    /// What was under way when the last server ended is queued again. To be called before the first `nextLetter`: one
    /// server serves a data directory.
    package func resumeLetters(for asking: Asking) async throws {
        try Records.checkMaySend(asking)
        try await write { db in
            try db.execute(
                sql: "UPDATE letter SET state = 'queued', nextTry = ? WHERE state = 'sending'", arguments: [asking.now.timeIntervalSince1970])
        }
    }

    /// The letter that has waited longest of those whose time has come, marked as being sent. Those without anybody to
    /// send them to are given up on the way.
    package func nextLetter(for asking: Asking) async throws -> LetterToSend? {
        try Records.checkMaySend(asking)
        let now = asking.now.timeIntervalSince1970
        return try await write { [keys] db in
            let finding = try db.cachedStatement(
                sql: """
                    SELECT letter.id, letter.attempts, letter.queuedAt, notice.program, notice.reference, notice.words, notice.path,
                        account.id, account.email, account.disabled
                    FROM letter JOIN notice ON notice.id = letter.notice JOIN account ON account.id = notice.account
                    WHERE letter.state IN ('queued', 'failed') AND letter.nextTry <= ? ORDER BY letter.nextTry, letter.id LIMIT 1
                    """)
            while let row = try Row.fetchOne(finding, arguments: [now]) {
                let id: Int64 = row[0]
                // One address that does not open must not keep the letters behind it.
                let address = (row[8] as Data?).flatMap { try? Records.email($0, of: row[7], keys, in: db) }
                guard let address, !(row[9] as Bool) else {
                    try Records.giveUp(id, "The account is disabled, or has no e-mail address that can be read.", in: db)
                    continue
                }
                try db.execute(sql: "UPDATE letter SET state = 'sending', attempts = attempts + 1 WHERE id = ?", arguments: [id])
                let facts = "letter|\(id)|\(row[2] as Double)|\(row[3] as String)|\(row[4] as String)|\(row[7] as Int64)"
                let code = try keys.house(.accounts, in: db).code(for: Data(facts.utf8))
                return LetterToSend(
                    id: id, address: address, reference: row[4], words: row[5], path: row[6],
                    identity: code.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), attempts: (row[1] as Int) + 1)
            }
            return nil
        }
    }

    /// Keeps what came of an attempt.
    package func settle(_ letter: LetterToSend, _ fate: LetterFate, for asking: Asking) async throws {
        try Records.checkMaySend(asking)
        let now = asking.now.timeIntervalSince1970
        try await write { db in
            switch fate {
            case .sent:
                try db.execute(
                    sql: "UPDATE letter SET state = 'sent', sentAt = ?, nextTry = NULL, lastError = NULL WHERE id = ?", arguments: [now, letter.id])
            case .unknown:
                try db.execute(sql: "UPDATE letter SET state = 'queued', nextTry = ? WHERE id = ?", arguments: [now, letter.id])
            case .refused(let words): try Records.giveUp(letter.id, words, in: db)
            case .putOff(let words):
                let wait = Records.letterWaits[min(letter.attempts, Records.letterWaits.count) - 1]
                try db.execute(
                    sql: """
                        UPDATE letter SET state = CASE WHEN queuedAt <= ?1 THEN 'givenUp' ELSE 'failed' END,
                            nextTry = CASE WHEN queuedAt <= ?1 THEN NULL ELSE ?2 END, lastError = ?3
                        WHERE id = ?4
                        """, arguments: [now - Records.letterPatience, now + wait, words, letter.id])
            }
        }
    }

    private static func giveUp(_ letter: Int64, _ words: String, in db: Database) throws {
        try db.execute(sql: "UPDATE letter SET state = 'givenUp', nextTry = NULL, lastError = ? WHERE id = ?", arguments: [words, letter])
    }

    /// The machine's own work, of which no line is written for each letter: the outbox is its own log.
    private static func checkMaySend(_ asking: Asking) throws {
        guard Access.decide(.sendLetters, by: asking.actor, on: asking.day).ground != nil else { throw NotThere() }
    }
}
