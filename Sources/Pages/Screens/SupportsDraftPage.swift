import Directives
import OfficerSupport

/// The Officer Support Unit's desk for the supports document (`D20-04:IV.A.2`): the draft of the next edition, what it would
/// change, and the duty of each quarter.
package struct SupportsDraftPage: Screen {
    package var frame: Frame
    package var title: String
    package var draft: SupportsDraft
    package var difference: SupportsDifference
    package var update: QuarterlyUpdate
    /// What was typed as the note of a review.
    package var note: String
    package var problems: [FormProblem]

    package init(
        frame: Frame, title: String, draft: SupportsDraft, difference: SupportsDifference, update: QuarterlyUpdate, note: String = "",
        problems: [FormProblem] = []
    ) {
        self.frame = frame
        self.title = title
        self.draft = draft
        self.difference = difference
        self.update = update
        self.note = note
        self.problems = problems
    }

    package var body: Node {
        let heading = "Draft of edition \(next)"
        return Layout(problems.isEmpty ? heading : "Error: \(heading)", frame, section: .supports) {
            p(.class("back")) { a(.href(Paths.supports)) { "← \(title)" } }
            ErrorSummary(problems: problems)
            div(.class("heading")) {
                h1 { heading }
                if !draft.entries.isEmpty, !difference.isEmpty { a(.class("button"), .href(Paths.supportsPublication)) { "Publish edition \(next)" } }
            }
            p(.class("lede")) {
                "What you write here is seen by the Officer Support Unit alone until it is published. A published edition never changes again. "
                CitationLink("D20-04:IV.A.2", in: .sentence)
            }
            div(.class("two-thirds")) {
                div(.class("wide")) {
                    supports
                    questions
                }
                aside(.class("narrow-side"), .aria("labelledby", "quarter")) { quarter }
            }
            quarters
        }.body
    }

    private var next: Int { (draft.basedOn ?? 0) + 1 }

    // MARK: The supports

    private var supports: Node {
        section(.aria("labelledby", "supports")) {
            h2(.id("supports")) { draft.entries.isEmpty ? "Supports" : Figures.plural(draft.entries.count, "support") }
            if draft.entries.isEmpty {
                p(.class("empty")) { "There is no support in the draft yet. Add the first: its name, what it is, how it is reached, who may use it, and whether it is confidential." }
            } else {
                DataTable(
                    caption: "Supports of the draft", captionShown: false,
                    columns: [Column("Support"), Column("Kind"), Column("Recommended for"), Column("Since edition \(draft.basedOn ?? 0)", short: "State")],
                    rows: SupportsEdition.groups(draft.supports).flatMap(\.supports).map(row), browsable: true)
            }
            p(.class("actions")) { a(.class("button secondary"), .href(Paths.newSupport)) { "Add a support" } }
            if !difference.takenOut.isEmpty {
                p(.class("small")) { "Taken out since edition \(draft.basedOn ?? 0): \(Figures.list(difference.takenOut.map(\.title))). Older editions keep them." }
            }
        }
    }

    private func row(_ support: Support) -> [Cell] {
        let marks = draft[support.key]?.recommendations ?? []
        return [
            Cell(a(.href(Paths.draftSupport(support.key))) { support.title }), Cell(support.kind.title),
            Cell(marks.isEmpty ? "–" : marks.map(\.stressor.title).joined(separator: "; ")), Cell(state(support)),
        ]
    }

    private func state(_ support: Support) -> Node {
        if draft.basedOn == nil || difference.added.contains(support) { return strong { "new" } }
        if difference.changed.contains(support) { return strong { "changed" } }
        return difference.recommended.contains(support) ? strong { "recommendations changed" } : .text("as it was")
    }

    private var questions: Node {
        section(.aria("labelledby", "questions")) {
            h2(.id("questions")) {
                "Self-assessment "
                CitationLink("D20-04:III.A.5.NOTE")
            }
            p { "\(Figures.plural(draft.selfAssessment.questions.count, "question"))\(difference.questionsChanged ? ", changed since edition \(draft.basedOn ?? 0)" : ""). Members read them; no answer is ever stored." }
            p { a(.href(Paths.draftQuestions)) { "Change the questions" } }
        }
    }

    // MARK: The quarter

    @Markup private var quarter: Node {
        h2(.id("quarter")) { "This quarter" }
        UpdateStanding(update: update)
        if draft.basedOn != nil, update.present?.state != .done { review }
    }

    private var review: Node {
        form(.post, .action(Paths.supportsReviews), .novalidate, .class("stack")) {
            CSRF(frame)
            TextArea(
                id: "note", title: "Reviewed, no change", hint: "What was looked at, if you like: “All numbers called, hours confirmed.”",
                problem: problems.sentence(for: "note"), rows: 3, value: note)
            button(.type("submit"), .class("secondary")) { "Record the review" }
        }
    }

    private var quarters: Node {
        section(.aria("labelledby", "quarters")) {
            h2(.id("quarters")) {
                "Quarter by quarter "
                CitationLink("D20-04:IV.A.2.NOTE")
            }
            DataTable(
                caption: "The duty of each calendar quarter, newest first", captionShown: false,
                columns: [Column("Quarter"), Column("Last day"), Column("Update"), Column("What was noted")],
                rows: update.standings.prefix(12).map { standing in
                    [
                        Cell(standing.quarter.name.capitalizedFirst), Cell(standing.lastDay.short), Cell(words(standing)),
                        Cell(standing.fulfilment.map { $0.note.isEmpty ? "–" : $0.note } ?? "–"),
                    ]
                })
        }
    }

    private func words(_ standing: QuarterlyUpdate.Standing) -> Node {
        switch standing.state {
        case .done:
            let done = standing.fulfilment
            guard let edition = done?.edition else { return .text("\(done?.words ?? ""), \(done?.on.short ?? "")") }
            return .group([a(.href(Paths.supportsEdition(edition))) { "Edition \(edition)" }, .text(", \(done?.on.short ?? ""), \(done?.by ?? "")")])
        case .open: return .text("not done yet")
        case .missed: return span(.class("wrong-words")) { "missed: neither an edition nor a review" }
        }
    }
}
