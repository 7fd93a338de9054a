import Casework
import Directives
import Foundation
import GRDB
import Jacket
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
    package var generatedAt: Date
    package var validityDueAt: Date
    package var forwardDueAt: Date
}

/// What the analyst asked the queue for.
package struct QueueQuery: Sendable, Hashable {
    package enum Order: String, Sendable, CaseIterable { case due, forward, reference, member, unit }
    package var order: Order = .due
    package var descending = false
    package var district: String?
    package var category: String?
    package var offset = 0
    package var limit = 25
    /// Nobody is listed to themselves.
    package var viewer: MemberID?
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
    package func queue(_ query: QueueQuery) async throws -> QueuePage {
        try await read { db in
            // Categories are stored as `|force|suspension|`, so that one is found without taking another for it.
            let seen = "workItem.state = 'generated' AND workItem.member IS NOT ?"
            var conditions = [seen]
            var arguments: StatementArguments = [query.viewer?.rawValue]
            if let district = query.district {
                conditions.append("workItem.district = ?")
                arguments += [district]
            }
            if let category = query.category {
                conditions.append("instr(workItem.categories, ?) > 0")
                arguments += ["|\(category)|"]
            }
            let condition = conditions.joined(separator: " AND ")
            let direction = query.descending ? "DESC" : "ASC"
            let order =
                switch query.order {
                case .due: "workItem.validityDueAt \(direction), workItem.reference \(direction)"
                case .reference: "workItem.reference \(direction)"
                case .forward: "workItem.forwardDueAt \(direction), workItem.reference \(direction)"
                case .member: "memberName \(direction), workItem.reference"
                case .unit: "length(workItem.unit) \(direction), workItem.unit \(direction), workItem.reference"
                }
            let listing = try db.cachedStatement(
                sql: """
                    SELECT workItem.reference, workItem.member, workItem.district, workItem.unit, workItem.categories, workItem.leading,
                        workItem.generatedAt, workItem.validityDueAt, workItem.forwardDueAt, coalesce(nullif(person.name, ''), person.sourceKey) AS memberName, person.sourceKey AS sourceID
                    FROM workItem JOIN member AS person ON person.record = workItem.member
                        AND person.version = (SELECT max(version) FROM member WHERE record = workItem.member)
                    WHERE \(condition) ORDER BY \(order) LIMIT ? OFFSET ?
                    """)
            let rows = try Row.fetchAll(listing, arguments: arguments + [query.limit, query.offset]).map(QueueRow.init)
            let counting = try db.cachedStatement(sql: "SELECT count(*) FROM workItem WHERE \(condition)")
            let total = try Int.fetchOne(counting, arguments: arguments) ?? 0
            let viewer: StatementArguments = [query.viewer?.rawValue]
            let districts = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT district, count(*) FROM workItem WHERE \(seen) GROUP BY district ORDER BY length(district), district"),
                arguments: viewer)
            let categories = try Row.fetchAll(
                db.cachedStatement(sql: "SELECT categories, count(*) FROM workItem WHERE \(seen) GROUP BY categories"), arguments: viewer)
            var byCategory: [String: Int] = [:]
            for row in categories {
                for key in (row[0] as String).split(separator: "|") { byCategory[String(key), default: 0] += row[1] }
            }
            return QueuePage(
                rows: rows, total: total, byDistrict: districts.map { ($0[0], $0[1]) },
                byCategory: byCategory.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
    }

    package func workItem(_ reference: String) async throws -> (item: WorkItem, run: Int64)? {
        try await read { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM workItem WHERE reference = ?", arguments: [reference]) else { return nil }
            return (try WorkItem(row), row["run"])
        }
    }

    /// The member's item before this one, with its snapshot.
    package func workItem(before item: WorkItem) async throws -> WorkItem? {
        try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM workItem WHERE member = ? AND generatedAt < ? ORDER BY generatedAt DESC, id DESC LIMIT 1",
                arguments: [item.member.rawValue, item.generatedAt.timeIntervalSince1970]
            ).map(WorkItem.init)
        }
    }

    /// How many items wait for an analyst; one about the viewer is not counted for them.
    static func openItems(for viewer: MemberID?, in db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM workItem WHERE state = 'generated' AND member IS NOT ?")
        return try Int.fetchOne(statement, arguments: [viewer?.rawValue]) ?? 0
    }
}

extension QueueRow {
    init(_ row: Row) {
        reference = row[0]
        member = MemberID(rawValue: row[1])
        district = row[2]
        unit = row[3]
        categories = (row[4] as String).split(separator: "|").map(String.init)
        leading = row[5]
        generatedAt = Date(timeIntervalSince1970: row[6])
        validityDueAt = Date(timeIntervalSince1970: row[7])
        forwardDueAt = Date(timeIntervalSince1970: row[8])
        name = row[9]
        sourceID = row[10]
    }
}

extension WorkItem {
    init(_ row: Row) throws {
        self.init(
            reference: row["reference"], member: MemberID(rawValue: row["member"]), district: row["district"], unit: row["unit"],
            generatedAt: Date(timeIntervalSince1970: row["generatedAt"]),
            validityDueAt: Date(timeIntervalSince1970: row["validityDueAt"]),
            forwardDueAt: Date(timeIntervalSince1970: row["forwardDueAt"]),
            state: State(rawValue: row["state"]) ?? .generated,
            snapshot: try JSONDecoder().decode(Snapshot.self, from: Data((row["snapshot"] as String).utf8)))
    }
}

extension Records {
    /// The due dates of everything open, for the demonstration's clock.
    package func openDueDates() async throws -> [Date] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT validityDueAt, forwardDueAt FROM workItem WHERE state = 'generated'").flatMap { row in
                [Date(timeIntervalSince1970: row["validityDueAt"]), Date(timeIntervalSince1970: row["forwardDueAt"])]
            }
        }
    }
}

/// What the jacket's page shows, read at one moment.
package struct MemberFile: Sendable {
    package var member: Member
    package var records: [JacketRecord]
    /// The member's Work Items, oldest first: reference and date.
    package var items: [(reference: String, generatedAt: Date)]
}

extension Records {
    /// A member's jacket as of the end of a day, with what a page says around it. `kinds` spares the tables that are
    /// known to be empty.
    package func memberFile(_ id: MemberID, asOf: Day, kinds: [RecordKind] = Records.jacketKinds) async throws -> MemberFile? {
        try await read { db in
            guard let member = try MemberReading.member(id, asOf: asOf, in: db) else { return nil }
            let items = try Row.fetchAll(
                db.cachedStatement(sql: "SELECT reference, generatedAt FROM workItem WHERE member = ? ORDER BY generatedAt"),
                arguments: [id.rawValue]
            ).map { (reference: $0[0] as String, generatedAt: Date(timeIntervalSince1970: $0[1])) }
            let records = try kinds.flatMap { try JacketReading.records($0, of: id, asOf: asOf, in: db) }
            return MemberFile(member: member, records: records, items: items)
        }
    }
}
