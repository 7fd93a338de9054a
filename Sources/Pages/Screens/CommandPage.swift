import Directives
import Foundation

/// The Work Items of one command: where each stands and by when, who holds how many, what was in time. Nothing that an item
/// says (`D20-04:VI.C.1`, `D20-04:VI.D.1.b`, `D20-04:VI.D.2`).
package struct CommandPage: Screen {
    package var frame: Frame
    /// "005th District"
    package var title: String
    package var units: [Choice]
    package var items: [Item]
    package var shares: [Share]
    package var coordinators: [String]
    package var figures: [Figure]
    package var since: Day
    /// Members who lately came to the command and whose history was not yet looked at.
    package var arrivals: [Arrival]

    package struct Item: Sendable {
        package var reference: String
        package var state: String
        package var with: String
        package var clock: Clock?
        package init(reference: String, state: String, with: String, clock: Clock?) {
            self.reference = reference
            self.state = state
            self.with = with
            self.clock = clock
        }
    }

    package struct Share: Sendable {
        package var name: String
        package var office: String
        package var open: Int
        package var closed: Int
        package var own: Int
        package var ownTaken: Int
        package var tookNoPart: Bool
        package init(name: String, office: String, open: Int, closed: Int, own: Int, ownTaken: Int, tookNoPart: Bool) {
            self.name = name
            self.office = office
            self.open = open
            self.closed = closed
            self.own = own
            self.ownTaken = ownTaken
            self.tookNoPart = tookNoPart
        }
    }

    package struct Figure: Sendable {
        package var rule: ClockRule
        package var met: Int
        package var explained: Int
        package var late: Int
        package var running: Int
        package var overdue: Int
        package var used: [Double]
        package var stillRuns: [Bool]
        package init(rule: ClockRule, met: Int, explained: Int, late: Int, running: Int, overdue: Int, used: [Double], stillRuns: [Bool]) {
            self.rule = rule
            self.met = met
            self.explained = explained
            self.late = late
            self.running = running
            self.overdue = overdue
            self.used = used
            self.stillRuns = stillRuns
        }
        var stopped: Int { met + explained + late }
    }

    package struct Arrival: Sendable {
        package var title: String
        package var link: Link
        package var clock: Clock?
        package init(title: String, link: Link, clock: Clock?) {
            self.title = title
            self.link = link
            self.clock = clock
        }
    }

    package init(
        frame: Frame, title: String, units: [Choice], items: [Item], shares: [Share], coordinators: [String], figures: [Figure], since: Day,
        arrivals: [Arrival] = []
    ) {
        self.frame = frame
        self.title = title
        self.units = units
        self.items = items
        self.shares = shares
        self.coordinators = coordinators
        self.figures = figures
        self.since = since
        self.arrivals = arrivals
    }

    package var body: Node {
        Layout(title, frame, section: .command) {
            h1 { title }
            p(.class("lede")) { lede }
            if units.count > 1 { choice }
            itemList
            newcomers
            shareList
            compliance
        }.body
    }

    private var lede: String {
        guard !title.isEmpty, !items.isEmpty else { return "No Work Item of this command is open." }
        let late = items.filter { $0.clock?.state(at: frame.wording.now) == .overdue }.count
        let open = items.count == 1 ? "1 Work Item is open" : "\(Figures.count(items.count)) Work Items are open"
        let overdue = late == 0 ? "none is overdue" : late == 1 ? "1 is overdue" : "\(Figures.count(late)) are overdue"
        let stopped = figures.reduce(0) { $0 + $1.stopped }
        let met = figures.reduce(0) { $0 + $1.met }
        let inTime = stopped == 0 ? "" : " Of \(Figures.plural(stopped, "limit")) since \(since.short), \(Figures.count(met)) were met in time."
        return "\(open), \(overdue).\(inTime)"
    }

    private var choice: Node {
        form(.get, .action(Paths.command), .class("filter-form"), .aria("label", "Choose the command")) {
            Choices(id: "unit", title: "Command", choices: units)
            button(.type("submit"), .class("secondary")) { "Show" }
        }
    }

    // MARK: Items

    private var itemList: Node {
        Pages.section(.aria("labelledby", "items")) {
            h2(.id("items")) { "Open Work Items" }
            if items.isEmpty {
                p(.class("empty")) { "None. An item comes here when the area representative has it." }
            } else {
                DataTable(
                    caption: "Open Work Items, what is due first before the others", captionShown: false,
                    columns: [Column("Work Item"), Column("Where it stands"), Column("With"), Column("Due next")],
                    rows: items.map { item in
                        [
                            Cell(a(.class("nowrap"), .href(Paths.workItem(item.reference))) { item.reference }), Cell(item.state), Cell(item.with),
                            Cell(item.clock.map(due) ?? .text("No limit is running")),
                        ]
                    }, browsable: true)
            }
            p(.class("small")) {
                coordinators.isEmpty
                    ? "Nobody is designated as coordinator; the commander designates a supervisor, and an administrator grants the role. "
                    : "Coordinator: \(Figures.list(coordinators)). "
                CitationLink("D20-04:VI.D.1", in: .sentence)
            }
        }
    }

    private func due(_ clock: Clock) -> Node {
        .group([
            .text("\(clock.rule.title) "), CitationLink(clock.rule.cites).body, DueDate(clock: clock, wording: frame.wording).body,
        ])
    }

    private var newcomers: Node {
        guard !arrivals.isEmpty else { return .nothing }
        return Pages.section(.class("band"), .aria("labelledby", "arrivals")) {
            h2(.id("arrivals")) { "New to the command" }
            ul(.class("tasks")) {
                for arrival in arrivals {
                    li(.data("row", "")) {
                        div(.class("task-what")) { a(.href(arrival.link)) { arrival.title } }
                        if let clock = arrival.clock { DueDate(clock: clock, wording: frame.wording) }
                    }
                }
            }
        }
    }

    // MARK: Shares

    private var shareList: Node {
        Pages.section(.aria("labelledby", "shares")) {
            h2(.id("shares")) { "Who answers them" }
            p {
                "No single supervisor answers all items of a command, and every supervisor takes part when a member under them has one. "
                CitationLink("D20-04:VI.D.2", in: .sentence)
                " "
                CitationLink("D20-04:VI.D.2#2", in: .sentence)
            }
            if shares.isEmpty {
                p(.class("empty")) { "Nobody holds a supervisor’s role in this command." }
            } else {
                DataTable(
                    caption: "Items of each supervisor, open and of the last twelve months", captionShown: false,
                    columns: [
                        Column("Supervisor"), Column("Open", .figures), Column("Closed in twelve months", .figures, short: "Closed"),
                        Column("Of members under them", .figures), Column("Of those, answered by them", .figures, short: "Answered by them"), Column("Remark"),
                    ],
                    rows: shares.map { share in
                        [
                            Cell(Node.group([.text(share.name), span(.class("small block")) { share.office }])), Cell(Figures.count(share.open)),
                            Cell(Figures.count(share.closed)), Cell(Figures.count(share.own)), Cell(Figures.count(share.ownTaken)),
                            Cell(remark(share)),
                        ]
                    })
            }
        }
    }

    private func remark(_ share: Share) -> String {
        let all = shares.reduce(0) { $0 + $1.open }
        if all > 1, share.open == all { return "Has every open item" }
        return share.tookNoPart ? "Took no part" : ""
    }

    // MARK: In time

    private var compliance: Node {
        let known = figures.filter { $0.stopped + $0.running + $0.overdue > 0 }
        guard !known.isEmpty else { return .nothing }
        return Pages.section(.aria("labelledby", "in-time")) {
            h2(.id("in-time")) { "In time, limit by limit" }
            DataTable(
                caption: "Limits that fell due since \(since.short)", captionShown: true,
                columns: [
                    Column("Limit"), Column("Met in time", .figures), Column("Late, explained", .figures), Column("Late", .figures), Column("Running", .figures),
                    Column("Overdue now", .figures),
                ],
                rows: known.map { figure in
                    [
                        Cell(Node.group([.text("\(figure.rule.title), \(figure.rule.limit.words) "), CitationLink(figure.rule.cites).body])),
                        Cell("\(Figures.count(figure.met)) of \(Figures.count(figure.stopped))"), Cell(Figures.count(figure.explained)),
                        Cell(Figures.count(figure.late)), Cell(Figures.count(figure.running)), Cell(Figures.count(figure.overdue)),
                    ]
                })
            div(.class("limits")) {
                div {
                    h3 { "How much of each limit was used" }
                    p(.class("small")) { "One dot for each item and limit since \(since.short), along the time used. The table above has the figures." }
                }
                LimitStrip(
                    rows: known.map {
                        LimitStrip.Row(
                            title: $0.rule.title, total: "\(Figures.count($0.met)) of \(Figures.count($0.stopped))", used: $0.used, stillRuns: $0.stillRuns)
                    }
                ).drawing
            }
        }
    }
}
