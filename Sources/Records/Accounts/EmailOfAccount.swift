import Casework
import Foundation
import GRDB
import Vault

/// Where letters to an account go. The address is sealed: a list of who works for a department is worth something to
/// others, and a copy of the database should not be one.
extension Records {
    /// Sets the address of an account, or takes it away.
    ///
    /// - Throws: `AccountProblem.noSuchAccount`.
    package func setEmail(_ address: EmailAddress?, ofAccount name: String, for asking: Asking) async throws {
        guard Account.isName(name) else { throw AccountProblem.noSuchAccount }
        try await act(.changeAccounts, asking, kind: .account, record: "account/\(name)", word: "emailSet") { [keys] db, _ in
            guard let account = try Account.named(name, in: db) else { throw AccountProblem.noSuchAccount }
            try Records.keepEmail(address, of: account.id, keys, in: db)
        }
    }

    /// The same for the asker's own account.
    package func setOwnEmail(_ address: EmailAddress?, for asking: Asking) async throws {
        try await act(.changeOwnAccount, asking, kind: .account, record: asking.ownRecord, word: "emailSet") { [keys] db, _ in
            guard let account = try Account.named(asking.actor.account, in: db) else { throw NotThere() }
            try Records.keepEmail(address, of: account.id, keys, in: db)
        }
    }

    /// The address of an account, opened; nil without one.
    static func email(ofAccount id: Int64, _ keys: KeyStore, in db: Database) throws -> EmailAddress? {
        guard let sealed = try Data.fetchOne(db, sql: "SELECT email FROM account WHERE id = ? AND email IS NOT NULL", arguments: [id]) else { return nil }
        return try email(sealed, of: id, keys, in: db)
    }

    static func email(_ sealed: Data, of id: Int64, _ keys: KeyStore, in db: Database) throws -> EmailAddress? {
        let place = SubjectKey.Place("account", row: id, "email")
        let padded = try keys.house(.accounts, in: db).open(sealed, at: place)
        guard let bytes = try? Padding.removed(from: padded) else { throw VaultError.cannotOpen(table: place.table, column: place.column) }
        return try? EmailAddress(String(decoding: bytes, as: UTF8.self))
    }

    static func keepEmail(_ address: EmailAddress?, of id: Int64, _ keys: KeyStore, in db: Database) throws {
        let sealed = try address.map {
            try keys.house(.accounts, in: db).seal(Padding.added(to: Data($0.text.utf8)), at: SubjectKey.Place("account", row: id, "email"))
        }
        try db.execute(sql: "UPDATE account SET email = ? WHERE id = ?", arguments: [sealed, id])
    }
}
