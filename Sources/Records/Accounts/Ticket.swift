import Crypto
import Foundation
import GRDB
import Vault

/// A sealed note that a page carries between two steps, so that nothing of them is kept on the server: which account it
/// is about, since when, for which browser.
package enum Ticket: String, Sendable {
    /// The passphrase was right; the code is still to come.
    case code
    /// A form whose session was locked belongs to this account.
    case locked

    var seconds: Double {
        switch self {
        case .code: 300
        case .locked: Records.lockedSeconds
        }
    }

    /// The browser is part of what is authenticated: a ticket opens nothing in another.
    fileprivate func place(_ visitor: String) -> SubjectKey.Place { SubjectKey.Place("ticket", row: 0, "\(rawValue)|\(visitor)") }

    fileprivate func contents(_ account: Account, at now: Date) -> [String] {
        // A new passphrase makes earlier proofs of the old one worthless.
        let proof = self == .code ? SHA256.hash(data: account.hash).prefix(8).map { String($0, radix: 16) }.joined(separator: ".") : ""
        return [String(account.id), String(now.timeIntervalSince1970), proof]
    }
}

extension Records {
    package func seal(_ ticket: Ticket, for account: Account, visitor: String, at now: Date) async throws -> String {
        let text = ticket.contents(account, at: now).joined(separator: "|")
        return try await read { [keys] db in
            try keys.house(.accounts, in: db).seal(Data(text.utf8), at: ticket.place(visitor)).base64EncodedString()
        }
    }

    /// The account of a ticket of this browser that is not too old; nil for anything else.
    package func open(_ ticket: Ticket, _ sealed: String, visitor: String, at now: Date) async throws -> Account? {
        guard sealed.utf8.count < 1_024, let bytes = Data(base64Encoded: sealed) else { return nil }
        return try await read { [keys] db in
            guard let opened = try? keys.house(.accounts, in: db).open(bytes, at: ticket.place(visitor)) else { return nil }
            let parts = String(decoding: opened, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, let id = Int64(parts[0]), let since = Double(parts[1]) else { return nil }
            let age = now.timeIntervalSince1970 - since
            guard age > -Records.clockTolerance, age < ticket.seconds,
                let row = try Row.fetchOne(
                    db, sql: "SELECT \(Account.columns) FROM account WHERE id = ? AND disabled = 0", arguments: [id])
            else { return nil }
            let account = try Account(row, in: db)
            return ticket.contents(account, at: now)[2] == parts[2] ? account : nil
        }
    }
}
