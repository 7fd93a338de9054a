import Casework
import Foundation
import Records
import Testing
import Vault

@testable import Server

@Suite("Second factors")
struct SecondFactorTests {
    private func step(_ door: Doorstep) -> Int64 { OneTimeCode.step(at: door.clock.now) }

    @Test("A second factor counts only once a code is confirmed; the secret and the recovery codes stand in no file")
    func enrolment() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            try await browser.enter("ash")
            _ = try await browser.get("/account/second-factor")
            _ = try await browser.post("/account/second-factor", [:])
            let page = try await browser.get("/account/second-factor")
            #expect(page.text.contains("<svg class=\"qr\""))
            let factor = try page.secret
            let wrong = try await browser.post("/account/second-factor/confirmation", ["code": factor.code(at: 1)])
            #expect(wrong.status == 422)
            #expect(try await door.office.records.account(named: "ash")?.hasSecondFactor == false)
            let (kept, recovery) = try await browser.enrol()
            #expect(recovery.count == 10 && Set(recovery).count == 10)
            let own = try await browser.get("/account/second-factor")
            #expect(own.text.contains("10 recovery codes left") && !own.text.contains("class=\"secret\""))
            for secret in recovery + [kept.text, kept.text.replacingOccurrences(of: " ", with: "")] {
                #expect(try door.filesHold(secret) == false)
            }
        }
        #expect(try await door.lines(.account).map(\.act).suffix(3) == ["secondFactorBegun", "secondFactorBegun", "secondFactorOn"])
    }

    @Test("The code is asked for after the right passphrase alone; then it opens, and without it nothing does")
    func asked() async throws {
        let door = try Doorstep()
        try await door.addAccount("birch")
        try await door.visit { browser in
            try await browser.enter("birch")
            let factor = try await browser.enrol().factor
            let other = browser.another
            let refused = try await other.enter("birch", "not the passphrase")
            #expect(refused.status == 422 && !refused.text.contains("name=\"ticket\""))
            let page = try await other.enter("birch", returnTo: "/account")
            #expect(page.status == 200 && other.cookie("mainstay_session") == nil)
            let ticket = try page.field("ticket")
            let wrong = try await other.post("/sign-in", ["ticket": ticket, "code": factor.code(at: 5)])
            #expect(wrong.status == 422 && other.cookie("mainstay_session") == nil)
            door.clock.move(minutes: 1)
            let right = try await other.post(
                "/sign-in", ["ticket": ticket, "code": factor.code(at: self.step(door)), "return-to": "/account"])
            #expect(right.status == 303 && right.location == "/account")
            #expect(try await other.get("/account").status == 200)
        }
        let acts = try await door.lines(.signIn).map(\.act)
        #expect(acts == ["signedIn", "passphraseWrong", "codeWrong", "signedIn"])
    }

    @Test("A ticket of the code page opens nothing in another browser, altered, old, or after a new passphrase")
    func ticket() async throws {
        let door = try Doorstep()
        try await door.addAccount("cedar")
        try await door.visit { browser in
            try await browser.enter("cedar")
            let factor = try await browser.enrol().factor
            door.clock.move(minutes: 1)
            let other = browser.another
            let ticket = try await other.enter("cedar").field("ticket")
            let thief = browser.another
            _ = try await thief.get("/sign-in")
            func isExpired(_ browser: Browser, _ ticket: String) async throws -> Bool {
                let code = factor.code(at: self.step(door))
                let page = try await browser.post("/sign-in", ["ticket": ticket, "code": code])
                return page.status == 422 && page.text.contains("Sign in to go on") && browser.cookie("mainstay_session") == nil
            }
            #expect(try await isExpired(thief, ticket))
            for altered in [String(ticket.dropLast(4)), "A" + ticket.dropFirst(), "x", String(repeating: "A", count: 5_000)] where altered != ticket {
                #expect(try await isExpired(other, altered))
            }
            door.clock.move(minutes: 6)
            #expect(try await isExpired(other, ticket))
            let fresh = try await other.enter("cedar").field("ticket")
            let salt = Passphrase.salt()
            try await door.office.records.resetAccount(
                named: "cedar", salt: salt, hash: try Passphrase.hash("another plum vest", salt: salt), for: try Station.asking())
            #expect(try await isExpired(other, fresh))
        }
    }

    @Test("A code is good once, also for two requests at once")
    func once() async throws {
        let door = try Doorstep()
        try await door.addAccount("dogwood")
        try await door.visit { browser in
            try await browser.enter("dogwood")
            let factor = try await browser.enrol().factor
            // The code of the enrolment was a code too.
            let same = browser.another
            let ticket = try await same.enter("dogwood").field("ticket")
            #expect(try await same.post("/sign-in", ["ticket": ticket, "code": factor.code(at: self.step(door))]).status == 422)
            door.clock.move(minutes: 11)
            let code = factor.code(at: self.step(door))
            var pairs: [(browser: Browser, ticket: String)] = []
            for _ in 0..<4 {
                let one = browser.another
                pairs.append((one, try await one.enter("dogwood").field("ticket")))
            }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (one, ticket) in pairs { group.addTask { try await one.post("/sign-in", ["ticket": ticket, "code": code]).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.sorted() == [303, 422, 422, 422])
            let late = browser.another
            let again = try await late.enter("dogwood").field("ticket")
            #expect(try await late.post("/sign-in", ["ticket": again, "code": code]).status == 422)
        }
    }

    @Test("A recovery code opens the door once, and the trail says that one was used")
    func recovery() async throws {
        let door = try Doorstep()
        try await door.addAccount("elm")
        try await door.visit { browser in
            try await browser.enter("elm")
            let code = try #require(try await browser.enrol().recovery.first)
            for (typed, status) in [(code.lowercased(), 303), (code, 422)] {
                let one = browser.another
                let ticket = try await one.enter("elm").field("ticket")
                #expect(try await one.post("/sign-in", ["ticket": ticket, "code": typed]).status == status)
            }
            #expect(try await browser.get("/account").text.contains("9 recovery codes left"))
        }
        #expect(try await door.lines(.account).last?.act == "recoveryCodeUsed")
    }

    @Test("Wrong codes are failures like wrong passphrases, and a known passphrase buys no more of them")
    func lockedOutByCodes() async throws {
        let door = try Doorstep()
        try await door.addAccount("fir")
        try await door.visit { browser in
            try await browser.enter("fir")
            let factor = try await browser.enrol().factor
            door.clock.move(minutes: 1)
            let guesser = browser.another
            for attempt in 0..<5 {
                let page = try await guesser.enter("fir")
                let wrong = try await guesser.post("/sign-in", ["ticket": try page.field("ticket"), "code": factor.code(at: Int64(attempt))])
                #expect(wrong.status == 422)
            }
            #expect(try await guesser.enter("fir").status == 429)
            let owner = browser.another
            #expect(try await owner.enter("fir").status == 429)
            door.clock.move(minutes: 10)
            let ticket = try await owner.enter("fir").field("ticket")
            #expect(try await owner.post("/sign-in", ["ticket": ticket, "code": factor.code(at: self.step(door))]).status == 303)
        }
        #expect(try await door.lines(.signIn).filter { $0.act == "lockedOut" }.count == 1)
    }

    @Test("Turning it off, moving it and new recovery codes each need passphrase and code")
    func changing() async throws {
        let door = try Doorstep()
        try await door.addAccount("hazel")
        try await door.visit { browser in
            try await browser.enter("hazel")
            let (factor, first) = try await browser.enrol()
            func ask(_ step: String, _ passphrase: String, _ code: String) async throws -> Browser.Page {
                try await browser.post("/account/second-factor", ["step": step, "passphrase": passphrase, "code": code])
            }
            for step in ["codes", "renew", "off"] {
                #expect(try await ask(step, "", "").status == 422)
                #expect(try await ask(step, Doorstep.passphrase, "").status == 422)
                door.clock.move(minutes: 20)
                #expect(try await ask(step, "wrong wrong wrong", factor.code(at: self.step(door))).status == 422)
                #expect(try await ask(step, Doorstep.passphrase, factor.code(at: 3)).status == 422)
                #expect(try await door.office.records.account(named: "hazel")?.hasSecondFactor == true)
            }
            door.clock.move(minutes: 20)
            let codes = try await ask("codes", Doorstep.passphrase, factor.code(at: self.step(door)))
            #expect(codes.status == 200)
            // The old recovery codes count no more.
            #expect(try await ask("off", Doorstep.passphrase, try #require(first.first)).status == 422)
            door.clock.move(minutes: 1)
            #expect(try await ask("renew", Doorstep.passphrase, factor.code(at: self.step(door))).status == 303)
            let moved = try await browser.get("/account/second-factor").secret
            #expect(moved.secret != factor.secret)
            #expect(try await browser.post("/account/second-factor/confirmation", ["code": moved.code(at: self.step(door))]).status == 200)
            door.clock.move(minutes: 1)
            #expect(try await ask("off", Doorstep.passphrase, factor.code(at: self.step(door))).status == 422)
            #expect(try await ask("off", Doorstep.passphrase, moved.code(at: self.step(door))).location == "/account?done=off")
            #expect(try await door.office.records.account(named: "hazel")?.hasSecondFactor == false)
        }
    }

    @Test("Where the department requires it, an account without one is led to it and opens nothing else before")
    func required() async throws {
        let door = try Doorstep(secondFactor: "required")
        try await door.addAccount("juniper")
        try await door.visit { browser in
            let led = try await browser.enter("juniper", returnTo: "/runs")
            #expect(led.location == "/account/second-factor")
            for path in ["/work", "/runs", "/help", "/account", "/office"] {
                #expect(try await browser.get(path).location == "/account/second-factor", "\(path)")
            }
            #expect(try await browser.get("/api/v1/runs").status == 403)
            let factor = try await browser.enrol().factor
            #expect(try await browser.get("/runs").status == 200)
            door.clock.move(minutes: 1)
            _ = try await browser.get("/account/second-factor")
            let off = try await browser.post(
                "/account/second-factor",
                ["step": "off", "passphrase": Doorstep.passphrase, "code": factor.code(at: self.step(door))])
            #expect(off.status == 422)
        }
    }
}
