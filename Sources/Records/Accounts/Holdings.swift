import Casework
import Directives
import Foundation
import GRDB

/// The roles of accounts, as they are stored.
enum Holdings {
    /// What an account holds, with the units each holding reaches on the day. A designation lasts no longer than the
    /// principal's own holding, and is nothing while the principal's account is disabled (ambiguity 7.8).
    static func of(_ account: Int64, on day: Day = .never, in db: Database) throws -> [Holding] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT held.role, held.scopeKind, held.scope, held.fromDay, held.toDay, held.designeeOf IS NOT NULL,
                    principal.name, principal.member, lent.fromDay, lent.toDay
                FROM holding AS held
                LEFT JOIN holding AS lent ON lent.id = held.principalHolding AND lent.designeeOf IS NULL
                LEFT JOIN account AS principal ON principal.id = lent.account AND principal.disabled = 0
                WHERE held.account = ? ORDER BY held.id
                """)
        var tree: UnitTree?
        return try Row.fetchAll(statement, arguments: [account]).compactMap { row -> Holding? in
            guard var holding = Holding(row) else { return nil }
            if row[5] as Bool {
                guard let principal = row[6] as String? else { return nil }
                holding.designeeOf = principal
                holding.principal = (row[7] as Int64?).map(MemberID.init(rawValue:))
                holding.from = max(holding.from, Day(rawValue: row[8]))
                holding.to = [holding.to, (row[9] as Int32?).map(Day.init(rawValue:))].compactMap { $0 }.min()
            }
            if case .unit(let key) = holding.scope {
                let known = try tree ?? UnitTree(on: day, in: db)
                tree = known
                holding.units = known.below(key)
            }
            return holding
        }
    }

    /// Writes a holding down. `lent` is the holding of the principal's on which a designation stands.
    @discardableResult
    static func add(
        _ holding: Holding, to account: Int64, lent: (holding: Int64, by: Int64, condition: Role.DesigneeCondition?)? = nil, by: String,
        at: Date, in db: Database
    ) throws -> Int64 {
        let (kind, key) = holding.scope.stored
        try db.execute(
            sql: """
                INSERT INTO holding(account, role, scopeKind, scope, fromDay, toDay, designeeOf, principalHolding, condition, grantedBy, grantedAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                account, holding.role.rawValue, kind, key, holding.from.rawValue, holding.to?.rawValue, lent?.by, lent?.holding,
                lent?.condition?.rawValue, by, at.timeIntervalSince1970,
            ])
        return db.lastInsertedRowID
    }
}

extension Holding {
    /// From the first five columns: role, kind of scope, scope, first day, last day.
    fileprivate init?(_ row: Row) {
        guard let role = Role(rawValue: row[0]) else { return nil }
        self.init(
            role: role, scope: Scope(kind: row[1], key: row[2]), from: Day(rawValue: row[3]), to: (row[4] as Int32?).map(Day.init(rawValue:)))
    }
}

extension Scope {
    var stored: (kind: String, key: String) {
        switch self {
        case .department: ("department", "")
        case .unit(let key): ("unit", key)
        case .item(let reference): ("item", reference)
        }
    }

    init(kind: String, key: String) {
        switch kind {
        case "unit": self = .unit(key)
        case "item": self = .item(key)
        default: self = .department
        }
    }
}

/// The department's units as they stood on a day: areas are redrawn and districts move (`D20-04:V.B`).
struct UnitTree: Sendable {
    struct Entry: Hashable, Sendable {
        var name: String
        var kind: Casework.Unit.Kind
        var parent: String?
    }
    private(set) var entries: [String: Entry] = [:]
    private var children: [String: [String]] = [:]

    /// `Day.never` means the units that have not ended.
    init(on day: Day, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                SELECT k.unit, k.name, k.kind, k.parent FROM unit k
                WHERE (k.knownOn <= ?1 OR (k.version = 1 AND k.happenedOn IS NULL)) AND NOT EXISTS (
                        SELECT 1 FROM unit later WHERE later.sourceKey = k.sourceKey AND later.version > k.version AND later.knownOn <= ?1)
                    AND (k.happenedOn IS NULL OR k.happenedOn <= ?1) AND (k.outcomeKnownOn IS NULL OR k.outcomeKnownOn >= ?1)
                ORDER BY k.happenedOn, k.id
                """)
        let rows = try Row.fetchCursor(statement, arguments: [day.rawValue])
        while let row = try rows.next() {
            guard let key = row[0] as String? else { continue }
            entries[key] = Entry(
                name: row[1] ?? key, kind: (row[2] as String?).flatMap(Casework.Unit.Kind.init(rawValue:)) ?? .unit, parent: row[3])
        }
        for (key, entry) in entries { if let parent = entry.parent { children[parent, default: []].append(key) } }
    }

    /// The unit and all above it, nearest first.
    func above(_ key: String) -> [String] {
        var path = [key]
        // A tree is a few levels deep; more than that is a circle in the data.
        while let parent = path.last.flatMap({ entries[$0]?.parent }), path.count < 16, !path.contains(parent) { path.append(parent) }
        return path
    }

    /// The unit and all below it, also where the register knows it no more: its records are still its own.
    func below(_ key: String) -> Set<String> {
        var found: Set<String> = [key]
        var open = [key]
        while let unit = open.popLast() {
            for child in children[unit] ?? [] where found.insert(child).inserted { open.append(child) }
        }
        return found
    }
}
