import Casework
import Directives
import Foundation
import Records
import Testing

@testable import Server

/// What the custodian and the program's supervisor meet on their pages.
@Suite("Retention, destruction and holds as served")
struct RetentionPagesTests {
    @Test("D20-04:VII.C Without a schedule the pages say what to do, and offer the doing to the custodian alone")
    func unset() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("osu-supervisor")
            let page = try await browser.get("/destruction")
            #expect(page.text.contains("no schedule: kept"))
            #expect(page.text.contains("The legal custodian sets one"))
            #expect(!(try await browser.get("/retention")).text.contains("/retention/schedules/new"))
            try await browser.signIn("legal-custodian")
            #expect(try await browser.get("/retention").text.contains("/retention/schedules/new?kind=workItems"))
        }
    }

    @Test("A schedule without its reference is sent back with what was typed and the fields that lack something")
    func scheduleForm() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("legal-custodian")
            _ = try await browser.get("/retention/schedules/new?kind=workItems")
            let page = try await browser.post(
                "/retention/schedules", ["kind": "workItems", "years": "two", "from": "2018-02-30", "authority": "RS <9>"])
            #expect(page.status == 422)
            for words in ["Write a whole number from 0 to 100.", "Write the day as 2018-01-02", "Give the law or rule it rests on.", "RS &lt;9&gt;"] {
                #expect(page.text.contains(words), "\(words)")
            }
            #expect(try await browser.post("/retention/schedules", ["kind": "trail"]).status == 404)
            #expect(try await browser.post("/retention/schedules", ["kind": "resiliencyRecords"]).status == 404)
        }
    }

    @Test("A hold is placed, seen and lifted by the custodian; to everybody else it is not there")
    func hold() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("legal-custodian")
            _ = try await browser.get("/holds/new")
            let wrong = try await browser.post(
                "/holds", ["reference": "18 C 1", "authority": "Counsel", "from": "2018-01-02", "review": "2018-06-01"])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("Say what is held"))
            let placed = try await browser.post(
                "/holds",
                ["reference": "18 C 1", "authority": "Counsel", "program": "peer", "from": "2018-01-02", "review": "2018-06-01"])
            #expect(placed.status == 303)
            let path = try #require(placed.location)
            #expect(try await browser.get(path).text.contains("Hold 18 C 1"))
            #expect(try await browser.post(path + "/lifting", ["reason": " "]).status == 422)
            let lifted = try await browser.post(path + "/lifting", ["reason": "Settled"])
            #expect(lifted.status == 303)
            #expect(try await browser.get(path).text.contains("Settled"))
            for account in ["osu-supervisor", "auditor", "administrator"] {
                try await browser.signIn(account)
                for address in [path, "/holds", "/api/v1/holds"] { #expect(try await browser.get(address).status == 404, "\(account) \(address)") }
            }
        }
    }
}
