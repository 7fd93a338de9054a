import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

/// A row of the analyst's queue.
package struct QueueRow: Sendable, Hashable, Codable {
    package var reference: String
    package var member: MemberID
    package var name: String
    package var sourceID: String
    package var district: String
    package var unit: String
    package var categories: [String]
    package var leading: String
    /// Who scored the member, where it was not Mainstay: then the leading reason is in that source's words.
    package var source: String?
    package var generatedAt: Date
    package var validityDueAt: Date
    package var forwardDueAt: Date
    package var closedAt: Date?
}

/// What the analyst asked the queue for.
package struct QueueQuery: Sendable, Hashable {
    package enum Order: String, Sendable, CaseIterable { case due, forward, reference, member, unit }
    package var state: WorkItem.State = .generated
    package var order: Order = .due
    package var descending = false
    package var district: String?
    package var category: String?
    package var offset = 0
    package var limit = 25
    package init() {}
}

package struct QueuePage: Sendable {
    package var rows: [QueueRow]
    /// Items that match the filters.
    package var total: Int
    package var byDistrict: [(district: String, count: Int)]
    package var byCategory: [(category: String, count: Int)]
}

extension Records {
    /// The items that wait for the Officer Support Unit, or those it closed, as far as the asker may see each one's
    /// status; the list is logged as one reading.
    package func queue(_ query: QueueQuery, for asking: Asking, logged: Bool = true) async throws -> QueuePage {
        try await listing(.seeQueue, asking, record: logged ? "queue" : nil) { [keys] db in
            try QueueReading(
                keys, Visibility(.seeStatus, of: asking.actor, on: asking.day), state: query.state,
                hidden: try Holds.keysSetAside(.support, for: asking, keys, in: db), in: db
            ).page(query)
        }
    }

    /// The due dates of everything open, for the demonstration's clock.
    package func openDueDates() async throws -> [Date] {
        try await read { db in
            try Double.fetchAll(db, sql: "SELECT DISTINCT due FROM caseTask WHERE due IS NOT NULL").map(Date.init(timeIntervalSince1970:))
        }
    }
}

/// One reading of the queue. Categories are sealed, each item's under the member's key, so they are opened for all items
/// of the state to be counted and filtered, and the leading sentences for one page alone.
private struct QueueReading {
    private let db: Database
    private let unsealing: Unsealing
    /// The condition every row meets, and what it asks for.
    private let seen: String
    private let arguments: StatementArguments
    private let categories: [Int64: [String]]

    /// - Parameter hidden: The keys of files that only a hold keeps: out of every list and count (ambiguity 7.1).
    init(_ keys: KeyStore, _ visible: Visibility, state: WorkItem.State, hidden: Set<Int64>, in db: Database) throws {
        self.db = db
        unsealing = Unsealing(keys, in: db)
        let apart = hidden.isEmpty ? "" : " AND workItem.key NOT IN (\(hidden.sorted().map(String.init).joined(separator: ", ")))"
        seen = "workItem.state = ? AND \(visible.sql)\(apart)"
        arguments = [state.rawValue] + visible.arguments
        let statement = try db.cachedStatement(sql: "SELECT id, key, categories FROM workItem WHERE \(seen)")
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var categories: [Int64: [String]] = [:]
        while let row = try rows.next() { categories[row["id"]] = try unsealing.open(WorkItemTable.categories, of: row)?.elements }
        self.categories = categories
    }

    func page(_ query: QueueQuery) throws -> QueuePage {
        var conditions = [seen]
        var arguments = arguments
        if let district = query.district {
            conditions.append("workItem.district = ?")
            arguments += [district]
        }
        if let category = query.category {
            conditions.append("workItem.id IN (SELECT value FROM json_each(?))")
            let ids = categories.filter { $0.value.contains(category) }.keys
            arguments += ["[\(ids.map(String.init).joined(separator: ","))]"]
        }
        let condition = conditions.joined(separator: " AND ")
        let listing = try db.cachedStatement(
            sql: """
                SELECT workItem.id, workItem.key, workItem.leading, workItem.reference, workItem.member, workItem.district, workItem.unit,
                    workItem.generatedAt, workItem.validityDueAt, workItem.forwardDueAt, workItem.closedAt,
                    (SELECT source FROM itemImport WHERE itemImport.id = workItem.itemImport) AS source,
                    coalesce(nullif(person.name, ''), person.sourceKey) AS memberName, person.sourceKey AS sourceID
                FROM workItem JOIN member AS person ON person.record = workItem.member
                    AND person.version = (SELECT max(version) FROM member WHERE record = workItem.member)
                WHERE \(condition) ORDER BY \(query.sorting) LIMIT ? OFFSET ?
                """)
        let rows = try Row.fetchAll(listing, arguments: arguments + [query.limit, query.offset]).map(row)
        let counting = try db.cachedStatement(sql: "SELECT count(*) FROM workItem WHERE \(condition)")
        return QueuePage(
            rows: rows, total: try Int.fetchOne(counting, arguments: arguments) ?? 0, byDistrict: try byDistrict(), byCategory: byCategory)
    }

    private func row(_ row: Row) throws -> QueueRow {
        QueueRow(
            reference: row["reference"], member: MemberID(rawValue: row["member"]), name: row["memberName"], sourceID: row["sourceID"],
            district: row["district"], unit: row["unit"], categories: categories[row["id"]] ?? [],
            leading: try unsealing.open(WorkItemTable.leading, of: row) ?? "", source: row["source"], generatedAt: Date(timeIntervalSince1970: row["generatedAt"]),
            validityDueAt: Date(timeIntervalSince1970: row["validityDueAt"]), forwardDueAt: Date(timeIntervalSince1970: row["forwardDueAt"]),
            closedAt: (row["closedAt"] as Double?).map(Date.init(timeIntervalSince1970:)))
    }

    private func byDistrict() throws -> [(district: String, count: Int)] {
        let statement = try db.cachedStatement(
            sql: "SELECT district, count(*) FROM workItem WHERE \(seen) GROUP BY district ORDER BY length(district), district")
        return try Row.fetchAll(statement, arguments: arguments).map { ($0[0], $0[1]) }
    }

    private var byCategory: [(category: String, count: Int)] {
        var counts: [String: Int] = [:]
        for keys in categories.values { for key in keys { counts[key, default: 0] += 1 } }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension QueueQuery {
    fileprivate var sorting: String {
        let direction = descending ? "DESC" : "ASC"
        return switch order {
        case .due: "workItem.validityDueAt \(direction), workItem.reference \(direction)"
        case .reference: "workItem.reference \(direction)"
        case .forward: "workItem.forwardDueAt \(direction), workItem.reference \(direction)"
        case .member: "memberName \(direction), workItem.reference"
        case .unit: "length(workItem.unit) \(direction), workItem.unit \(direction), workItem.reference"
        }
    }
}
