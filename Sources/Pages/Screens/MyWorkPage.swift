import Directives
import Foundation

/// The first page after signing in: what waits for the reader, by what is due first.
package struct MyWorkPage: Screen {
    package var frame: Frame
    package var tasks: [Task]
    /// How many there are in all, where the list is cut.
    package var total: Int
    /// What waits for others on the records that the reader watches over.
    package var others: [Task]
    package var othersTotal: Int
    /// What the reader finished in the last seven days.
    package var done: [Done]
    /// The reader's own items of which they were told in person; nothing is shown of others.
    package var own: [String]
    /// Whether something of the Resiliency Support System is the reader's own to see.
    package var hasOwnResiliency: Bool
    /// Why the list is empty and what to do, for a reader with nothing waiting.
    package var emptyReason: String

    package struct Task: Sendable {
        /// Verb and object: "Decide validity of Work Item W-2041".
        package var title: String
        package var link: Link
        /// The member, if the reader may know.
        package var about: String?
        package var program: String
        /// Nil where the directive gives no figure.
        package var clock: Clock?
        package var cites: Citation?
        package var since: Date?
        /// The deadline whose due date is shown, where the task has no figure of its own and leads up to that one.
        package var toward: ClockRule?
        package init(
            title: String, link: Link, about: String?, program: String, clock: Clock?, cites: Citation? = nil, since: Date? = nil, toward: ClockRule? = nil
        ) {
            self.title = title
            self.link = link
            self.about = about
            self.program = program
            self.clock = clock
            self.cites = cites ?? clock?.rule.cites
            self.since = since ?? clock?.start
            self.toward = toward
        }
    }

    package struct Done: Sendable {
        package var title: String
        package var link: Link
        package var at: Date
        package init(title: String, link: Link, at: Date) {
            self.title = title
            self.link = link
            self.at = at
        }
    }

    package init(
        frame: Frame, tasks: [Task], total: Int? = nil, others: [Task] = [], othersTotal: Int? = nil, done: [Done] = [], own: [String] = [], hasOwnResiliency: Bool = false, emptyReason: String
    ) {
        self.frame = frame
        self.tasks = tasks
        self.total = total ?? tasks.count
        self.others = others
        self.othersTotal = othersTotal ?? others.count
        self.done = done
        self.own = own
        self.hasOwnResiliency = hasOwnResiliency
        self.emptyReason = emptyReason
    }

    package var body: Node {
        let bands = bands
        return Layout("My work", frame, section: .work) {
            h1 { "My work" }
            p(.class("lede")) { lede(overdue: bands[0].tasks.count) }
            for band in bands where !band.tasks.isEmpty { section(band) }
            if total > tasks.count { p(.class("small")) { "The first \(Figures.count(tasks.count)) of \(Figures.count(total)), by what is due first." } }
            waitingOnOthers
            finished
            ownItems
        }.body
    }

    /// A quiet link at the end: what was said in person is not announced again.
    @Markup private var ownItems: Node {
        if let newest = own.first {
            p(.class("small")) {
                own.count == 1
                    ? a(.href(Paths.ownItem(newest))) { "Your own Work Item" } : a(.href(Paths.ownItems)) { "Your own Work Items" }
            }
        }
        if hasOwnResiliency { p(.class("small")) { a(.href(Paths.ownResiliency)) { "Your own resiliency support" } } }
    }

    private struct Band {
        var id: String
        var title: String
        var tasks: [Task]
    }

    private var bands: [Band] {
        let now = frame.wording.now
        let sorted = tasks.filter { $0.clock != nil }.sorted { $0.due < $1.due }
        let soon = now.addingTimeInterval(48 * 3_600)
        return [
            Band(id: "overdue", title: "Overdue", tasks: sorted.filter { $0.due < now }),
            Band(id: "soon", title: "Due in the next two days", tasks: sorted.filter { $0.due >= now && $0.due <= soon }),
            Band(id: "later", title: "Later", tasks: sorted.filter { $0.due > soon }),
            Band(id: "unlimited", title: "No limit is given", tasks: tasks.filter { $0.clock == nil }),
        ]
    }

    private func lede(overdue: Int) -> String {
        guard !tasks.isEmpty else { return emptyReason }
        let waiting = total == 1 ? "1 thing is waiting for you." : "\(Figures.count(total)) things are waiting for you."
        switch overdue {
        case 0: return waiting + " Nothing is overdue."
        case 1: return waiting + " 1 is overdue."
        default: return waiting + " \(Figures.count(overdue)) are overdue."
        }
    }

    private func section(_ band: Band) -> Node {
        Pages.section(.class("band"), .aria("labelledby", band.id)) {
            h2(.id(band.id)) { "\(band.title) (\(Figures.count(band.tasks.count)))" }
            ul(.class("tasks")) { for task in band.tasks { row(task) } }
        }
    }

    private func row(_ task: Task) -> Node {
        li(.data("row", "")) {
            div(.class("task-what")) {
                a(.href(task.link)) { task.title }
                p(.class("small")) {
                    if let about = task.about { "\(about), " }
                    task.since.map { "\(task.program), waiting since \(frame.wording.moment($0)) " } ?? "\(task.program) "
                    if let cites = task.cites { CitationLink(cites) }
                    if let toward = task.toward {
                        ". It has no limit of its own; it leads up to “\(toward.title)” "
                        CitationLink(toward.cites)
                    }
                }
            }
            if let clock = task.clock { DueDate(clock: clock, wording: frame.wording) }
        }
    }

    /// The same, told quietly: somebody else is to act.
    private var waitingOnOthers: Node {
        guard !others.isEmpty else { return .nothing }
        return Pages.section(.class("band others"), .aria("labelledby", "others")) {
            h2(.id("others")) { "Waiting on others (\(Figures.count(othersTotal)))" }
            ul(.class("tasks")) { for task in others { row(task) } }
            if othersTotal > others.count { p(.class("small")) { "The first \(Figures.count(others.count)), by what is due first." } }
        }
    }

    private var finished: Node {
        guard !done.isEmpty else { return .nothing }
        return details(.class("done")) {
            summary { "Done in the last seven days (\(Figures.count(done.count)))" }
            ul {
                for item in done {
                    li {
                        a(.href(item.link)) { item.title }
                        span(.class("small")) { " \(frame.wording.moment(item.at))" }
                    }
                }
            }
        }
    }
}

extension MyWorkPage.Task {
    fileprivate var due: Date { clock?.due ?? .distantFuture }
}
