import Casework
import Foundation
import GRDB

extension Records {
    /// Writes notices, and queues a letter for each, in the transaction of whatever gave rise to them: what is not done
    /// is not told, and what is done is told even when the machine stops in between (`D20-04:VI.A`).
    ///
    /// The same words to the same account about the same record for the same cause are written once, so whoever posts
    /// need not know what was posted before. A letter is queued where mail is set up and the account has an address and
    /// is not disabled.
    ///
    /// - Throws: `Notice.Problem`; the caller's transaction must not go on.
    static func post(_ notices: [Notice], in db: Database) throws {
        guard !notices.isEmpty else { return }
        let sendsMail = try mailIsSetUp(in: db)
        let finding = try db.cachedStatement(sql: "SELECT id, email IS NOT NULL AND disabled = 0 FROM account WHERE name = ?")
        let adding = try db.cachedStatement(
            sql: """
                INSERT INTO notice(account, program, reference, words, path, cause, at) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(account, program, reference, words, cause) DO NOTHING
                """)
        let queueing = try db.cachedStatement(sql: "INSERT INTO letter(notice, state, queuedAt, nextTry) VALUES (?, 'queued', ?, ?)")
        for notice in notices {
            try notice.check()
            guard let account = try Row.fetchOne(finding, arguments: [notice.account]) else { throw Notice.Problem.noSuchAccount }
            let seconds = notice.at.timeIntervalSince1970
            try adding.execute(arguments: [
                account[0] as Int64, notice.program.rawValue, notice.reference, notice.words, notice.path, notice.cause ?? "", seconds,
            ])
            guard db.changesCount == 1, sendsMail, account[1] else { continue }
            try queueing.execute(arguments: [db.lastInsertedRowID, seconds, seconds])
        }
    }

    /// The setting by which whoever posts knows whether mail is set up: `on` or `off`, as the server found it when it
    /// started. A month that runs in a process of its own reads it there.
    package static let mailSetting = "mail"

    /// The setting by which lists know the programs that the department runs, as the server found them when it started.
    package static let programsSetting = "programs"

    static func mailIsSetUp(in db: Database) throws -> Bool {
        try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [mailSetting]) == "on"
    }

    /// Forgets what was said about records that are destroyed: a reference that is nowhere else must not stay in lists.
    static func forgetNotices(of references: [String], _ program: ProgramKey, in db: Database) throws {
        for reference in references {
            try db.execute(
                sql: "DELETE FROM letter WHERE notice IN (SELECT id FROM notice WHERE program = ? AND reference = ?)",
                arguments: [program.rawValue, reference])
            try db.execute(sql: "DELETE FROM notice WHERE program = ? AND reference = ?", arguments: [program.rawValue, reference])
        }
    }
}
