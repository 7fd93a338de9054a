import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

enum PostingReviewTable: SealedTable {
    static let name = "postingReview"
    static let program = ProgramKey.support
}

enum PostingReviewEventTable: CaseEventTable {
    static let name = "postingReviewEvent"
    static let program = ProgramKey.support
    static let recordKind = "postingReview"
    static let layers: [Layer] = [.postingReview]
}

extension PostingReviewLife: PlainCase {
    typealias Events = PostingReviewEventTable
    typealias Rows = PostingReviewTable

    static let letter = "N"

    static let noun = "Review"
    static let layerActs: [(layer: Layer, act: Act)] = [(.status, .seePostingReview), (.postingReview, .seePostingReview)]
    static func path(_ reference: String) -> String { "/officer-support/posting-reviews/\(reference)" }
    /// The member has no page of it: nothing of it is told to them.
    static func ownPath(_ reference: String) -> String { path(reference) }

    static func keep(_ file: CaseFile<PostingReviewLife>, _ row: CaseRow, _: WorkCalendar, _: KeyStore, in db: Database) throws {
        try db.cachedStatement(sql: "UPDATE postingReview SET state = ?, unit = ?, marks = ?, closedAt = ? WHERE id = ?").execute(arguments: [
            file.state.rawValue, file.unit, MarkBits.number(file.marks), file.isOpen ? nil : file.ended?.timeIntervalSince1970, row.id,
        ])
    }

    /// The member's items that are open and came to a district's knowledge: what the Officer Support Unit has not forwarded,
    /// or closed as duplicative, is told to none (`D20-04:IV.D`).
    static func world(
        _: CaseFile<PostingReviewLife>, _ row: CaseRow, _ rules: DepartmentRules, _ asking: Asking, _: KeyStore, in db: Database
    ) throws -> PostingReviewWorld {
        let people = UnitPeople(day: asking.day, rules: rules, besides: row.subject, in: db)
        let items = try Row.fetchAll(
            db, sql: "SELECT reference, state, unit FROM workItem WHERE member = ? AND marks & 11 = 3 ORDER BY generatedAt, id", arguments: [row.subject.rawValue])
        return PostingReviewWorld(
            items: try items.compactMap { item in
                let unit: String = item[2]
                guard let state = WorkItemState(rawValue: item[1]) else { return nil }
                return PostingReviewWorld.Item(reference: item[0], state: state, unit: unit, unitTitle: try people.title(of: unit))
            })
    }

    /// Asks the area representative of each item chosen to move it (`D20-04:VI.D.3.c`): whoever has it now, of the old unit's
    /// area. The words name nobody.
    static func follow(
        _ event: CaseEvent<PostingReviewLife>, _: CaseFile<PostingReviewLife>, _ row: CaseRow, _ following: Following, in db: Database
    ) throws {
        guard event.step == .settleReassignment else { return }
        var notices: [Notice] = []
        for reference in event.entered.all("items") {
            guard let item = try WorkItemLife.find(reference, in: db) else { continue }
            let posts = try Records.posts(.workItem, item.id, in: db).compactMapValues { $0.sorted().first }
            let day = following.asking.day
            var accounts = try CaseLog.accounts(.post(.representative), posts, unit: item.presentUnit, subject: item.subject, on: day, in: db)
            if accounts.isEmpty {
                accounts = try CaseLog.accounts(.role(.areaRepresentative), posts, unit: item.presentUnit, subject: item.subject, on: day, in: db)
            }
            notices += accounts.sorted().filter { $0 != event.account }.map { account in
                Notice(
                    account: account, program: program, reference: reference,
                    words: "\(WorkItemLife.noun) \(reference): the commander of the member’s new unit asks you to reassign it.",
                    path: WorkItemLife.path(reference), at: event.at, cause: "review \(row.id)")
            }
        }
        try Records.post(notices, in: db)
    }
}
