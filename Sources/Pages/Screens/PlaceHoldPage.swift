import Casework
import Directives

/// Place a litigation hold. Fields: `reference`, `authority`, `member`, `program`, `record`, `span-from`, `span-to`, `from`,
/// `review`, `to`, `matter`, `csrf`; posted to `/holds`.
package struct PlaceHoldPage: Screen {
    package var frame: Frame
    package var typed: Typed
    package var problems: [FormProblem]

    package struct Typed: Sendable {
        package var reference = ""
        package var authority = ""
        package var member = ""
        package var program = ""
        package var record = ""
        package var spanFrom = ""
        package var spanTo = ""
        package var from = ""
        package var review = ""
        package var to = ""
        package var matter = ""
        package init() {}
    }

    package init(frame: Frame, typed: Typed, problems: [FormProblem] = []) {
        self.frame = frame
        self.typed = typed
        self.problems = problems
    }

    package var body: Node {
        Layout(problems.isEmpty ? "Place a hold" : "Error: Place a hold", frame, section: .office, statement: false) {
            div(.class("measure")) {
                p(.class("back")) { a(.href(Paths.holds)) { "← Holds" } }
                ErrorSummary(problems: problems)
                h1 { "Place a hold" }
                p(.class("lede")) { "All you write here is sealed, and only a legal custodian reads it." }
                form(.post, .action(Paths.holds), .novalidate, .class("stack")) {
                    CSRF(frame)
                    field("reference", "Reference", typed.reference, hint: "The case or file number of the matter.")
                    field("authority", "Authority", typed.authority, hint: "Who ordered or asked for it, and when.")
                    reach
                    div(.class("side-by-side")) {
                        date("from", "In force from", typed.from)
                        date("review", "Review on", typed.review)
                        date("to", "Last day (optional)", typed.to)
                    }
                    TextArea(id: "matter", title: "What it is about (optional)", problem: problems.sentence(for: "matter"), rows: 5, value: typed.matter)
                    button(.type("submit")) { "Place the hold" }
                }
            }
        }.body
    }

    private var reach: Node {
        fieldset(.id("scope"), .class("stack"), .tabindex(-1)) {
            legend { h2 { "What it reaches" } }
            p(.class("hint")) { "Name at least one. Where several are named, all of them must be met." }
            if let problem = problems.sentence(for: "scope") { p(.class("field-error")) { "Error: " + problem } }
            field("member", "Member, by the department’s number", typed.member)
            Choices(
                id: "program", title: "Program", all: "Every program",
                choices: ProgramKey.allCases.filter { $0 != .office }.map {
                    Choice(value: $0.rawValue, title: $0.title, selected: $0.rawValue == typed.program)
                })
            field("record", "Record, by its reference", typed.record, hint: "For example W-2018-01-007. The whole file it lies in is held.")
            div(.class("side-by-side")) {
                date("span-from", "Records from", typed.spanFrom)
                date("span-to", "to", typed.spanTo)
            }
        }
    }

    private func field(_ id: String, _ title: String, _ value: String, hint: String? = nil) -> TextField {
        TextField(
            id: id, title: title, hint: hint, problem: problems.sentence(for: id),
            attributes: [.type("text"), .value(value), .autocomplete("off"), .spellcheck(false)])
    }

    private func date(_ id: String, _ title: String, _ value: String) -> TextField {
        TextField(id: id, title: title, problem: problems.sentence(for: id), attributes: [.type("date"), .value(value)])
    }
}
