import Casework
import Foundation
import HTTPTypes
import Records
import Testing

@testable import Server

@Suite("Signing in")
struct SigningInTests {
    @Test("The demonstration's page lists an account for each role, with its passphrase")
    func demonstrationAccounts() async throws {
        try await Station.shared.value.visit { browser in
            let page = try await browser.get("/demo")
            #expect(page.status == 200)
            for person in DemonstrationPerson.all { #expect(page.text.contains(person.passphrase)) }
        }
    }

    @Test("A wrong passphrase and an unknown account get the same answer")
    func sameAnswer() async throws {
        try await Station.shared.value.visit { browser in
            _ = try await browser.get("/sign-in")
            let wrong = try await browser.post("/sign-in", ["username": "auditor", "passphrase": "not the passphrase"])
            _ = try await browser.get("/sign-in")
            let unknown = try await browser.post("/sign-in", ["username": "nobody-here", "passphrase": "not the passphrase"])
            #expect(wrong.status == 422)
            #expect(unknown.status == 422)
            let neutral = unknown.text.replacingOccurrences(of: "nobody-here", with: "auditor")
            #expect(neutral == wrong.text)
        }
    }

    @Test("The sixth attempt within ten minutes is not heard, even with the right passphrase and also for a name that does not exist")
    func throttled() async throws {
        let station = try await Station.shared.value
        // An account of its own, because the others are needed by other tests.
        try await station.addAccount("often-wrong", roles: [.auditor])
        for (name, passphrase) in [("often-wrong", "often-wrong demonstration"), ("ghost", "whatever it may be")] {
            try await station.visit { browser in
                for _ in 0..<5 {
                    _ = try await browser.get("/sign-in")
                    let page = try await browser.post("/sign-in", ["username": name, "passphrase": "wrong wrong wrong"])
                    #expect(page.status == 422)
                }
                _ = try await browser.get("/sign-in")
                let page = try await browser.post("/sign-in", ["username": name, "passphrase": passphrase])
                #expect(page.status == 429)
            }
        }
    }

    @Test("Thirty attempts at once are no way around the limit of five")
    func throttledTogether() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            _ = try await browser.get("/sign-in")
            let (client, csrf) = (browser.client, browser.csrf)
            let visitor = try #require(browser.cookie("mainstay_visitor"))
            let heard = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<30 {
                    group.addTask {
                        let one = Browser(client: client)
                        one.setCookie("mainstay_visitor", visitor)
                        let page = try await one.post(
                            "/sign-in", ["username": "many-at-once", "passphrase": "wrong wrong wrong", "csrf": csrf], withToken: false)
                        return page.status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(heard.filter { $0 == 422 }.count <= 5)
            #expect(heard.filter { $0 == 429 }.count >= 25)
        }
    }

    @Test("A sign-in form from another site is refused")
    func foreignForm() async throws {
        try await Station.shared.value.visit { browser in
            let page = try await browser.post(
                "/sign-in", ["username": "auditor", "passphrase": "auditor demonstration", "csrf": "x"], withToken: false)
            #expect(page.status == 422)
            #expect(browser.cookie("mainstay_session") == nil)
        }
    }

    @Test("Whoever is not signed in is sent to the sign-in and back, and never to another site")
    func comesBack() async throws {
        try await Station.shared.value.visit { browser in
            let page = try await browser.get("/runs")
            #expect(page.status == 303)
            #expect(page.location == "/sign-in?return-to=%2Fruns")
            for (target, expected) in [("/runs", "/runs"), ("https://elsewhere.example", "/work"), ("//elsewhere.example", "/work"), ("/\\elsewhere", "/work")] {
                _ = try await browser.get("/sign-in")
                let signedIn = try await browser.post(
                    "/sign-in", ["username": "auditor", "passphrase": "auditor demonstration", "return-to": target])
                #expect(signedIn.location == expected)
            }
        }
    }

    @Test("Signing out ends the session on the server, so that the cookie opens nothing")
    func signOut() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signInAfresh("osu-supervisor")
            let cookie = try #require(browser.cookie("mainstay_session"))
            let out = try await browser.post("/sign-out", [:])
            #expect(out.status == 303)
            browser.setCookie("mainstay_session", cookie)
            let page = try await browser.get("/work")
            #expect(page.status == 303)
        }
    }

    @Test("A forged cookie is nobody")
    func forged() async throws {
        try await Station.shared.value.visit { browser in
            browser.setCookie("mainstay_session", String(repeating: "A", count: 43))
            let page = try await browser.get("/work")
            #expect(page.status == 303)
        }
    }

    @Test("Every answer carries the headers that keep pages private and scripts out")
    func headers() async throws {
        try await Station.shared.value.visit { browser in
            for path in ["/sign-in", "/nothing-here", "/work", "/api/v1/runs"] {
                let page = try await browser.get(path)
                let policy = try #require(page.headers[.contentSecurityPolicy])
                #expect(policy.contains("default-src 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(page.headers[.xContentTypeOptions] == "nosniff")
                #expect(page.headers[.cacheControl] == "no-store")
            }
        }
    }
}
