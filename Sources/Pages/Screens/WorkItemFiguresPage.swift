import Casework
import Directives
import Foundation
import OfficerSupport

/// All that the application saw when it made a Work Item: the member's records on a timeline, and each figure of the frozen
/// snapshot; of an item scored elsewhere the profile that was stored with it. A page of its own: whoever has the conversation needs the reasons, and only some check the numbers.
package struct WorkItemFiguresPage: Screen {
    package var frame: Frame
    package var identity: WorkItemPage.Identity
    package var generated: Date
    /// The day whose records the run looked at.
    package var asOf: Day
    /// The member's records by kind; nil for those who may not see the jacket.
    package var timeline: Strip?
    package var groups: [Group]
    /// The name of the model outside of Mainstay that scored the member.
    package var source: String?
    package var grounds: Grounds

    package struct Group: Sendable {
        package var title: String
        package var figures: [(name: String, value: String, unit: String)]
        package init(title: String, figures: [(name: String, value: String, unit: String)]) {
            self.title = title
            self.figures = figures
        }
    }

    package init(
        frame: Frame, identity: WorkItemPage.Identity, generated: Date, asOf: Day, timeline: Strip?, groups: [Group], source: String? = nil,
        grounds: Grounds
    ) {
        self.frame = frame
        self.identity = identity
        self.generated = generated
        self.asOf = asOf
        self.timeline = timeline
        self.groups = groups
        self.source = source
        self.grounds = grounds
    }

    package var body: Node {
        let title = "Work Item \(identity.reference)"
        let what = source == nil ? "What the application saw" : "The profile stored with the item"
        return Layout("\(what): \(title)", frame, section: .workItems) {
            IdentityBar(
                kind: "\(title): \(what.lowercasedFirst)", status: identity.status, name: identity.memberName ?? title, facts: identity.facts,
                links: [(words: "Back to the Work Item", link: Paths.workItem(identity.reference))] + identity.links)
            if let timeline {
                h2 { "The member’s timeline" }
                timeline.chart(
                    title: "Records by kind, \(timeline.axis.years.lowerBound) to \(timeline.axis.years.upperBound)",
                    sentence: "Each dot is a record that was known on \(asOf.short).")
            }
            if let source { p { "\(Snapshot.scored(by: source))." } }
            frozen
            grounds
        }.body
    }

    private var frozen: Node {
        section(.aria("labelledby", "snapshot")) {
            h2(.id("snapshot")) { source == nil ? "The frozen snapshot" : "The stored profile" }
            p(.class("measure")) {
                source == nil ? "The figures the application saw" : "What the department’s records held of the member"
                " on \(asOf.short). They were stored with the Work Item at \(frame.wording.moment(generated)) and do not change when records are corrected later."
            }
            for group in groups {
                details {
                    summary { "\(group.title) (\(Figures.plural(group.figures.count, "figure")))" }
                    DataTable(
                        caption: group.title, captionShown: false,
                        columns: [Column("Figure"), Column("Value", .figures), Column("Unit")],
                        rows: group.figures.map { [Cell($0.name), Cell($0.value), Cell($0.unit)] }, dense: true)
                }
            }
        }
    }
}
