import Directives
import Foundation

/// The demonstration's clock, set forward by its administrator. Fields: `step` (one of `Step`), `day`, `time`, `csrf`.
package struct DemoClockPage: Screen {
    package var frame: Frame
    package var choices: [Choice]
    package var problems: [FormProblem]

    package enum Step: String, CaseIterable, Sendable {
        case hour, morning, day, week
        case month
        /// The date and time entered.
        case chosen

        package var title: String {
            switch self {
            case .hour: "One hour on"
            case .morning: "The next morning, 08:00"
            case .day: "One day on"
            case .week: "One week on"
            case .month: "The first working day of next month, 08:00"
            case .chosen: "A date and time"
            }
        }
    }

    /// A step with where it leads and what will have happened by then.
    package struct Choice: Sendable {
        package var step: Step
        package var target: Date?
        /// "3 deadlines pass", "the run of February becomes due".
        package var consequences: [String]
        package init(step: Step, target: Date?, consequences: [String]) {
            self.step = step
            self.target = target
            self.consequences = consequences
        }
    }

    package init(frame: Frame, choices: [Choice], problems: [FormProblem] = []) {
        self.frame = frame
        self.choices = choices
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Clock of the demonstration" : "Error: Clock of the demonstration", frame, section: .clock, statement: false) {
            div(.class("measure")) {
                ErrorSummary(problems: problems)
                h1 { "Clock of the demonstration" }
                p(.class("lede")) {
                    "It is \(frame.wording.today.long), \(frame.wording.time(frame.wording.now)). The clock moves forward only: what has been recorded keeps its time."
                }
                setting
            }
        }.body
    }

    private var setting: Node {
        form(.post, .action(Paths.demoClock), .novalidate, .class("stack")) {
            CSRF(frame)
            Radios(
                name: "step", question: "Set the clock forward to",
                rows: choices.map {
                    Radios.Row(value: $0.step.rawValue, title: $0.step.title, hint: hint($0), chosen: $0.step == .morning)
                }, problem: problems.sentence(for: "step"))
            div(.class("side-by-side")) {
                TextField(
                    id: "day", title: "Date", problem: problems.sentence(for: "day"),
                    attributes: [.type("date"), .value(frame.wording.today.iso), .min(frame.wording.today.iso)])
                TextField(
                    id: "time", title: "Time", problem: problems.sentence(for: "time"), attributes: [.type("time"), .value("08:00")])
            }
            button(.type("submit")) { "Set the clock forward" }
        }
    }

    private func hint(_ choice: Choice) -> String {
        let target = choice.target.map { "\(frame.wording.moment($0)). " } ?? "Uses the date and the time below. "
        return target + (choice.consequences.isEmpty ? "" : choice.consequences.joined(separator: "; ") + ".")
    }
}
