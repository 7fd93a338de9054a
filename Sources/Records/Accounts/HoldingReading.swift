import Casework
import Directives
import Foundation
import GRDB

/// A grant or a designation as the register of roles shows it.
package struct HeldRole: Sendable, Hashable, Codable, Identifiable {
    package var id: Int64
    package var account: String
    package var title: String
    package var disabled: Bool
    package var role: Role
    package var scope: Scope
    package var from: Day
    package var to: Day?
    /// The account and the name of the principal, for a designation.
    package var designeeOf: String?
    package var principalTitle: String?
    package var condition: Role.DesigneeCondition?
    package var grantedBy: String
    package var grantedAt: Date
    package var endedBy: String?
    package var endedAt: Date?
}

/// What an administrator or an auditor asks the register for: any of these together.
package struct GrantQuery: Sendable, Hashable {
    package enum Standing: String, Sendable, CaseIterable { case present, ended, all }
    package var standing = Standing.present
    package var role: Role?
    package var unit: String?
    /// A part of an account's name or of the person's.
    package var person: String?
    package var offset = 0
    package var limit = 50
    package init() {}
}

package struct GrantList: Sendable, Hashable, Codable {
    package var total: Int
    package var rows: [HeldRole]
}

extension Records {
    /// Who holds which role over what, and who held it before.
    package func grants(_ query: GrantQuery, for asking: Asking) async throws -> GrantList {
        try await reading(.seeGrants, asking) { db in
            let (condition, arguments) = query.condition(on: asking.day)
            return GrantList(
                total: try HeldRole.count(where: condition, arguments, in: db),
                rows: try HeldRole.all(where: condition, arguments, limit: query.limit, offset: query.offset, in: db))
        }
    }

    /// One line of the register.
    package func grantLine(_ id: Int64, for asking: Asking) async throws -> HeldRole? {
        try await reading(.seeGrants, asking) { db in try HeldRole.all(where: "holding.id = ?", [id], in: db).first }
    }
}

extension GrantQuery {
    fileprivate func condition(on day: Day) -> (sql: String, arguments: StatementArguments) {
        var parts = ["1"]
        var arguments: StatementArguments = []
        switch standing {
        case .present: (parts, arguments) = (["coalesce(holding.toDay, ?) >= ?"], [Day.never.rawValue, day.rawValue])
        case .ended: (parts, arguments) = (["holding.toDay < ?"], [day.rawValue])
        case .all: break
        }
        if let role {
            parts.append("holding.role = ?")
            arguments += [role.rawValue]
        }
        if let unit {
            parts.append("holding.scopeKind = 'unit' AND holding.scope = ?")
            arguments += [unit]
        }
        if let person {
            let text = person.map { "%_\\".contains($0) ? "\\\($0)" : String($0) }.joined()
            parts.append("(account.name LIKE ? ESCAPE '\\' OR account.title LIKE ? ESCAPE '\\')")
            arguments += ["%\(text)%", "%\(text)%"]
        }
        return (parts.joined(separator: " AND "), arguments)
    }
}

extension HeldRole {
    private static let source = """
        FROM holding JOIN account ON account.id = holding.account LEFT JOIN account AS principal ON principal.id = holding.designeeOf
        """

    static func count(where condition: String, _ arguments: StatementArguments, in db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) \(source) WHERE \(condition)", arguments: arguments) ?? 0
    }

    static func all(
        where condition: String, _ arguments: StatementArguments, limit: Int = 1_000, offset: Int = 0, in db: Database
    ) throws -> [HeldRole] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT holding.id, account.name, account.title, account.disabled, role, scopeKind, scope, fromDay, toDay, principal.name,
                    principal.title, condition, grantedBy, grantedAt, endedBy, endedAt
                \(source) WHERE \(condition) ORDER BY account.name, holding.fromDay, holding.id LIMIT ? OFFSET ?
                """, arguments: arguments + [limit, offset]
        ).compactMap(HeldRole.init)
    }

    private init?(_ row: Row) {
        guard let role = Role(rawValue: row[4]) else { return nil }
        id = row[0]
        account = row[1]
        title = row[2]
        disabled = row[3]
        self.role = role
        scope = Scope(kind: row[5], key: row[6])
        from = Day(rawValue: row[7])
        to = (row[8] as Int32?).map(Day.init(rawValue:))
        designeeOf = row[9]
        principalTitle = row[10]
        condition = (row[11] as String?).flatMap(Role.DesigneeCondition.init(rawValue:))
        grantedBy = row[12]
        grantedAt = Date(timeIntervalSince1970: row[13])
        endedBy = row[14]
        endedAt = (row[15] as Double?).map(Date.init(timeIntervalSince1970:))
    }
}

extension Records {
    /// The units over which a role may be granted now, by key.
    package func scopeUnits(for asking: Asking) async throws -> [String] {
        try await reading(.changeGrants, asking) { db in
            try UnitTree(on: asking.day, in: db).entries.filter { $0.value.kind != .department }.map(\.key)
                .sorted { ($0.count, $0) < ($1.count, $1) }
        }
    }
}
