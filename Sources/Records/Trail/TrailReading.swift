import Casework
import Directives
import Foundation
import GRDB

/// What an auditor asks the trail for: any of these together.
package struct TrailQuery: Sendable, Hashable {
    package var actor: String?
    package var record: String?
    package var kind: TrailEntry.Kind?
    package var outcome: TrailEntry.Outcome?
    package var from: Date?
    /// Before this instant.
    package var until: Date?
    package var offset = 0
    package var limit = 100
    package init() {}
}

/// A line as it stands in the trail.
package struct TrailLine: Sendable, Hashable, Codable {
    package var number: Int64
    package var entry: TrailEntry
    /// The name behind the account, as pages show it today; nil for a command or the program itself.
    package var name: String?
    /// In hexadecimal.
    package var digest: String
}

/// Lines that match, with what a page says around them.
package struct TrailLines: Sendable {
    package var total: Int
    /// The newest first.
    package var lines: [TrailLine]
    /// Lines that hold a word Mainstay never writes: they were altered, and only their numbers can be shown.
    package var unreadable: [Int64]
    /// How many lines of each kind match, whichever kind was asked for.
    package var kinds: [TrailEntry.Kind: Int]
    /// Lines a day by kind, for the days asked for.
    package var days: [Day: [TrailEntry.Kind: Int]]
}

/// The days for which lines are counted one by one.
package struct TrailDays: Sendable {
    package var first: Day
    package var last: Day
    package var calendar: WorkCalendar

    package init(first: Day, last: Day, calendar: WorkCalendar) {
        self.first = first
        self.last = last
        self.calendar = calendar
    }
}

extension Records {
    /// The lines of the trail that match, and nothing about what the records say. Reading it is a line of it, and so is
    /// taking it away as a file (`kind`).
    package func trail(
        _ query: TrailQuery, days: TrailDays? = nil, kind: TrailEntry.Kind = .read, for asking: Asking
    ) async throws -> TrailLines {
        try await readingLogged(.seeTrail, asking, record: "trail", kind: kind) { db in
            let condition = query.condition()
            let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM trail WHERE \(condition.sql)", arguments: condition.arguments) ?? 0
            let rows = try Row.fetchAll(
                db, sql: "SELECT \(TrailLine.columns) WHERE \(condition.sql) ORDER BY trail.id DESC LIMIT ? OFFSET ?",
                arguments: condition.arguments + [query.limit, query.offset])
            let lines = rows.compactMap(TrailLine.init)
            let readable = Set(lines.map(\.number))
            return TrailLines(
                total: total, lines: lines, unreadable: rows.map { $0[0] as Int64 }.filter { !readable.contains($0) },
                kinds: try query.kinds(in: db), days: try days.map { try query.days($0, in: db) } ?? [:])
        }
    }

    /// One line with the digest before it, and whether its own fits what it says.
    package func trailLine(_ number: Int64, for asking: Asking) async throws -> (line: TrailLine, before: String, fits: Bool)? {
        try await readingLogged(.seeTrail, asking, record: "trail") { [trail] db in
            guard let row = try Row.fetchOne(db, sql: "SELECT \(TrailLine.columns) WHERE trail.id = ?", arguments: [number]),
                let line = TrailLine(row)
            else { return nil }
            let hash = number > 1 ? try Data.fetchOne(db, sql: "SELECT hash FROM trail WHERE id = ?", arguments: [number - 1]) : LineDigest.origin
            guard let hash else { return (line, "", false) }
            let outcome = try TrailChain(trail.key).check(after: Trail.End(entries: number - 1, hash: hash), through: number, in: db)
            return (line, hash.hexadecimal, outcome.finding == nil)
        }
    }
}

extension TrailLine {
    /// With where they come from: every column by its table, because an account has an `id` too.
    static let columns =
        Trail.columns.split(separator: ", ").map { "trail.\($0)" }.joined(separator: ", ")
        + ", account.title FROM trail LEFT JOIN account ON account.name = trail.actor"

    /// Nil for a line that holds what Mainstay never writes.
    init?(_ row: Row) {
        func text(_ column: Int) -> String? { String.fromDatabaseValue(row[column]) }
        guard let number = Int64.fromDatabaseValue(row[0]), let at = Int64.fromDatabaseValue(row[1]), let actor = text(2),
            let kind = text(4).flatMap(TrailEntry.Kind.init), let act = text(5), let outcome = text(6).flatMap(TrailEntry.Outcome.init),
            let record = text(7), let ground = text(8), let from = text(9), let hash = Data.fromDatabaseValue(row[10])
        else { return nil }
        self.number = number
        entry = TrailEntry(
            at: Date(timeIntervalSince1970: Double(at) / 1_000), actor: actor, designeeOf: text(3), kind: kind, act: act, outcome: outcome,
            record: record, ground: ground, from: from)
        name = text(11)
        digest = hash.hexadecimal
    }
}

extension TrailQuery {
    fileprivate func condition(anyKind: Bool = false) -> (sql: String, arguments: StatementArguments) {
        var parts = ["1"]
        var arguments: StatementArguments = []
        func add(_ part: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            parts.append(part)
            arguments += [value]
        }
        add("trail.actor = ?", actor)
        add("trail.record = ?", record)
        if !anyKind { add("trail.kind = ?", kind?.rawValue) }
        add("trail.outcome = ?", outcome?.rawValue)
        add("trail.at >= ?", from.map { Int64($0.timeIntervalSince1970 * 1_000) })
        add("trail.at < ?", until.map { Int64($0.timeIntervalSince1970 * 1_000) })
        return (parts.joined(separator: " AND "), arguments)
    }

    fileprivate func kinds(in db: Database) throws -> [TrailEntry.Kind: Int] {
        let condition = condition(anyKind: true)
        let rows = try Row.fetchAll(
            db, sql: "SELECT kind, count(*) FROM trail WHERE \(condition.sql) GROUP BY kind", arguments: condition.arguments)
        return rows.reduce(into: [:]) { result, row in
            if let kind = String.fromDatabaseValue(row[0]).flatMap(TrailEntry.Kind.init) { result[kind] = row[1] }
        }
    }

    /// Counted by quarters of an hour, because every zone's days begin on one, and added up to days here.
    fileprivate func days(_ days: TrailDays, in db: Database) throws -> [Day: [TrailEntry.Kind: Int]] {
        var query = self
        let (first, end) = (days.calendar.instant(days.first, hour: 0), days.calendar.instant(days.last.adding(days: 1), hour: 0))
        query.from = max(from ?? first, first)
        query.until = min(until ?? end, end)
        let condition = query.condition()
        let rows = try Row.fetchAll(
            db, sql: "SELECT at / 900000, kind, count(*) FROM trail WHERE \(condition.sql) GROUP BY 1, 2", arguments: condition.arguments)
        return rows.reduce(into: [:]) { result, row in
            guard let kind = String.fromDatabaseValue(row[1]).flatMap(TrailEntry.Kind.init) else { return }
            let day = days.calendar.day(of: Date(timeIntervalSince1970: Double(row[0] as Int64) * 900))
            result[day, default: [:]][kind, default: 0] += row[2]
        }
    }
}
