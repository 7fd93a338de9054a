import Casework
import Directives
import Foundation
import Pages
import Resiliency

/// The yearly evaluation, and the section's lists.
extension Samples {
    private var section: Frame { frame([.seeOwnWork, .seeEvaluation, .writeEvaluation, .fileEvaluation, .seeFiledEvaluation, .changeResiliencyLists]) }
    private var chief: Frame { frame([.seeOwnWork, .seeFiledEvaluation]) }

    func evaluations() throws -> [(String, any Screen)] {
        let filed = try report(.filed)
        let open = try report(.draft)
        let seen = Evaluation.mark(of: open.evaluation.sections)
        let rows = try [2017, 2016, 2015].map { year in
            EvaluationsPage.Row(
                year: year, state: year == 2017 ? .open : year == 2016 ? .draft : .filed, due: Evaluation.due(year), filedOn: year == 2015 ? try day(2016, 3, 14) : nil,
                filedBy: year == 2015 ? "Sorrel Wagtail" : nil, isOverdue: year == 2016)
        }
        let grounds = Grounds(sentence: "The report is provided to the Chief of Staff.", cites: "SRV-017:IV.J.2")
        return [
            ("evaluations", EvaluationsPage(frame: section, rows: rows, isSection: true)), ("evaluations-empty", EvaluationsPage(frame: chief, rows: [], isSection: false)),
            ("evaluation", EvaluationPage(frame: chief, report: filed, grounds: grounds, desk: nil)),
            ("evaluation-few", EvaluationPage(frame: chief, report: few(), grounds: grounds, desk: nil)),
            ("evaluation-draft", EvaluationPage(frame: section, report: open, grounds: grounds, desk: EvaluationDesk(typed: open.evaluation.sections, seen: seen, files: true))),
            (
                "evaluation-wrong",
                EvaluationPage(
                    frame: section, report: open, grounds: grounds,
                    desk: EvaluationDesk(
                        typed: [.benchmarks: "Wren Alder had three."], seen: seen, files: true, meanwhile: open.evaluation.sections,
                        problems: [
                            FormProblem(field: "benchmarks", "“Wren Alder” is the name of a member. The report names nobody; say it in other words."),
                            FormProblem(field: "final", Evaluation.finality), FormProblem(field: "count", "Choose what was counted wrongly."),
                        ]))
            ),
        ] + lists()
    }

    private func lists() -> [(String, any Screen)] {
        var typed = ResiliencyListsPage.Typed()
        typed.resource = "Dr. Finch"
        let resources = Resource.seeds.map { ResiliencyListsPage.Kept($0, isActive: true) }
            + [ResiliencyListsPage.Kept(Resource(key: "own-1", title: "Dr. Thrush", source: "555-0140", isVetted: false, isOutside: true, cites: "SRV-017:IV.C.3.d"), isActive: false)]
        return [
            (
                "resiliency-lists",
                ResiliencyListsPage(
                    frame: section, added: [.init(key: "own-1", title: "A loss in the family", isActive: true), .init(key: "own-2", title: "Court on days off", isActive: false)],
                    resources: resources)
            ),
            (
                "resiliency-lists-wrong",
                ResiliencyListsPage(
                    frame: section, added: [], resources: resources, typed: typed, problems: [FormProblem(field: "source", "“Where it is found” is empty. Nothing was changed.")])
            ),
        ]
    }

    private func report(_ state: Evaluation.State) throws -> EvaluationReport {
        func tally(_ year: Int, _ measure: Tally.Measure, _ key: String, _ count: Int) -> Tally { Tally(year: year, measure: measure, key: key, count: count) }
        let tallies = [
            tally(2017, .contact, "guidance", 41), tally(2017, .contact, "support", 22), tally(2017, .contact, "activation", 19), tally(2017, .activated, "", 17),
            tally(2016, .activated, "", 21), tally(2015, .activated, "", 9), tally(2017, .activatedBy, "sickTime", 9), tally(2017, .activatedBy, "crash", 3),
            tally(2017, .activatedBy, "complaint", 6), tally(2017, .activatedBy, "own-1", 7), tally(2017, .trigger, "single", 12), tally(2017, .trigger, "third", 5),
            tally(2017, .planStarted, "", 14), tally(2017, .planCompleted, "", 8), tally(2017, .planNotCompleted, "", 2), tally(2017, .resource, "peer/offered", 14),
            tally(2017, .resource, "peer/accepted", 9), tally(2017, .resource, "eap/offered", 3), tally(2017, .resource, "training/done", 8),
        ]
        let words: [Evaluation.Section: String] = [
            .benchmarks: "Most activations began with a pattern of sick time.\n\nComplaints came second.", .resources: "Peer support was taken up most.",
        ]
        return EvaluationReport(
            Evaluation(
                year: 2017, state: state, sections: words, figures: EvaluationFigures(year: 2017, tallies),
                corrections: [TallyCorrection(year: 2017, measure: .contact, key: "guidance", difference: -1, reason: "Counted twice.")],
                filedOn: state == .filed ? try day(2018, 1, 2) : nil, filedBy: state == .filed ? "Sorrel Wagtail" : nil),
            criteria: ["own-1": "A loss in the family"], resources: Dictionary(uniqueKeysWithValues: Resource.seeds.map { ($0.key, $0.title) }))
    }

    private func few() -> EvaluationReport {
        EvaluationReport(
            Evaluation(
                year: 2017, state: .filed, sections: [:],
                figures: EvaluationFigures(year: 2017, [Tally(year: 2017, measure: .activated, key: "", count: 1), Tally(year: 2017, measure: .activatedBy, key: "crash", count: 1)]),
                corrections: []), criteria: [:], resources: [:])
    }
}
