import Casework
import Directives
import Foundation
import GRDB
import Intake
import OfficerSupport
import Vault

/// What the Officer Support Unit keeps with an item beside the item itself: its notes, its papers, and why it was closed.
package struct ReviewFile: Sendable, Codable {
    /// The newest first.
    package var notes: [ReviewNote]
    /// All there are, also those that were not asked for.
    package var total: Int
    package var papers: [ReviewPaper]
    package var closing: Closing?
    package var memberName: String
    /// Whether the asker may add to it.
    package var mayWrite: Bool
    package var mayClose: Bool

    package struct Closing: Sendable, Hashable, Codable {
        package var at: Date
        package var by: String
        package var reason: String
        /// The item it repeats.
        package var earlier: String?
    }
}

/// A paper attached to an item, without its content.
package struct ReviewPaper: Sendable, Hashable, Codable {
    /// From 1, in the order attached.
    package var number: Int
    package var addedAt: Date
    package var author: String
    package var authorName: String
    package var name: String
    package var kind: PaperKind
    /// In bytes.
    package var size: Int
}

extension Records {
    /// Notes and papers of one item, if the asker may see them; the same nil where there is no such item.
    ///
    /// - Parameter numbers: Which notes to open, counted from the newest at 0.
    package func reviewFile(_ reference: String, notes numbers: Range<Int>, for asking: Asking) async throws -> Opened<ReviewFile>? {
        try await open(.seeReviewNotes, asking, locate: { db in try Records.locate(workItem: reference, in: db) }) { [keys] db in
            try Records.reviewFile(reference, notes: numbers, for: asking, keys, in: db)
        }
    }

    /// The same, once it is granted.
    static func reviewFile(_ reference: String, notes numbers: Range<Int>, for asking: Asking, _ keys: KeyStore, in db: Database) throws -> ReviewFile? {
        let statement = try db.cachedStatement(
            sql: "SELECT id, key, member, closedAt, closedBy, closingReason, duplicateOf FROM workItem WHERE reference = ?")
        guard let item = try Row.fetchOne(statement, arguments: [reference]) else { return nil }
        let reading = ReviewReading(item: item, unsealing: Unsealing(keys, in: db), db: db)
        let facts = try Records.locate(workItem: reference, in: db)?.facts
        func may(_ act: Act) -> Bool { Access.decide(act, facts, by: asking.actor, on: asking.day).ground != nil }
        return ReviewFile(
            notes: try reading.notes(numbers), total: try reading.count, papers: try reading.papers(), closing: try reading.closing(),
            memberName: try reading.memberName(), mayWrite: may(.writeReviewNote), mayClose: may(.closeDuplicative))
    }

    /// A paper with its content, to be saved outside: an export.
    package func paper(_ number: Int, of reference: String, for asking: Asking) async throws -> Opened<(paper: ReviewPaper, content: Data)>? {
        let locate = { @Sendable (db: Database) -> Found? in
            let exists = try Bool.fetchOne(
                db,
                sql: """
                    SELECT count(*) > 0 FROM workItemPaper JOIN workItem ON workItem.id = workItemPaper.workItem
                    WHERE workItem.reference = ? AND workItemPaper.number = ?
                    """, arguments: [reference, number])
            return exists == true ? try Records.locate(workItem: reference, in: db) : nil
        }
        return try await open(.seeReviewNotes, asking, kind: .export, locate: locate) { [keys] db in
            guard let item = try Row.fetchOne(db, sql: "SELECT id FROM workItem WHERE reference = ?", arguments: [reference]) else { return nil }
            let reading = ReviewReading(item: item, unsealing: Unsealing(keys, in: db), db: db)
            guard let paper = try reading.papers().first(where: { $0.number == number }), let content = try reading.content(of: number) else { return nil }
            return (paper: paper, content: content)
        }
    }
}

/// One reading of an item's notes and papers.
private struct ReviewReading {
    let item: Row
    let unsealing: Unsealing
    let db: Database

    var count: Int {
        get throws { try Int.fetchOne(db, sql: "SELECT count(*) FROM workItemNote WHERE workItem = ?", arguments: [item["id"] as Int64]) ?? 0 }
    }

    func notes(_ numbers: Range<Int>) throws -> [ReviewNote] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT note.id, note.key, note.text, note.number, note.writtenAt, note.author, note.revises, account.title,
                    (SELECT max(later.number) FROM workItemNote AS later WHERE later.workItem = note.workItem AND later.revises = note.number) AS revisedBy
                FROM workItemNote AS note LEFT JOIN account ON account.name = note.author
                WHERE note.workItem = ? ORDER BY note.number DESC LIMIT ? OFFSET ?
                """)
        return try Row.fetchAll(statement, arguments: [item["id"] as Int64, numbers.count, numbers.lowerBound]).compactMap { row in
            guard let text = try unsealing.open(WorkItemNoteTable.text, of: row) else { return nil }
            return ReviewNote(
                number: row["number"], writtenAt: Date(timeIntervalSince1970: row["writtenAt"]), author: row["author"],
                authorName: row["title"] ?? row["author"], text: text, revises: row["revises"], revisedBy: row["revisedBy"])
        }
    }

    func papers() throws -> [ReviewPaper] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT paper.id, paper.key, paper.card, paper.number, paper.addedAt, paper.author, account.title
                FROM workItemPaper AS paper LEFT JOIN account ON account.name = paper.author WHERE paper.workItem = ? ORDER BY paper.number
                """)
        return try Row.fetchAll(statement, arguments: [item["id"] as Int64]).compactMap { row in
            guard let card = try unsealing.open(WorkItemPaperTable.card, of: row) else { return nil }
            return ReviewPaper(
                number: row["number"], addedAt: Date(timeIntervalSince1970: row["addedAt"]), author: row["author"],
                authorName: row["title"] ?? row["author"], name: card.name, kind: card.kind, size: card.size)
        }
    }

    func content(of number: Int) throws -> Data? {
        try Row.fetchOne(
            db, sql: "SELECT id, key, content FROM workItemPaper WHERE workItem = ? AND number = ?", arguments: [item["id"] as Int64, number]
        ).flatMap { try unsealing.open(WorkItemPaperTable.content, of: $0) }
    }

    func memberName() throws -> String {
        try String.fetchOne(
            db, sql: "SELECT coalesce(nullif(name, ''), sourceKey) FROM member WHERE record = ? ORDER BY version DESC LIMIT 1",
            arguments: [item["member"] as Int64]) ?? ""
    }

    func closing() throws -> ReviewFile.Closing? {
        guard let at: Double = item["closedAt"], let by: String = item["closedBy"] else { return nil }
        let name = try String.fetchOne(db, sql: "SELECT title FROM account WHERE name = ?", arguments: [by])
        let earlier: Int64? = item["duplicateOf"]
        return ReviewFile.Closing(
            at: Date(timeIntervalSince1970: at), by: name ?? by, reason: try unsealing.open(WorkItemTable.closingReason, of: item) ?? "",
            earlier: try earlier.flatMap { try String.fetchOne(db, sql: "SELECT reference FROM workItem WHERE id = ?", arguments: [$0]) })
    }
}
