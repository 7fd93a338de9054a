import Directives

/// All notes on an item and its papers, with the forms to add to them. A form with something wrong in it comes back here,
/// with what was typed.
package struct WorkItemNotesPage: Screen {
    package var frame: Frame
    package var review: WorkItemReview
    package var memberName: String
    package var page: Int
    package var text: String
    package var revising: Int?
    package var problems: [FormProblem]
    package var grounds: Grounds

    package init(
        frame: Frame, review: WorkItemReview, memberName: String, page: Int, text: String = "", revising: Int? = nil,
        problems: [FormProblem] = [], grounds: Grounds
    ) {
        self.frame = frame
        self.review = review
        self.memberName = memberName
        self.page = page
        self.text = text
        self.revising = revising
        self.problems = problems
        self.grounds = grounds
    }

    package var body: Node {
        let title = "Notes and papers of Work Item \(review.reference)"
        return Layout(problems.isEmpty ? title : "Error: \(title)", frame, section: .workItems) {
            p(.class("back")) { a(.href(Paths.workItem(review.reference))) { "← Work Item \(review.reference), \(memberName)" } }
            ErrorSummary(problems: problems)
            h1 { title }
            div(.class("two-thirds")) {
                div(.class("wide")) {
                    notes
                    if review.mayWrite {
                        section(.class("write"), .aria("labelledby", "write")) {
                            h2(.id("write")) { revising.map { "Revise note \($0)" } ?? "Write a note" }
                            NoteForm(review: review, frame: frame, text: text, revising: revising, problems: problems)
                        }
                    }
                }
                aside(.class("narrow-side"), .aria("labelledby", "papers")) { papers }
            }
            grounds
        }.body
    }

    private var notes: Node {
        section(.aria("labelledby", "notes")) {
            h2(.id("notes")) { Figures.plural(review.total, "note") }
            if review.notes.isEmpty {
                p(.class("empty")) { "Nothing has been noted on this Work Item yet." }
            } else {
                NoteList(review: review, wording: frame.wording, cut: nil)
            }
            Pager(
                "Pages of notes", page: page, pages: max(1, (review.total + WorkItemReview.perPage - 1) / WorkItemReview.perPage),
                total: review.total, many: "notes"
            ) { number in Paths.workItemNotes(review.reference).with([("page", number > 1 ? String(number) : "")]) }
        }
    }

    @Markup private var papers: Node {
        h2(.id("papers")) { "Papers" }
        if review.papers.isEmpty {
            p(.class("small")) { "No paper is attached." }
        } else {
            PaperList(review: review, wording: frame.wording)
        }
        if review.mayWrite { PaperForm(review: review, frame: frame, problems: problems) }
    }
}
