import Directives

/// One event's evaluation: the methods side by side, two drawings, the table.
struct RunOutcome: Component {
    var outcome: RunPage.Outcome

    var body: Node {
        article {
            h3(.id(outcome.key)) {
                outcome.title + " "
                CitationLink(outcome.cites, in: .sentence)
            }
            div(.class("pair")) {
                div {
                    comparison.chart(title: "Area under the curve, with 95% interval: \(outcome.title.lowercasedFirst)", sentence: verdict)
                    Scrolling("Walk-forward figures: \(outcome.title)", table)
                }
                outcome.calibration.chart(
                    title: "Calibration: \(outcome.title.lowercasedFirst)",
                    sentence:
                        "Members grouped by their estimate; on the dotted line as many had the event as predicted. Force-wide \(Figures.frequency(outcome.forceWide, of: Figures.denominator(for: [outcome.forceWide]))).",
                    id: "calibration-\(outcome.key)")
            }
        }
    }

    private func article(@Markup content: () -> [Node]) -> Node {
        .element(Element("article", [.class("outcome"), .aria("labelledby", outcome.key)], content()))
    }

    private var comparison: DotPlot {
        DotPlot(
            rows: outcome.methods.map { DotPlot.Row(title: $0.name, value: $0.auroc, standardError: $0.aurocError, leading: $0.used) },
            scale: 0.5...0.8, ticks: [0.5, 0.6, 0.7, 0.8])
    }

    private var verdict: String {
        guard let used = outcome.methods.first(where: \.used),
            let rival = outcome.methods.filter({ !$0.used }).max(by: { $0.auroc < $1.auroc })
        else { return "How often the method puts a member with the event above one without." }
        let gap = used.auroc - rival.auroc
        return
            "The method used: \(Figures.decimal(used.auroc, 3)); the best other: \(rival.name.lowercasedFirst), \(Figures.decimal(rival.auroc, 3)), \(Figures.decimal(abs(gap), 3)) \(gap < 0 ? "more" : "less")."
    }

    private var table: DataTable {
        let days = outcome.tested
        let period =
            days.first.flatMap { first in days.last.map { "\(Figures.plural(days.count, "as-of day")), \(first.short) to \($0.short)" } }
            ?? "no past month could be tested"
        return DataTable(
            caption: "Walk-forward figures over \(period)",
            columns: [
                Column("Method"), Column("Area under the curve", .figures), Column("Standard error", .figures),
                Column("Average precision", .figures), Column("Precision in top 2%", .figures), Column("Recall in top 2%", .figures),
                Column("Brier score", .figures), Column("Calibration error", .figures),
            ],
            rows: outcome.methods.map { method in
                [
                    Cell(method.used ? "\(method.name) (used)" : method.name), Cell(Figures.decimal(method.auroc, 3)),
                    Cell(Figures.decimal(method.aurocError, 3)), Cell(Figures.decimal(method.averagePrecision, 3)),
                    Cell(Figures.percent(method.precision2, places: 1)), Cell(Figures.percent(method.recall2, places: 1)),
                    Cell(Figures.decimal(method.brier, 4)), Cell(Figures.decimal(method.calibrationError, 4)),
                ]
            }, dense: true, marked: Set(outcome.methods.indices.filter { outcome.methods[$0].used }))
    }
}

/// The what-if slider. The table of steps is part of the page; the script only moves the figures above it.
struct RunWhatIf: Component {
    var run: String
    var line: RunPage.Line

    /// The step nearest to the number asked for.
    private var shown: Int {
        line.steps.indices.min { abs(line.steps[$0].multiple - line.shown) < abs(line.steps[$1].multiple - line.shown) } ?? 0
    }

    var body: Node {
        guard !line.steps.isEmpty else { return p { "No past month could be tested, so other lines cannot be compared." } }
        let step = line.steps[shown]
        return div(.class("what-if"), .data("what-if", "")) {
            form(.get, .action(Paths.run(run).at("line"))) {
                label(.for("multiple")) { "What if the line were drawn at another multiple of the force-wide rate?" }
                div(.class("slider")) {
                    input(
                        .type("range"), .id("multiple"), .name("multiple"), .min(Coordinate.text(line.steps[0].multiple)),
                        .max(Coordinate.text(line.steps[line.steps.count - 1].multiple)), .step(Coordinate.text(gap)),
                        .value(Coordinate.text(step.multiple)))
                    button(.type("submit"), .class("secondary")) { "Show" }
                }
            }
            output(.for("multiple"), .class("what-if-figures")) {
                figure("multiple", times(step.multiple), "the force-wide rate")
                figure("items", Figures.count(step.items), "Work Items this month, now \(Figures.count(current?.items ?? 0))")
                figure("members", Figures.percent(step.shareOfMembers, places: 1), "of members")
                figure("outcomes", Figures.percent(step.shareOfOutcomes, places: 1), "of members who later had an event would have been above the line")
                figure("precision", Figures.percent(step.precision, places: 1), "of members above the line later had an event")
            }
            table
            p(.class("small")) { "Shares measured on \(line.measuredOn). A lower line offers support to more members and is wrong about more of them." }
        }
    }

    private var gap: Double { line.steps.count > 1 ? line.steps[1].multiple - line.steps[0].multiple : 1 }

    private var current: RunPage.Step? { line.steps.first { abs($0.multiple - line.multiple) < 0.001 } }

    private func times(_ multiple: Double) -> String { "\(Coordinate.text(multiple)) ×" }

    private func figure(_ key: String, _ value: String, _ words: String) -> Node {
        span(.class("figure")) {
            strong(.data("figure", key)) { value }
            span { " " + words }
        }
    }

    private var table: Node {
        DataTable(
            caption: "Other lines, measured on past months",
            columns: [
                Column("Multiple of the force-wide rate"), Column("Work Items this month", .figures),
                Column("Share of members", .figures), Column("Later events above the line", .figures),
                Column("Later had an event", .figures),
            ],
            rows: line.steps.map { step in
                let isRuns = abs(step.multiple - line.multiple) < 0.001
                return [
                    Cell(span(.data("multiple", Coordinate.text(step.multiple))) { times(step.multiple) + (isRuns ? ", this run" : "") }),
                    Cell(Figures.count(step.items)), Cell(Figures.percent(step.shareOfMembers, places: 1)),
                    Cell(Figures.percent(step.shareOfOutcomes, places: 1)), Cell(Figures.percent(step.precision, places: 1)),
                ]
            }, dense: true, marked: [shown]
        ).body
    }
}

/// How members of different groups fared; the one place where race and gender are read.
struct RunFairness: Component {
    var fairness: RunPage.Fairness

    var body: Node {
        section(.aria("labelledby", "fairness")) {
            h2(.id("fairness")) { "Fairness" }
            p(.class("measure")) { fairness.paragraph }
            p(.class("measure small")) {
                "Race and gender are read by this report alone, never by an estimate. The events are themselves decisions of the complaint and discipline process, so equal precision does not show equal treatment. Figures that would rest on fewer than 10 members are withheld."
            }
            for attribute in attributes {
                Scrolling("Fairness by \(attribute.lowercased())", table(attribute))
            }
        }
    }

    private var attributes: [String] {
        fairness.groups.reduce(into: []) { if !$0.contains($1.attribute) { $0.append($1.attribute) } }
    }

    private func table(_ attribute: String) -> DataTable {
        DataTable(
            caption: "By \(attribute.lowercased())",
            columns: [
                Column(attribute), Column("Members", .figures), Column("Had an event", .figures), Column("Above the line", .figures),
                Column("Precision", .figures), Column("Recall", .figures), Column("False positives", .figures),
                Column("Ratio to the highest", .figures), Column("p", .figures),
            ],
            rows: fairness.groups.filter { $0.attribute == attribute }.map { group in
                [
                    Cell(group.name), Cell(Figures.count(group.members)), share(group.base), share(group.raised), share(group.precision),
                    share(group.recall), share(group.falsePositive), Cell(Figures.decimal(group.ratio, 2)), Cell(Figures.significance(group.p)),
                ]
            }, dense: true)
    }

    private func share(_ value: Double?) -> Cell {
        guard let value else { return Cell(span(.class("small")) { "withheld" }) }
        return Cell(Figures.percent(value, places: 1))
    }
}
