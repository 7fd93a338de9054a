import Casework
import Directives
import Foundation
import Resiliency

/// What the reader may see of the Resiliency Support System: for the section the whole register, for others the records that
/// are theirs. Whoever has a part in none sees an empty page and no number.
package struct ResiliencyPage: Screen {
    package var frame: Frame
    package var isRegister: Bool
    package var rows: [Row]
    /// The filter of the register: one employee's records.
    package var only: String?
    package var begins: [(words: String, link: Link)]
    package var links: [(words: String, link: Link)]

    /// The acts of which one opens the section of the navigation.
    package static let doors: Set<Act> = [
        .documentIncident, .seeResiliencyRegister, .determineIncident, .approvePlan, .referToSection, .seeFiledEvaluation,
    ]

    package struct Row: Sendable {
        package var title: String
        package var link: Link
        package var name: String
        package var unit: String
        package var state: String
        package var isOpen: Bool
        package var occurred: Day?
        package var opened: Date
        /// All records of the employee, where the reader may list them.
        package var all: Link?

        package init(title: String, link: Link, name: String, unit: String, state: String, isOpen: Bool, occurred: Day?, opened: Date, all: Link?) {
            self.title = title
            self.link = link
            self.name = name
            self.unit = unit
            self.state = state
            self.isOpen = isOpen
            self.occurred = occurred
            self.opened = opened
            self.all = all
        }
    }

    package init(
        frame: Frame, isRegister: Bool, rows: [Row], only: String? = nil, begins: [(words: String, link: Link)], links: [(words: String, link: Link)]
    ) {
        self.frame = frame
        self.isRegister = isRegister
        self.rows = rows
        self.only = only
        self.begins = begins
        self.links = links
    }

    package var body: Node {
        Layout(isRegister ? "Register of the Resiliency Support System" : "Resiliency Support System", frame, section: .resiliency) {
            h1 { isRegister ? "Register" : "Resiliency Support" }
            p(.class("lede")) {
                isRegister
                    ? "Every incident, plan, mandatory plan and referral that is held. It opens for the Officer Wellness Section alone, and each look is recorded. "
                    : "One private place to write a worry down, to get help from the Officer Wellness Section, and to see it through. "
                CitationLink(isRegister ? "SRV-017:IV.J.1" : "SRV-017:I.A", in: .sentence)
            }
            if !begins.isEmpty {
                p(.class("actions")) {
                    for (index, way) in begins.enumerated() { a(.class(index == 0 ? "button" : "button secondary"), .href(way.link)) { way.words } }
                }
            }
            if !links.isEmpty { p(.class("identity-links")) { for way in links { a(.href(way.link)) { way.words } } } }
            if let only {
                p {
                    "Only \(only). "
                    a(.href(Paths.resiliencyRegister)) { "Show everybody" }
                }
            }
            list("Open", rows.filter(\.isOpen), empty: "Nothing is open that you may see.")
            list("Closed", rows.filter { !$0.isOpen }, empty: nil)
            p(.class("small")) {
                "Everything about an employee is destroyed one year after the latest incident took place. "
                CitationLink("SRV-017:IV.J.1#2", in: .sentence)
            }
        }.body
    }

    private func list(_ title: String, _ rows: [Row], empty: String?) -> Node {
        guard !rows.isEmpty || empty != nil else { return .nothing }
        return section(.class("band")) {
            h2 { "\(title) (\(Figures.count(rows.count)))" }
            if rows.isEmpty {
                p { empty ?? "" }
            } else {
                DataTable(
                    caption: title, captionShown: false,
                    columns: [Column("Record"), Column("Employee"), Column("Unit"), Column("Took place"), Column("Where it stands"), Column("Begun")],
                    rows: rows.map { row in
                        [
                            Cell(a(.href(row.link)) { row.title }), Cell(row.all.map { link in a(.href(link)) { row.name } } ?? .text(row.name)), Cell(row.unit),
                            Cell(row.occurred?.short ?? "–"), Cell(row.state), Cell(frame.wording.moment(row.opened)),
                        ]
                    }, browsable: true)
            }
        }
    }
}
