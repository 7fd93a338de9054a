import Casework
import Directives
import Foundation
import GRDB
import Testing
import Vault

@testable import Records

@Suite("Accounts as they are stored")
struct AccountTests {
    private let bench: ImportBench
    private let now = Date(timeIntervalSince1970: 1_514_901_600)
    private let token = Data(repeating: 7, count: 32)

    init() async throws {
        bench = try ImportBench()
        for name in ["ash", "birch"] {
            try await bench.records.addAccount(
                name: name, title: name, member: nil, roles: [.osuAnalyst], salt: Data(), hash: Data(name.utf8), demonstration: false,
                mustChange: false, for: bench.asking)
        }
    }

    private func signIn(_ name: String, token: Data) async throws -> Session {
        let account = try #require(try await bench.records.account(named: name))
        let new = NewSession(tokenHash: token, csrf: "c", device: "Firefox", address: "192.0.2.1", replaces: nil)
        #expect(try await bench.records.openSession(new, for: account, at: now, asking: asking(account)))
        return try #require(try await bench.records.presence(of: token, at: now, day: bench.day).session)
    }

    private func asking(_ account: Account) -> Asking {
        Asking(actor: account.actor, now: now, day: bench.day, from: "192.0.2.1")
    }

    @Test("D20-04:VII.A A role that ends in mid-session is gone with the next request")
    func roleLost() async throws {
        let before = try await signIn("ash", token: token).account.actor
        #expect(Access.decide(.seeQueue, by: before, on: bench.day).ground != nil)
        let yesterday = bench.day.rawValue - 1
        try await bench.records.pool.write { db in try db.execute(sql: "UPDATE holding SET fromDay = 0, toDay = ?", arguments: [yesterday]) }
        let after = try #require(try await bench.records.presence(of: token, at: now, day: bench.day).session)
        #expect(after.account.actor.roles(on: bench.day).isEmpty && after.waiting == nil)
        #expect(Access.decide(.seeQueue, by: after.account.actor, on: bench.day).ground == nil)
    }

    @Test("A secret moved to another account's row opens nothing there")
    func moved() async throws {
        let session = try await signIn("ash", token: token)
        let asking = asking(session.account)
        try await bench.records.beginSecondFactor(.generate(), session: session.id, for: asking)
        let pending = try #require(try await bench.records.pendingSecondFactor(session: session.id, for: asking))
        let code = pending.code(at: OneTimeCode.step(at: now))
        try await bench.records.confirmSecondFactor(code: code, session: session.id, recovery: [], at: now, for: asking)
        try await bench.records.pool.write { db in
            try db.execute(sql: "UPDATE account SET secondFactor = (SELECT secondFactor FROM account WHERE name = 'ash')")
        }
        let birch = try #require(try await bench.records.account(named: "birch"))
        await #expect(throws: VaultError.cannotOpen(table: "account", column: "secondFactor")) {
            try await bench.records.take(code: code, of: birch, at: now, for: asking)
        }
    }

    @Test("A session is opened for the account as it was checked, and for no other state of it")
    func changedMeanwhile() async throws {
        var stale = try #require(try await bench.records.account(named: "ash"))
        stale.hash = Data("before".utf8)
        let new = NewSession(tokenHash: token, csrf: "c", device: "", address: "", replaces: nil)
        #expect(try await bench.records.openSession(new, for: stale, at: now, asking: asking(stale)) == false)
        #expect(try bench.count("session") == 0)
    }

    @Test("The pending secret of one session is not that of another of the same account, nor of another account")
    func pendingIsTheSessions() async throws {
        let first = try await signIn("ash", token: token)
        let second = try await signIn("ash", token: Data(repeating: 8, count: 32))
        let stranger = try await signIn("birch", token: Data(repeating: 9, count: 32))
        try await bench.records.beginSecondFactor(.generate(), session: first.id, for: asking(first.account))
        #expect(try await bench.records.pendingSecondFactor(session: first.id, for: asking(first.account)) != nil)
        #expect(try await bench.records.pendingSecondFactor(session: second.id, for: asking(first.account)) == nil)
        #expect(try await bench.records.pendingSecondFactor(session: first.id, for: asking(stranger.account)) == nil)
        await #expect(throws: SecondFactorProblem.notBegun) {
            try await bench.records.beginSecondFactor(.generate(), session: first.id, for: asking(stranger.account))
        }
    }

    @Test("Names to sign in with: small letters, figures, dots, hyphens, underscores", arguments: [
        ("a.b-c_1", true), ("ab", true), ("a", false), ("", false), ("Ash", false), ("a/b", false), (".ab", false), ("console:root", false),
        ("mainstay", false), ("schedule", false), ("аsh", false), (String(repeating: "a", count: 65), false),
    ])
    func names(name: String, good: Bool) { #expect(Account.isName(name) == good) }
}
