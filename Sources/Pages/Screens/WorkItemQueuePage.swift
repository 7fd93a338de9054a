import Directives
import Foundation
import OfficerSupport

/// The analyst's queue of new Work Items (`D20-04:V.A`): filtered, sorted and paged by the address alone.
package struct WorkItemQueuePage: Screen {
    package var frame: Frame
    package var rows: [Row]
    /// How many Work Items there are with these filters, and without any.
    package var total: Int
    package var unfiltered: Int
    package var districts: [Choice]
    package var categories: [Choice]
    package var sort: Sort
    package var page: Int
    package var pages: Int
    /// Said when there is no Work Item at all.
    package var emptyReason: String
    /// Whether the closed ones are listed instead of those that wait.
    package var closed: Bool

    package struct Row: Sendable {
        package var reference: String
        package var memberName: String
        package var memberNumber: String
        package var unit: String
        package var categories: [String]
        /// The first of the reasons, as a sentence.
        package var reason: String
        /// Who scored the member, where it was not Mainstay: then the reason is in that source's words.
        package var source: String?
        package var validity: Clock
        package var forwarding: Clock

        package init(
            reference: String, memberName: String, memberNumber: String, unit: String, categories: [String], reason: String,
            source: String? = nil, validity: Clock, forwarding: Clock
        ) {
            self.reference = reference
            self.memberName = memberName
            self.memberNumber = memberNumber
            self.unit = unit
            self.categories = categories
            self.reason = reason
            self.source = source
            self.validity = validity
            self.forwarding = forwarding
        }
    }

    /// Query: `sort=due` upwards, `sort=-due` downwards.
    package struct Sort: Hashable, Sendable {
        package enum Key: String, CaseIterable, Sendable { case due, forward, reference, member, unit }
        package var key: Key
        package var ascending: Bool
        package init(_ key: Key, ascending: Bool = true) {
            self.key = key
            self.ascending = ascending
        }
        package init?(query: String) {
            let ascending = !query.hasPrefix("-")
            guard let key = Key(rawValue: ascending ? query : String(query.dropFirst())) else { return nil }
            self.init(key, ascending: ascending)
        }
        package var query: String { (ascending ? "" : "-") + key.rawValue }
        package static let usual = Sort(.due)
    }

    package init(
        frame: Frame, rows: [Row], total: Int, unfiltered: Int, districts: [Choice], categories: [Choice], sort: Sort, page: Int,
        pages: Int, emptyReason: String, closed: Bool = false
    ) {
        self.frame = frame
        self.rows = rows
        self.total = total
        self.unfiltered = unfiltered
        self.districts = districts
        self.categories = categories
        self.sort = sort
        self.page = page
        self.pages = pages
        self.emptyReason = emptyReason
        self.closed = closed
    }

    package var body: Node {
        Layout(title, frame, section: .workItems) {
            h1 { title }
            p(.class("lede")) { lede }
            if unfiltered > 0 { filters }
            if rows.isEmpty {
                if !(closed && unfiltered == 0) { p(.class("empty")) { unfiltered == 0 ? emptyReason : "No Work Item has both. Remove a filter to see more." } }
            } else {
                queue
            }
            Pager("Pages of Work Items", page: page, pages: pages, total: total, many: "Work Items") { number in
                link(page: number)
            }
            p(.class("small")) {
                if closed {
                    a(.href(Paths.workItems)) { "Work Items that wait for a decision" }
                } else {
                    a(.href(Paths.workItems.with([("state", "closed")]))) { "Work Items closed as duplicative" }
                }
            }
        }.body
    }

    private var title: String { closed ? "Closed Work Items" : "Work Items" }

    private var lede: String {
        if closed {
            return unfiltered == 0
                ? "No Work Item has been closed as duplicative."
                : "\(Figures.plural(unfiltered, "Work Item")) closed as duplicative, because the profile data had not changed since the one before."
        }
        guard unfiltered > 0 else { return "Nothing is waiting for a decision on validity." }
        let waiting = unfiltered == 1 ? "1 Work Item waits" : "\(Figures.count(unfiltered)) Work Items wait"
        let late = rows.filter { $0.validity.state(at: frame.wording.now) == .overdue }.count
        let overdue = late == 0 ? "" : late == 1 ? " 1 on this page is overdue." : " \(late) on this page are overdue."
        return "\(waiting) for a decision on validity, each a member who may benefit from support.\(overdue)"
    }

    // MARK: Filters

    private var filters: Node {
        div(.class("filters")) {
            form(.get, .action(Paths.workItems), .class("filter-form"), .aria("label", "Filter the Work Items")) {
                if closed { input(.type("hidden"), .name("state"), .value("closed")) }
                Choices(id: "district", title: "District", all: "All districts", choices: districts)
                Choices(id: "category", title: "Category", all: "All categories", choices: categories)
                if sort != .usual { input(.type("hidden"), .name("sort"), .value(sort.query)) }
                button(.type("submit"), .class("secondary")) { "Filter" }
            }
            tags
        }
    }

    private var tags: Node {
        let chosen = districts.filter(\.selected).map { ($0, "district") } + categories.filter(\.selected).map { ($0, "category") }
        guard !chosen.isEmpty else { return .nothing }
        return ul(.class("tags"), .aria("label", "Filters in use")) {
            for (choice, kind) in chosen {
                li {
                    a(.href(link(without: kind))) {
                        span(.class("unseen")) { "Remove the filter " }
                        choice.title
                        span(.class("remove"), .aria("hidden", "true")) { " ×" }
                    }
                }
            }
        }
    }

    private func link(sort newSort: Sort? = nil, without kind: String? = nil, page: Int = 1) -> Link {
        let order = newSort ?? sort
        return Paths.workItems.with([
            ("state", closed ? "closed" : ""),
            ("district", kind == "district" ? "" : districts.first(where: \.selected)?.value ?? ""),
            ("category", kind == "category" ? "" : categories.first(where: \.selected)?.value ?? ""),
            ("sort", order == .usual ? "" : order.query), ("page", page > 1 ? String(page) : ""),
        ])
    }

    // MARK: The list

    private var queue: Node {
        DataTable(
            caption: closed ? "Closed Work Items" : "New Work Items", captionShown: false,
            columns: [
                Column("Work Item", sort: order(.reference)), Column("Member", sort: order(.member)),
                Column("District or unit", sort: order(.unit)), Column("Categories and leading reason"),
                Column("Decide validity (V.A.2)", short: "Decide validity", sort: order(.due)),
                Column("Forward (V.A.4)", short: "Forward", sort: order(.forward)),
            ],
            rows: rows.map(cells), browsable: true
        ).body
    }

    private func order(_ key: Sort.Key) -> ColumnSort {
        let isThis = sort.key == key
        return ColumnSort(
            state: isThis ? (sort.ascending ? .ascending : .descending) : .none,
            link: link(sort: Sort(key, ascending: isThis ? !sort.ascending : true)))
    }

    private func cells(_ row: Row) -> [Cell] {
        [
            Cell(a(.class("nowrap"), .href(Paths.workItem(row.reference))) { row.reference }),
            Cell(Node.group([.text(row.memberName), span(.class("small block")) { row.memberNumber }])),
            Cell(row.unit),
            Cell(reasons(row)),
            Cell(DueDate(clock: row.validity, wording: frame.wording)),
            Cell(DueDate(clock: row.forwarding, wording: frame.wording)),
        ]
    }

    private func reasons(_ row: Row) -> Node {
        guard let source = row.source else { return .group([.text(Figures.list(row.categories)), span(.class("small block")) { row.reason }]) }
        return .group([
            .text(Figures.list(row.categories)), span(.class("small block")) { "“\(row.reason)”" }, span(.class("small block")) { Snapshot.scored(by: source) },
        ])
    }
}
