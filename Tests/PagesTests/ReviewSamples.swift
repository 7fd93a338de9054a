import Directives
import Foundation
import Intake
import OfficerSupport
import Pages

extension Samples {
    /// The Officer Support Unit's notes and papers, and closing an item.
    func reviewing() throws -> [(String, any Screen)] {
        let grounds = Grounds(sentence: "The Officer Support Unit notes what its review found.", cites: "D20-04:V.A.1")
        var empty = try workItem()
        empty.review = review(notes: 0)
        empty.comparison = try comparison(changed: true)
        var closed = try workItem()
        closed.closed = WorkItemPage.Closed(
            at: now.addingTimeInterval(-3_600), by: "Wren Hawthorn", reason: "Nothing has been added to the member’s records since December.",
            earlier: "W-1988")
        return [
            ("work-item-no-notes", empty), ("work-item-closed", closed), ("work-item-elsewhere", try elsewhere()),
            ("own-item-elsewhere", ownElsewhere()), ("guide-sheet-elsewhere", guideElsewhere()), ("work-items-elsewhere", queueElsewhere()),
            ("work-item-figures-elsewhere", try figuresElsewhere()),
            ("notes", WorkItemNotesPage(frame: frame(), review: review(notes: 10), memberName: names[0], page: 1, grounds: grounds)),
            (
                "notes-wrong",
                WorkItemNotesPage(
                    frame: frame(), review: review(notes: 2), memberName: names[0], page: 1, text: "\nA long note.", revising: 2,
                    problems: [FormProblem(field: "text", NoteProblem.tooLong(20_001).description)], grounds: grounds)
            ),
            (
                "closing",
                WorkItemClosingPage(
                    frame: frame(), reference: "W-2041", memberName: names[0], comparison: try comparison(changed: false), obstacles: [],
                    reason: "", problems: [FormProblem(field: "reason", "“Why it repeats the one before” is not answered.")], grounds: grounds)
            ),
            (
                "closing-refused",
                WorkItemClosingPage(
                    frame: frame(), reference: "W-2041", memberName: names[0], comparison: try comparison(changed: true),
                    obstacles: [.profileChanged(["Complaints", "Uses of force"])], grounds: grounds)
            ),
            ("work-items-closed", closedQueue()),
        ]
    }

    static let otherModel = "Harbor Risk Model 4.2"

    /// The same item as a model outside of Mainstay would have given it.
    func elsewhere() throws -> WorkItemPage {
        var page = try workItem()
        page.evidence?.trust = nil
        page.evidence?.categories = []
        page.evidence?.elsewhere = WorkItemEvidence.Elsewhere(
            source: Self.otherModel,
            categories: [
                .init(title: "Suspension", cites: "D20-04:IV.B.2", score: Figures.given(0.31), place: "12 of 340"),
                .init(title: "Off-duty complaint", cites: "D20-04:IV.B.3", score: nil, place: nil),
            ], opensImports: true)
        page.evidence?.indicators = [
            WorkItemPage.Indicator(sentence: "Complaints doubled in a year.", peers: nil, outcomes: ["Suspension"], records: [])
        ]
        page.comparison = try comparison(changed: false, source: Self.otherModel)
        return page
    }

    /// What was stored with it, for somebody who sees neither the jacket nor whom it is about.
    func figuresElsewhere() throws -> WorkItemFiguresPage {
        var page = try figures()
        page.identity.memberName = nil
        page.timeline = nil
        page.source = Self.otherModel
        page.groups = [WorkItemFiguresPage.Group(title: "Profile data compared with the next item", figures: [("Complaints", "4", "")])]
        return page
    }

    func ownElsewhere() -> OwnItemPage {
        var page = ownItem(full: true)
        page.source = Self.otherModel
        return page
    }

    func guideElsewhere() -> GuideSheetPage {
        var page = guideSheet()
        page.source = Self.otherModel
        return page
    }

    func queueElsewhere() -> WorkItemQueuePage {
        var queue = queue(rows: 2)
        queue.rows[0].source = Self.otherModel
        return queue
    }

    private func closedQueue() -> WorkItemQueuePage {
        var queue = queue(rows: 2)
        queue.closed = true
        queue.rows = queue.rows.map { row in
            var row = row
            row.validity.stopped = now.addingTimeInterval(-90_000)
            row.forwarding.stopped = row.validity.stopped
            return row
        }
        return queue
    }

    func review(notes count: Int) -> WorkItemReview {
        WorkItemReview(
            reference: "W-2041",
            notes: (0..<count).map { index in
                let number = 12 - index
                return ReviewNote(
                    number: number, writtenAt: now.addingTimeInterval(-Double(index) * 9_000), author: index % 2 == 0 ? "w.hawthorn" : "l.heron",
                    authorName: index % 2 == 0 ? names[1] : names[2],
                    text: index == 1
                        ? String(repeating: "The records of the autumn were read again, one by one. ", count: 20)
                        : "Read the jacket through 1 January.\nTwo of the complaints come from one evening; see the report attached.",
                    revises: index == 0 ? 11 : nil, revisedBy: index == 1 ? 12 : nil)
            }, total: count == 0 ? 0 : 12,
            papers: count == 0
                ? []
                : [
                    WorkItemReview.Paper(
                        number: 1, name: "Report of 3 October.pdf", kind: .pdf, size: 183_204, addedAt: now.addingTimeInterval(-86_000),
                        authorName: names[1]),
                    WorkItemReview.Paper(number: 2, name: "notes.txt", kind: .text, size: 812, addedAt: now, authorName: names[2]),
                ], mayWrite: true, form: "c2FtcGxlLWZvcm0tMDAwMQ", reader: "w.hawthorn")
    }

    func comparison(changed: Bool, source: String? = nil) throws -> WorkItemComparison {
        func snapshot(_ day: Day, complaints: Int, _ source: String? = nil) -> Snapshot {
            Snapshot(
                asOf: day, rank: "Police officer", yearsOfService: 2, categories: [], indicators: [],
                profile: [
                    Snapshot.Field(key: "rank", title: "Rank", value: "Police officer"),
                    Snapshot.Field(key: "complaint", title: "Complaints", value: String(complaints)),
                    Snapshot.Field(key: "useOfForce", title: "Uses of force", value: "9"),
                ], figures: [], source: source)
        }
        let (before, now) = (try day(2017, 11, 1), try day(2018, 1, 1))
        return WorkItemComparison(
            earlier: "W-1988", earlierGenerated: before, generated: now,
            profile: ProfileComparison(snapshot(before, complaints: changed ? 3 : 4), snapshot(now, complaints: 4, source)))
    }
}
