import Casework
import Directives
import Foundation
import GRDB

extension CaseLog {
    /// Sends the notices of a step, in its transaction. Whoever acted is not told what they did; the member hears only where
    /// the program lets them.
    static func tell<Program: CaseProgram>(
        _ tells: [Telling], _ event: CaseEvent<Program>, _ file: CaseFile<Program>, _ row: CaseRow, in db: Database
    ) throws {
        let posts = file.posts
        var notices: [Notice] = []
        for telling in tells {
            let accounts: [String]
            switch telling.whom {
            case .post(let post): accounts = posts[post].map { [$0] } ?? []
            case .role(let role): accounts = try holders(of: role, over: file.unit, besides: row.subject, in: db)
            case .subject:
                guard Program.tellsSubject(file) else { continue }
                accounts = try String.fetchAll(
                    db, sql: "SELECT name FROM account WHERE member = ? AND disabled = 0", arguments: [row.subject.rawValue])
            }
            notices += Set(accounts).sorted().filter { $0 != event.account }.map { account in
                Notice(
                    account: account, program: Program.program, reference: row.reference,
                    words: "\(Program.noun) \(row.reference) \(telling.words).", path: Program.path(row.reference, of: telling.whom), at: event.at,
                    cause: "event \(event.number)")
            }
        }
        try Records.post(notices, in: db)
    }

    /// The accounts that hold a role over a unit, by a grant of their own; never that of the member it is about.
    private static func holders(of role: Role, over unit: String, besides subject: MemberID, in db: Database) throws -> [String] {
        let tree = try UnitTree(on: .never, in: db)
        let above = tree.above(unit)
        return try String.fetchAll(
            db,
            sql: """
                SELECT DISTINCT account.name FROM holding JOIN account ON account.id = holding.account
                WHERE holding.role = ? AND holding.toDay IS NULL AND holding.designeeOf IS NULL AND account.disabled = 0
                    AND account.member IS NOT ?
                    AND (holding.scopeKind = 'department' OR (holding.scopeKind = 'unit' AND holding.scope IN (SELECT value FROM json_each(?))))
                """, arguments: [role.rawValue, subject.rawValue, String(decoding: try JSONEncoder().encode(above), as: UTF8.self)])
    }
}
