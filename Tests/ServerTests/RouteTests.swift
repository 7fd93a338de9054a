import Casework
import Foundation
import HTTPTypes
import OfficerSupport
import Records
import Testing

@testable import Server

/// Every route as every role, against what `Access` says, and the pages as they come.
@Suite("Routes")
struct RouteTests {
    /// A real address for a route's template.
    private func address(_ route: Route, _ station: Station) async throws -> String {
        let item = try #require(try await station.office.records.queue(.init()).rows.first)
        let parts = [
            "{reference}": item.reference, "{member}": String(item.member.rawValue), "{run}": "1", "{import}": "1", "{job}": "none",
        ]
        return parts.reduce(route.path) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
    }

    @Test("D20-04:V.A Each route opens to exactly the roles that the rule names; to others it is not there", arguments: DemonstrationPerson.all.map(\.account))
    func matrix(_ account: String) async throws {
        let station = try await Station.shared.value
        let person = try #require(DemonstrationPerson.all.first { $0.account == account })
        let actor = Actor(account: account, name: "", roles: person.roles, member: nil)
        try await station.visit { browser in
            try await browser.signIn(account)
            for route in Office.routes {
                let path = try await self.address(route, station)
                let allowed = Access.decide(route.act, by: actor).ground != nil
                if route.method == .get {
                    let page = try await browser.get(path)
                    // There is no job "none" for anybody.
                    let expected = allowed && !route.path.contains("{job}") ? 200 : 404
                    #expect(page.status == expected, "\(account) GET \(path)")
                } else if !allowed {
                    let page = try await browser.post(path, [:])
                    #expect(page.status == 404, "\(account) POST \(path)")
                }
            }
        }
    }

    @Test("What is forbidden and what does not exist are the same answer, but for the reference")
    func sameAnswer() async throws {
        let station = try await Station.shared.value
        let item = try #require(try await station.office.records.queue(.init()).rows.first)
        try await station.visit { browser in
            try await browser.signIn("sergeant-005")
            func neutral(_ text: String) -> String {
                text.replacing(/Reference [A-Za-z0-9_-]{8}/, with: "Reference").replacing(/"reference":"[^"]*"/, with: "")
            }
            for (real, absent) in [
                ("/officer-support/work-items/\(item.reference)", "/officer-support/work-items/W-1999-01-001"),
                ("/members/\(item.member.rawValue)/jacket", "/members/99999999/jacket"),
                ("/api/v1/officer-support/work-items/\(item.reference)", "/api/v1/officer-support/work-items/W-1999-01-001"),
                ("/api/v1/runs", "/api/v1/nothing"),
            ] {
                let forbidden = try await browser.get(real)
                let missing = try await browser.get(absent)
                #expect(forbidden.status == 404)
                #expect(missing.status == 404)
                #expect(neutral(forbidden.text) == neutral(missing.text))
            }
        }
    }

    @Test("D20-04:I.G Opening a Work Item or a jacket is written down before it is shown")
    func readsAreLogged() async throws {
        let station = try await Station.shared.value
        let item = try #require(try await station.office.records.queue(.init()).rows.last)
        let before = try await station.office.records.readings(of: "member/\(item.member.rawValue)").count
        try await station.visit { browser in
            try await browser.signIn("osu-analyst")
            _ = try await browser.get("/officer-support/work-items/\(item.reference)")
            _ = try await browser.get("/members/\(item.member.rawValue)/jacket")
        }
        let items = try await station.office.records.readings(of: "workItem/\(item.reference)")
        #expect(items.contains { $0.account == "osu-analyst" && $0.act == .seeWorkItem && $0.ground == "D20-04:V.A" })
        let after = try await station.office.records.readings(of: "member/\(item.member.rawValue)")
        // Other tests open jackets at the same time.
        #expect(after.count > before)
    }

    @Test("Nobody reads a record about themselves by a role: the analyst's own item is in no list, no count and no page")
    func notOneself() async throws {
        let station = try await Station.shared.value
        let records = station.office.records
        let all = try await records.queue(.init())
        let item = try #require(all.rows.first)
        let salt = Passphrase.salt()
        try await records.setAccount(
            name: "own-item", title: "Own Item", member: item.member, roles: [.osuAnalyst], salt: salt,
            hash: try Passphrase.hash("own-item demonstration", salt: salt), demonstration: false)
        try await station.visit { browser in
            _ = try await browser.get("/sign-in")
            _ = try await browser.post("/sign-in", ["username": "own-item", "passphrase": "own-item demonstration"])
            let queue = try await browser.get("/api/v1/officer-support/work-items")
            #expect(queue.text.contains("\"total\":\(all.total - 1)"))
            #expect(!queue.text.contains(item.reference))
            let run = try #require(try await records.run(1))
            let scores = try await browser.get("/runs/1/scores.csv").text
            #expect(scores.split(separator: "\n").count == run.scored)
            #expect(try await browser.get("/officer-support/work-items/\(item.reference)").status == 404)
            #expect(try await browser.get("/members/\(item.member.rawValue)/jacket").status == 404)
        }
    }

    @Test("Reading the list of Work Items is written down too")
    func listsAreLogged() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("osu-supervisor")
            _ = try await browser.get("/api/v1/officer-support/work-items")
        }
        #expect(try await station.office.records.readings(of: "queue").contains { $0.account == "osu-supervisor" && $0.act == .seeQueue })
    }

    @Test("While another process writes, a confidential page is refused in words rather than shown unlogged")
    func busy() async throws {
        let station = try await Station.shared.value
        // The page of a problem that the database reports as busy.
        let page = try await station.answerWhenBusy()
        #expect(page.status == 503)
        #expect(page.text.contains("try again in a little while"))
    }

    @Test("The clock of the demonstration stops a year before its calendar does")
    func clockEnds() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("administrator")
            let last = try await browser.post("/demo/clock", ["step": "chosen", "day": "2035-12-20", "time": "08:00"])
            #expect(last.status == 422)
            #expect(try await browser.get("/demo/clock").status == 200)
        }
    }

    @Test("A form without the session's token changes nothing", arguments: ["/runs", "/imports", "/demo/clock", "/sign-out"])
    func foreignForms(_ path: String) async throws {
        try await Station.shared.value.visit { browser in
            for account in ["osu-analyst", "administrator"] {
                try await browser.signIn(account)
                let page = try await browser.post(path, ["month": "2018-01", "folder": "sample", "csrf": "forged"], withToken: false)
                #expect(page.status == 403 || page.status == 404, "\(account) \(path) \(page.status)")
                #expect(try await browser.get("/work").status == 200)
            }
        }
    }

    @Test("A disabled account's session ends with it, and a role taken away is gone with the next request")
    func roleLost() async throws {
        let station = try await Station.shared.value
        let records = station.office.records
        let salt = Passphrase.salt()
        let hash = try Passphrase.hash("short-lived demonstration", salt: salt)
        try await records.setAccount(
            name: "short-lived", title: "Short Lived", member: nil, roles: [.osuAnalyst], salt: salt, hash: hash, demonstration: false)
        try await station.visit { browser in
            _ = try await browser.get("/sign-in")
            _ = try await browser.post("/sign-in", ["username": "short-lived", "passphrase": "short-lived demonstration"])
            #expect(try await browser.get("/officer-support/work-items").status == 200)
            #expect(try await records.disableAccount(named: "short-lived"))
            #expect(try await browser.get("/officer-support/work-items").status == 303)
        }
    }

    @Test("Odd addresses and queries get a plain answer and never an error of ours", arguments: [
        "/officer-support/work-items?sort=salary", "/officer-support/work-items?page=0", "/officer-support/work-items?page=99999999999999999999",
        "/officer-support/work-items?district=%00&category='--", "/officer-support/work-items/..%2f..%2fetc", "/members/-1/jacket",
        "/members/1e9/jacket", "/members/1/jacket?as-of=2017-02-30", "/members/1/jacket?as-of=%F0%9F%92%A5", "/runs/1?multiple=NaN",
        "/runs/1?multiple=1e999", "/runs/abc", "/imports/1/quarantine?page=-4", "/imports/1/quarantine?file=../../etc/passwd",
        "/jobs/%2e%2e", "/assets/..%2fmainstay.css", "/api/v1/runs/1?multiple=x",
    ])
    func odd(_ path: String) async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("osu-analyst")
            let page = try await browser.get(path)
            #expect([200, 400, 404].contains(page.status), "\(path) \(page.status)")
        }
    }
}
