import Casework
import Directives
import Foundation
import OfficerSupport
import Pages
import Records
import Risk

/// One run: what went in, how well it did, where the line was drawn.
extension Office {
    static let oneRunRoutes: [Route] =
        Route.both(Paths.Template.run, .seeRuns, { try await $0.office.runView($0) }) { visit, view in
            .page(try await visit.office.runPage(visit, view))
        }
        + Route.page(Paths.Template.runScores, .seeScores) { try await $0.office.scoresFile($0) }

    struct RunView: Codable, Sendable {
        var run: RunRow
        var settings: RunSettings
        /// How many raised members got no item.
        var heldBack: Int
        var summary: RunSummary
    }

    private func runView(_ visit: Visit) async throws -> RunView {
        let run = try await run(visit)
        guard let documents = try await records.runDocuments(run.id, for: visit.asking) else { throw Problem.notFound }
        let decoder = JSONDecoder()
        var summary = try decoder.decode(RunSummary.self, from: Data(documents.summary.utf8))
        let held = summary.heldBack.count
        // Who was held back is for those who may see scores; how many, for everybody who may see the run.
        if !visit.may(.seeScores) {
            summary.heldBack = []
        } else if held > 0 {
            try await records.noteReading(.seeScores, "run/\(run.id)", for: visit.asking)
        }
        return RunView(
            run: run, settings: try decoder.decode(RunSettings.self, from: Data(documents.settings.utf8)), heldBack: held, summary: summary)
    }

    private func run(_ visit: Visit) async throws -> RunRow {
        guard let id = visit.parameters["run"].flatMap(Int64.init), let run = try await records.run(id, for: visit.asking) else { throw Problem.notFound }
        return run
    }

    /// Every member's probabilities but the reader's own; the reading of it is logged as one.
    private func scoresFile(_ visit: Visit) async throws -> Answer {
        let run = try await run(visit)
        return .csv(name: "scores-\(run.month).csv", Array(ScoreRow.csv(try await records.scores(of: run.id, for: visit.asking)).utf8))
    }

    // MARK: The page

    private func runPage(_ visit: Visit, _ view: RunView) async throws -> RunPage {
        let run = view.run
        let summary = view.summary
        return RunPage(
            frame: visit.frame(), id: String(run.id), month: Month(of: run.asOf), asOf: run.asOf,
            horizon: view.settings.horizonMonths, finished: run.finishedAt, startedBy: run.account ?? "the command line",
            scored: run.scored, items: run.items, elsewhere: summary.elsewhere, input: input(view), warnings: warnings(view),
            outcomes: outcomes(summary), line: try line(visit, view), fairness: fairness(summary),
            stages: summary.timings.map { ($0.stage, $0.seconds) }, replay: RunPage.Replay(digest: run.scoresDigest),
            mayFetchScores: visit.may(.seeScores))
    }

    private func warnings(_ view: RunView) -> [String] {
        let held = view.heldBack
        guard held > 0 else { return view.summary.warnings }
        return view.summary.warnings + ["\(Figures.plural(held, "raised member")) got no Work Item because the records to place or explain it are incomplete."]
    }

    private func input(_ view: RunView) -> RunPage.Input {
        let settings = view.settings
        return RunPage.Input(
            sources: view.summary.sources.map {
                RunPage.Source(kind: $0.title, records: $0.records, first: $0.first, last: $0.last)
            }, fingerprint: view.run.fingerprint, programVersion: view.run.programVersion, seed: String(settings.seed),
            settings: [
                ("Inputs of the models", Figures.count(view.summary.features.count)),
                ("Horizon", "\(settings.horizonMonths) months"),
                ("Training days", view.summary.trainingDays.map(\.iso).joined(separator: ", ")),
                ("Multiple of the force-wide rate", Figures.decimal(settings.raise.multiple, 1)),
                ("Largest share of members", Figures.percent(settings.raise.share)),
                ("Ridge penalty", Figures.decimal(settings.logistic.ridge, 0)),
                ("Trees", "\(settings.trees.rounds) of depth \(settings.trees.depth)"),
                ("Records complete through", view.run.dataDay.short),
            ])
    }

    private func outcomes(_ summary: RunSummary) -> [RunPage.Outcome] {
        summary.outcomes.map { entry in
            let groups = summary.calibration.indices.contains(entry.outcome.rawValue) ? summary.calibration[entry.outcome.rawValue] : []
            return RunPage.Outcome(
                key: entry.outcome.key, title: entry.outcome.title, cites: entry.outcome.cites, forceWide: entry.baseRate,
                methods: methods(summary.evaluation, entry.outcome.key),
                calibration: CalibrationPlot(
                    points: groups.map { CalibrationPlot.Point(predicted: $0.predicted, observed: $0.observed, members: $0.members) }),
                tested: summary.evaluationDays)
        }
    }

    /// The method used first, then its parts, then the simple rivals.
    private func methods(_ evaluation: Evaluation, _ outcome: String) -> [RunPage.Method] {
        Evaluation.Scorer.allCases.compactMap { scorer in
            guard let row = evaluation.summaries.first(where: { $0.outcome == outcome && $0.scorer == scorer }), let area = row.auroc else {
                return nil
            }
            let top = row.top.first { abs($0.share - 0.02) < 0.000_1 }
            return RunPage.Method(
                name: scorer.title, used: scorer == .used, auroc: area.value, aurocError: area.error,
                averagePrecision: row.averagePrecision?.value, precision2: top?.precision ?? row.picked?.precision,
                recall2: top?.recall ?? row.picked?.recall, brier: row.brier, calibrationError: row.calibrationError)
        }
    }

    private func line(_ visit: Visit, _ view: RunView) throws -> RunPage.Line {
        let rule = view.settings.raise
        let grid = view.summary.whatIf
        var shown = rule.multiple
        if let text = visit.query["multiple"] {
            guard let number = Double(text), number > 0, number <= 100 else {
                throw Problem.badRequest("\"\(text.prefix(40))\" is no multiple. Write a number such as 3 or 2.5.")
            }
            shown = number
        }
        let steps = zip(grid.rows, view.summary.itemsAt).map { row, items in
            RunPage.Step(
                multiple: row.multiple, items: items, shareOfMembers: row.raisedShare, shareOfOutcomes: row.caughtAny,
                precision: row.precision)
        }
        let days = view.summary.evaluationDays
        let measured =
            days.first.flatMap { first in days.last.map { "\(Figures.plural(days.count, "past day")) from \(first.short) to \($0.short), each with the 24 months that followed" } }
            ?? "no past day"
        return RunPage.Line(
            rule:
                "A member is raised when the probability of at least one event is \(Figures.decimal(rule.multiple, 1)) or more times the force-wide rate, at most \(Figures.percent(rule.share)) of all scored members, the highest first.",
            cites: RaiseRule.cites, multiple: rule.multiple, steps: steps, measuredOn: measured, shown: shown)
    }

    private func fairness(_ summary: RunSummary) -> RunPage.Fairness {
        RunPage.Fairness(
            paragraph: summary.fairness.paragraph,
            groups: summary.fairness.dimensions.flatMap { dimension in
                dimension.past.compactMap { group in
                    // A group too small to be counted is not named either.
                    guard let members = group.members else { return nil }
                    return RunPage.Group(
                        attribute: dimension.title, name: group.name, members: members, base: group.baseRate, raised: group.raisedShare,
                        precision: group.precision, recall: group.recall, falsePositive: group.falsePositiveRate, ratio: group.ratio,
                        p: group.exactTest)
                }
            })
    }
}

extension ScoreRow {
    /// The scores as CSV, the same from the page and from the command.
    package static func csv(_ rows: [ScoreRow]) -> String {
        var text = CSVText.line("source_id", "force", "suspension", "off_duty", "domestic_substance", "any")
        for row in rows { text += CSVText.line([.words(row.sourceID)] + (row.probabilities + [row.any]).map { .number(String($0)) }) }
        return text
    }
}
