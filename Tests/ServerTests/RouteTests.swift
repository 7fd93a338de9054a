import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Records
import Testing

@testable import Server

/// What every request meets, and the pages as they come; who gets in where stands in `WalkTests`.
@Suite("Routes")
struct RouteTests {
    @Test("D20-04:I.G Opening a Work Item or a jacket is written down before it is shown")
    func readsAreLogged() async throws {
        let station = try await Station.shared.value
        let item = try #require(try await station.office.records.queue(.init(), for: try Station.asking()).rows.last)
        let before = try await station.readings(by: "osu-analyst")
        try await station.visit { browser in
            try await browser.signIn("osu-analyst")
            _ = try await browser.get("/officer-support/work-items/\(item.reference)")
            _ = try await browser.get("/members/\(item.member.rawValue)/jacket")
        }
        let after = try await station.readings(by: "osu-analyst").dropLast(before.count)
        let opened = try #require(after.last { $0.act == "seeWorkItem" && $0.outcome == .done && $0.ground == "D20-04:V.A.1" })
        #expect(after.contains { $0.act == "seeJacket" && $0.outcome == .done })
        // The trail names records by marks alone.
        #expect(opened.record.count == 24)
        #expect(!opened.record.contains(item.reference))
    }

    @Test("Nobody reads a record about themselves by a role: the analyst's own item is in no list, no count and no page")
    func notOneself() async throws {
        let station = try await Station.shared.value
        let records = station.office.records
        let all = try await records.queue(.init(), for: try Station.asking())
        let item = try #require(all.rows.first)
        try await station.addAccount("own-item", roles: [.osuAnalyst], member: item.member)
        try await station.visit { browser in
            _ = try await browser.get("/sign-in")
            _ = try await browser.post("/sign-in", ["username": "own-item", "passphrase": "own-item demonstration"])
            let queue = try await browser.get("/api/v1/officer-support/work-items")
            #expect(queue.text.contains("\"total\":\(all.total - 1)"))
            #expect(!queue.text.contains(item.reference))
            let run = try #require(try await records.run(1, for: try Station.asking()))
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
        #expect(try await station.readings(by: "osu-supervisor").contains { $0.record == "queue" && $0.act == "seeQueue" })
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
        try await station.addAccount("short-lived", roles: [.osuAnalyst])
        try await station.visit { browser in
            _ = try await browser.get("/sign-in")
            _ = try await browser.post("/sign-in", ["username": "short-lived", "passphrase": "short-lived demonstration"])
            #expect(try await browser.get("/officer-support/work-items").status == 200)
            try await records.disableAccount(named: "short-lived", for: try Station.asking())
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
