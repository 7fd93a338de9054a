import Casework
import Directives
import Foundation

/// One step on a record as a form, drawn from the row of the program's table: what it means, what is asked and on which
/// ground, who reads each answer. It comes back with everything that was typed when something stands in the way, and when
/// somebody else acted in between. Fields: those of the prompts, `version`, `once`; posted to the same address.
package struct StepPage: Screen {
    package var frame: Frame
    package var record: Record
    /// Verb and object: "Assign the supervisor".
    package var title: String
    /// What the step means.
    package var says: String
    package var cites: Citation
    package var fields: [StepField]
    package var action: Link
    /// How many steps the record had when the form was drawn.
    package var version: Int
    /// What makes this form one of its kind, so that one sent twice is taken once.
    package var form: String
    /// The clock that the step stops.
    package var clock: Clock?
    package var standing: Standing
    package var problems: [Objection]
    package var grounds: Grounds
    /// Whose statement stands at the foot.
    package var program = ProgramKey.support
    /// Whether further questions depend on what is chosen.
    package var asksMore = false

    /// What the step is taken on.
    package struct Record: Sendable {
        /// "Work Item W-2041"
        package var title: String
        package var link: Link
        /// The member, for those who may know.
        package var about: String?
        /// A link that helps to answer: the jacket, the conversation guide.
        package var helps: [(words: String, link: Link)]

        package init(title: String, link: Link, about: String?, helps: [(words: String, link: Link)] = []) {
            self.title = title
            self.link = link
            self.about = about
            self.helps = helps
        }
    }

    package enum Standing: Sendable {
        case open
        /// What must be done first, whatever is entered.
        case notYet([Obstacle])
        /// Somebody else acted while the form was filled in; whether the step can still be taken.
        case changed([Change], stillPossible: Bool)
        /// The record has moved on: only what was typed is left.
        case past
    }

    package struct Obstacle: Sendable {
        package var objection: Objection
        /// Where it can be done.
        package var way: (words: String, link: Link)?
        package init(_ objection: Objection, way: (words: String, link: Link)? = nil) {
            self.objection = objection
            self.way = way
        }
    }

    package struct Change: Sendable {
        package var done: String
        package var who: String
        package var at: Date
        package init(done: String, who: String, at: Date) {
            self.done = done
            self.who = who
            self.at = at
        }
    }

    package init(
        frame: Frame, record: Record, title: String, says: String, cites: Citation, fields: [StepField], action: Link, version: Int, form: String,
        clock: Clock? = nil, standing: Standing = .open, problems: [Objection] = [], grounds: Grounds
    ) {
        self.frame = frame
        self.record = record
        self.title = title
        self.says = says
        self.cites = cites
        self.fields = fields
        self.action = action
        self.version = version
        self.form = form
        self.clock = clock
        self.standing = standing
        self.problems = problems
        self.grounds = grounds
    }

    package var body: Node {
        let named = "\(title): \(record.title)"
        return Layout(problems.isEmpty ? named : "Error: \(named)", frame, section: program == .resiliency ? .resiliency : .workItems) {
            p(.class("back")) { a(.href(record.link)) { "← \(record.title)\(record.about.map { ", \($0)" } ?? "")" } }
            div(.class("measure step")) {
                ErrorSummary(problems: problems.map(problem))
                h1 { title }
                p(.class("lede")) {
                    says + " "
                    CitationLink(cites, in: .sentence)
                }
                if let clock { DueDate(clock: clock, wording: frame.wording) }
                for help in record.helps { p { a(.href(help.link)) { help.words } } }
                content
            }
            grounds
        }.body
    }

    /// A problem leads to its field where the form has it.
    private func problem(_ objection: Objection) -> FormProblem {
        let field = objection.field.flatMap { key in fields.contains { $0.prompt.key == key } ? key : nil }
        return FormProblem(field: hasForm ? field : nil, objection.sentence, cites: objection.cites)
    }

    private var hasForm: Bool {
        switch standing {
        case .open, .changed(_, stillPossible: true): true
        case .notYet, .changed(_, stillPossible: false), .past: false
        }
    }

    @Markup private var content: Node {
        switch standing {
        case .open: entry
        case .notYet(let obstacles): ObstacleList(heading: "This cannot be done yet", obstacles: obstacles)
        case .changed(let changes, let stillPossible):
            changed(changes, stillPossible)
            if stillPossible { entry } else { kept }
        case .past: kept
        }
    }

    private func changed(_ changes: [Change], _ stillPossible: Bool) -> Node {
        div(.class("note"), .role("alert"), .tabindex(-1), .data("focus", "")) {
            h2 { "The record changed while you were writing" }
            ul {
                for change in changes { li { "\(change.done) – \(change.who), \(frame.wording.moment(change.at))" } }
                if changes.isEmpty { li { "Somebody else acted on it." } }
            }
            p {
                stillPossible
                    ? "Nothing you typed is lost. Look at what changed, then send the form again if it still holds."
                    : "This step can no longer be taken. What you typed is below, so that you can use it elsewhere."
            }
        }
    }

    // MARK: The form

    private var entry: Node {
        Pages.form(.post, .action(action), .novalidate, .class("stack")) {
            CSRF(frame)
            input(.type("hidden"), .name("version"), .value(String(version)))
            input(.type("hidden"), .name("once"), .value(form))
            for group in groups {
                div(.class("prompts stack")) {
                    for field in group { PromptField(field: field, problem: sentence(for: field)) }
                    if let readers = group.first?.readers, !readers.isEmpty { p(.class("readers small")) { readers } }
                }
            }
            p(.class("actions")) {
                button(.type("submit")) { title }
                if asksMore { button(.type("submit"), .name("show"), .value("1"), .class("secondary")) { "Show the questions for what is chosen" } }
                a(.href(record.link)) { "Leave it" }
            }
        }
    }

    private func sentence(for field: StepField) -> String? { problems.first { $0.field == field.prompt.key }?.sentence }

    /// Questions that follow each other and are read by the same people say so once.
    private var groups: [[StepField]] {
        var groups: [[StepField]] = []
        for field in fields {
            if groups.last?.first?.readers == field.readers { groups[groups.count - 1].append(field) } else { groups.append([field]) }
        }
        return groups
    }

    /// What was typed, to be copied, where the step is gone.
    @Markup private var kept: Node {
        let typed = fields.filter { field in field.answers?.contains { !$0.isEmpty } == true }
        if !typed.isEmpty {
            h2 { "What you typed" }
            dl(.class("written")) {
                for field in typed {
                    div {
                        dt { field.prompt.asks }
                        dd(.dir("auto")) { Typed.shown((field.answers ?? []).map(words(field)).joined(separator: "\n")) }
                    }
                }
            }
        }
        p { a(.class("button secondary"), .href(record.link)) { "Back to \(record.title)" } }
    }

    private func words(_ field: StepField) -> (String) -> String {
        { answer in field.choices.first { $0.value == answer }?.title ?? (answer == "yes" ? "Confirmed" : answer) }
    }
}

/// What stands in the way, each with its provision and where it can be done.
struct ObstacleList: Component {
    var heading: String?
    var obstacles: [StepPage.Obstacle]

    var body: Node {
        div(.class("note obstacles")) {
            if let heading { h2 { heading } }
            ul {
                for obstacle in obstacles {
                    li {
                        obstacle.objection.sentence + " "
                        if let way = obstacle.way {
                            a(.href(way.link)) { way.words }
                            " "
                        }
                        CitationLink(obstacle.objection.cites)
                    }
                }
            }
        }
    }
}
