import Casework
import Directives
import Foundation
import HTTPTypes
import Pages
import Records
import Resiliency
import Spreadsheet

/// The yearly evaluation of the Resiliency Support System (`SRV-017:I.B`, `SRV-017:IV.J.2`).
extension Office {
    static let evaluationRoutes: [Route] =
        Route.both(Paths.evaluations.target, .seeFiledEvaluation, { try await $0.office.evaluationList($0) }) { visit, list in
            .page(EvaluationsPage(frame: visit.frame(), rows: list.map(\.row), isSection: visit.may(.seeEvaluation)))
        }
        + Route.both(Paths.Template.evaluation, .seeFiledEvaluation, { EvaluationView(try await $0.office.evaluationReport($0), $0.day) }) { visit, view in
            .page(visit.office.evaluationPage(visit, view.report))
        }
        + Route.page(Paths.Template.evaluationTable, .seeFiledEvaluation) { visit in
            let report = try await visit.office.evaluationReport(visit, kind: .export)
            return .csv(name: "rss-evaluation-\(report.evaluation.year).csv", Array(report.csv.utf8))
        }
        + Route.page(Paths.Template.evaluationWorkbook, .seeFiledEvaluation) { visit in
            let report = try await visit.office.evaluationReport(visit, kind: .export)
            return .file(
                name: "rss-evaluation-\(report.evaluation.year).xlsx", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                Data(try report.workbook(department: visit.office.department.name, at: visit.now).bytes()))
        }
        + Route.change(Paths.Template.evaluation, .writeEvaluation) { try await $0.office.writeEvaluation($0) }
        + Route.change(Paths.Template.evaluationCorrections, .writeEvaluation) { try await $0.office.correctTally($0) }

    // MARK: Reading

    /// The section sees what is owed and what is being written; the Chief of Staff what was filed.
    private func evaluationList(_ visit: Visit) async throws -> [EvaluationEntry] {
        let evaluations = visit.may(.seeEvaluation) ? try await records.evaluations(for: visit.asking) : try await records.filedEvaluations(for: visit.asking)
        return evaluations.map { EvaluationEntry($0, visit.day) }
    }

    private func evaluationReport(_ visit: Visit, kind: TrailEntry.Kind = .read) async throws -> EvaluationReport {
        guard let year = visit.parameters["year"].flatMap(Int.init) else { throw Problem.notFound }
        return visit.may(.seeEvaluation)
            ? try await records.evaluation(year, kind: kind, for: visit.asking) : try await records.filedEvaluation(year, kind: kind, for: visit.asking)
    }

    private static let evaluationBanners = [
        "kept": "The draft is kept. Nobody outside the section sees it before it is filed.",
        "filed": "The evaluation is filed, and the Chief of Staff is told. It does not change any more.",
        "corrected": "The correction is entered. It stands in the report with its reason.",
    ]

    private func evaluationPage(_ visit: Visit, _ report: EvaluationReport, desk: EvaluationDesk? = nil) -> EvaluationPage {
        var frame = visit.frame()
        if desk == nil { frame.banner = visit.query["done"].flatMap { Office.evaluationBanners[$0] }.map(Frame.Banner.init) }
        let evaluation = report.evaluation
        let fresh = EvaluationDesk(
            typed: evaluation.sections, seen: Evaluation.mark(of: evaluation.sections), files: visit.may(.fileEvaluation))
        let act: Act = visit.may(.seeEvaluation) ? .seeEvaluation : .seeFiledEvaluation
        let ground = Access.decide(act, by: visit.actor, on: visit.day).ground
        return EvaluationPage(
            frame: frame, report: report,
            grounds: Grounds(sentence: ground?.sentence ?? "", cites: ground?.cites ?? "SRV-017:IV.J.2"),
            desk: desk ?? (evaluation.state != .filed && visit.may(.writeEvaluation) ? fresh : nil))
    }

    // MARK: Writing and filing

    private func writeEvaluation(_ visit: Visit) async throws -> Answer {
        guard let year = visit.parameters["year"].flatMap(Int.init) else { throw Problem.notFound }
        var typed: [Evaluation.Section: String] = [:]
        for section in Evaluation.Section.allCases { typed[section] = (visit.form[section.rawValue] ?? "").replacing("\r\n", with: "\n") }
        let files = visit.form["do"] == "file"
        do {
            if files {
                try await records.fileEvaluation(
                    year, typed, seen: visit.form.raw("seen"), confirmed: visit.form["final"] == "yes", calendar, for: visit.asking)
            } else {
                try await records.draftEvaluation(year, typed, seen: visit.form.raw("seen"), for: visit.asking)
            }
            return .seeOther(Paths.evaluation(year).with([("done", files ? "filed" : "kept")]))
        } catch let problem as EvaluationProblem {
            return try await evaluationAgain(visit, problem) { desk in desk.typed = typed }
        }
    }

    private func correctTally(_ visit: Visit) async throws -> Answer {
        guard let year = visit.parameters["year"].flatMap(Int.init) else { throw Problem.notFound }
        var typed = EvaluationDesk.Correction()
        typed.count = visit.form["count"] ?? ""
        typed.difference = visit.form["difference"] ?? ""
        typed.reason = visit.form["reason"] ?? ""
        let words = typed.count.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let difference = Int(typed.difference.replacing("−", with: "-"))
        do {
            guard let measure = words.first.flatMap(Tally.Measure.init(rawValue:)), words.count == 2 else { throw CorrectionProblem.noSuchCount }
            try await records.correctTally(
                TallyCorrection(year: year, measure: measure, key: words[1], difference: difference ?? 0, reason: typed.reason), for: visit.asking)
            return .seeOther(Paths.evaluation(year).with([("done", "corrected")]).at("corrections"))
        } catch let problem as CorrectionProblem {
            // What else is wrong is told with it.
            var all = [problem]
            if typed.count.isEmpty { all.append(.noSuchCount) }
            if (difference ?? 0) == 0 { all.append(.noDifference) }
            if typed.reason.isEmpty { all.append(.noReason) }
            let problems = [CorrectionProblem.noSuchCount, .noDifference, .belowZero, .noReason, .tooLong].filter(all.contains).map {
                FormProblem(field: $0.field, $0.description)
            }
            return try await evaluationAgain(visit, nil) { desk in
                desk.correction = typed
                desk.problems = problems
            }
        } catch let problem as EvaluationProblem {
            return try await evaluationAgain(visit, problem) { desk in
                desk.correction = typed
                desk.problems = desk.problems.map { FormProblem(field: $0.field ?? "reason", $0.sentence, cites: $0.cites) }
            }
        }
    }

    /// The page once more, with what was typed and everything that stands in its way.
    private func evaluationAgain(_ visit: Visit, _ problem: EvaluationProblem?, _ fill: (inout EvaluationDesk) -> Void) async throws -> Answer {
        let report = try await evaluationReport(visit)
        if report.evaluation.state == .filed { return .page(.unprocessableContent, evaluationFiled(visit, report).html) }
        var desk = EvaluationDesk(
            typed: report.evaluation.sections, seen: Evaluation.mark(of: report.evaluation.sections), files: visit.may(.fileEvaluation))
        var status = HTTPResponse.Status.unprocessableContent
        switch problem {
        case .refused(let obstacles):
            desk.problems = obstacles.map { obstacle in
                FormProblem(
                    field: obstacle.section?.rawValue ?? (obstacle.sentence == Evaluation.finality ? "final" : nil), obstacle.sentence,
                    cites: obstacle.section == nil ? nil : "SRV-017:IV.J.2")
            }
        case .changedMeanwhile(let present):
            desk.meanwhile = present
            desk.problems = [FormProblem(problem?.description ?? "")]
            status = .conflict
        case .filed, nil: break
        }
        fill(&desk)
        return .page(status, evaluationPage(visit, report, desk: desk).html)
    }

    /// Somebody filed it while this one wrote.
    private func evaluationFiled(_ visit: Visit, _ report: EvaluationReport) -> EvaluationPage {
        var page = evaluationPage(visit, report)
        page.frame.banner = Frame.Banner(EvaluationProblem.filed(report.evaluation.year).description)
        return page
    }
}

// MARK: As JSON

/// A line of the list.
struct EvaluationEntry: Codable, Sendable {
    var year: Int
    var state: Evaluation.State
    var due: Day?
    var isOverdue: Bool
    var filedOn: Day?
    var filedBy: String?

    init(_ evaluation: Evaluation, _ day: Day) {
        year = evaluation.year
        state = evaluation.state
        due = Evaluation.due(evaluation.year)
        isOverdue = evaluation.isOverdue(on: day)
        filedOn = evaluation.filedOn
        filedBy = evaluation.filedBy
    }

    var row: EvaluationsPage.Row {
        EvaluationsPage.Row(year: year, state: state, due: due, filedOn: filedOn, filedBy: filedBy, isOverdue: isOverdue)
    }
}

/// One evaluation, with the titles of what it counts.
struct EvaluationView: ToldAs, Sendable {
    var report: EvaluationReport
    var day: Day

    init(_ report: EvaluationReport, _ day: Day) {
        self.report = report
        self.day = day
    }

    struct Shape: Codable, Sendable {
        var year: Int
        var state: Evaluation.State
        var due: Day?
        var isOverdue: Bool
        var filedOn: Day?
        var filedBy: String?
        var recipient: String
        var figures: EvaluationFigures
        var sections: [Section]
        var corrections: [TallyCorrection]
        /// The words behind the keys of the figures.
        var titles: [String: [String: String]]
        /// Whether something is withheld because it is too small.
        var withheld: Bool
    }

    struct Section: Codable, Sendable {
        var key: String
        var title: String
        var cites: Citation
        var text: String
    }

    var shape: Shape {
        let evaluation = report.evaluation
        let entry = EvaluationEntry(evaluation, day)
        return Shape(
            year: entry.year, state: entry.state, due: entry.due, isOverdue: entry.isOverdue, filedOn: entry.filedOn, filedBy: entry.filedBy,
            recipient: Evaluation.recipient, figures: evaluation.figures,
            sections: Evaluation.Section.allCases.map { Section(key: $0.rawValue, title: $0.title, cites: $0.cites, text: evaluation.sections[$0] ?? "") },
            corrections: evaluation.corrections, titles: ["criteria": report.criteria, "resources": report.resources], withheld: evaluation.figures.hides)
    }
}
