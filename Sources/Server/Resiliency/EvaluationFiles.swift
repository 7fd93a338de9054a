import Directives
import Foundation
import Resiliency
import Spreadsheet

/// An evaluation to go on working with.
extension EvaluationReport {
    // MARK: CSV

    /// One figure a line, so that years can be put under each other.
    var csv: String {
        var text = CSVText.line("year", "part", "provision", "item", "figure", "value")
        let year = CSVText.Cell.number(String(evaluation.year))
        for table in tables {
            let part: [CSVText.Cell] = [year, .words(table.part.title), .words(table.part.cites.rawValue)]
            if table.isWithheld { text += CSVText.line(part + [.words(""), .words(""), .words(Cell.withheld.words)]) }
            for row in table.rows {
                for (column, cell) in zip(table.columns, row).dropFirst() {
                    text += CSVText.line(part + [.words(row.first?.words ?? ""), .words(column), cell.csv])
                }
            }
        }
        for section in Evaluation.Section.allCases {
            text += CSVText.line([year, .words(section.title), .words(section.cites.rawValue), .words(""), .words("words"), .words(evaluation.sections[section] ?? "")])
        }
        for correction in evaluation.corrections {
            text += CSVText.line([
                year, .words("Correction"), .words("SRV-017:IV.J.2"), .words(title(of: correction)), .words(correction.reason), .number(String(correction.difference)),
            ])
        }
        return text
    }

    // MARK: Spreadsheet

    /// A sheet for each part, figures as numbers.
    func workbook(department: String, at now: Date) -> Workbook {
        Workbook(
            title: "Resiliency Support System: program evaluation \(evaluation.year)", author: department, made: now,
            sheets: [cover(department)] + tables.map(sheet) + [wording] + (evaluation.corrections.isEmpty ? [] : [correctionSheet]))
    }

    private func cover(_ department: String) -> Workbook.Sheet {
        let figures = evaluation.figures
        let rows: [(String, Workbook.Cell)] = [
            ("Department", .words(department)), ("To", .words(Evaluation.recipient)), ("Year", .number(Double(evaluation.year))),
            ("Due", .words(Evaluation.due(evaluation.year)?.iso ?? "")), ("Filed on", .words(evaluation.filedOn?.iso ?? "not filed")),
            ("Filed by", .words(evaluation.filedBy ?? "")), ("RSS contacts", .number(Double(figures.contacts))),
            ("Activated cases", .number(Double(figures.activations.first?.count ?? 0))), ("Plans completed successfully", .number(Double(figures.completed))),
            ("Incomplete plans", .number(Double(figures.incomplete))),
        ]
        return Workbook.Sheet(
            name: "Report", lines: ["Resiliency Support System: program evaluation \(evaluation.year)", EvaluationReport.withheldNote],
            columns: [Workbook.Column("What", width: 34), Workbook.Column("Value", width: 44)], rows: rows.map { [.words($0.0), $0.1] })
    }

    private func sheet(_ table: Table) -> Workbook.Sheet {
        var lines = ["\(table.part.title), \(evaluation.year)", table.part.cites.rawValue]
        if table.isWithheld { lines.append("All of it is withheld.") }
        return Workbook.Sheet(
            name: table.part.title, lines: lines,
            columns: table.columns.enumerated().map { Workbook.Column($0.element, width: $0.offset == 0 ? 60 : 16) },
            rows: table.rows.map { $0.map(\.workbook) })
    }

    private var wording: Workbook.Sheet {
        Workbook.Sheet(
            name: "In words", lines: ["In words, \(evaluation.year)"],
            columns: [Workbook.Column("Section", width: 40), Workbook.Column("Provision", width: 18), Workbook.Column("Words", width: 90)],
            rows: Evaluation.Section.allCases.map { [.words($0.title), .words($0.cites.rawValue), .words(evaluation.sections[$0] ?? "")] })
    }

    private var correctionSheet: Workbook.Sheet {
        Workbook.Sheet(
            name: "Corrections", lines: ["Corrections of what was counted, \(evaluation.year)"],
            columns: [Workbook.Column("What was counted", width: 60), Workbook.Column("Difference", width: 12), Workbook.Column("Reason", width: 60)],
            rows: evaluation.corrections.map { [.words(title(of: $0)), .number(Double($0.difference)), .words($0.reason)] })
    }
}

extension EvaluationReport.Cell {
    fileprivate var csv: CSVText.Cell {
        switch self {
        case .words(let text): .words(text)
        case .count(let number), .difference(let number), .percent(let number): .number(String(number))
        case .withheld: .words(words)
        case .none: .words("")
        }
    }

    fileprivate var workbook: Workbook.Cell {
        switch self {
        case .words(let text): .words(text)
        case .count(let number), .difference(let number), .percent(let number): .number(Double(number))
        case .withheld: .words(words)
        case .none: .empty
        }
    }
}
