import Directives

/// Choose a month and run it. Fields: `month` (2018-01), `csrf`; posted to `/runs`.
package struct StartRunPage: Screen {
    package var frame: Frame
    package var months: [Choosable]
    package var freshness: [Freshness]
    /// What will happen, one act a sentence.
    package var steps: [String]
    package var problems: [FormProblem]

    package struct Choosable: Sendable {
        package var month: Month
        package var asOf: Day
        /// The run of this month, when there is one already; it cannot be run twice by accident.
        package var run: String?
        package var selected: Bool
        package init(month: Month, asOf: Day, run: String?, selected: Bool) {
            self.month = month
            self.asOf = asOf
            self.run = run
            self.selected = selected
        }
    }

    package init(frame: Frame, months: [Choosable], freshness: [Freshness], steps: [String], problems: [FormProblem] = []) {
        self.frame = frame
        self.months = months
        self.freshness = freshness
        self.steps = steps
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Run a month" : "Error: Run a month", frame, section: .runs) {
            ErrorSummary(problems: problems)
            h1 { "Run a month" }
            div(.class("two-thirds")) {
                div(.class("wide")) { choice }
                aside(.class("narrow-side"), .aria("labelledby", "freshness")) {
                    h2(.id("freshness")) { "How fresh the records are" }
                    FreshnessList(sources: freshness)
                }
            }
        }.body
    }

    private var choice: Node {
        form(.post, .action(Paths.runs), .novalidate, .class("stack")) {
            CSRF(frame)
            Radios(
                name: "month", question: "Which month?",
                rows: months.map {
                    Radios.Row(
                        value: $0.month.iso, title: $0.month.name,
                        hint: $0.run == nil
                            ? "Looks at what was known at the end of \($0.asOf.adding(days: -1).short)." : "Already run. A month is run once.",
                        chosen: $0.selected && $0.run == nil, enabled: $0.run == nil)
                }, problem: problems.sentence(for: "month"))
            h2 { "What will happen" }
            ol(.class("steps")) { for step in steps { li { step } } }
            staleWarning
            button(.type("submit")) { "Run the month" }
        }
    }

    private var staleWarning: Node {
        let stale = freshness.filter(\.behind)
        guard !stale.isEmpty else { return .nothing }
        return p(.class("note")) {
            "\(Figures.list(stale.map(\.source))) \(stale.count == 1 ? "is" : "are") behind. The run will treat the missing weeks as weeks in which nothing happened. Import newer files first if there are any."
        }
    }
}

/// How far a source's records reach.
package struct Freshness: Sendable {
    package var source: String
    package var through: Day?
    /// Whether it ends well before the day it should reach.
    package var behind: Bool
    package init(source: String, through: Day?, behind: Bool) {
        self.source = source
        self.through = through
        self.behind = behind
    }
}

struct FreshnessList: Component {
    var sources: [Freshness]
    var body: Node {
        guard !sources.isEmpty else { return p { "Nothing has been imported yet." } }
        return dl(.class("summary compact")) {
            for source in sources {
                div {
                    dt { source.source }
                    dd {
                        source.through.map { "to \($0.short)" } ?? "no records"
                        if source.behind { span(.class("block wrong-words")) { "behind" } }
                    }
                }
            }
        }
    }
}
