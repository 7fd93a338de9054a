import Directives
import Foundation

/// The Action Plan as it was last submitted, with how far each support came (`D20-04:VI.B.5`, `D20-04:III.A.5`).
package struct WorkItemPlan: Sendable {
    /// 1 for the first.
    package var version: Int
    package var submitted: Date
    package var by: String
    package var supports: [Support]
    /// The other questions of the plan, without the stressors.
    package var answers: [CaseEntry.Answer]
    /// Nil for those who may read the plan and not its stressors.
    package var stressors: String?
    /// What it was returned for and is not yet corrected.
    package var corrections: [String]

    package struct Support: Sendable {
        package var title: String
        /// Support, service or training.
        package var kind: String
        package var state: String
        package var since: Date
        package var hasEnded: Bool
        package init(title: String, kind: String, state: String, since: Date, hasEnded: Bool) {
            self.title = title
            self.kind = kind
            self.state = state
            self.since = since
            self.hasEnded = hasEnded
        }
    }

    package init(
        version: Int, submitted: Date, by: String, supports: [Support], answers: [CaseEntry.Answer], stressors: String?, corrections: [String]
    ) {
        self.version = version
        self.submitted = submitted
        self.by = by
        self.supports = supports
        self.answers = answers
        self.stressors = stressors
        self.corrections = corrections
    }

    func body(_ wording: Wording) -> Node {
        section(.aria("labelledby", "plan")) {
            h2(.id("plan")) { "The Action Plan" }
            p(.class("small")) {
                version == 1 ? "Submitted by \(by), \(wording.moment(submitted)). " : "Version \(Figures.count(version)), submitted by \(by), \(wording.moment(submitted)). "
                CitationLink("D20-04:VI.B.5")
            }
            if !corrections.isEmpty {
                div(.class("note")) {
                    h3 { "Returned for these corrections" }
                    ul { for correction in corrections { li(.dir("auto")) { Typed.shown(correction) } } }
                }
            }
            SupportTable(supports: supports, wording: wording)
            WrittenAnswers(answers: answers)
            if let stressors {
                h3 { "Possible underlying stressors" }
                p(.class("small")) { "Kept apart from the rest of the plan." }
                div(.class("note-text"), .dir("auto")) { Typed.shown(stressors) }
            }
        }
    }
}

/// Supports, services and training with how far each came.
struct SupportTable: Component {
    var supports: [WorkItemPlan.Support]
    var wording: Wording

    var body: Node {
        guard !supports.isEmpty else { return p { "Nothing was recommended." } }
        return DataTable(
            caption: "What is recommended, and how far it came", captionShown: false,
            columns: [Column("Recommended"), Column("Kind"), Column("Where it stands"), Column("Since")],
            rows: supports.map { support in
                [
                    Cell(support.title), Cell(support.kind), Cell(support.hasEnded ? .text(support.state) : strong { support.state }),
                    Cell(wording.moment(support.since)),
                ]
            }
        ).body
    }
}
