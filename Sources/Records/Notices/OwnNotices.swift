import Casework
import Directives
import Foundation
import GRDB

/// A notice as the one it is meant for reads it.
package struct OwnNotice: Sendable, Hashable, Codable {
    package var id: Int64
    package var program: ProgramKey
    package var reference: String
    package var words: String
    package var path: String
    package var at: Date
    package var readAt: Date?
}

/// The notices to one account, and how its letters fare.
package struct OwnNotices: Sendable, Hashable, Codable {
    /// Unread ones first, the newest first among each.
    package var notices: [OwnNotice]
    package var unread: Int
    package var total: Int
    /// Whether letters go out at all, and whether they go to this account.
    package var mailIsSetUp: Bool
    package var hasAddress: Bool
    /// What came of the last letter to this account that did not go out, if none has gone out since.
    package var letterProblem: String?
}

extension Records {
    /// The asker's own notices, a page at a time.
    package func ownNotices(limit: Int = 50, offset: Int = 0, for asking: Asking) async throws -> OwnNotices {
        try await reading(.seeOwnNotices, asking) { [keys] db in
            guard let account = try Row.fetchOne(
                db, sql: "SELECT id, email IS NOT NULL FROM account WHERE name = ?", arguments: [asking.actor.account])
            else { throw NotThere() }
            let id: Int64 = account[0]
            let hidden = try Records.hiddenNotices(of: id, for: asking, keys, in: db)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, program, reference, words, path, at, readAt FROM notice WHERE account = ?
                        AND program || '/' || reference NOT IN (SELECT value FROM json_each(?))
                    ORDER BY readAt IS NOT NULL, id DESC LIMIT ? OFFSET ?
                    """, arguments: [id, hidden, limit, offset])
            return OwnNotices(
                notices: rows.compactMap(OwnNotice.init), unread: try Records.unreadNotices(of: id, hidden, in: db),
                total: try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM notice WHERE account = ? AND program || '/' || reference NOT IN (SELECT value FROM json_each(?))",
                    arguments: [id, hidden]) ?? 0,
                mailIsSetUp: try Records.mailIsSetUp(in: db),
                hasAddress: account[1], letterProblem: try Records.letterProblem(of: id, in: db))
        }
    }

    /// Marks notices of the asker's own as read: one, or all up to one, so that what came after the page was made stays
    /// unread.
    ///
    /// - Throws: `NotThere` for another's.
    package func markNotices(_ id: Int64, andBefore: Bool, for asking: Asking) async throws {
        try await act(.markOwnNotices, asking, kind: .act, record: asking.ownRecord, word: "noticesRead") { db, _ in
            let own = "account = (SELECT id FROM account WHERE name = ?)"
            guard try Bool.fetchOne(db, sql: "SELECT 1 FROM notice WHERE id = ? AND \(own)", arguments: [id, asking.actor.account]) != nil else {
                throw NotThere()
            }
            try db.execute(
                sql: "UPDATE notice SET readAt = ? WHERE readAt IS NULL AND id \(andBefore ? "<=" : "=") ? AND \(own)",
                arguments: [asking.now.timeIntervalSince1970, id, asking.actor.account])
        }
    }

    /// How many of the asker's notices are unread, as long as a session of theirs is open; nil once it has ended, however
    /// it ended.
    ///
    /// - Parameter machineNow: the machine's clock, on which sessions run.
    package func unreadNotices(in session: Int64, at machineNow: Date, for asking: Asking) async throws -> Int? {
        let seconds = machineNow.timeIntervalSince1970
        return try await reading(.seeOwnNotices, asking) { [keys, kept] db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT account.id FROM session JOIN account ON account.id = session.account
                    WHERE session.id = ? AND account.name = ? AND account.disabled = 0 AND session.seenAt > ? AND session.createdAt > ?
                    """)
            let account = try Int64.fetchOne(
                statement, arguments: [session, asking.actor.account, seconds - Records.idleSeconds, seconds - Records.longestSeconds])
            return try account.map { try Records.unreadNotices(of: $0, for: asking, keys, kept, in: db) }
        }
    }

    /// Kept in memory as long as there is no hold: what one hides depends on the day and on more than the notices.
    static func unreadNotices(of account: Int64, for asking: Asking, _ keys: KeyStore, _ kept: Kept, in db: Database) throws -> Int {
        let known = try kept.answer(.unreadNotices(account), from: .notices, in: db) {
            try Holds.all(keys, in: db).isEmpty ? unreadNotices(of: account, "[]", in: db) : nil
        }
        return try known ?? unreadNotices(of: account, hiddenNotices(of: account, for: asking, keys, in: db), in: db)
    }

    private static func unreadNotices(of account: Int64, _ hidden: String, in db: Database) throws -> Int {
        let statement = try db.cachedStatement(
            sql: """
                SELECT count(*) FROM notice WHERE account = ? AND readAt IS NULL
                    AND program || '/' || reference NOT IN (SELECT value FROM json_each(?))
                """)
        return try Int.fetchOne(statement, arguments: [account, hidden]) ?? 0
    }

    /// What an account was told of records that only a hold keeps: out of its list and its counts as the records are out of
    /// sight (ambiguity 7.1). A list in JSON of `support/W-2026-11-003`.
    static func hiddenNotices(of account: Int64, for asking: Asking, _ keys: KeyStore, in db: Database) throws -> String {
        guard try !Holds.all(keys, in: db).isEmpty else { return "[]" }
        var hidden: [String] = []
        for row in try Row.fetchAll(db, sql: "SELECT DISTINCT program, reference FROM notice WHERE account = ?", arguments: [account]) {
            let (program, reference): (String, String) = (row[0], row[1])
            for kind in Cases.programs where kind.program.rawValue == program {
                guard let subject = try kind.find(reference, in: db)?.subject else { continue }
                if try Holds.isSetAside(SubjectFile(kind.program, member: subject), for: asking, keys, in: db) { hidden.append("\(program)/\(reference)") }
            }
        }
        return String(decoding: try JSONEncoder().encode(hidden), as: UTF8.self)
    }

    /// The number of the newest notice to anybody: by it those who wait know when to look.
    package func newestNotice() async throws -> Int64 {
        try await read { db in try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM notice") ?? 0 }
    }

    private static func letterProblem(of account: Int64, in db: Database) throws -> String? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT letter.state, letter.lastError FROM letter JOIN notice ON notice.id = letter.notice
                WHERE notice.account = ? AND letter.state IN ('sent', 'failed', 'givenUp') ORDER BY letter.id DESC LIMIT 1
                """, arguments: [account])
        guard let row, row[0] != "sent" else { return nil }
        return row[1]
    }
}

extension OwnNotice {
    /// Nil for a program of another version.
    fileprivate init?(_ row: Row) {
        guard let program = ProgramKey(rawValue: row[1]) else { return nil }
        self.init(
            id: row[0], program: program, reference: row[2], words: row[3], path: row[4], at: Date(timeIntervalSince1970: row[5]),
            readAt: (row[6] as Double?).map(Date.init(timeIntervalSince1970:)))
    }
}
