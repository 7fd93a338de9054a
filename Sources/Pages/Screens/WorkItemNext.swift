import Directives
import OfficerSupport

extension WorkItemPage {
    // MARK: What to do now

    var now: Node {
        section(.class("next"), .aria("labelledby", "next")) {
            h2(.id("next")) { closed == nil ? "What to do now" : "What happened" }
            if let closed {
                closing(closed)
            } else {
                NextSteps(standing: standing, wording: frame.wording)
                if let comparison { compared(comparison) }
            }
        }
    }

    @Markup private func closing(_ closed: Closed) -> Node {
        p {
            "Closed as duplicative on \(frame.wording.moment(closed.at))"
            if let by = closed.by { " by \(by)" }
            "."
            if let earlier = closed.earlier {
                " It repeats Work Item "
                a(.href(Paths.workItem(earlier))) { earlier }
                ", which goes on unchanged."
            }
            " Nothing more is done with it, and nobody was told. "
            CitationLink("D20-04:V.A.3.NOTE#2", in: .sentence)
        }
        if let reason = closed.reason {
            div(.class("note note-text"), .dir("auto")) { Typed.shown(reason) }
        }
    }

    @Markup private func compared(_ comparison: WorkItemComparison) -> Node {
        if comparison.isUnchanged {
            div(.class("note")) {
                p {
                    "The member’s underlying profile has not changed since Work Item "
                    a(.href(Paths.workItem(comparison.earlier))) { comparison.earlier }
                    " of \(comparison.earlierGenerated.short). That is the one ground on which a Work Item may be invalid; the analyst decides. "
                    CitationLink("D20-04:V.A.3.NOTE", in: .sentence)
                }
                if mayClose {
                    p { a(.class("button secondary"), .href(Paths.workItemClosing(identity.reference))) { "Close as duplicative" } }
                }
            }
        } else if !comparison.profile.isOfOneSource {
            p {
                "It is not the member’s first: Work Item "
                a(.href(Paths.workItem(comparison.earlier))) { comparison.earlier }
                " of \(comparison.earlierGenerated.short) is before it. \(ProfileComparison.sources(comparison.profile.sourceBefore, comparison.profile.sourceNow)) So it is no repetition. "
                CitationLink("D20-04:V.A.3.NOTE", in: .sentence)
            }
        } else {
            p {
                "It is not the member’s first: the profile data have changed since Work Item "
                a(.href(Paths.workItem(comparison.earlier))) { comparison.earlier }
                " of \(comparison.earlierGenerated.short), so it is no repetition. "
                CitationLink("D20-04:V.A.3.NOTE", in: .sentence)
            }
        }
        details {
            summary { "Compare the profile data, field by field" }
            if let gap = comparison.gap { p(.class("small")) { gap } }
            comparison.table
        }
    }

    // MARK: The conversation, guidance, what happened

    @Markup var talk: Node {
        if let conversation, !conversation.isEmpty {
            section(.aria("labelledby", "conversation")) {
                h2(.id("conversation")) { "The conversation" }
                p(.class("small")) {
                    "Shared with the overseer and the assigned supervisor, and with the area representative as needed. "
                    CitationLink("D20-04:VI.B.4.c")
                }
                CaseHistory(entries: conversation, wording: frame.wording, isOpen: true, prefix: "talk")
            }
        }
    }

    @Markup var guided: Node {
        if !guidance.isEmpty {
            section(.aria("labelledby", "guidance")) {
                h2(.id("guidance")) { "Guidance" }
                CaseHistory(entries: guidance, wording: frame.wording, isOpen: true, prefix: "guidance")
            }
        }
    }

    /// What stands in a section of its own is not written out again among the steps.
    private var above: [Int: String] {
        let talked = (conversation ?? []).map { ($0.number, "talk-\($0.number)") }
        return Dictionary(talked + guidance.map { ($0.number, "guidance-\($0.number)") }, uniquingKeysWith: { first, _ in first })
    }

    @Markup var happened: Node {
        if !standing.entries.isEmpty {
            section(.aria("labelledby", "happened")) {
                h2(.id("happened")) { closed == nil ? "What happened" : "Step by step" }
                CaseHistory(entries: standing.entries, wording: frame.wording, elsewhere: above)
            }
        }
    }

    // MARK: Notes and papers

    /// Notes shown on the item's own page, and how much of each.
    private var cut: Int { 600 }

    @Markup var notesAndPapers: Node {
        if let review {
            section(.class("review"), .aria("labelledby", "review")) {
                h2(.id("review")) { "Review notes and papers" }
                if review.notes.isEmpty, review.papers.isEmpty {
                    p(.class("small")) { "Nothing has been noted yet. What is written here is sealed and read by the Officer Support Unit alone." }
                }
                if !review.notes.isEmpty { NoteList(review: review, wording: frame.wording, cut: cut) }
                if review.total > review.notes.count {
                    p { a(.href(Paths.workItemNotes(identity.reference))) { "All \(Figures.count(review.total)) notes" } }
                }
                if !review.papers.isEmpty { PaperList(review: review, wording: frame.wording) }
                if review.mayWrite {
                    details(.class("write")) {
                        summary { "Write a note" }
                        NoteForm(review: review, frame: frame)
                    }
                    details(.class("write")) {
                        summary { "Attach a paper" }
                        PaperForm(review: review, frame: frame)
                    }
                }
            }
        }
    }
}
