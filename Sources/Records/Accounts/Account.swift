import Casework
import Foundation
import GRDB

/// Somebody who may sign in. An account need not be a member: an auditor or a technician is none.
package struct Account: Sendable, Hashable {
    package var id: Int64
    package var name: String
    package var title: String
    package var member: MemberID?
    package var roles: Set<Role>
    package var salt: Data
    package var hash: Data
    package var disabled: Bool
    package var demonstration: Bool

    package var actor: Actor { Actor(account: name, name: title, roles: roles, member: member) }

    /// In the order in which `init(_:)` reads them; every page asks for an account, and names cost more than places.
    static let columns =
        "account.id, account.name, account.title, account.member, account.roles, account.salt, account.hash, account.disabled, account.demonstration"

    init(_ row: Row) {
        id = row[0]
        name = row[1]
        title = row[2]
        member = (row[3] as Int64?).map(MemberID.init(rawValue:))
        roles = Set((row[4] as String).split(separator: " ").compactMap { Role(rawValue: String($0)) })
        salt = row[5]
        hash = row[6]
        disabled = row[7]
        demonstration = row[8]
    }
}

extension Records {
    /// Adds an account, or gives an existing one of the same name these roles, this title and this passphrase.
    package func setAccount(
        name: String, title: String, member: MemberID?, roles: Set<Role>, salt: Data, hash: Data, demonstration: Bool
    ) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO account(name, title, member, roles, salt, hash, demonstration) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT(name) DO UPDATE SET title = excluded.title, member = excluded.member, roles = excluded.roles,
                        salt = excluded.salt, hash = excluded.hash, disabled = 0, demonstration = excluded.demonstration
                    """,
                arguments: [
                    name, title, member?.rawValue, roles.map(\.rawValue).sorted().joined(separator: " "), salt, hash, demonstration,
                ])
            // A new passphrase ends whatever was opened with the old one.
            try db.execute(sql: "DELETE FROM session WHERE account = (SELECT id FROM account WHERE name = ?)", arguments: [name])
        }
    }

    package func account(named name: String) async throws -> Account? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT \(Account.columns) FROM account WHERE name = ? AND disabled = 0", arguments: [name]).map(Account.init)
        }
    }

    package func accounts() async throws -> [Account] {
        try await read { db in try Row.fetchAll(db, sql: "SELECT \(Account.columns) FROM account ORDER BY id").map(Account.init) }
    }

    package func disableAccount(named name: String) async throws -> Bool {
        try await write { db in
            try db.execute(sql: "DELETE FROM session WHERE account = (SELECT id FROM account WHERE name = ?)", arguments: [name])
            try db.execute(sql: "UPDATE account SET disabled = 1 WHERE name = ? AND disabled = 0", arguments: [name])
            return db.changesCount > 0
        }
    }
}
