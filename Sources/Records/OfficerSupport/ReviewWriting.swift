import Casework
import Crypto
import Directives
import Foundation
import GRDB
import Intake
import OfficerSupport
import Vault

extension Records {
    /// Writes a note on an item (`D20-04:V.A.1`). The same form sent twice is written once.
    ///
    /// - Parameters:
    ///   - revising: The number of the asker's own note that this one takes the place of.
    ///   - form: What makes the form one of its kind.
    /// - Returns: The number of the note.
    @discardableResult
    package func writeNote(_ text: String, revising: Int? = nil, on reference: String, form: String, for asking: Asking) async throws -> Int {
        if let problem = NoteProblem(text: text) { throw problem }
        guard form.utf8.count >= 16 else { throw NoteProblem.oldForm }
        return try await act(.writeReviewNote, asking, on: { db in try Records.locate(workItem: reference, in: db) }) { [keys] db, _ in
            let (item, file) = try Records.file(ofItem: reference, in: db)
            let once = try keys.index("\(form)|\(revising ?? 0)|\(text)", for: "workItemNote.once", of: file, in: db)
            if let written = try Records.number(in: "workItemNote", item, once, db) { return written }
            if let revising, try !Records.mayRevise(revising, item, asking.actor.account, db) { throw NoteProblem.cannotRevise(revising) }
            let number = try Records.nextNumber(in: "workItemNote", item, db)
            try keys.insert(into: WorkItemNoteTable.self, of: file, in: db) { row in
                row.set("workItem", item)
                row.set("number", number)
                row.set("writtenAt", asking.now.timeIntervalSince1970)
                row.set("author", asking.actor.account)
                row.set("revises", revising)
                row.set("once", once)
                try row.seal(text, in: WorkItemNoteTable.text)
            }
            return number
        }
    }

    /// Attaches a paper to an item. The same form sent twice is written once.
    ///
    /// - Returns: The number of the paper.
    @discardableResult
    package func addPaper(_ content: Data, named name: String, to reference: String, form: String, for asking: Asking) async throws -> Int {
        let kind = try PaperCheck.kind(of: content)
        guard form.utf8.count >= 16 else { throw NoteProblem.oldForm }
        let card = PaperCard(name: PaperName.cleaned(name, kind), kind: kind, size: content.count)
        let digest = SHA256.hash(data: content).map { String($0, radix: 16) }.joined(separator: ".")
        return try await act(.writeReviewNote, asking, kind: .upload, on: { db in try Records.locate(workItem: reference, in: db) }) { [keys] db, _ in
            let (item, file) = try Records.file(ofItem: reference, in: db)
            let once = try keys.index("\(form)|\(card.name)|\(digest)", for: "workItemPaper.once", of: file, in: db)
            if let written = try Records.number(in: "workItemPaper", item, once, db) { return written }
            let number = try Records.nextNumber(in: "workItemPaper", item, db)
            try keys.insert(into: WorkItemPaperTable.self, of: file, in: db) { row in
                row.set("workItem", item)
                row.set("number", number)
                row.set("addedAt", asking.now.timeIntervalSince1970)
                row.set("author", asking.actor.account)
                row.set("once", once)
                try row.seal(card, in: WorkItemPaperTable.card)
                try row.seal(content, in: WorkItemPaperTable.content)
            }
            return number
        }
    }

    /// Closes an item for good as a repetition of the member's item before it (`D20-04:V.A.3`, `V.A.3#2`, `V.A.3.NOTE`): with
    /// a written reason, and only when the profile data did not change between the two. Nobody is told.
    ///
    /// - Parameter earlier: The item the form named as the one before.
    /// - Throws: `CannotClose` with all that stands in the way.
    package func closeAsDuplicative(_ reference: String, of earlier: String, reason: String, for asking: Asking) async throws {
        try await act(.closeDuplicative, asking, on: { db in try Records.locate(workItem: reference, in: db) }) { [keys] db, _ in
            let unsealing = Unsealing(keys, in: db)
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM workItem WHERE reference = ?", arguments: [reference]),
                let item = try WorkItem(row, unsealing)
            else { throw NotThere() }
            let preceding = try Records.preceding(item, unsealing, for: asking, in: db)
            let obstacles = item.obstacles(toClosingAfter: preceding, named: earlier, reason: reason)
            guard obstacles.isEmpty, let preceding else { throw CannotClose(obstacles) }
            let repeated = try Int64.fetchOne(db, sql: "SELECT id FROM workItem WHERE reference = ?", arguments: [preceding.reference])
            try keys.update(WorkItemTable.self, row: row["id"], in: db) { row in
                row.set("state", WorkItem.State.closedDuplicative.rawValue)
                row.set("closedAt", asking.now.timeIntervalSince1970)
                row.set("closedBy", asking.actor.account)
                row.set("duplicateOf", repeated)
                try row.seal(reason, in: WorkItemTable.closingReason)
            }
        }
    }

    // MARK: Parts

    private static func file(ofItem reference: String, in db: Database) throws -> (item: Int64, file: SubjectFile) {
        guard let row = try Row.fetchOne(db, sql: "SELECT id, member FROM workItem WHERE reference = ?", arguments: [reference]) else { throw NotThere() }
        return (row[0], SubjectFile(.support, member: MemberID(rawValue: row[1])))
    }

    private static func number(in table: String, _ item: Int64, _ once: Data, _ db: Database) throws -> Int? {
        try Int.fetchOne(db, sql: "SELECT number FROM \(table) WHERE workItem = ? AND once = ?", arguments: [item, once])
    }

    private static func nextNumber(in table: String, _ item: Int64, _ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT coalesce(max(number), 0) + 1 FROM \(table) WHERE workItem = ?", arguments: [item]) ?? 1
    }

    private static func mayRevise(_ number: Int, _ item: Int64, _ account: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT count(*) = 1 FROM workItemNote AS note WHERE workItem = ? AND number = ? AND author = ?
                    AND NOT EXISTS (SELECT 1 FROM workItemNote AS later WHERE later.workItem = note.workItem AND later.revises = note.number)
                """, arguments: [item, number, account]) ?? false
    }
}
