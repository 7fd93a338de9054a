import Directives
import Foundation

/// The trail as the auditor reads it (`D20-04:VII.D`): who did what and when, to which opaque record, on what ground.
package struct TrailPage: Screen {
    package var frame: Frame
    package var rows: [TrailRow]
    package var total: Int
    package var page: Int
    package var pages: Int
    package var filter: Filter
    package var kinds: [Choice]
    package var outcomes: [Choice]
    package var chart: DayBars?
    /// Numbers of lines that can no longer be read.
    package var unreadable: [Int64]

    /// What the list is narrowed to; it stands in the address and nowhere else.
    package struct Filter: Hashable, Sendable {
        package var account: String?
        package var record: String?
        package var kind: String?
        package var outcome: String?
        /// The first and the last day.
        package var from: Day?
        package var until: Day?
        /// As many lines on one page as can be printed together.
        package var whole = false

        package init() {}

        var isEmpty: Bool { account == nil && record == nil && kind == nil && outcome == nil && from == nil && until == nil }

        fileprivate func query(page: Int = 1) -> [(name: String, value: String)] {
            [
                ("account", account ?? ""), ("record", record ?? ""), ("kind", kind ?? ""), ("outcome", outcome ?? ""),
                ("from", from?.iso ?? ""), ("until", until?.iso ?? ""), ("whole", whole ? "yes" : ""), ("page", page > 1 ? String(page) : ""),
            ]
        }

        /// The list narrowed so.
        package func link(page: Int = 1) -> Link { Paths.trail.with(query(page: page)) }

        fileprivate func changed(_ change: (inout Filter) -> Void) -> Link {
            var copy = self
            change(&copy)
            return copy.link()
        }
    }

    package init(
        frame: Frame, rows: [TrailRow], total: Int, page: Int, pages: Int, filter: Filter, kinds: [Choice], outcomes: [Choice],
        chart: DayBars?, unreadable: [Int64]
    ) {
        self.frame = frame
        self.rows = rows
        self.total = total
        self.page = page
        self.pages = pages
        self.filter = filter
        self.kinds = kinds
        self.outcomes = outcomes
        self.chart = chart
        self.unreadable = unreadable
    }

    package var body: Node {
        Layout("Trail", frame, section: .office, statement: false, sideways: true) {
            h1 { "Trail" }
            p(.class("lede")) {
                "Who did what, and when. Records about a member stand here as marks that tell nothing; what they say is not here. Reading this page is a line of it. "
                CitationLink("D20-04:VII.D", in: .sentence)
            }
            altered
            filters
            if let chart {
                chart.chart(
                    title: "Lines a day by kind, \(chart.first.short) to \(chart.first.adding(days: chart.days - 1).short)",
                    sentence: "A bar is the number of lines of a day. Each row has its own scale: compare along a row, not between rows.")
            }
            if rows.isEmpty {
                p(.class("empty")) { filter.isEmpty ? "The trail is empty." : "No line has all of this. Remove a filter to see more." }
            } else {
                table
            }
            Pager("Pages of the trail", page: page, pages: pages, total: total, many: "lines") { filter.link(page: $0) }
            others
        }.body
    }

    private var altered: Node {
        guard !unreadable.isEmpty else { return .nothing }
        return div(.class("errors"), .role("alert")) {
            h2 { "The trail was altered" }
            p {
                "What stands in \(Figures.plural(unreadable.count, "line")) of this page cannot be read: number \(Figures.list(unreadable.map { String($0) })). Mainstay never writes such a line. Have `mainstay trail verify` run."
            }
        }
    }

    // MARK: Filters

    private var filters: Node {
        div(.class("filters")) {
            form(.get, .action(Paths.trail), .class("filter-form"), .aria("label", "Filter the trail")) {
                TextField(
                    id: "account", title: "Account",
                    attributes: [.type("text"), .value(filter.account ?? ""), .autocomplete("off"), .autocapitalize("none"), .spellcheck(false)])
                TextField(
                    id: "record", title: "Record",
                    attributes: [.type("text"), .value(filter.record ?? ""), .autocomplete("off"), .spellcheck(false)])
                Choices(id: "kind", title: "Kind", all: "All kinds", choices: kinds)
                Choices(id: "outcome", title: "Outcome", all: "All outcomes", choices: outcomes)
                TextField(id: "from", title: "From", attributes: [.type("date"), .value(filter.from?.iso ?? "")])
                TextField(id: "until", title: "Through", attributes: [.type("date"), .value(filter.until?.iso ?? "")])
                button(.type("submit"), .class("secondary")) { "Filter" }
            }
            tags
        }
    }

    private var tags: Node {
        var tags: [(words: String, link: Link)] = []
        if let account = filter.account { tags.append(("Account \(account)", filter.changed { $0.account = nil })) }
        if let record = filter.record { tags.append(("Record \(record)", filter.changed { $0.record = nil })) }
        if let kind = kinds.first(where: \.selected) { tags.append((kind.title, filter.changed { $0.kind = nil })) }
        if let outcome = outcomes.first(where: \.selected) { tags.append((outcome.title, filter.changed { $0.outcome = nil })) }
        if let from = filter.from { tags.append(("From \(from.short)", filter.changed { $0.from = nil })) }
        if let until = filter.until { tags.append(("Through \(until.short)", filter.changed { $0.until = nil })) }
        guard !tags.isEmpty else { return .nothing }
        return ul(.class("tags"), .aria("label", "Filters in use")) {
            for tag in tags {
                li {
                    a(.href(tag.link)) {
                        span(.class("unseen")) { "Remove the filter " }
                        tag.words
                        span(.class("remove"), .aria("hidden", "true")) { " ×" }
                    }
                }
            }
        }
    }

    // MARK: The list

    private var table: Node {
        DataTable(
            caption: "\(Figures.plural(total, "line")), the newest first",
            columns: [
                Column("Number", .figures), Column("Time"), Column("Who"), Column("Kind"), Column("What"), Column("Record"), Column("Ground"),
            ],
            rows: rows.map(cells), dense: true, browsable: true
        ).body
    }

    private func cells(_ row: TrailRow) -> [Cell] {
        [
            Cell(a(.href(Paths.trailLine(row.number))) { Figures.count(Int(row.number)) }),
            Cell(
                Node.group([
                    time(.class("nowrap"), .datetime(frame.wording.machine(row.at))) { frame.wording.moment(row.at) },
                    row.from.isEmpty ? .nothing : span(.class("small block")) { "from \(row.from)" },
                ])),
            Cell(TrailWording.person(row.account, row.name, row.designeeOf, link: filter.changed { $0.account = row.account })),
            Cell(row.kind),
            Cell(
                Node.group([
                    .text(TrailWording.act(row.act)), row.outcome == "Done" ? .nothing : span(.class("small block")) { row.outcome.lowercased() },
                ])),
            row.record.isEmpty ? Cell("–") : Cell(a(.href(filter.changed { $0.record = row.record })) { Digest(row.record) }),
            row.ground.map { Cell(CitationLink($0)) } ?? Cell("–"),
        ]
    }

    private var others: Node {
        section(.aria("labelledby", "away")) {
            h2(.id("away")) { "To take away" }
            ul {
                if !filter.whole, total > rows.count { li { a(.href(filter.changed { $0.whole = true })) { "Up to 2,000 lines on one page, to print" } } }
                li {
                    a(.href(Paths.trailFile.with(filter.query()))) { "These lines as a file (CSV)" }
                    "; that you took it is a line of the trail"
                }
                li { a(.href(Paths.trailHeads)) { "The signed heads, one a month" } }
            }
        }
    }
}
