import Casework
import Directives
import Foundation
import GRDB

/// Granting and ending roles (`D20-04:VII.C`). Nothing is ever deleted: what ends gets its last day. Who is asked for what
/// is decided anew in the same transaction.
extension Records {
    /// Grants a role.
    ///
    /// - Throws: `GrantProblem`; nothing is changed then.
    @discardableResult
    package func grant(
        _ role: Role, to name: String, over scope: Scope, from: Day, to: Day?, for asking: Asking
    ) async throws -> Int64 {
        try await act(.changeGrants, asking, kind: .grant, record: "account/\(name)/\(role.rawValue)", word: "roleGranted") { [keys] db, _ in
            let account = try Granting.account(name, in: db)
            if account.isAsker(asking) { throw GrantProblem.oneself }
            try Granting.check(role, over: scope, from: from, to: to, on: asking.day, in: db)
            try Granting.checkRoles(of: account.id, with: role, over: scope, from: from, to: to, in: db)
            let id = try Holdings.add(
                Holding(role: role, scope: scope, from: from, to: to), to: account.id, by: asking.actor.account, at: asking.now, in: db)
            try CaseTasks.askAnew(of: [role], on: asking.day, keys, in: db)
            return id
        }
    }

    /// Gives a role or a designation its last day, today or later.
    package func endHolding(_ id: Int64, lastDay: Day, for asking: Asking) async throws {
        try await act(.changeGrants, asking, kind: .grant, on: { db in try Granting.find(id, in: db)?.found("roleEnded") }) { [keys] db, _ in
            guard let held = try Granting.find(id, in: db) else { throw NotThere() }
            if held.account.isAsker(asking) { throw GrantProblem.oneself }
            try Granting.end(held, lastDay: lastDay, for: asking, in: db)
            try CaseTasks.askAnew(of: [held.role], on: asking.day, keys, in: db)
        }
    }
}

/// The rules of granting, inside the transaction of the act.
enum Granting {
    struct Holder {
        var id: Int64
        var name: String
        var member: MemberID?

        /// The same account, or another one of the same person.
        func isAsker(_ asking: Asking) -> Bool {
            name == asking.actor.account || (member != nil && member == asking.actor.member)
        }
    }

    /// A stored holding.
    struct Held {
        var id: Int64
        var account: Holder
        var role: Role
        var scope: Scope
        var from: Day
        var to: Day?
        var designeeOf: Int64?

        /// What the decision about it and the trail need to know.
        func found(_ word: String) -> Found {
            var facts = RecordFacts(subject: nil)
            switch scope {
            case .department: break
            case .unit(let key): facts.unit = key
            case .item(let reference): facts.reference = reference
            }
            return Found(facts: facts, file: nil, record: "account/\(account.name)/\(role.rawValue)", word: word)
        }
    }

    static func account(_ name: String, in db: Database) throws -> Holder {
        guard let row = try Row.fetchOne(db, sql: "SELECT id, name, member, disabled FROM account WHERE name = ?", arguments: [name]) else {
            throw GrantProblem.noAccount(name)
        }
        if row[3] as Bool { throw GrantProblem.disabled(name) }
        return Holder(id: row[0], name: row[1], member: (row[2] as Int64?).map(MemberID.init(rawValue:)))
    }

    static func find(_ id: Int64, in db: Database) throws -> Held? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT holding.id, account.id, account.name, account.member, role, scopeKind, scope, fromDay, toDay, designeeOf
                FROM holding JOIN account ON account.id = holding.account WHERE holding.id = ?
                """, arguments: [id])
        guard let row, let role = Role(rawValue: row[4]) else { return nil }
        return Held(
            id: row[0], account: Holder(id: row[1], name: row[2], member: (row[3] as Int64?).map(MemberID.init(rawValue:))), role: role,
            scope: Scope(kind: row[5], key: row[6]), from: Day(rawValue: row[7]), to: (row[8] as Int32?).map(Day.init(rawValue:)),
            designeeOf: row[9])
    }

    /// Whether the scope suits the role and the days make sense.
    static func check(_ role: Role, over scope: Scope, from: Day, to: Day?, on today: Day, in db: Database) throws {
        guard Role.grantable.contains(role) else { throw GrantProblem.notGranted(role) }
        if role.scope == .item { throw GrantProblem.comesWithItem(role) }
        switch scope {
        case .item: throw GrantProblem.comesWithItem(role)
        case .department: if role.scope != .department { throw GrantProblem.needsUnit(role) }
        case .unit(let key):
            if role.scope == .department { throw GrantProblem.onlyDepartment(role) }
            guard let unit = try UnitTree(on: max(from, today), in: db).entries[key] else { throw GrantProblem.noUnit(key) }
            if !role.scope.reaches(unit.kind) { throw GrantProblem.wrongUnit(role, unit: key, kind: unit.kind) }
        }
        if from < today { throw GrantProblem.past(today) }
        if let to, to < from { throw GrantProblem.endsBeforeItBegins }
    }

    /// Whether the account may hold the role beside what it holds in those days.
    static func checkRoles(of account: Int64, with role: Role, over scope: Scope, from: Day, to: Day?, in db: Database) throws {
        let rows = try Row.fetchAll(
            db, sql: "SELECT role, scopeKind, scope, designeeOf IS NOT NULL FROM holding WHERE account = ? AND fromDay <= ? AND coalesce(toDay, ?) >= ?",
            arguments: [account, (to ?? .never).rawValue, Day.never.rawValue, from.rawValue])
        for row in rows {
            guard let other = Role(rawValue: row[0]) else { continue }
            if !role.goesWith(other) { throw GrantProblem.conflict(role, with: other) }
            if other == role, Scope(kind: row[1], key: row[2]) == scope, !(row[3] as Bool) { throw GrantProblem.heldAlready(role) }
        }
    }

    static func end(_ held: Held, lastDay: Day, for asking: Asking, in db: Database) throws {
        if lastDay < asking.day { throw GrantProblem.endsBeforeItBegins }
        if let to = held.to, to <= lastDay { throw GrantProblem.endedAlready(to) }
        if held.role == .administrator, held.designeeOf == nil, try !hasAdministrator(besides: held.account.id, on: asking.day, in: db) {
            throw GrantProblem.lastAdministrator
        }
        try db.execute(
            sql: "UPDATE holding SET toDay = ?, endedBy = ?, endedAt = ? WHERE id = ?",
            arguments: [lastDay.rawValue, asking.actor.account, asking.now.timeIntervalSince1970, held.id])
    }

    /// Whether somebody else is an administrator already, without a last day and able to sign in.
    static func hasAdministrator(besides account: Int64, on day: Day, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM holding JOIN account ON account.id = holding.account
                    WHERE holding.role = 'administrator' AND holding.designeeOf IS NULL AND holding.account <> ?
                        AND account.disabled = 0 AND holding.fromDay <= ? AND holding.toDay IS NULL)
                """, arguments: [account, day.rawValue]) ?? false
    }
}
