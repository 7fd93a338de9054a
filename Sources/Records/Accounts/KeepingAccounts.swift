import Casework
import Directives
import Foundation
import GRDB

/// What an administrator, or the command line, does with the accounts of others. Each is an act with its line of the
/// trail.
extension Records {
    /// Adds an account with its first roles.
    ///
    /// - Parameters:
    ///   - scope: what the roles are held over.
    ///   - mustChange: whether the owner chooses a passphrase of their own before anything opens, because somebody else
    ///     chose this one. The demonstration's accounts keep theirs.
    /// - Throws: `AccountProblem`; nothing is changed then.
    package func addAccount(
        name: String, title: String, member: MemberID?, roles: Set<Role>, scope: Scope = .department, salt: Data, hash: Data,
        demonstration: Bool, mustChange: Bool = true, email: EmailAddress? = nil, for asking: Asking
    ) async throws {
        guard Account.isName(name) else { throw AccountProblem.badName }
        for role in roles { for other in roles where !role.goesWith(other) { throw GrantProblem.conflict(role, with: other) } }
        let title = try Records.checked(title: title)
        try await act(.changeAccounts, asking, kind: .account, record: "account/\(name)", word: "accountAdded") { [trail, keys] db, ground in
            guard try Account.named(name, in: db) == nil else { throw AccountProblem.nameTaken(name) }
            try db.execute(
                sql: "INSERT INTO account(name, title, member, salt, hash, demonstration, mustChange) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [name, title, member?.rawValue, salt, hash, demonstration, mustChange && !demonstration])
            let account = db.lastInsertedRowID
            if let email { try Records.keepEmail(email, of: account, keys, in: db) }
            for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
                try Holdings.add(
                    Holding(role: role, scope: scope, from: asking.day), to: account, by: asking.actor.account, at: asking.now, in: db)
                try trail.append(
                    TrailEntry(asking, kind: .grant, act: "roleGranted", record: "account/\(name)/\(role.rawValue)", ground: ground), in: db)
            }
            try CaseTasks.askAnew(of: roles, on: asking.day, keys, in: db)
        }
    }

    /// Gives an account a passphrase that its owner must change, and takes away its second factor, its private
    /// calendar, its sessions and its failed attempts.
    package func resetAccount(named name: String, salt: Data, hash: Data, for asking: Asking) async throws {
        try await change(name, "accountReset", asking) { [self] db, account in
            try db.execute(
                sql: """
                    UPDATE account SET salt = ?, hash = ?, mustChange = NOT demonstration, secondFactor = NULL, secondFactorStep = NULL
                    WHERE id = ?
                    """,
                arguments: [salt, hash, account.id])
            try db.execute(sql: "DELETE FROM recoveryCode WHERE account = ?", arguments: [account.id])
            // Whatever else opens something without the new passphrase.
            try db.execute(sql: "DELETE FROM calendarFeed WHERE account = ?", arguments: [account.id])
            try db.execute(sql: "DELETE FROM session WHERE account = ?", arguments: [account.id])
            try forgetAttempts(as: name, in: db)
        }
    }

    /// Lets an account sign in no more and ends its sessions.
    ///
    /// - Throws: `AccountProblem.lastAdministrator` for the last open one that holds the role.
    package func disableAccount(named name: String, for asking: Asking) async throws {
        try await change(name, "accountDisabled", asking) { [keys] db, account in
            guard !account.disabled else { throw AccountProblem.disabledAlready(name) }
            // Without an administrator nobody could let anybody in.
            if account.actor.roles(on: asking.day).contains(.administrator), try !Granting.hasAdministrator(besides: account.id, on: asking.day, in: db) {
                throw AccountProblem.lastAdministrator
            }
            try db.execute(sql: "DELETE FROM session WHERE account = ?", arguments: [account.id])
            try db.execute(sql: "UPDATE account SET disabled = 1 WHERE id = ?", arguments: [account.id])
            try CaseTasks.askAnew(of: account.actor.roles(on: asking.day), on: asking.day, keys, in: db)
        }
    }

    /// Lets a disabled account sign in again, with the passphrase and the roles it had.
    package func enableAccount(named name: String, for asking: Asking) async throws {
        try await change(name, "accountEnabled", asking) { [keys] db, account in
            guard account.disabled else { throw AccountProblem.openAlready(name) }
            try db.execute(sql: "UPDATE account SET disabled = 0 WHERE id = ?", arguments: [account.id])
            try CaseTasks.askAnew(of: account.actor.roles(on: asking.day), on: asking.day, keys, in: db)
        }
    }

    /// Changes the name under which pages show the person.
    package func setTitle(_ title: String, ofAccount name: String, for asking: Asking) async throws {
        let title = try Records.checked(title: title)
        try await change(name, "accountRenamed", asking) { db, account in
            try db.execute(sql: "UPDATE account SET title = ? WHERE id = ?", arguments: [title, account.id])
        }
    }

    private func change(
        _ name: String, _ word: String, _ asking: Asking, _ body: @Sendable @escaping (Database, Account) throws -> Void
    ) async throws {
        // What was typed for a name goes into no line of the trail unless it can be one.
        guard Account.isName(name) else { throw AccountProblem.noSuchAccount }
        try await act(.changeAccounts, asking, kind: .account, record: "account/\(name)", word: word) { db, _ in
            guard let account = try Account.named(name, in: db) else { throw AccountProblem.noSuchAccount }
            try body(db, account)
        }
    }

    private static func checked(title: String) throws -> String {
        let title = title.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...200).contains(title.count), !title.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw AccountProblem.badTitle
        }
        return title
    }
}

/// What can stand against a change to an account.
package enum AccountProblem: Error, Equatable, CustomStringConvertible {
    case nameTaken(String)
    case badName
    case badTitle
    case noSuchAccount
    case disabledAlready(String)
    case openAlready(String)
    case lastAdministrator

    package var description: String {
        switch self {
        case .nameTaken(let name): "There is an account \(name) already. Choose another name, or `mainstay account reset \(name)`. Nothing was changed."
        case .badName:
            "A name to sign in with has 2 to 64 small letters, digits, dots, hyphens and underscores, and begins with a letter or a digit. Nothing was changed."
        case .badTitle: "The person's name has 1 to 200 characters, all on one line. Nothing was changed."
        case .noSuchAccount: "There is no account of this name. `mainstay account list` shows those there are. Nothing was changed."
        case .disabledAlready(let name): "The account \(name) is disabled already. Nothing was changed."
        case .openAlready(let name): "The account \(name) is not disabled. Nothing was changed."
        case .lastAdministrator:
            "This is the last account that can keep the others. Give another the administrator's role first. Nothing was changed."
        }
    }
}
