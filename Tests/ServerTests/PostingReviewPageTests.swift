import Casework
import Directives
import Foundation
import GRDB
import Testing

@testable import Records
@testable import Server

@Suite("Members who are new to a command, as served", .serialized)
struct PostingReviewPageTests {
    @Test("D20-04:VI.D.3, D20-04:VI.D.3.a, D20-04:VI.D.3.b, D20-04:VI.D.3.c The commander finds the review under My work and in the command, reads the history on it and takes the three steps; nobody else finds it")
    func whole() async throws {
        let served = try await ResiliencyStation.shared.value
        let office = served.station.office
        let commander = "arrivals-commander"
        try await served.station.addAccount(commander, roles: [])
        try await office.records.grant(
            .unitCommander, to: commander, over: .unit("6"), from: try #require(Day(2018, 1, 2)), to: nil, for: try Station.asking())
        let withItems = try await office.records.read { db in try Int64.fetchSet(db, sql: "SELECT member FROM workItem") }
        let member = try #require(served.employees.last { !withItems.contains($0.rawValue) })
        let day = try #require(Day(2018, 1, 1))
        try await office.records.write { db in
            try db.execute(
                sql: """
                    INSERT INTO posting(record, version, sourceKey, digest, import, member, happenedOn, knownOn, unit, kind)
                    VALUES (999999, 1, 'arrival', 0, 1, ?, ?, ?, '6', 'assignment')
                    """, arguments: [member.rawValue, day.rawValue, day.rawValue])
        }
        try await office.records.followPostings(since: day, office.rules, for: .schedule(office.surroundings))
        let reference = try #require(
            try await office.records.read { db in
                try String.fetchOne(db, sql: "SELECT reference FROM postingReview WHERE member = ?", arguments: [member.rawValue])
            })
        let address = "/officer-support/posting-reviews/\(reference)"
        try await served.visit(commander) { browser async throws in
            let work = try await browser.get("/work").text
            #expect(work.contains("Look at the Work Item history: Review \(reference)") && work.contains("href=\"\(address)\""))
            #expect(try await browser.get("/officer-support/command?unit=6").text.contains("New to the command"))
            let page = try await browser.get(address).text
            #expect(page.contains("There is no Work Item.") && page.contains("D20-04 VI.D.3") && page.contains("The Officer Support System is a non-disciplinary tool"))
            for path in ["/life", "/history"] { #expect(try await browser.get("/api/v1\(address)\(path)").status == 200, "\(path)") }
            #expect(try await browser.get("\(address)/steps/assess").text.contains("First look at the member’s Work Item history."))
        }
        for account in ["rss-commander", "sergeant-005", "osu-analyst", "area-representative", "administrator"] {
            try await served.visit(account) { browser async throws in
                #expect(try await browser.get(address).status == 404, "\(account)")
                #expect(try await browser.get("/api/v1\(address)/history").status == 404, "\(account)")
            }
        }
        try await served.does("\(address)/steps/viewHistory", commander, ["seen": "yes"])
        try await served.does("\(address)/steps/assess", commander, ["standing": "none"])
        let done = try await served.does("\(address)/steps/settleReassignment", commander, ["need": "none"]).page
        #expect(done.contains("Reviewed") && !done.contains("There is no Work Item."))
        try await served.visit(commander) { browser async throws in
            #expect(try await browser.get("/api/v1\(address)/history").status == 404)
            #expect(try await browser.get("/work").text.contains(reference) == false)
        }
    }
}
