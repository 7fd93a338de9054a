import Casework
import Directives
import Resiliency

/// The yearly evaluations of the Resiliency Support System: for the section with their duties, for the Chief of Staff those
/// that were filed (`SRV-017:I.B`, `SRV-017:IV.J.2`).
package struct EvaluationsPage: Screen {
    package var frame: Frame
    package var rows: [Row]
    /// Whether the reader writes them.
    package var isSection: Bool

    package struct Row: Sendable {
        package var year: Int
        package var state: Evaluation.State
        package var due: Day?
        package var filedOn: Day?
        package var filedBy: String?
        package var isOverdue: Bool

        package init(year: Int, state: Evaluation.State, due: Day?, filedOn: Day?, filedBy: String?, isOverdue: Bool) {
            self.year = year
            self.state = state
            self.due = due
            self.filedOn = filedOn
            self.filedBy = filedBy
            self.isOverdue = isOverdue
        }
    }

    package init(frame: Frame, rows: [Row], isSection: Bool) {
        self.frame = frame
        self.rows = rows
        self.isSection = isSection
    }

    package var body: Node {
        Layout("Yearly evaluations", frame, section: .resiliency) {
            p(.class("back")) { a(.href(Paths.resiliency)) { "← Resiliency Support" } }
            h1 { "Yearly evaluations" }
            p(.class("lede")) {
                "Each year the program is evaluated, and the report goes to the \(Evaluation.recipient) by April 1 of the year after. "
                CitationLink("SRV-017:IV.J.2", in: .sentence)
            }
            overdue
            if rows.isEmpty {
                p(.class("empty")) { "No evaluation has been filed with you yet. You are told here when one is." }
            } else {
                DataTable(
                    caption: "Yearly evaluations, newest first", captionShown: false,
                    columns: [Column("Year"), Column("Where it stands"), Column("Due"), Column("Filed on"), Column("Filed by")],
                    rows: rows.map(cells), browsable: true)
            }
        }.body
    }

    @Markup private var overdue: Node {
        let late = rows.filter(\.isOverdue)
        if !late.isEmpty {
            div(.class("note")) {
                p(.class("wrong-words")) {
                    late.count == 1
                        ? "The evaluation of \(late[0].year) is overdue." : "\(Figures.count(late.count)) evaluations are overdue: \(Figures.list(late.map { String($0.year) }))."
                }
            }
        }
    }

    private func cells(_ row: Row) -> [Cell] {
        [
            Cell(a(.href(Paths.evaluation(row.year))) { String(row.year) }), Cell(state(row)), Cell(row.due?.short ?? "–"), Cell(row.filedOn?.short ?? "–"),
            Cell(row.filedBy ?? "–"),
        ]
    }

    private func state(_ row: Row) -> Node {
        if row.isOverdue, let due = row.due {
            return span(.class("wrong-words")) { "\(row.state.title.capitalizedFirst), \(Figures.plural(frame.wording.today.days(since: due), "day")) overdue" }
        }
        return .text(row.state == .open && row.year >= frame.wording.today.year ? "Under way" : row.state.title.capitalizedFirst)
    }
}

extension Evaluation.State {
    var title: String {
        switch self {
        case .open: "not begun"
        case .draft: "draft"
        case .filed: "filed"
        }
    }
}
