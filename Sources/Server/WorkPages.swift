import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Pages
import Records
import Resiliency
import Risk

/// "My work" and the analyst's queue of new Work Items (`D20-04:V.A`).
extension Office {
    static let queueLength = 25

    static let workRoutes: [Route] =
        Route.both("/work", .seeOwnWork, { try await $0.office.ownWork($0) }) { visit, work in
            .page(try await visit.office.myWorkPage(visit, work))
        }
        + Route.both("/officer-support/work-items", .seeQueue, { try await $0.office.queue($0) }) { visit, list in
            .page(try await visit.office.queuePage(visit, list))
        }

    // MARK: My work

    /// What waits for the reader, and for others on the records that the reader watches over.
    struct OwnWork: Codable, Sendable {
        var waiting: DueList
        var others: DueList
        /// What the page links to at its end, about the reader: no part of the list.
        var own = MyOwn()

        enum CodingKeys: CodingKey { case waiting, others }
    }

    private func ownWork(_ visit: Visit) async throws -> OwnWork {
        let work = try await records.myWork(waiting: 50, others: 25, for: visit.asking)
        return OwnWork(waiting: work.waiting, others: work.others, own: work.own)
    }

    private func myWorkPage(_ visit: Visit, _ work: OwnWork) async throws -> MyWorkPage {
        let units = try await caches.unitNames(self)
        func tasks(_ list: DueList) -> [MyWorkPage.Task] {
            list.items.map { item in
                MyWorkPage.Task(
                    title: [item.title, Self.record(item)].compactMap { $0 }.joined(separator: ": "), link: Paths.local(item.path) ?? Paths.myWork, about: units.title(item.unit),
                    program: item.program.title, clock: item.clock, cites: item.cites, since: item.since,
                    toward: item.toward == nil ? nil : item.clock?.rule)
            }
        }
        let waiting = tasks(work.waiting)
        var frame = visit.frame()
        // A step by which the record went to somebody else. The address says which, of the closed list, and nothing more.
        if let step = visit.query["passed-on"], let done = WorkItemStep(rawValue: step)?.done ?? IncidentStep(rawValue: step)?.done ?? PlanStep(rawValue: step)?.done {
            frame.banner = Frame.Banner("\(done). It is with those who have it now, and no longer open to you.")
        }
        return MyWorkPage(
            frame: frame, tasks: waiting, total: work.waiting.total, others: tasks(work.others), othersTotal: work.others.total,
            own: visit.may(.seeSupports) ? work.own.items : [], hasOwnResiliency: visit.may(.seeResiliency) && work.own.hasResiliency,
            emptyReason: waiting.isEmpty ? try await reasonForNoWork(visit) : "")
    }

    /// The record on which something is due, as its program calls it; nil where the title says it all.
    private static func record(_ item: DueItem) -> String? {
        switch item.kind {
        case .workItem: "Work Item \(item.reference)"
        case .postingReview: "Review \(item.reference)"
        case .incident: "RSS incident \(item.reference)"
        case .resiliencyPlan: "RSS action plan \(item.reference)"
        case .thirdIncident: "Mandatory plan \(item.reference)"
        case .referral: "Referral \(item.reference)"
        case .evaluation: nil
        }
    }

    private func reasonForNoWork(_ visit: Visit) async throws -> String {
        let roles = visit.actor.roles(on: visit.day)
        if !roles.isDisjoint(with: [.osuAnalyst, .osuSupervisor]) {
            guard let newest = try await records.runs(for: visit.asking).first else {
                return try await records.latestImport() == nil
                    ? "No Work Items are waiting for you. First import the department's records, then run the month."
                    : "No Work Items are waiting for you. The month has not been run yet."
            }
            guard let next = try? calendar.firstWorkingDay(of: Month(of: max(today, newest.asOf).adding(months: 1).firstOfMonth)) else {
                return "No Work Items are waiting for you. The next run is on the first working day of next month."
            }
            return "No Work Items are waiting for you. The next run is on \(next.short)."
        }
        if roles.contains(.auditor) { return "Nothing waits for you. Runs and imports are open to you in the navigation." }
        if roles.contains(.administrator) { return "Nothing waits for you. Imports are open to you in the navigation." }
        return "Nothing is waiting for you. When something is, it stands here with the day by which it is due."
    }

    // MARK: The queue

    struct Queue: Codable, Sendable {
        var items: [QueueRow]
        var total: Int
        var page: Int
        var pages: Int
        var districts: [Count]
        var categories: [Count]

        struct Count: Codable, Sendable {
            var key: String
            var count: Int
        }
    }

    private func queue(_ visit: Visit) async throws -> Queue {
        let query = try queueQuery(visit)
        let found = try await records.queue(query, for: visit.asking)
        return Queue(
            items: found.rows, total: found.total, page: query.offset / query.limit + 1,
            pages: max(1, (found.total + query.limit - 1) / query.limit),
            districts: found.byDistrict.map { Queue.Count(key: $0.district, count: $0.count) },
            categories: found.byCategory.map { Queue.Count(key: $0.category, count: $0.count) })
    }

    private func queueQuery(_ visit: Visit) throws -> QueueQuery {
        var query = QueueQuery()
        query.limit = Office.queueLength
        if let state = visit.query["state"] {
            guard state == "closed" else { throw Problem.badRequest("There is no list of Work Items that are \"\(state.prefix(40))\".") }
            query.state = .closedDuplicative
        }
        query.district = visit.query["district"]
        query.category = visit.query["category"]
        if let sort = visit.query["sort"] {
            guard let parsed = WorkItemQueuePage.Sort(query: sort), let order = QueueQuery.Order(rawValue: parsed.key.rawValue) else {
                throw Problem.badRequest("The queue cannot be sorted by \"\(sort.prefix(40))\".")
            }
            query.order = order
            query.descending = !parsed.ascending
        }
        if let page = visit.query["page"] {
            guard let number = Int(page), (1...10_000).contains(number) else {
                throw Problem.badRequest("\"\(page.prefix(40))\" is no page number.")
            }
            query.offset = (number - 1) * query.limit
        }
        return query
    }

    private func queuePage(_ visit: Visit, _ list: Queue) async throws -> WorkItemQueuePage {
        let units = try await caches.unitNames(self)
        let rows = list.items.map { row in
            WorkItemQueuePage.Row(
                reference: row.reference, memberName: row.name, memberNumber: row.sourceID, unit: units.title(row.unit),
                categories: row.categories.compactMap { key in Outcome.allCases.first { $0.key == key }?.title }, reason: row.leading, source: row.source,
                validity: Clock(rule: Clocks.validity, start: row.generatedAt, due: row.validityDueAt, stopped: row.closedAt),
                forwarding: Clock(rule: Clocks.forwarding, start: row.generatedAt, due: row.forwardDueAt, stopped: row.closedAt))
        }
        let districts = list.districts.map { district in
            Choice(
                value: district.key, title: units.title(district.key), count: district.count,
                selected: visit.query["district"] == district.key)
        }
        let categories = Outcome.allCases.map { outcome in
            Choice(
                value: outcome.key, title: outcome.title, count: list.categories.first { $0.key == outcome.key }?.count ?? 0,
                selected: visit.query["category"] == outcome.key)
        }
        return WorkItemQueuePage(
            frame: visit.frame(), rows: rows, total: list.total, unfiltered: list.districts.reduce(0) { $0 + $1.count },
            districts: districts, categories: categories,
            sort: visit.query["sort"].flatMap(WorkItemQueuePage.Sort.init(query:)) ?? .usual, page: list.page, pages: list.pages,
            emptyReason: list.total > 0 ? "" : try await reasonForNoWork(visit), closed: visit.query["state"] == "closed")
    }
}
