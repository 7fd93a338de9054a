import Casework
import Directives
import Foundation
import Pages
import Records

/// The trail for the auditor: by person, record, kind, outcome and period; as pages, as JSON and as a file
/// (`D20-04:VII.D`).
extension Office {
    static let trailRoutes: [Route] =
        Route.both("/trail", .seeTrail, { try await $0.office.trailView($0) }) { visit, view in
            .page(visit.office.trailPage(visit, view))
        }
        + Route.page("/trail.csv", .seeTrail) { try await $0.office.trailFile($0) }
        + Route.both(Paths.Template.trailLine, .seeTrail, { try await $0.office.trailLineView($0) }) { visit, view in
            .page(
                TrailLinePage(
                    frame: visit.frame(), row: TrailRow(view.line), digest: view.line.digest, before: view.before, fits: view.fits))
        }

    private static let pageLength = 100
    /// As many as can sensibly be printed together.
    private static let wholeLength = 2_000
    private static let fileLength = 100_000

    // MARK: The list

    struct TrailView: ToldAs, Sendable {
        var page: Int
        var pages: Int
        var found: TrailLines
        var days: TrailDays?

        struct Shape: Codable {
            var page: Int
            var pages: Int
            var total: Int
            var lines: [Line]
            var unreadable: [Int64]
        }

        var shape: Shape { Shape(page: page, pages: pages, total: found.total, lines: found.lines.map(Line.init), unreadable: found.unreadable) }

        /// With the time to the millisecond too: it is part of the digest.
        struct Line: Codable, Sendable {
            var number: Int64
            var at: Date
            var milliseconds: Int64
            var account: String
            var designeeOf: String?
            var kind: TrailEntry.Kind
            var act: String
            var outcome: TrailEntry.Outcome
            var record: String
            var ground: String
            var from: String
            var digest: String

            init(_ line: TrailLine) {
                let entry = line.entry
                (number, at, milliseconds, digest) = (line.number, entry.at, entry.milliseconds, line.digest)
                (account, designeeOf, kind, act) = (entry.actor, entry.designeeOf, entry.kind, entry.act)
                (outcome, record, ground, from) = (entry.outcome, entry.record, entry.ground, entry.from)
            }
        }
    }

    private func trailView(_ visit: Visit) async throws -> TrailView {
        let filter = try trailFilter(visit)
        var query = try trailQuery(filter)
        query.limit = filter.whole ? Office.wholeLength : Office.pageLength
        let page = try pageNumber(visit)
        query.offset = (page - 1) * query.limit
        let days = chartDays(filter)
        let found = try await records.trail(query, days: days, for: visit.asking)
        return TrailView(page: page, pages: max(1, (found.total + query.limit - 1) / query.limit), found: found, days: days)
    }

    func pageNumber(_ visit: Visit) throws -> Int {
        guard let text = visit.query["page"] else { return 1 }
        guard let number = Int(text), (1...100_000).contains(number) else {
            throw Problem.badRequest("\"\(text.prefix(40))\" is no page number.")
        }
        return number
    }

    /// What the address asks for.
    private func trailFilter(_ visit: Visit) throws -> TrailPage.Filter {
        var filter = TrailPage.Filter()
        filter.account = visit.query["account"].map { String($0.prefix(100)) }
        filter.record = visit.query["record"].map { String($0.prefix(100)) }
        filter.kind = visit.query["kind"]
        filter.outcome = visit.query["outcome"]
        filter.from = try day("from", visit)
        filter.until = try day("until", visit)
        filter.whole = visit.query["whole"] != nil
        if let from = filter.from, let until = filter.until, until < from {
            throw Problem.badRequest("The period ends on \(until.short), before it begins on \(from.short).")
        }
        return filter
    }

    private func day(_ name: String, _ visit: Visit) throws -> Day? {
        guard let text = visit.query[name] else { return nil }
        guard let day = Day(iso: text), (1900...2200).contains(day.year) else {
            throw Problem.badRequest("\"\(text.prefix(40))\" is no date. Write the day as 2017-12-31.")
        }
        return day
    }

    private func trailQuery(_ filter: TrailPage.Filter) throws -> TrailQuery {
        var query = TrailQuery()
        query.actor = filter.account
        query.record = filter.record
        if let kind = filter.kind {
            guard let known = TrailEntry.Kind(rawValue: kind) else { throw Problem.badRequest("The trail has no kind \"\(kind.prefix(40))\".") }
            query.kind = known
        }
        if let outcome = filter.outcome {
            guard let known = TrailEntry.Outcome(rawValue: outcome) else {
                throw Problem.badRequest("\"\(outcome.prefix(40))\" is no outcome: done, refused or failed.")
            }
            query.outcome = known
        }
        query.from = filter.from.map { calendar.instant($0, hour: 0) }
        query.until = filter.until.map { calendar.instant($0.adding(days: 1), hour: 0) }
        return query
    }

    /// The days of the chart: the period asked for, as far as it can be drawn, up to today.
    private func chartDays(_ filter: TrailPage.Filter) -> TrailDays? {
        let last = min(filter.until ?? today, today)
        let first = max(filter.from ?? last.adding(days: -30), last.adding(days: -91))
        return first > last ? nil : TrailDays(first: first, last: last, calendar: calendar)
    }

    private func trailPage(_ visit: Visit, _ view: TrailView) -> TrailPage {
        // What cannot be read was refused when the view was made.
        let filter = (try? trailFilter(visit)) ?? TrailPage.Filter()
        return TrailPage(
            frame: visit.frame(), rows: view.found.lines.map(TrailRow.init), total: view.found.total, page: view.page, pages: view.pages,
            filter: filter,
            kinds: TrailEntry.Kind.allCases.compactMap { kind in
                let count = view.found.kinds[kind] ?? 0
                guard count > 0 || filter.kind == kind.rawValue else { return nil }
                return Choice(value: kind.rawValue, title: kind.title, count: count, selected: filter.kind == kind.rawValue)
            },
            outcomes: TrailEntry.Outcome.allCases.map { Choice(value: $0.rawValue, title: $0.title, selected: filter.outcome == $0.rawValue) },
            chart: chart(view, filter), unreadable: view.found.unreadable)
    }

    private func chart(_ view: TrailView, _ filter: TrailPage.Filter) -> DayBars? {
        guard let days = view.days, !view.found.days.isEmpty else { return nil }
        let length = days.last.days(since: days.first) + 1
        let rows = TrailEntry.Kind.allCases.compactMap { kind -> DayBars.Row? in
            let counts = (0..<length).map { view.found.days[days.first.adding(days: $0)]?[kind] ?? 0 }
            guard counts.contains(where: { $0 > 0 }) else { return nil }
            var narrowed = filter
            narrowed.kind = kind.rawValue
            return DayBars.Row(title: kind.title, link: narrowed.link(), counts: counts)
        }
        return DayBars(first: days.first, days: length, rows: rows)
    }

    // MARK: A file, and one line

    private func trailFile(_ visit: Visit) async throws -> Answer {
        var query = try trailQuery(try trailFilter(visit))
        query.limit = Office.fileLength
        let found = try await records.trail(query, kind: .export, for: visit.asking)
        guard found.total <= Office.fileLength else {
            throw Problem.badRequest(
                "These are \(Figures.count(found.total)) lines, and a file holds at most \(Figures.count(Office.fileLength)). Choose a shorter period.")
        }
        let wording = visit.frame().wording
        var text = CSVText.line(
            "number", "time", "milliseconds", "account", "name", "designee_of", "kind", "act", "outcome", "record", "ground", "from", "digest")
        for line in found.lines {
            let entry = line.entry
            text += CSVText.line(
                [.number(String(line.number)), .words(wording.machine(entry.at)), .number(String(entry.milliseconds))]
                    + [
                        entry.actor, line.name ?? "", entry.designeeOf ?? "", entry.kind.rawValue, entry.act, entry.outcome.rawValue, entry.record,
                        entry.ground, entry.from, line.digest,
                    ].map(CSVText.Cell.words))
        }
        return .csv(name: "trail-\(visit.day.iso).csv", Array(text.utf8))
    }

    struct TrailLineView: ToldAs, Sendable {
        var line: TrailLine
        var before: String
        var fits: Bool

        struct Shape: Codable {
            var line: TrailView.Line
            var digestBefore: String
            var fits: Bool
        }

        var shape: Shape { Shape(line: TrailView.Line(line), digestBefore: before, fits: fits) }
    }

    private func trailLineView(_ visit: Visit) async throws -> TrailLineView {
        guard let number = visit.parameters["line"].flatMap(Int64.init), let found = try await records.trailLine(number, for: visit.asking) else {
            throw Problem.notFound
        }
        return TrailLineView(line: found.line, before: found.before, fits: found.fits)
    }
}

extension TrailRow {
    init(_ line: TrailLine) {
        let entry = line.entry
        self.init(
            number: line.number, at: entry.at, account: entry.actor, name: line.name ?? "", designeeOf: entry.designeeOf,
            kind: entry.kind.title, act: entry.act, outcome: entry.outcome.title, record: entry.record,
            ground: entry.ground.isEmpty ? nil : Citation(rawValue: entry.ground), from: entry.from)
    }
}
