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

extension PostingReviewLife: CaseProgram {
    typealias Events = PostingReviewEventTable

    static let noun = "Review"
    static let table = "postingReview"
    static let layerActs: [(layer: Layer, act: Act)] = [(.status, .seePostingReview), (.postingReview, .seePostingReview)]
    static func path(_ reference: String) -> String { "/officer-support/posting-reviews/\(reference)" }
    /// The member has no page of it: nothing of it is told to them.
    static func ownPath(_ reference: String) -> String { path(reference) }

    static func find(_ reference: String, in db: Database) throws -> CaseRow? {
        let statement = try db.cachedStatement(sql: "SELECT id, member, firstUnit, openedAt, marks, unit FROM postingReview WHERE reference = ?")
        return try Row.fetchOne(statement, arguments: [reference]).map { row in
            CaseRow(
                id: row[0], reference: reference, subject: MemberID(rawValue: row[1]), unit: row[2], opened: Date(timeIntervalSince1970: row[3]),
                marks: MarkBits.marks(row[4]), presentUnit: row[5])
        }
    }

    /// - Parameter at: The beginning of the first day in the command: by it the fourteen days are counted.
    static func make(about subject: MemberID, unit: String, at: Date, _ keys: KeyStore, in db: Database) throws -> CaseRow {
        var reference = ""
        repeat { reference = "N-\(ReferenceByChance.next())" } while try find(reference, in: db) != nil
        try keys.insert(into: PostingReviewTable.self, of: SubjectFile(program, member: subject), in: db) { row in
            row.set("reference", reference)
            row.set("member", subject.rawValue)
            row.set("firstUnit", unit)
            row.set("unit", unit)
            row.set("openedAt", at.timeIntervalSince1970)
            row.set("state", initial.rawValue)
            row.set("marks", 0)
        }
        guard let row = try find(reference, in: db) else { throw NotThere() }
        return row
    }

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
