import Casework
import Directives
import Foundation
import GRDB
import OfficerSupport

/// Who can be named on an item of a unit: accounts by the roles they hold over it, with the rank their member holds.
struct UnitPeople {
    /// The three of `D20-04:V.B.2`, and the captain whom the commander may direct (`D20-04:VI.C.2`).
    static let overseers: [Role] = [.watchOperationsLieutenant, .commandingOfficer, .unitSupervisor, .captain]
    static let supervisors: [Role] = [.supervisor, .unitSupervisor, .watchOperationsLieutenant, .captain, .commandingOfficer]

    private let day: Day
    private let rules: DepartmentRules
    /// The member of the item: never named on it. Nil where no single item is meant.
    private let subject: MemberID?
    private let db: Database
    private let tree: Lazy<UnitTree>

    init(day: Day, rules: DepartmentRules, besides subject: MemberID?, _ kept: Kept? = nil, in db: Database) {
        self.day = day
        self.rules = rules
        self.subject = subject
        self.db = db
        tree = Lazy { try kept?.answer(.unitTree(day), from: .people, in: db) { try UnitTree(on: day, in: db) } ?? UnitTree(on: day, in: db) }
    }

    /// The accounts that hold one of the roles over a unit today by a grant of their own, in the order of the roles.
    func holders(of roles: [Role], over unit: String, immediate: MemberID? = nil) throws -> [WorkItemWorld.Person] {
        let known = try tree.value()
        let above = try JSONEncoder().encode(known.above(unit))
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT account.name, account.title, account.member, holding.role, holding.scope FROM holding
                    JOIN account ON account.id = holding.account
                    WHERE holding.role IN (SELECT value FROM json_each(?)) AND holding.fromDay <= ? AND coalesce(holding.toDay, ?) >= ?
                        AND holding.designeeOf IS NULL AND account.disabled = 0
                        AND (holding.scopeKind = 'department' OR (holding.scopeKind = 'unit' AND holding.scope IN (SELECT value FROM json_each(?))))
                    ORDER BY account.title
                    """),
            arguments: [
                String(decoding: try JSONEncoder().encode(roles.map(\.rawValue)), as: UTF8.self), day.rawValue, Day.never.rawValue, day.rawValue,
                String(decoding: above, as: UTF8.self),
            ])
        let order = Dictionary(uniqueKeysWithValues: roles.enumerated().map { ($0.element.rawValue, $0.offset) })
        var seen: Set<String> = []
        return try rows.sorted { (order[$0[3]] ?? 99, $0[1] as String) < (order[$1[3]] ?? 99, $1[1] as String) }.compactMap { row in
            let member = (row[2] as Int64?).map(MemberID.init(rawValue:))
            guard subject == nil || member != subject, let role = Role(rawValue: row[3]), seen.insert(row[0]).inserted else { return nil }
            let scope: String = row[4]
            return WorkItemWorld.Person(
                account: row[0], name: row[1], member: member, office: scope.isEmpty ? role.title : "\(role.title), \(known.entries[scope]?.name ?? scope)",
                level: try member.flatMap { rules.level(try rank(of: $0)) }, isImmediate: member != nil && member == immediate, isCaptain: role == .captain)
        }
    }

    /// The rank in force on the day, by what is known then.
    func rank(of member: MemberID) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT k.rank FROM rankHeld k WHERE k.member = ?1 AND k.knownOn <= ?2 AND k.happenedOn <= ?2 AND NOT EXISTS (
                        SELECT 1 FROM rankHeld later WHERE later.sourceKey = k.sourceKey AND later.version > k.version AND later.knownOn <= ?2)
                    ORDER BY k.happenedOn DESC, k.id DESC LIMIT 1
                    """), arguments: [member.rawValue, day.rawValue])
    }

    /// The supervisor whom the personnel register names for the day.
    func namedSupervisor(of member: MemberID) throws -> MemberID? { try UnitPeople.namedSupervisor(of: member, on: day, in: db) }

    static func namedSupervisor(of member: MemberID, on day: Day, in db: Database) throws -> MemberID? {
        try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT k.supervisor FROM supervision k WHERE k.member = ?1 AND k.knownOn <= ?2 AND k.happenedOn <= ?2
                        AND (k.outcomeKnownOn IS NULL OR k.outcomeKnownOn >= ?2) AND NOT EXISTS (
                        SELECT 1 FROM supervision later WHERE later.sourceKey = k.sourceKey AND later.version > k.version AND later.knownOn <= ?2)
                    ORDER BY k.happenedOn DESC, k.id DESC LIMIT 1
                    """), arguments: [member.rawValue, day.rawValue]
        ).map(MemberID.init(rawValue:))
    }

    /// Where the member works on the day; a detail goes before an assignment.
    func unit(of member: MemberID) throws -> String? { try UnitPeople.unit(of: member, on: day, in: db) }

    static func unit(of member: MemberID, on day: Day, in db: Database) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT k.unit FROM posting k WHERE k.member = ?1 AND k.knownOn <= ?2 AND k.happenedOn <= ?2
                        AND (k.outcomeKnownOn IS NULL OR k.outcomeKnownOn >= ?2) AND NOT EXISTS (
                        SELECT 1 FROM posting later WHERE later.sourceKey = k.sourceKey AND later.version > k.version AND later.knownOn <= ?2)
                    ORDER BY k.kind = 'detail' DESC, k.happenedOn DESC, k.unit DESC LIMIT 1
                    """), arguments: [member.rawValue, day.rawValue])
    }

    func title(of unit: String) throws -> String { try tree.value().entries[unit]?.name ?? unit }

    /// Whether the program is on where the unit lies (D20-04 II, ambiguity 2.23).
    func isOn(_ unit: String) throws -> Bool {
        try tree.value().above(unit).contains { rules.department.officerSupport.isOn($0, day) }
    }
}

/// A value that is read when it is first asked for.
private final class Lazy<Value> {
    private let read: () throws -> Value
    private var known: Value?
    init(_ read: @escaping () throws -> Value) { self.read = read }

    func value() throws -> Value {
        if let known { return known }
        let value = try read()
        known = value
        return value
    }
}
