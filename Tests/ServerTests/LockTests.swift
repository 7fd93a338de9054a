import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Records
import Testing
import Vault

@testable import Server

@Suite("A locked session keeps what was typed")
struct LockTests {
    private static let form = ["step": "chosen", "day": "1 < 2 & \"so\"\nsecond line", "time": "08:00"]

    /// A page of an administrator, open for so long, and the answer to its form.
    private func typed(_ door: Doorstep, _ browser: Browser, _ name: String, after minutes: Double) async throws -> Browser.Page {
        try await browser.enter(name)
        _ = try await browser.get("/account")
        door.clock.move(minutes: minutes)
        return try await browser.post("/demo/clock", LockTests.form)
    }

    /// What the page carries, with its marks put back.
    private func kept(_ page: Browser.Page, prefix: String = "kept.") -> [String: String] {
        var result: [String: String] = [:]
        for match in page.text.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/) {
            let value = String(match.2).replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
                .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#34;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
            if match.1.hasPrefix(prefix) { result[String(match.1)] = value }
        }
        return result
    }

    @Test("After half an hour the form is answered with a lock that carries it; the passphrase shows it again and one button sends it with the new token")
    func keeps() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash", roles: [.administrator])
        try await door.visit { browser in
            let locked = try await typed(door, browser, "ash", after: 31)
            #expect(locked.status == 401)
            #expect(locked.text.contains("Your session was locked") && locked.text.contains("Passphrase of Person ASH"))
            let fields = kept(locked)
            #expect(fields == Dictionary(uniqueKeysWithValues: LockTests.form.map { ("kept." + $0.key, $0.value) }))
            #expect(try door.filesHold("second line") == false)
            let lock = fields.merging(["ticket": try locked.field("ticket"), "address": try locked.field("address")]) { first, _ in first }

            let wrong = try await browser.post("/unlock", lock.merging(["passphrase": "wrong wrong wrong"]) { first, _ in first })
            #expect(wrong.status == 422 && kept(wrong) == fields && !wrong.text.contains("wrong wrong wrong"))
            #expect(try await browser.get("/work").status == 303)

            let ticketLost = browser.csrf
            let open = try await browser.post("/unlock", lock.merging(["passphrase": Doorstep.passphrase, "csrf": ticketLost]) { first, _ in first })
            #expect(open.status == 200 && open.text.contains("Send it now") && open.text.contains("second line"))
            #expect(open.text.contains("action=\"/demo/clock\""))
            #expect(kept(open, prefix: "").filter { $0.key != "csrf" } == LockTests.form)
            // The new session takes the form: it is no demonstration, so there is no such page, and that is its own answer.
            #expect(try await browser.post("/demo/clock", LockTests.form).status == 404)
            #expect(try await browser.get("/work").status == 200)
        }
    }

    @Test("Another person's passphrase, another browser, an altered ticket and a form from elsewhere pick nothing up")
    func othersCannot() async throws {
        let door = try Doorstep()
        for name in ["ash", "birch"] { try await door.addAccount(name, roles: [.administrator]) }
        let salt = Passphrase.salt()
        try await door.office.records.resetAccount(
            named: "birch", salt: salt, hash: try Passphrase.hash("seven wet otters", salt: salt), for: try Station.asking())
        try await door.visit { browser in
            let locked = try await typed(door, browser, "ash", after: 31)
            let lock = kept(locked).merging(["ticket": try locked.field("ticket"), "address": try locked.field("address")]) { first, _ in first }
            func unlock(_ browser: Browser, _ changes: [String: String], token: Bool = true) async throws -> Browser.Page {
                try await browser.post("/unlock", lock.merging(changes) { _, second in second }, withToken: token)
            }
            #expect(try await unlock(browser, ["passphrase": "seven wet otters"]).status == 422)
            #expect(try await unlock(browser, ["passphrase": "seven wet otters", "username": "birch"]).status == 422)
            let thief = browser.another
            _ = try await thief.get("/sign-in")
            for page in [
                try await unlock(thief, ["passphrase": Doorstep.passphrase]),
                try await unlock(browser, ["passphrase": Doorstep.passphrase, "ticket": "A" + (lock["ticket"] ?? "").dropFirst()]),
                try await unlock(browser, ["passphrase": Doorstep.passphrase, "csrf": "x"], token: false),
            ] {
                #expect(page.status == 422 && !page.text.contains("second line"))
            }
            door.clock.move(minutes: 25 * 60)
            let late = try await unlock(browser, ["passphrase": Doorstep.passphrase])
            #expect(!late.text.contains("second line"))
        }
    }

    @Test("A form with a passphrase in it, one from elsewhere and one of a session that was ended are not kept")
    func notKept() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash", roles: [.administrator])
        try await door.visit { browser in
            try await browser.enter("ash")
            _ = try await browser.get("/account")
            let token = browser.csrf
            door.clock.move(minutes: 31)
            let secret = try await browser.post(
                "/account/passphrase", ["passphrase": "the old one here", "new-passphrase": "the new one here", "repeated-passphrase": "x"])
            #expect(secret.status == 303 && secret.location == "/sign-in")
            let foreign = try await browser.post("/demo/clock", ["day": "x", "csrf": "y"], withToken: false)
            #expect(foreign.status == 303)
            try await browser.enter("ash")
            _ = try await browser.get("/account")
            #expect(browser.csrf != token)
            let salt = Passphrase.salt()
            try await door.office.records.resetAccount(
                named: "ash", salt: salt, hash: try Passphrase.hash(Doorstep.passphrase, salt: salt), for: try Station.asking())
            let ended = try await browser.post("/demo/clock", LockTests.form)
            #expect(ended.status == 303 && !ended.text.contains("second line"))
        }
    }

    @Test("The script's way: the session's own token and the passphrase give a new token as JSON; an address never leads elsewhere")
    func byScript() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash", roles: [.administrator])
        try await door.visit { browser in
            try await browser.enter("ash")
            _ = try await browser.get("/account")
            let before = browser.csrf
            door.clock.move(minutes: 31)
            struct Said: Decodable {
                var csrf: String?
                var error: String?
            }
            func unlock(_ csrf: String, _ passphrase: String) async throws -> (status: Int, said: Said) {
                let page = try await browser.post(
                    "/unlock", ["csrf": csrf, "passphrase": passphrase], withToken: false, headers: [.accept: "application/json"])
                return (page.status, try JSONDecoder().decode(Said.self, from: Data(page.text.utf8)))
            }
            #expect(try await unlock("x", Doorstep.passphrase).status == 401)
            let wrong = try await unlock(before, "wrong wrong wrong")
            #expect(wrong.status == 422 && wrong.said.error?.contains("not right") == true)
            let right = try await unlock(before, Doorstep.passphrase)
            #expect(right.status == 200)
            let fresh = try #require(right.said.csrf)
            #expect(fresh != before)
            #expect(try await browser.post("/demo/clock", ["csrf": before], withToken: false).status == 403)
            #expect(try await browser.post("/demo/clock", ["csrf": fresh], withToken: false).status == 404)
            #expect(try await browser.get("/work").status == 200)
        }
        #expect(try await door.lines(.signIn).map(\.act) == ["signedIn", "passphraseWrong", "signedIn"])
    }

    @Test("With a second factor the lock asks for a code too")
    func secondFactor() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash", roles: [.administrator])
        try await door.visit { browser in
            try await browser.enter("ash")
            let factor = try await browser.enrol().factor
            _ = try await browser.get("/account")
            door.clock.move(minutes: 31)
            let locked = try await browser.post("/demo/clock", LockTests.form)
            #expect(locked.status == 401 && locked.text.contains("id=\"code\""))
            let lock = kept(locked).merging(
                ["ticket": try locked.field("ticket"), "address": try locked.field("address"), "passphrase": Doorstep.passphrase]) { first, _ in first }
            #expect(try await browser.post("/unlock", lock).status == 422)
            let code = factor.code(at: OneTimeCode.step(at: door.clock.now))
            let open = try await browser.post("/unlock", lock.merging(["code": code]) { first, _ in first })
            #expect(open.status == 200 && open.text.contains("Send it now"))
        }
    }
}
