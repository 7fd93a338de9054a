import Casework
import Directives
import Foundation
import GRDB
import Testing
import Vault

@testable import Records

@Suite("Notices and their letters")
struct NoticeTests {
    private let bench: ImportBench
    private let start = Date(timeIntervalSince1970: 1_514_901_600)

    init() async throws {
        bench = try ImportBench()
        try await records.setSetting(Records.mailSetting, to: "on", by: nil, at: start)
        for name in ["ash", "birch"] {
            try await records.addAccount(
                name: name, title: name, member: nil, roles: [.supervisor], salt: Data(), hash: Data(name.utf8), demonstration: false,
                mustChange: false, email: name == "ash" ? try EmailAddress("ash.kingfisher@example.gov") : nil, for: bench.asking)
        }
    }

    private var records: Records { bench.records }

    private func asking(_ account: String, _ roles: Set<Role> = [.supervisor], after seconds: Double = 0) -> Asking {
        Asking(
            actor: Actor(account: account, name: account, roles: roles, member: nil), now: start.addingTimeInterval(seconds), day: bench.day, from: "test")
    }

    private func machine(after seconds: Double = 0) -> Asking { asking("mainstay", [.console], after: seconds) }

    private func notice(_ account: String = "ash", _ number: Int = 1, words: String = "Assign a supervisor.", cause: String? = nil) -> Notice {
        Notice(
            account: account, program: .support, reference: "W-2018-01-00\(number)", words: words,
            path: "/officer-support/work-items/W-2018-01-00\(number)", at: start, cause: cause)
    }

    private func post(_ notices: Notice...) async throws { try await records.write { db in try Records.post(notices, in: db) } }

    private func letters(_ state: String) throws -> Int {
        try records.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM letter WHERE state = ?", arguments: [state]) ?? 0 }
    }

    @Test("D20-04:VI.A A notice stands in the application at once, and a letter is queued with it where there is an address")
    func both() async throws {
        try await post(notice("ash"), notice("birch"))
        let own = try await records.ownNotices(for: asking("ash"))
        #expect(own.notices.map(\.reference) == ["W-2018-01-001"] && own.unread == 1 && own.total == 1 && own.hasAddress && own.mailIsSetUp)
        #expect(try await records.ownNotices(for: asking("birch")).hasAddress == false)
        #expect(try bench.count("letter") == 1)
    }

    @Test("The same words about the same record for the same cause are said once, for another cause once more")
    func once() async throws {
        try await post(notice(cause: "event 12"), notice(cause: "event 12"))
        try await post(notice(cause: "event 12"), notice(cause: "event 13"), notice(words: "Assign another supervisor.", cause: "event 12"))
        #expect(try bench.count("notice") == 3 && bench.count("letter") == 3)
    }

    @Test("What is undone is not told: notice and letter go with the transaction they were posted in")
    func undone() async throws {
        struct Undone: Error {}
        let notice = notice()
        await #expect(throws: Undone.self) {
            try await records.write { db in
                try Records.post([notice], in: db)
                throw Undone()
            }
        }
        await #expect(throws: Notice.Problem.noSuchAccount) { try await post(self.notice("nobody")) }
        await #expect(throws: Notice.Problem.badWords) { try await post(self.notice(), self.notice(words: "a\r\nb")) }
        #expect(try bench.count("notice") == 0 && bench.count("letter") == 0)
    }

    @Test("No letter is queued for a disabled account, nor where mail is not set up")
    func noLetter() async throws {
        try await records.disableAccount(named: "ash", for: bench.asking)
        try await post(notice())
        try await records.enableAccount(named: "ash", for: bench.asking)
        try await records.setSetting(Records.mailSetting, to: "off", by: nil, at: start)
        try await post(notice("ash", 2))
        #expect(try bench.count("notice") == 2 && bench.count("letter") == 0)
    }

    @Test("D20-04:VII.A Everyone reads their own notices and marks their own, and another's is not there")
    func own() async throws {
        try await post(notice("ash", 1), notice("ash", 2), notice("birch", 3), notice("ash", 4))
        let birch = try #require(try await records.ownNotices(for: asking("birch")).notices.first)
        await #expect(throws: NotThere.self) { try await records.markNotices(birch.id, andBefore: true, for: asking("ash")) }
        #expect(try await records.ownNotices(for: asking("birch")).unread == 1)
        let second = try #require(try await records.ownNotices(for: asking("ash")).notices.first { $0.reference == "W-2018-01-002" })
        try await records.markNotices(second.id, andBefore: false, for: asking("ash"))
        // Unread ones first, the newest first.
        #expect(try await records.ownNotices(for: asking("ash")).notices.map(\.reference) == ["W-2018-01-004", "W-2018-01-001", "W-2018-01-002"])
        // What came after the page was made stays unread.
        try await records.markNotices(second.id, andBefore: true, for: asking("ash"))
        let own = try await records.ownNotices(for: asking("ash"))
        #expect(own.unread == 1 && own.notices.first?.reference == "W-2018-01-004")
        #expect(try await records.ownNotices(limit: 1, offset: 2, for: asking("ash")).notices.count == 1)
        await #expect(throws: NotThere.self) { try await records.ownNotices(for: asking("nobody")) }
    }

    @Test("A letter is taken once, and what it says is the reference and what to do; its identity is its own and stays")
    func letter() async throws {
        try await post(notice("ash", 1), notice("ash", 2))
        let first = try #require(try await records.nextLetter(for: machine()))
        let second = try #require(try await records.nextLetter(for: machine()))
        #expect(try await records.nextLetter(for: machine()) == nil)
        #expect(first.address.text == "ash.kingfisher@example.gov" && first.reference == "W-2018-01-001" && first.attempts == 1)
        #expect(first.identity != second.identity && first.identity.count == 32)
        try await records.settle(first, .sent, for: machine())
        // The server ends in the middle of the second.
        try await records.resumeLetters(for: machine())
        let again = try #require(try await records.nextLetter(for: machine()))
        #expect(again.id == second.id && again.identity == second.identity && again.attempts == 2)
        try await records.settle(again, .sent, for: machine())
        #expect(try letters("sent") == 2)
        #expect(try await records.nextLetter(for: machine(after: 1e6)) == nil)
        await #expect(throws: NotThere.self) { try await records.nextLetter(for: asking("ash", [.administrator])) }
    }

    @Test("A letter that does not go out is tried after 1, 5 and 15 minutes, an hour, then hourly, and given up after three days")
    func waits() async throws {
        try await post(notice())
        var tried: [Double] = []
        var now = 0.0
        while now < 5 * 86_400 {
            if let letter = try await records.nextLetter(for: machine(after: now)) {
                tried.append(now)
                try await records.settle(letter, .putOff("The mail server does not answer at its address."), for: machine(after: now))
            }
            now += 60
        }
        #expect(tried.prefix(6) == [0, 60, 360, 1_260, 4_860, 8_460])
        #expect(tried.last == 260_460 && (tried.last ?? 0) >= Records.letterPatience)
        #expect(try letters("givenUp") == 1)
        #expect(try await records.ownNotices(for: asking("ash")).letterProblem == "The mail server does not answer at its address.")
    }

    @Test("A refused letter is given up at once, with words; so is one whose account has no address any more or is disabled")
    func refused() async throws {
        try await post(notice("ash", 1))
        let letter = try #require(try await records.nextLetter(for: machine()))
        try await records.settle(letter, .refused("The mail server refuses the letter (550)."), for: machine())
        try await post(notice("ash", 2))
        try await records.setOwnEmail(nil, for: asking("ash"))
        #expect(try await records.nextLetter(for: machine()) == nil)
        let found = try await records.deliveries(for: asking("admin", [.administrator]))
        #expect(found.counts == ["queued": 0, "sending": 0, "sent": 0, "failed": 0, "givenUp": 2])
        #expect(found.letters.map(\.problem) == ["The account is disabled, or has no e-mail address that can be read.", "The mail server refuses the letter (550)."])
        #expect(found.accountsWithAddress == 0 && found.accounts == 2)
    }

    @Test("A new address is used for letters that wait")
    func newAddress() async throws {
        try await post(notice())
        try await records.setEmail(try EmailAddress("ash@example.org"), ofAccount: "ash", for: bench.asking)
        #expect(try await records.nextLetter(for: machine())?.address.text == "ash@example.org")
        #expect(try await records.ownAccount(at: start, for: asking("ash")).email?.text == "ash@example.org")
    }

    @Test("An address is sealed: nothing of it stands in the files, nor in the state of the outbox, and moved to another account it opens nothing")
    func sealed() async throws {
        try await post(notice())
        for name in try FileManager.default.contentsOfDirectory(atPath: bench.url.path) where name.hasPrefix("mainstay") {
            let bytes = try Data(contentsOf: bench.url.appendingPathComponent(name))
            #expect(bytes.range(of: Data("kingfisher".utf8)) == nil, "\(name)")
        }
        let told = try JSONEncoder().encode(try await records.deliveries(for: asking("admin", [.administrator])))
        for words in ["kingfisher", "W-2018", "ash"] { #expect(told.range(of: Data(words.utf8)) == nil) }
        try await records.write { db in
            try db.execute(sql: "UPDATE account SET email = (SELECT email FROM account WHERE name = 'ash') WHERE name = 'birch'")
        }
        await #expect(throws: VaultError.cannotOpen(table: "account", column: "email")) { try await records.ownAccount(at: start, for: asking("birch")) }
    }

    @Test("SRV-017:IV.J.1#2 What is destroyed leaves no notice of it behind")
    func forgotten() async throws {
        try await post(notice("ash", 1), notice("ash", 2), notice("birch", 1))
        try await records.write { db in try Records.forgetNotices(of: ["W-2018-01-001"], .support, in: db) }
        #expect(try await records.ownNotices(for: asking("ash")).notices.map(\.reference) == ["W-2018-01-002"])
        #expect(try bench.count("notice") == 1 && bench.count("letter") == 1)
    }

    @Test("A private calendar opens for its account until it is shut, replaced, or the account is disabled or reset")
    func calendar() async throws {
        let (first, second) = (Data(repeating: 1, count: 32), Data(repeating: 2, count: 32))
        func opens(_ token: Data) async throws -> String? { try await records.accountOfCalendar(tokenHash: token, on: bench.day)?.name }
        #expect(try await opens(first) == nil)
        try await records.renewCalendar(tokenHash: first, for: asking("ash"))
        #expect(try await opens(first) == "ash")
        try await records.renewCalendar(tokenHash: second, for: asking("ash"))
        #expect(try await opens(first) == nil)
        #expect(try await opens(second) == "ash")
        try await records.disableAccount(named: "ash", for: bench.asking)
        #expect(try await opens(second) == nil)
        try await records.enableAccount(named: "ash", for: bench.asking)
        try await records.resetAccount(named: "ash", salt: Data(), hash: Data(), for: bench.asking)
        #expect(try await opens(second) == nil)
        try await records.renewCalendar(tokenHash: first, for: asking("ash"))
        try await records.endCalendar(for: asking("ash"))
        #expect(try await opens(first) == nil)
    }
}
