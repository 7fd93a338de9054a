import Casework
import Directives
import Foundation
import GRDB

/// Designations, "or designee": a dated record of who stands in for whom, for what (ambiguity 7.8). A designee holds
/// no right to name another: the rows of `Access` count a designee only where a provision says so.
extension Records {
    /// The roles of the asker's own for which a directive allows a designee, and the designations made under them.
    package func designations(for asking: Asking) async throws -> OwnDesignations {
        try await listing(.designate, asking) { db in
            let own = try HeldRole.all(
                where: "account.name = ? AND holding.designeeOf IS NULL AND coalesce(holding.toDay, ?) >= ?",
                [asking.actor.account, Day.never.rawValue, asking.day.rawValue], in: db)
            let made = try HeldRole.all(where: "principal.name = ?", [asking.actor.account], in: db)
            return OwnDesignations(roles: own.filter { $0.role.designee != nil }, made: made)
        }
    }

    /// Names a designee for one of the asker's own holdings.
    ///
    /// - Parameter confirmed: that the designee is what the provision asks for, as `exempt`.
    /// - Throws: `GrantProblem`; nothing is changed then.
    @discardableResult
    package func designate(
        _ name: String, under holding: Int64, from: Day, to: Day?, confirmed: Bool, for asking: Asking
    ) async throws -> Int64 {
        try await act(.designate, asking, kind: .grant, on: { db in try Designating.locate(holding, designee: name, asking, in: db) }) { db, _ in
            guard let own = try Designating.own(holding, asking, in: db) else { throw NotThere() }
            let designee = try Granting.account(name, in: db)
            if designee.isAsker(asking) || designee.id == own.account.id { throw GrantProblem.ownDesignee }
            try Designating.check(own, from: from, to: to, confirmed: confirmed, on: asking.day)
            try Granting.checkRoles(of: designee.id, with: own.role, over: own.scope, from: from, to: to, in: db)
            return try Holdings.add(
                Holding(role: own.role, scope: own.scope, from: from, to: to), to: designee.id,
                lent: (own.id, own.account.id, own.role.designeeCondition), by: asking.actor.account, at: asking.now, in: db)
        }
    }

    /// Ends a designation the asker made; its last day is today or later.
    package func endDesignation(_ id: Int64, lastDay: Day, for asking: Asking) async throws {
        try await act(.designate, asking, kind: .grant, on: { db in try Designating.made(id, asking, in: db)?.found("designationEnded") }) { db, _ in
            guard let held = try Designating.made(id, asking, in: db) else { throw NotThere() }
            try Granting.end(held, lastDay: lastDay, for: asking, in: db)
        }
    }
}

package struct OwnDesignations: Sendable, Hashable, Codable {
    package var roles: [HeldRole]
    package var made: [HeldRole]
}

private enum Designating {
    /// A holding of the asker's own that a directive lets them lend.
    static func own(_ id: Int64, _ asking: Asking, in db: Database) throws -> Granting.Held? {
        guard let held = try Granting.find(id, in: db), held.account.name == asking.actor.account, held.designeeOf == nil,
            held.role.designee != nil, held.to.map({ asking.day <= $0 }) ?? true
        else { return nil }
        return held
    }

    static func locate(_ id: Int64, designee: String, _ asking: Asking, in db: Database) throws -> Found? {
        guard let own = try own(id, asking, in: db) else { return nil }
        var found = own.found("designeeNamed")
        found.record = "account/\(designee)/\(own.role.rawValue)"
        return found
    }

    /// A designation that the asker made.
    static func made(_ id: Int64, _ asking: Asking, in db: Database) throws -> Granting.Held? {
        guard let held = try Granting.find(id, in: db), let principal = held.designeeOf else { return nil }
        let name = try String.fetchOne(db, sql: "SELECT name FROM account WHERE id = ?", arguments: [principal])
        return name == asking.actor.account ? held : nil
    }

    static func check(_ own: Granting.Held, from: Day, to: Day?, confirmed: Bool, on today: Day) throws {
        guard let to else { throw GrantProblem.noLimit }
        if from < today { throw GrantProblem.past(today) }
        if to < from { throw GrantProblem.endsBeforeItBegins }
        let latest = from.adding(years: 1)
        if to > latest { throw GrantProblem.longerThanAYear(latest) }
        if let end = own.to, to > end { throw GrantProblem.beyondGrant(end) }
        if let condition = own.role.designeeCondition, !confirmed { throw GrantProblem.unconfirmed(condition) }
    }
}
