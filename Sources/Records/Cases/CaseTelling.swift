import Casework
import Directives
import Foundation
import GRDB

extension CaseLog {
    /// Sends the notices of a step, in its transaction. Whoever acted is not told what they did; the member hears only where
    /// the program lets them.
    static func tell<Program: CaseProgram>(
        _ tells: [Telling], _ event: CaseEvent<Program>, _ file: CaseFile<Program>, _ row: CaseRow, on day: Day, in db: Database
    ) throws {
        let posts = file.posts
        var notices: [Notice] = []
        for telling in tells {
            if telling.whom == .subject, !Program.tellsSubject(file) { continue }
            var accounts = try accounts(telling.whom, posts, unit: file.unit, subject: row.subject, on: day, in: db)
            if case .role(let role) = telling.whom { accounts = try nearest(accounts, of: role, about: row.subject, Program.self, on: day, in: db) }
            notices += accounts.sorted().filter { $0 != event.account }.map { account in
                Notice(
                    account: account, program: Program.program, reference: row.reference,
                    words: "\(Program.noun) \(row.reference) \(telling.words).", path: Program.path(row.reference, of: telling.whom), at: event.at,
                    cause: "event \(event.number)")
            }
        }
        try Records.post(notices, in: db)
    }

    /// The accounts meant by a post, a role or the member, on a day.
    static func accounts(
        _ whom: Telling.Whom, _ posts: [RecordFacts.Post: String], unit: String, subject: MemberID, on day: Day, in db: Database
    ) throws -> Set<String> {
        switch whom {
        case .post(let post): posts[post].map { [$0] } ?? []
        case .role(let role): try holders(of: role, over: unit, besides: subject, on: day, in: db)
        case .subject:
            Set(try String.fetchAll(db, sql: "SELECT name FROM account WHERE member = ? AND disabled = 0", arguments: [subject.rawValue]))
        }
    }

    /// Those of a role's holders who are asked and told: of some roles the immediate supervisor alone, where the personnel
    /// register names one who holds it; otherwise all.
    static func nearest<Program: CaseProgram>(
        _ holders: Set<String>, of role: Role, about subject: MemberID, _: Program.Type, on day: Day, in db: Database
    ) throws -> Set<String> {
        guard Program.ofImmediate.contains(role), holders.count > 1, let named = try UnitPeople.namedSupervisor(of: subject, on: day, in: db) else { return holders }
        let own = Set(try String.fetchAll(db, sql: "SELECT name FROM account WHERE member = ?", arguments: [named.rawValue])).intersection(holders)
        return own.isEmpty ? holders : own
    }

    /// The accounts that hold a role over a unit on the day, by a grant of their own; never that of the member it is about.
    private static func holders(of role: Role, over unit: String, besides subject: MemberID, on day: Day, in db: Database) throws -> Set<String> {
        let tree = try UnitTree(on: day, in: db)
        let above = tree.above(unit)
        return Set(try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT account.name FROM holding JOIN account ON account.id = holding.account
                    WHERE holding.role = ? AND holding.fromDay <= ? AND coalesce(holding.toDay, ?) >= ? AND holding.designeeOf IS NULL
                        AND account.disabled = 0 AND account.member IS NOT ?
                        AND (holding.scopeKind = 'department' OR (holding.scopeKind = 'unit' AND holding.scope IN (SELECT value FROM json_each(?))))
                    """),
            arguments: [
                role.rawValue, day.rawValue, Day.never.rawValue, day.rawValue, subject.rawValue,
                String(decoding: try JSONEncoder().encode(above), as: UTF8.self),
            ]))
    }
}
