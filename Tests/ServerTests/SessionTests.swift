import Casework
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Records
import Testing
import Vault

@testable import Server

@Suite("Sessions and one's own account")
struct SessionTests {
    @Test("Thirty minutes without a request end a session, requests keep it, and twelve hours end it in any case")
    func ends() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            try await browser.enter("ash")
            door.clock.move(minutes: 29)
            #expect(try await browser.get("/work").status == 200)
            door.clock.move(minutes: 29)
            #expect(try await browser.get("/work").status == 200)
            door.clock.move(minutes: 30)
            #expect(try await browser.get("/work").status == 303)
            try await browser.enter("ash")
            for _ in 0..<28 {
                door.clock.move(minutes: 25)
                #expect(try await browser.get("/work").status == 200)
            }
            door.clock.move(minutes: 21)
            #expect(try await browser.get("/work").status == 303)
        }
    }

    @Test("What a page asks for by itself is no sign of life")
    func background() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        let own: HTTPFields = [try #require(HTTPField.Name("X-Mainstay-Background")): "1"]
        try await door.visit { browser in
            try await browser.enter("ash")
            door.clock.move(minutes: 20)
            #expect(try await browser.get("/api/v1/account/session", headers: own).text.hasSuffix(#""secondsLeft":600}"#))
            door.clock.move(minutes: 9)
            #expect(try await browser.get("/api/v1/account/session", headers: own).text.hasSuffix(#""secondsLeft":60}"#))
            #expect(try await browser.get("/api/v1/account/session").text.hasSuffix(#""secondsLeft":1800}"#))
            door.clock.move(minutes: 30)
            #expect(try await browser.get("/api/v1/account/session").status == 401)
        }
    }

    @Test("A clock set back gives no session more time: one last seen in the future opens nothing")
    func clockBack() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            try await browser.enter("ash")
            door.clock.move(minutes: -0.5)
            #expect(try await browser.get("/work").status == 200)
            door.clock.move(minutes: -2)
            #expect(try await browser.get("/work").status == 303)
            door.clock.move(minutes: -600)
            #expect(try await browser.get("/work").status == 303)
            // And nobody is shut out by failures that a wrong clock wrote.
            #expect(try await browser.enter("ash").status == 303)
            #expect(try await browser.get("/work").status == 200)
        }
    }

    @Test("A token that the browser brought is never taken up, and the one before a sign-in ends with it")
    func fixation() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            let planted = String(repeating: "p", count: 43)
            browser.setCookie("mainstay_session", planted)
            try await browser.enter("ash")
            let first = try #require(browser.cookie("mainstay_session"))
            #expect(first != planted)
            try await browser.enter("ash")
            let second = try #require(browser.cookie("mainstay_session"))
            #expect(second != first)
            for (token, status) in [(planted, 303), (first, 303), (second, 200)] {
                let one = browser.another
                one.setCookie("mainstay_session", token)
                #expect(try await one.get("/work").status == status)
            }
        }
    }

    @Test("A cookie that is forged, cut short, lengthened or garbled is nobody")
    func forged() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            try await browser.enter("ash")
            let token = try #require(browser.cookie("mainstay_session"))
            let forgeries = [
                String(token.dropLast()), token + "A", String(token.reversed()), token.lowercased() + "", "", "ä" + token.dropFirst(),
                String(repeating: token, count: 200), "%00" + token.dropFirst(3),
            ]
            for forgery in forgeries where forgery != token {
                let one = browser.another
                one.setCookie("mainstay_session", forgery)
                #expect(try await one.get("/work").status == 303, "\(forgery.prefix(60))")
            }
        }
    }

    @Test("A session of an account that is disabled or reset opens nothing from then on")
    func disabled() async throws {
        let door = try Doorstep()
        let records = door.office.records
        for name in ["ash", "birch"] { try await door.addAccount(name) }
        try await door.visit { browser in
            let other = browser.another
            try await browser.enter("ash")
            try await other.enter("birch")
            try await records.disableAccount(named: "ash", for: try Station.asking())
            let salt = Passphrase.salt()
            try await records.resetAccount(
                named: "birch", salt: salt, hash: try Passphrase.hash(Doorstep.passphrase, salt: salt), for: try Station.asking())
            #expect(try await browser.get("/work").status == 303)
            #expect(try await other.get("/work").status == 303)
            #expect(try await browser.enter("ash").status == 422)
            try await records.enableAccount(named: "ash", for: try Station.asking())
            #expect(try await browser.enter("ash").status == 303)
        }
    }

    @Test("A passphrase that somebody else chose is changed before anything opens")
    func mustChange() async throws {
        let door = try Doorstep(secondFactor: "required")
        try await door.addAccount("ash", mustChange: true)
        try await door.visit { browser in
            let led = try await browser.enter("ash")
            #expect(led.location == "/account/passphrase")
            for path in ["/work", "/account", "/account/second-factor", "/help"] {
                #expect(try await browser.get(path).location == "/account/passphrase", "\(path)")
            }
            #expect(try await browser.get("/api/v1/work").status == 403)
            _ = try await browser.get("/account/passphrase")
            let before = try #require(browser.cookie("mainstay_session"))
            let token = browser.csrf
            func change(_ old: String, _ new: String, _ again: String? = nil) async throws -> Browser.Page {
                try await browser.post("/account/passphrase", ["passphrase": old, "new-passphrase": new, "repeated-passphrase": again ?? new])
            }
            let same = try await change(Doorstep.passphrase, Doorstep.passphrase)
            #expect(same.status == 422 && same.text.contains("the passphrase you have"))
            #expect(try await change(Doorstep.passphrase, "password password", "password password").status == 422)
            #expect(try await change(Doorstep.passphrase, "seven wet otters", "seven wet otter").status == 422)
            let wrong = try await change("wrong wrong wrong", "seven wet otters")
            #expect(wrong.status == 422 && !wrong.text.contains("otters"))
            #expect(try await change(Doorstep.passphrase, "seven wet otters").status == 303)
            #expect(browser.cookie("mainstay_session") != before)
            // The next duty comes after it, with the new token.
            #expect(try await browser.get("/work").location == "/account/second-factor")
            #expect(browser.csrf == token)
            _ = try await browser.get("/account/second-factor")
            #expect(browser.csrf != token)
            let other = browser.another
            #expect(try await other.enter("ash").status == 422)
            #expect(try await other.enter("ash", "seven wet otters").status == 303)
        }
    }

    @Test("A new passphrase ends every other session; the old token of this one is worth nothing")
    func passphraseEndsOthers() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            let other = browser.another
            try await browser.enter("ash")
            try await other.enter("ash")
            let old = try #require(browser.cookie("mainstay_session"))
            _ = try await browser.get("/account/passphrase")
            let changed = try await browser.post(
                "/account/passphrase",
                ["passphrase": Doorstep.passphrase, "new-passphrase": "seven wet otters", "repeated-passphrase": "seven wet otters"])
            #expect(changed.location == "/account?done=passphrase")
            #expect(try await browser.get("/work").status == 200)
            #expect(try await other.get("/work").status == 303)
            other.setCookie("mainstay_session", old)
            #expect(try await other.get("/work").status == 303)
        }
        #expect(try await door.lines(.account).last?.act == "passphraseChanged")
    }

    @Test("The owner sees each session and ends it, and nobody ends another's")
    func list() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.addAccount("birch")
        try await door.visit { browser in
            let (second, third, stranger) = (browser.another, browser.another, browser.another)
            for one in [browser, second, third] { try await one.enter("ash") }
            try await stranger.enter("birch")
            struct Listed: Decodable {
                struct One: Decodable {
                    var id: Int64
                    var thisOne: Bool
                }
                var sessions: [One]
            }
            func sessions(_ browser: Browser) async throws -> [Listed.One] {
                try JSONDecoder().decode(Listed.self, from: Data(try await browser.get("/api/v1/account").text.utf8)).sessions
            }
            let listed = try await sessions(second)
            #expect(listed.count == 3 && listed.filter(\.thisOne).count == 1)
            let own = try #require(listed.first { $0.thisOne }).id
            _ = try await stranger.get("/account")
            #expect(try await stranger.post("/account/ended-sessions", ["session": String(own)]).status == 404)
            #expect(try await stranger.post("/account/ended-sessions", ["session": "others"]).status == 303)
            #expect(try await second.get("/account").text.contains("A program that does not name itself"))
            #expect(try await sessions(browser).count == 3)
            let other = try #require(try await sessions(browser).first { !$0.thisOne && $0.id != own }).id
            #expect(try await second.post("/account/ended-sessions", ["session": String(other)]).location == "/account?done=ended")
            #expect(try await second.post("/account/ended-sessions", ["session": "others"]).location == "/account?done=others")
            #expect(try await second.get("/work").status == 200)
            for one in [browser, third] { #expect(try await one.get("/work").status == 303) }
            #expect(try await stranger.get("/work").status == 200)
        }
    }

    @Test("Five failures shut a name out for ten minutes from the last, whether or not it exists, in the same words; what was typed stands nowhere")
    func lockOut() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            _ = try await browser.get("/sign-in")
            for name in ["ash", "my secret typed here"] {
                for attempt in 1...5 {
                    #expect(try await browser.enter(name, "wrong wrong wrong").status == 422)
                    if attempt < 5 { door.clock.move(minutes: 2) }
                }
                #expect(try await browser.enter(name).status == 429)
                door.clock.move(minutes: 9.9)
                #expect(try await browser.enter(name).status == 429)
                door.clock.move(minutes: 0.2)
                #expect(try await browser.enter(name).status == (name == "ash" ? 303 : 422))
            }
        }
        let lines = try await door.lines(.signIn)
        #expect(lines.filter { $0.act == "lockedOut" }.map(\.actor) == ["ash", ""])
        #expect(lines.filter { $0.act == "passphraseWrong" }.map(\.actor) == Array(repeating: "ash", count: 5) + Array(repeating: "", count: 6))
        #expect(try door.filesHold("my secret typed here") == false)
        #expect(lines.allSatisfy { !$0.record.contains("secret") && !$0.act.contains("secret") })
        #expect(lines.filter { $0.outcome == .failed }.count == 11)
    }

    @Test("Four failures and a right passphrase begin the count again")
    func forgiven() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            _ = try await browser.get("/sign-in")
            for _ in 0..<2 {
                for _ in 0..<4 { #expect(try await browser.enter("ash", "wrong wrong wrong").status == 422) }
                #expect(try await browser.enter("ash").status == 303)
            }
        }
    }

    @Test("A passphrase of 100 KB is wrong and nothing worse; one larger than a form may be is told so")
    func huge() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            _ = try await browser.get("/sign-in")
            #expect(try await browser.enter("ash", String(repeating: "x", count: 100_000)).status == 422)
            #expect(try await browser.enter("ash", String(repeating: "x", count: 2_000_000)).status == 413)
            #expect(try await browser.enter("ash").status == 303)
            _ = try await browser.get("/account/passphrase")
            let long = String(repeating: "y", count: 100_000)
            let page = try await browser.post(
                "/account/passphrase", ["passphrase": Doorstep.passphrase, "new-passphrase": long, "repeated-passphrase": long])
            #expect(page.status == 422 && page.text.contains("at most 256"))
        }
    }

    @Test("D20-04:VII.D Signing in, failing and signing out are lines of the trail, with the account and the address")
    func trail() async throws {
        let door = try Doorstep(behindProxy: true)
        try await door.addAccount("ash")
        let forwarded: HTTPFields = [try #require(HTTPField.Name("X-Forwarded-For")): "6.6.6.6, 203.0.113.7"]
        try await door.visit { browser in
            try await browser.enter("ash", "wrong wrong wrong")
            try await browser.enter("ash")
            _ = try await browser.get("/account", headers: forwarded)
            _ = try await browser.get("/trail-of-nobody", headers: forwarded)
            _ = try await browser.get("/runs")
            _ = try await browser.post("/sign-out", [:])
        }
        let lines = try await door.lines(.signIn)
        #expect(lines.map(\.act) == ["passphraseWrong", "signedIn", "signedOut"])
        #expect(lines.map(\.outcome) == [.failed, .done, .done])
        #expect(lines.allSatisfy { $0.actor == "ash" && $0.record == "account/ash" })
    }

    @Test("Behind a proxy the last address it forwards is the browser's; without one, what a browser claims is not believed", arguments: [
        (true, "6.6.6.6, 203.0.113.7", "203.0.113.7"), (true, "2001:db8::1", "2001:db8::1"), (true, "nonsense<script>", "unknown"),
        (true, "", "unknown"), (false, "203.0.113.7", "unknown"),
    ])
    func addresses(behindProxy: Bool, claimed: String, seen: String) async throws {
        let door = try Doorstep(behindProxy: behindProxy)
        try await door.addAccount("ash", roles: [.osuAnalyst])
        let headers: HTTPFields = [try #require(HTTPField.Name("X-Forwarded-For")): claimed]
        try await door.visit { browser in
            try await browser.enter("ash")
            _ = try await browser.get("/officer-support/work-items", headers: headers)
        }
        #expect(try await door.lines(.read).last { $0.actor == "ash" }?.from == seen)
    }

    @Test("The last administrator can be disabled by nobody")
    func lastAdministrator() async throws {
        let door = try Doorstep()
        let records = door.office.records
        try await door.addAccount("ash", roles: [.administrator])
        try await door.addAccount("birch", roles: [.administrator])
        try await records.disableAccount(named: "ash", for: try Station.asking())
        await #expect(throws: AccountProblem.lastAdministrator) { try await records.disableAccount(named: "birch", for: try Station.asking()) }
        try await records.enableAccount(named: "ash", for: try Station.asking())
        try await records.disableAccount(named: "birch", for: try Station.asking())
        await #expect(throws: NotThere.self) { try await records.enableAccount(named: "birch", for: try Station.asking([.auditor])) }
        #expect(try await door.lines(.account).suffix(4).map(\.act) == ["accountDisabled", "accountEnabled", "accountDisabled", "accountEnabled"])
        #expect(try await door.lines(.account).last?.outcome == .refused)
    }
}
