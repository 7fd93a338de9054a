import Directives
import Foundation
import Casework
import OfficerSupport

/// The member's item before this one, and what has changed in the profile data since (`D20-04:V.A.3.NOTE`).
package struct WorkItemComparison: Sendable {
    package var earlier: String
    package var earlierGenerated: Day
    package var generated: Day
    package var profile: ProfileComparison

    package init(earlier: String, earlierGenerated: Day, generated: Day, profile: ProfileComparison) {
        self.earlier = earlier
        self.earlierGenerated = earlierGenerated
        self.generated = generated
        self.profile = profile
    }

    var isUnchanged: Bool { profile.isEqual }

    /// Said when the two were not made in months that follow each other (ambiguity 2.6).
    var gap: String? {
        let months = (generated.year * 12 + generated.month) - (earlierGenerated.year * 12 + earlierGenerated.month)
        return months > 1 ? "\(Figures.plural(months, "month")) lie between the two." : nil
    }

    var table: DataTable {
        DataTable(
            caption: "Profile data of Work Item \(earlier) and of this one",
            columns: [
                Column("Profile data"), Column("\(earlier), \(earlierGenerated.short)", .figures, short: earlier),
                Column("This one, \(generated.short)", .figures, short: "This one"), Column("Changed"),
            ],
            rows: profile.fields.map { field in
                [Cell(field.title), Cell(field.before ?? "not on file then"), Cell(field.now ?? "no longer on file"), Cell(field.same ? "no" : "yes")]
            }, dense: true, marked: Set(profile.fields.indices.filter { !profile.fields[$0].same }))
    }
}

/// Closes an item as duplicative: the comparison, the reason, and one button that cannot be taken back. Fields: `reason`,
/// `earlier`, `csrf`; posted to the same address.
package struct WorkItemClosingPage: Screen {
    package var frame: Frame
    package var reference: String
    package var memberName: String
    package var comparison: WorkItemComparison?
    /// What stands in the way whatever is written.
    package var obstacles: [ClosingObstacle]
    package var reason: String
    package var problems: [FormProblem]
    package var grounds: Grounds

    package init(
        frame: Frame, reference: String, memberName: String, comparison: WorkItemComparison?, obstacles: [ClosingObstacle],
        reason: String = "", problems: [FormProblem] = [], grounds: Grounds
    ) {
        self.frame = frame
        self.reference = reference
        self.memberName = memberName
        self.comparison = comparison
        self.obstacles = obstacles
        self.reason = reason
        self.problems = problems
        self.grounds = grounds
    }

    package var body: Node {
        let title = "Close Work Item \(reference) as duplicative"
        return Layout(problems.isEmpty ? title : "Error: \(title)", frame, section: .workItems) {
            p(.class("back")) { a(.href(Paths.workItem(reference))) { "← Work Item \(reference), \(memberName)" } }
            ErrorSummary(problems: problems)
            h1 { title }
            div(.class("measure")) {
                if obstacles.isEmpty { form } else { refusal }
            }
            if let comparison {
                h2 { "The profile data, field by field" }
                if let gap = comparison.gap { p { gap } }
                div(.class("measure")) { comparison.table }
            }
            grounds
        }.body
    }

    private var refusal: Node {
        .group([
            p(.class("lede")) { "This Work Item cannot be closed as duplicative." },
            ul {
                for obstacle in obstacles {
                    li {
                        obstacle.description + " "
                        CitationLink(obstacle.cites, in: .sentence)
                    }
                }
            },
            p {
                "It is valid then, and goes to the area representative. An error in the data is mended in the source; say so in a note. "
                CitationLink("D20-04:V.A.4", in: .sentence)
            },
        ])
    }

    private var form: Node {
        .group([
            p(.class("lede")) {
                "The profile data have not changed since Work Item "
                comparison?.earlier ?? ""
                ", so this one may be closed. "
                CitationLink("D20-04:V.A.3.NOTE", in: .sentence)
            },
            h2 { "What will happen" },
            ul {
                li { "Work Item \(reference) leaves the queue for good; its clocks stop. This cannot be taken back." }
                li { "Work Item \(comparison?.earlier ?? "") goes on unchanged." }
                li { "Nobody is told: not the member, not the district." }
                li { "The Officer Support Unit can still open it, in the list of closed items." }
            },
            Pages.form(.post, .action(Paths.workItemClosing(reference)), .novalidate, .class("stack")) {
                CSRF(frame)
                input(.type("hidden"), .name("earlier"), .value(comparison?.earlier ?? ""))
                TextArea(
                    id: "reason", title: "Why it is closed", hint: "Kept sealed with the item, up to \(Figures.count(Prompt.longestText)) characters.",
                    problem: problems.sentence(for: "reason"), rows: 4, value: reason)
                p(.class("actions")) {
                    button(.type("submit")) { "Close \(reference) for good" }
                    a(.href(Paths.workItem(reference))) { "Leave it open" }
                }
            },
        ])
    }
}
