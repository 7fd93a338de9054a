import Casework
import Directives
import Foundation
import GRDB

/// Somebody who may sign in. An account need not be a member: an auditor or a technician is none.
package struct Account: Sendable, Hashable {
    package var id: Int64
    package var name: String
    package var title: String
    package var member: MemberID?
    package var salt: Data
    package var hash: Data
    package var disabled: Bool
    package var demonstration: Bool
    /// Somebody else chose the passphrase: its owner chooses another before anything opens.
    package var mustChange: Bool
    package var hasSecondFactor: Bool
    /// Every role it ever held, ended ones too: the decision looks at the day.
    package var holdings: [Holding] = []

    package var actor: Actor { Actor(account: name, name: title, holdings: holdings, member: member) }

    /// In the order in which `init(_:)` reads them; every page asks for an account, and names cost more than places.
    static let columns = """
        account.id, account.name, account.title, account.member, account.salt, account.hash, account.disabled, account.demonstration,
        account.mustChange, account.secondFactor IS NOT NULL
        """
    /// How many they are: what a query adds stands behind them.
    static let width = 10

    init(_ row: Row) {
        id = row[0]
        name = row[1]
        title = row[2]
        member = (row[3] as Int64?).map(MemberID.init(rawValue:))
        salt = row[4]
        hash = row[5]
        disabled = row[6]
        demonstration = row[7]
        mustChange = row[8]
        hasSecondFactor = row[9]
    }

    /// With what it holds, and the units reached on the day.
    init(_ row: Row, on day: Day = .never, in db: Database) throws {
        self.init(row)
        holdings = try Holdings.of(id, on: day, in: db)
    }

    /// The same for a page: what it holds is kept in memory until somebody's role, an account or the tree of units changes.
    init(_ row: Row, on day: Day, _ kept: Kept, in db: Database) throws {
        self.init(row)
        let id = id
        holdings = try kept.answer(.holdings(id, day), from: .people, in: db) { try Holdings.of(id, on: day, in: db) }
    }

    static func named(_ name: String, in db: Database) throws -> Account? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM account WHERE name = ?")
        return try Row.fetchOne(statement, arguments: [name]).map { try Account($0, in: db) }
    }

    /// Whether a name can be one to sign in with. What stands in the trail for the machine itself is nobody's name.
    package static func isName(_ name: String) -> Bool {
        guard (2...64).contains(name.utf8.count), !["mainstay", "schedule", "console"].contains(name) else { return false }
        let letters = name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F
        }
        return letters && name.utf8.first.map { $0 != 0x2D && $0 != 0x2E && $0 != 0x5F } == true
    }
}

extension Records {
    /// The account of this name, disabled or not, for signing in.
    package func account(named name: String) async throws -> Account? {
        try await read { db in try Account.named(name, in: db) }
    }

    package func account(_ id: Int64) async throws -> Account? {
        try await read { db in
            try Row.fetchOne(db, sql: "SELECT \(Account.columns) FROM account WHERE id = ?", arguments: [id]).map { try Account($0, in: db) }
        }
    }

    package func accounts(for asking: Asking) async throws -> [Account] {
        try await reading(.seeAccounts, asking) { db in
            try Row.fetchAll(db, sql: "SELECT \(Account.columns) FROM account ORDER BY name").map { try Account($0, in: db) }
        }
    }

    /// The accounts that a demonstration shows to whoever opens its first page; none in an installation.
    package func demonstrationAccounts() async throws -> [Account] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT \(Account.columns) FROM account WHERE demonstration = 1 AND disabled = 0 ORDER BY id")
                .map { try Account($0, in: db) }
        }
    }

    /// Members with a Work Item, for the making of a demonstration, which is the command line's alone: its member's account is
    /// to have something to show.
    package func membersWithItems(for asking: Asking) async throws -> [MemberID] {
        guard asking.actor.roles(on: asking.day).contains(.console) else { throw NotThere() }
        return try await reading(.changeAccounts, asking) { db in
            try Int64.fetchAll(db, sql: "SELECT DISTINCT member FROM workItem").map(MemberID.init(rawValue:))
        }
    }
}
