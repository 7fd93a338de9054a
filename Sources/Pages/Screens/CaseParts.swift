import Casework
import Directives
import Foundation

/// A step that the reader may take now.
package struct CaseStep: Sendable {
    package var title: String
    package var says: String
    package var cites: Citation
    package var link: Link
    /// The running clock that it stops.
    package var clock: Clock?
    package var obstacles: [StepPage.Obstacle]

    package init(title: String, says: String, cites: Citation, link: Link, clock: Clock?, obstacles: [StepPage.Obstacle]) {
        self.title = title
        self.says = says
        self.cites = cites
        self.link = link
        self.clock = clock
        self.obstacles = obstacles
    }
}

/// Where a record stands for one reader: what they can do, who has it, what runs, what happened.
package struct CaseStanding: Sendable {
    /// What leads on and is asked of the reader.
    package var leading: [CaseStep]
    /// What is at hand beside it.
    package var further: [CaseStep]
    /// What the record waits for where nothing waits for the reader, in a sentence.
    package var waiting: String
    package var posts: [(title: String, name: String)]
    package var clocks: [Clock]
    /// The newest first, as far as the reader may see.
    package var entries: [CaseEntry]

    package init(
        leading: [CaseStep], further: [CaseStep], waiting: String, posts: [(title: String, name: String)], clocks: [Clock], entries: [CaseEntry]
    ) {
        self.leading = leading
        self.further = further
        self.waiting = waiting
        self.posts = posts
        self.clocks = clocks
        self.entries = entries
    }
}

/// One thing that happened, with what was entered as far as the reader may see it.
package struct CaseEntry: Sendable {
    package var number: Int
    package var title: String
    package var who: String
    package var at: Date
    /// When it took place, where that is another moment.
    package var happened: Date?
    package var answers: [Answer]

    package struct Answer: Sendable {
        package var asks: String
        package var words: [String]
        /// Whether it says no more than that the question was confirmed.
        package var isConfirmation: Bool { words == [Answer.confirmed] }

        package static let confirmed = "Confirmed"

        package init(asks: String, words: [String]) {
            self.asks = asks
            self.words = words
        }
    }

    package init(number: Int, title: String, who: String, at: Date, happened: Date?, answers: [Answer]) {
        self.number = number
        self.title = title
        self.who = who
        self.at = at
        self.happened = happened
        self.answers = answers
    }
}

/// What to do now: a button for each step that leads on, what stands in its way instead where something does, and the
/// steps that are at hand beside it.
struct NextSteps: Component {
    var standing: CaseStanding
    var wording: Wording

    var body: Node {
        .group([
            standing.leading.isEmpty ? p { standing.waiting } : ol(.class("next-steps")) { for step in standing.leading { leading(step) } },
            further,
        ])
    }

    private func leading(_ step: CaseStep) -> Node {
        li {
            div(.class("task-what")) {
                if step.obstacles.isEmpty {
                    p { a(.class("button"), .href(step.link)) { step.title } }
                } else {
                    p(.class("step-title")) { strong { step.title } }
                }
                p(.class("small")) {
                    step.says + " "
                    CitationLink(step.cites)
                }
                if !step.obstacles.isEmpty { ObstacleList(obstacles: step.obstacles) }
            }
            if let clock = step.clock { DueDate(clock: clock, wording: wording) }
        }
    }

    @Markup private var further: Node {
        if !standing.further.isEmpty {
            h3 { standing.leading.isEmpty ? "What you can do" : "Also possible" }
            ul(.class("further")) {
                for step in standing.further {
                    li {
                        if step.obstacles.isEmpty {
                            a(.href(step.link)) { step.title }
                        } else {
                            step.title
                            span(.class("small block")) { step.obstacles.map(\.objection.sentence).joined(separator: " ") }
                        }
                    }
                }
            }
        }
    }
}

/// Who holds which post on a record.
struct PostList: Component {
    var posts: [(title: String, name: String)]

    var body: Node {
        dl(.class("posts")) {
            for post in posts {
                div {
                    dt { post.title }
                    dd { post.name }
                }
            }
        }
    }
}

/// The history of a record, newest first.
struct CaseHistory: Component {
    var entries: [CaseEntry]
    var wording: Wording
    /// Whether what was entered stands open; otherwise it is a click away.
    var isOpen = false
    /// What tells the ids of this list from those of another on the page.
    var prefix = "step"
    /// Entries whose answers stand elsewhere on the page, with their ids there.
    var elsewhere: [Int: String] = [:]

    var body: Node {
        ol(.class("history")) {
            for entry in entries {
                li(.id("\(prefix)-\(entry.number)")) {
                    p(.class("history-what")) { strong { entry.title } }
                    p(.class("small")) {
                        entry.who + ", "
                        time(.datetime(wording.machine(entry.at))) { wording.moment(entry.at) }
                        if let happened = entry.happened { "; took place \(wording.moment(happened))" }
                    }
                    if let id = elsewhere[entry.number] {
                        p(.class("small")) {
                            a(.href(Paths.here(id))) {
                                "What was written"
                                span(.class("unseen")) { ": \(entry.title), \(wording.moment(entry.at))" }
                            }
                        }
                    } else {
                        answers(entry)
                    }
                }
            }
        }
    }

    @Markup private func answers(_ entry: CaseEntry) -> Node {
        if !entry.answers.isEmpty {
            if isOpen || isShort(entry) {
                WrittenAnswers(answers: entry.answers)
            } else {
                details {
                    summary {
                        "What was written"
                        span(.class("unseen")) { ": \(entry.title), \(wording.moment(entry.at))" }
                    }
                    WrittenAnswers(answers: entry.answers)
                }
            }
        }
    }

    private func isShort(_ entry: CaseEntry) -> Bool {
        entry.answers.count <= 2 && entry.answers.allSatisfy { $0.words.count == 1 && $0.words[0].count <= 60 }
    }
}

/// Questions with their answers. What was only to be confirmed is a list of its own, where it is more than one thing.
struct WrittenAnswers: Component {
    var answers: [CaseEntry.Answer]

    private var confirmed: [CaseEntry.Answer] {
        let all = answers.filter(\.isConfirmation)
        return all.count > 1 ? all : []
    }

    var body: Node {
        let confirmed = confirmed
        return dl(.class("written")) {
            if !confirmed.isEmpty {
                div {
                    dt { "Confirmed" }
                    dd { ul(.class("confirmed")) { for answer in confirmed { li { answer.asks } } } }
                }
            }
            for answer in answers where confirmed.isEmpty || !answer.isConfirmation {
                div {
                    dt { answer.asks }
                    dd(.dir("auto")) { Typed.shown(answer.words.joined(separator: "\n")) }
                }
            }
        }
    }
}
