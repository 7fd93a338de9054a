import Casework
import Directives
import Foundation
import Resiliency

/// One year's program evaluation: the figures that `SRV-017:IV.J.2` asks for, the words beside them, and for the section the
/// forms that write and file it.
package struct EvaluationPage: Screen {
    package var frame: Frame
    package var report: EvaluationReport
    package var grounds: Grounds
    /// Nil where the reader reads only, and once it is filed.
    package var desk: EvaluationDesk?

    package init(frame: Frame, report: EvaluationReport, grounds: Grounds, desk: EvaluationDesk?) {
        self.frame = frame
        self.report = report
        self.grounds = grounds
        self.desk = desk
    }

    private var evaluation: Evaluation { report.evaluation }
    private var figures: EvaluationFigures { evaluation.figures }

    package var body: Node {
        let title = "Program evaluation \(evaluation.year)"
        return Layout(desk.map { !$0.problems.isEmpty } == true ? "Error: \(title)" : title, frame, section: .resiliency) {
            div(.class("evaluation")) {
                p(.class("back")) { a(.href(Paths.evaluations)) { "← Yearly evaluations" } }
                if let desk { ErrorSummary(problems: desk.problems) }
                heading
                keyFigures
                numbers
                key
                resources
                words(.effectiveness)
                corrections
                if let desk {
                    EvaluationForms(frame: frame, report: report, desk: desk)
                }
                grounds
            }
        }.body
    }

    // MARK: What it is

    private var heading: Node {
        .group([
            h1 { "Resiliency Support System: program evaluation \(evaluation.year)" },
            SummaryList(rows: [
                ("To", .group([.text(Evaluation.recipient + " "), CitationLink("SRV-017:IV.J.2", in: .sentence).body])),
                ("Year", .text("1 January to 31 December \(evaluation.year)")), ("Due", .text(Evaluation.due(evaluation.year)?.short ?? "–")),
                ("Where it stands", standing),
            ]).body,
            p(.class("actions further")) {
                a(.href(Paths.evaluationTable(evaluation.year))) { "Figures as CSV" }
                a(.href(Paths.evaluationWorkbook(evaluation.year))) { "Spreadsheet (XLSX)" }
                span(.class("small")) { "For a PDF, print this page and choose “Save as PDF”." }
            },
        ])
    }

    private var standing: Node {
        if evaluation.state == .filed {
            return .text("Filed on \(evaluation.filedOn?.short ?? "–") by \(evaluation.filedBy ?? "the OWS Administrative Coordinator"). It does not change any more.")
        }
        if evaluation.isOverdue(on: frame.wording.today) { return span(.class("wrong-words")) { "Not filed yet, and overdue" } }
        return .text(evaluation.year >= frame.wording.today.year ? "The year is under way; the figures are those of today." : "Not filed yet; the figures are those of today.")
    }

    private var keyFigures: Node {
        func one(_ number: Int, _ words: String) -> Node { p(.class("figure")) { strong { Figures.count(number) }; words } }
        return div(.class("key-figures")) {
            one(figures.contacts, "RSS contacts")
            one(figures.activations.first?.count ?? 0, "activated cases")
            one(figures.completed, "plans completed successfully")
            one(figures.incomplete, "incomplete plans")
        }
    }

    // MARK: Parts

    private var numbers: Node {
        .group([
            part("contacts", "RSS contacts", "SRV-017:IV.J.2#2") {
                p { "\(Figures.plural(figures.contacts, "contact")) of supervisors and employees with the Officer Wellness Section, whether or not activation followed." }
                table(.purposes)
            },
            part("plans", "RSS action plans", "SRV-017:IV.J.2#3") {
                table(.plans)
                p(.class("small")) {
                    "Incomplete plans are both those that run on and those that ended without completion. "
                    CitationLink("SRV-017:IV.J.2#4", in: .sentence)
                }
            },
            part("activations", "Activated cases, compared from year to year", "SRV-017:IV.J.2#5") { comparison },
        ])
    }

    private var key: Node {
        .group([
            words(.benchmarks),
            part("criteria", "Activations by criterion", "SRV-017:IV.J.2#6", level: 3) {
                p(.class("small")) { "A case that meets several criteria counts under each of them." }
                table(.criteria)
            },
            part("triggers", "Activations by trigger", "SRV-017:IV.J.2#6", level: 3) { table(.triggers) },
        ])
    }

    private var resources: Node {
        .group([
            words(.resources),
            part("use", "Measures and resources: how often each was offered, accepted, declined, done", "SRV-017:IV.J.2#7", level: 3) { table(.resources) },
        ])
    }

    private func part(_ id: String, _ title: String, _ cites: Citation, level: Int = 2, @Markup _ content: () -> Node) -> Node {
        section(.aria("labelledby", id)) {
            if level == 2 {
                h2(.id(id)) { title; " "; CitationLink(cites) }
            } else {
                h3(.id(id)) { title; " "; CitationLink(cites) }
            }
            content()
        }
    }

    private func words(_ section: Evaluation.Section) -> Node {
        let text = evaluation.sections[section] ?? ""
        return part(section.rawValue + "-words", section.title, section.cites) {
            if text.isEmpty {
                p(.class("small")) { evaluation.state == .filed ? "Nothing was written." : "Not written yet." }
            } else {
                p(.class("note-text"), .dir("auto")) { text }
            }
        }
    }

    // MARK: Tables

    private func table(_ part: EvaluationReport.Part) -> Node {
        let table = report.table(part)
        if table.isWithheld {
            return p {
                "There were so few that nothing can be said of what they were without pointing at somebody: all of it is withheld."
            }
        }
        guard !table.rows.isEmpty else { return p { "None in \(evaluation.year)." } }
        return Node.group([
            DataTable(
                caption: part.title, captionShown: false,
                columns: table.columns.enumerated().map { Column($0.element, $0.offset == 0 ? .words : .figures) }, rows: table.rows.map { $0.map(cell) }
            ).body,
            table.rows.contains { $0.contains(.withheld) } ? p(.class("small")) { EvaluationReport.withheldNote } : .nothing,
        ])
    }

    private func cell(_ cell: EvaluationReport.Cell) -> Cell {
        switch cell {
        case .words(let text): Cell(text)
        case .count(let count): Cell(Figures.count(count))
        case .withheld: Cell(span(.class("withheld")) { cell.words })
        default: Cell(cell.words)
        }
    }

    /// The years with their bars, so that the figures and the picture are one.
    private var comparison: Node {
        let most = figures.activations.map(\.count).max() ?? 0
        let sentence =
            figures.activations.count == 1 ? "No earlier year is held, so there is nothing to compare with yet."
            : "Activated cases of \(evaluation.year) and of the \(Figures.plural(figures.activations.count - 1, "year")) before it, with the difference from the year before each."
        return .group([
            p { sentence },
            DataTable(
                caption: "Activated cases by year", captionShown: false,
                columns: [Column("Year"), Column("Activated cases", .figures), Column("Difference", .figures), Column("In percent", .figures), Column("Bar", short: "Bar")],
                rows: figures.activations.map { year in
                    [
                        Cell(String(year.year)), Cell(Figures.count(year.count)), Cell(EvaluationReport.Cell(difference: year.difference).words),
                        Cell(EvaluationReport.Cell(percent: year.percent).words), Cell(bar(year.year, year.count, of: most)),
                    ]
                }
            ).body,
        ])
    }

    private func bar(_ year: Int, _ count: Int, of most: Int) -> Node {
        let height = 16.0
        let width = most > 0 ? Double(count) / Double(most) * Stretched.width : 0
        return Stretched(
            title: "\(year): \(Figures.plural(count, "activated case"))", className: "plot year-bar", height: height,
            shapes: [SVG.rect(.class("bar"), .x(0), .y(2), .width(width), .height(height - 4))]
        ).body
    }

    // MARK: Corrections

    @Markup private var corrections: Node {
        if !evaluation.corrections.isEmpty {
            part("corrections", "Corrections of what was counted", "SRV-017:IV.J.2") {
                p { "Records are destroyed when the directive says so, so counts are taken when things happen and are not counted again. What was counted wrongly is corrected here, with its reason; the figures above hold the corrections." }
                DataTable(
                    caption: "Corrections", captionShown: false, columns: [Column("What was counted"), Column("Difference", .figures), Column("Reason")],
                    rows: evaluation.corrections.map { correction in
                        [Cell(report.title(of: correction)), Cell(EvaluationReport.Cell.difference(correction.difference).words), Cell(correction.reason)]
                    })
            }
        }
    }
}

extension EvaluationReport.Cell {
    init(difference: Int?) { self = difference.map(Self.difference) ?? .none }
    init(percent: Int?) { self = percent.map(Self.percent) ?? .none }
}
