import Casework
import Directives
import Foundation
import GRDB

/// An account as its administrator sees it: who signs in, and nothing of a member but the name.
package struct AccountLine: Sendable, Hashable, Codable {
    package var name: String
    package var title: String
    package var disabled: Bool
    /// The department's number and the name of the member behind the account.
    package var memberNumber: String?
    package var memberName: String?
    /// The present roles in words: "OSU analyst", "OSS coordinator, as a designee".
    package var roles: [String]
    package var lastSignIn: Date?
}

extension Records {
    /// Every account, in the order of their names.
    package func accountRegister(for asking: Asking) async throws -> [AccountLine] {
        try await reading(.seeAccounts, asking) { db in try AccountLine.all(on: asking.day, in: db) }
    }

    package func accountLine(_ name: String, for asking: Asking) async throws -> AccountLine? {
        try await reading(.seeAccounts, asking) { db in try AccountLine.all(named: name, on: asking.day, in: db).first }
    }

    /// Says which member is behind an account, by the department's number; nil for nobody.
    ///
    /// Who somebody is decides which records are their own, so nobody says it of themselves, and no two accounts that may
    /// sign in are one member (ambiguity 7.7).
    package func linkAccount(_ name: String, toMember number: String?, for asking: Asking) async throws {
        try await act(.changeAccounts, asking, kind: .account, record: "account/\(name)", word: "accountMemberSet") { db, _ in
            guard try Bool.fetchOne(db, sql: "SELECT 1 FROM account WHERE name = ?", arguments: [name]) != nil else { throw NotThere() }
            if name == asking.actor.account { throw LinkProblem.oneself }
            let member = try number.map { try LinkProblem.member($0, besides: name, asking, in: db) }
            try db.execute(sql: "UPDATE account SET member = ? WHERE name = ?", arguments: [member?.rawValue, name])
        }
    }

    /// The member of this number, for an account that is to be added; nil for an account without one.
    package func memberToLink(_ number: String?, for asking: Asking) async throws -> MemberID? {
        try await reading(.changeAccounts, asking) { db in try number.map { try LinkProblem.member($0, besides: nil, asking, in: db) } }
    }

    /// What an account holds or will hold.
    package func rolesOfAccount(_ name: String, for asking: Asking) async throws -> [HeldRole] {
        try await reading(.seeAccounts, asking) { db in
            try HeldRole.all(
                where: "account.name = ? AND coalesce(holding.toDay, ?) >= ?", [name, Day.never.rawValue, asking.day.rawValue], in: db)
        }
    }
}

/// What can stand against linking an account to a member; nothing was changed then.
package enum LinkProblem: Error, Equatable, CustomStringConvertible {
    case oneself
    case noMember(String)
    case taken(by: String)

    package var description: String {
        switch self {
        case .oneself: "Nobody says of their own account which member they are. Ask another administrator."
        case .noMember(let number): "No member has the number “\(number)”. Write it as the department's own systems have it."
        case .taken(let name): "That member has the account \(name) already. Disable that one first, or choose another number."
        }
    }

    /// The member of a number, if an account may be theirs.
    fileprivate static func member(_ number: String, besides name: String?, _ asking: Asking, in db: Database) throws -> MemberID {
        guard let member = try Int64.fetchOne(db, sql: "SELECT record FROM member WHERE sourceKey = ? LIMIT 1", arguments: [number]) else {
            throw LinkProblem.noMember(number)
        }
        if member == asking.actor.member?.rawValue { throw LinkProblem.oneself }
        let other = try String.fetchOne(
            db, sql: "SELECT name FROM account WHERE member = ? AND name IS NOT ? AND disabled = 0", arguments: [member, name])
        if let other { throw LinkProblem.taken(by: other) }
        return MemberID(rawValue: member)
    }
}

extension AccountLine {
    fileprivate static func all(named name: String? = nil, on day: Day, in db: Database) throws -> [AccountLine] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT account.id, account.name, account.title, account.disabled, person.sourceKey, person.name,
                    (SELECT trail.at FROM trail WHERE trail.actor = account.name AND trail.kind = 'signIn' AND trail.outcome = 'done'
                        ORDER BY trail.id DESC LIMIT 1)
                FROM account LEFT JOIN member AS person ON person.record = account.member
                    AND person.version = (SELECT max(version) FROM member WHERE record = account.member)
                WHERE ?1 IS NULL OR account.name = ?1 ORDER BY account.name
                """, arguments: [name])
        return try rows.map { row in
            let held = try Holdings.of(row[0], on: day, in: db).filter { $0.covers(day) }
            let number = row[4] as String?
            return AccountLine(
                name: row[1], title: row[2], disabled: row[3], memberNumber: number, memberName: (row[5] as String?) ?? number,
                roles: Role.allCases.flatMap { role in
                    Set(held.filter { $0.role == role }.map { $0.designeeOf == nil ? role.title : "\(role.title), as a designee" }).sorted()
                }, lastSignIn: (row[6] as Int64?).map { Date(timeIntervalSince1970: Double($0) / 1_000) })
        }
    }
}
