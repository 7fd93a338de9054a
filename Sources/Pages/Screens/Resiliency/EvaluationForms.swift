import Casework
import Directives
import Resiliency

/// What the section sees of an evaluation that is not filed: what it typed, and what stands in its way.
package struct EvaluationDesk: Sendable {
    package var typed: [Evaluation.Section: String]
    /// The mark of the kept words that the form shows.
    package var seen: String
    /// Whether the reader may file it.
    package var files: Bool
    /// What stands in the draft now, where somebody else wrote meanwhile.
    package var meanwhile: [Evaluation.Section: String]?
    package var correction: Correction
    package var problems: [FormProblem]

    package struct Correction: Hashable, Sendable {
        package var count = ""
        package var difference = ""
        package var reason = ""
        package init() {}
    }

    package init(
        typed: [Evaluation.Section: String], seen: String, files: Bool, meanwhile: [Evaluation.Section: String]? = nil,
        correction: Correction = Correction(), problems: [FormProblem] = []
    ) {
        self.typed = typed
        self.seen = seen
        self.files = files
        self.meanwhile = meanwhile
        self.correction = correction
        self.problems = problems
    }
}

/// The forms under an evaluation: its words, its filing, the correction of a count.
struct EvaluationForms: Component {
    var frame: Frame
    var report: EvaluationReport
    var desk: EvaluationDesk

    var body: Node {
        .group([writing, correcting])
    }

    private var year: Int { report.evaluation.year }

    private var writing: Node {
        section(.class("write"), .aria("labelledby", "write")) {
            h2(.id("write")) { "Write the evaluation" }
            p { "It names nobody: a text in which a member’s name stands is not taken. "; CitationLink("SRV-017:IV.I", in: .sentence) }
            if let meanwhile = desk.meanwhile {
                div(.class("note")) {
                    h3 { "What stands in the draft now" }
                    SummaryList(rows: Evaluation.Section.allCases.map { ($0.title, .text(meanwhile[$0] ?? "–")) })
                    p { "Your own text is in the form below. Keeping it puts it in the place of what stands now." }
                }
            }
            form(.post, .action(Paths.evaluation(year)), .novalidate, .class("stack measure")) {
                CSRF(frame)
                input(.type("hidden"), .name("seen"), .value(desk.seen))
                for part in Evaluation.Section.allCases {
                    TextArea(
                        id: part.rawValue, title: part.title, hint: EvaluationForms.hint(part), problem: desk.problems.sentence(for: part.rawValue), rows: 9,
                        value: desk.typed[part] ?? "")
                }
                p(.class("actions")) { button(.type("submit"), .class("secondary"), .name("do"), .value("keep")) { "Keep the draft" } }
                if desk.files {
                    Checkbox(
                        id: "final", title: "I know that once it is filed nothing in it can be changed, neither words nor figures",
                        problem: desk.problems.sentence(for: "final"))
                    p(.class("actions")) { button(.type("submit"), .name("do"), .value("file")) { "File with the Chief of Staff" } }
                } else {
                    p(.class("small")) {
                        "The OWS Administrative Coordinator files it. "
                        CitationLink("SRV-017:IV.J.2", in: .sentence)
                    }
                }
            }
        }
    }

    private static func hint(_ section: Evaluation.Section) -> String {
        switch section {
        case .benchmarks: "Which criteria and which triggers led to activation, and what in the year explains it."
        case .resources: "What the available resources were worth, and what their use changed."
        case .effectiveness: "How well the system as a whole reached what it is there for, and what should change."
        }
    }

    private var correcting: Node {
        section(.class("write"), .aria("labelledby", "correct")) {
            h2(.id("correct")) { "Correct a count" }
            p(.class("small")) {
                "A correction is an entry of its own and stands in the report with its reason. Where a case was activated wrongly, correct the total, its criterion and its trigger."
            }
            form(.post, .action(Paths.evaluationCorrections(year)), .novalidate, .class("stack measure")) {
                CSRF(frame)
                Choices(
                    id: "count", title: "What was counted wrongly", all: "Choose one",
                    choices: report.counted.map { counted in
                        let value = "\(counted.measure.rawValue)/\(counted.key)"
                        return Choice(value: value, title: counted.title, selected: value == desk.correction.count)
                    }, problem: desk.problems.sentence(for: "count"))
                TextField(
                    id: "difference", title: "Difference", hint: "What is added; with a minus where too much was counted, such as -1.",
                    problem: desk.problems.sentence(for: "difference"), attributes: [.type("text"), .inputmode("text"), .value(desk.correction.difference)])
                TextField(
                    id: "reason", title: "Reason", hint: "In a sentence, without a name.", problem: desk.problems.sentence(for: "reason"),
                    attributes: [.type("text"), .value(desk.correction.reason), .dir("auto")])
                button(.type("submit"), .class("secondary")) { "Enter the correction" }
            }
        }
    }
}
