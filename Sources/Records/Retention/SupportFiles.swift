import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

extension Destroyable {
    /// A member's file in the Officer Support System: every Work Item with what hangs on it, the reviews of a new member, and
    /// the member's scores. It is due when all of them are closed and the schedule's period since the last closing of an item
    /// is over (ambiguity 3.7).
    static let officerSupport = Destroyable(
        kind: .workItems, program: .support, records: SupportFiles.records, parts: SupportFiles.parts, papers: SupportFiles.papers)
}

private enum SupportFiles {
    private static let member = "CAST(substr(:subject, 8) AS INTEGER)"
    private static let ofItem = "workItem IN (SELECT id FROM workItem WHERE member = \(member))"

    private static let ofReview = "record IN (SELECT id FROM postingReview WHERE member = \(member))"
    /// Rows that hang on an item, or on a review of a member who was new to a command.
    private static let ofRecord =
        "((kind = 'workItem' AND record IN (SELECT id FROM workItem WHERE member = \(member))) OR (kind = 'postingReview' AND \(ofReview)))"
    private static let opened = "program = 'support' AND record IN (SELECT id FROM workItem WHERE member = \(member))"

    static let parts = [
        Destroyable.Part(
            table: "supportEvent", title: "Steps of Work Items", condition: "record IN (SELECT id FROM workItem WHERE member = \(member))",
            order: "id", sealed: SupportEventTable.columns),
        Destroyable.Part(
            table: PostingReviewEventTable.name, title: "Steps of reviews of a new member", condition: ofReview, order: "id", sealed: PostingReviewEventTable.columns),
        Destroyable.Part(table: "caseTask", title: "Things to do", condition: ofRecord, order: "id"),
        Destroyable.Part(table: "caseClock", title: "Clocks", condition: ofRecord, order: "record, rule, turn, start"),
        Destroyable.Part(table: "caseWarning", title: "What was said of clocks", condition: ofRecord, order: "record, rule, turn, start, what"),
        Destroyable.Part(table: "casePost", title: "Posts", condition: ofRecord, order: "record, post"),
        Destroyable.Part(table: "jacketOpening", title: "Jackets opened from an item", condition: opened, order: "record, account"),
        Destroyable.Part(table: "workItemPaper", title: "Papers", condition: ofItem, order: "id", sealed: ["card", "content"]),
        Destroyable.Part(table: "workItemNote", title: "Notes", condition: ofItem, order: "id", sealed: ["text"]),
        Destroyable.Part(
            table: "workItem", title: "Work Items", condition: "member = \(member)", order: "id",
            sealed: ["categories", "leading", "snapshot", "closingReason"]),
        Destroyable.Part(table: PostingReviewTable.name, title: "Reviews of a new member", condition: "member = \(member)", order: "id"),
        Destroyable.Part(table: "heldBack", title: "Raised without an item", condition: "key = :key", order: "id", sealed: ["words"]),
        // Through the runs, because the table's index begins with the run.
        Destroyable.Part(
            table: "score", title: "Scores", condition: "run IN (SELECT id FROM run) AND member = \(member)", order: "run, member",
            sealed: ["figures"]),
    ]

    @Sendable static func records(_ file: SubjectFile?, _ asking: Asking, _ db: Database) throws -> [SubjectFile: [KeptRecord]] {
        var found: [SubjectFile: [KeptRecord]] = [:]
        if let file, file.member == nil { return found }
        let statement = try db.cachedStatement(
            sql: "SELECT member, reference, generatedAt, closedAt, state FROM workItem WHERE \(file == nil ? "1" : "member = ?") ORDER BY id")
        let rows = try Row.fetchCursor(statement, arguments: file.map { [$0.member?.rawValue] } ?? [])
        while let row = try rows.next() {
            let state = WorkItem.State(rawValue: row[4])
            let from = asking.day(of: Date(timeIntervalSince1970: row[2]))
            let closed = (row[3] as Double?).map { asking.day(of: Date(timeIntervalSince1970: $0)) }
            // A state of another version, or a closing without its day, counts as open: nothing is destroyed on a guess.
            let isOpen = state.map { !WorkItemLife.ends.contains($0) } ?? true || closed == nil
            found[SubjectFile(.support, member: MemberID(rawValue: row[0])), default: []].append(
                KeptRecord(reference: row[1], from: from, to: closed, counted: closed ?? from, isOpen: isOpen))
        }
        try addReviews(of: file, asking, to: &found, db)
        return found
    }

    /// A review of a member who was new to a command goes with the items: it holds the file while it is open and begins no
    /// period again; alone it is due after its own.
    private static func addReviews(of file: SubjectFile?, _ asking: Asking, to found: inout [SubjectFile: [KeptRecord]], _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "SELECT member, reference, openedAt, closedAt FROM postingReview WHERE \(file == nil ? "1" : "member = ?") ORDER BY id")
        let rows = try Row.fetchCursor(statement, arguments: file.map { [$0.member?.rawValue] } ?? [])
        while let row = try rows.next() {
            let from = asking.day(of: Date(timeIntervalSince1970: row[2]))
            let closed = (row[3] as Double?).map { asking.day(of: Date(timeIntervalSince1970: $0)) }
            found[SubjectFile(.support, member: MemberID(rawValue: row[0])), default: []].append(
                KeptRecord(reference: row[1], from: from, to: closed, counted: closed ?? from, isOpen: closed == nil, restarts: false))
        }
    }

    @Sendable static func papers(_ file: SubjectFile, _ db: Database) throws -> [String] {
        guard let member = file.member else { return [] }
        let items = try String.fetchAll(db, sql: "SELECT reference FROM workItem WHERE member = ? ORDER BY id", arguments: [member.rawValue])
        let reviews = try String.fetchAll(db, sql: "SELECT reference FROM postingReview WHERE member = ? ORDER BY id", arguments: [member.rawValue])
        return items.map { "Work Item \($0): printed pages, notes, attached papers" } + reviews.map { "Review \($0) of a new member: printed pages" }
    }
}
