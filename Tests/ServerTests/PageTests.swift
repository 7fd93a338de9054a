import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Records
import Testing

@testable import Server

/// What stands on the pages of the analyst's path.
@Suite("Pages as served")
struct PageTests {
    @Test("Every link on every page of every role leads somewhere")
    func crawl() async throws {
        let station = try await Station.shared.value
        for person in DemonstrationPerson.all {
            try await station.visit { browser in
                try await browser.signIn(person.account)
                var open = ["/work"]
                var seen: Set<String> = ["/work"]
                while let path = open.popLast(), seen.count < 260 {
                    let page = try await browser.get(path)
                    // The name of the program leads to the first page, whichever that is for the reader.
                    #expect(page.status == (path == "/" ? 303 : 200), "\(person.account): \(path) gives \(page.status)")
                    guard page.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
                    for match in page.text.matches(of: /(?:href|src)="([^"#]+)(?:#[^"]*)?"/) {
                        let target = String(match.1).replacingOccurrences(of: "&amp;", with: "&")
                        #expect(target.hasPrefix("/"), "\(path) links to \(target)")
                        if seen.insert(target).inserted { open.append(target) }
                    }
                }
                #expect(seen.count > 4)
            }
        }
    }

    @Test("Every citation on a page has its entry on the help page")
    func citations() async throws {
        let station = try await Station.shared.value
        let item = try #require(try await station.office.records.queue(.init(), for: try Station.asking()).rows.first)
        try await station.visit { browser in
            try await browser.signIn("osu-analyst")
            let help = try await browser.get("/help").text
            for path in ["/work", "/officer-support/work-items", "/officer-support/work-items/\(item.reference)", "/members/\(item.member.rawValue)/jacket", "/runs", "/runs/1", "/imports/1", "/runs/new"] {
                for match in try await browser.get(path).text.matches(of: /href="\/help#([^"]+)"/) {
                    #expect(help.contains("id=\"\(match.1)\""), "\(path) cites \(match.1)")
                }
            }
        }
    }

    @Test("D20-04:V.A.2, D20-04:V.A.4 A new item is due for validity in 48 hours and for forwarding on the third working day")
    func clocks() async throws {
        let station = try await Station.shared.value
        let item = try #require(try await station.office.records.queue(.init(), for: try Station.asking()).rows.first)
        let calendar = station.office.calendar
        #expect(item.validityDueAt == Station.now.addingTimeInterval(48 * 3_600))
        let thirdWorkingDay = try #require(Day(2018, 1, 5))
        #expect(item.forwardDueAt == calendar.end(of: thirdWorkingDay))
    }

    @Test("D20-04:IV.B Each item names at least one category, and its snapshot the figures behind it")
    func snapshots() async throws {
        let station = try await Station.shared.value
        let rows = try await station.office.records.queue(.init(), for: try Station.asking()).rows
        #expect(!rows.isEmpty)
        for row in rows {
            let item = try #require(try await station.office.records.workItem(row.reference, for: try Station.asking())).value.item
            #expect(item.snapshot.categories.contains { $0.raised })
            #expect(!item.snapshot.figures.isEmpty)
            #expect(!item.snapshot.profile.isEmpty)
            for category in item.snapshot.categories {
                let estimate = try #require(category.estimate)
                #expect((0...1).contains(estimate.probability))
            }
        }
    }

    @Test("D20-04:II.A, D20-04:I.A Items are made only in districts where the program is on")
    func districts() async throws {
        let station = try await Station.shared.value
        let day = try #require(Day(2018, 1, 1))
        for entry in try await station.office.records.queue(.init(), for: try Station.asking()).byDistrict {
            #expect(station.office.department.officerSupport.isOn(entry.district, day))
        }
    }

    @Test("The jacket as of a day shows nothing that became known later")
    func asOf() async throws {
        let station = try await Station.shared.value
        let records = station.office.records
        let item = try #require(try await records.queue(.init(), for: try Station.asking()).rows.first)
        let day = try #require(Day(2015, 6, 30))
        try await station.visit { browser in
            try await browser.signIn("osu-analyst")
            let text = try await browser.get("/api/v1/members/\(item.member.rawValue)/jacket?as-of=2015-06-30").text
            struct View: Decodable {
                struct Entry: Decodable { var knownOn: Day; var outcomeKnownOn: Day? }
                var records: [Entry]
            }
            let view = try JSONDecoder().decode(View.self, from: Data(text.utf8))
            #expect(!view.records.isEmpty)
            for record in view.records {
                #expect(record.knownOn <= day)
                if let outcome = record.outcomeKnownOn { #expect(outcome <= day) }
            }
            let now = try JSONDecoder().decode(
                View.self, from: Data(try await browser.get("/api/v1/members/\(item.member.rawValue)/jacket").text.utf8))
            #expect(now.records.count > view.records.count)
        }
    }

    @Test("D20-04:IV.C.NOTE#2 The page of a run says through which day its data are complete, and warns of nothing where that is the day before")
    func dataDay() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("osu-analyst")
            let page = try await browser.get("/runs/1").text
            #expect(page.contains("Records complete through") && page.contains("Sun 31 Dec 2017") && !page.contains("complete only through"))
        }
    }

    @Test("The what-if slider answers without a script and refuses what is no number")
    func whatIf() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("auditor")
            let three = try await browser.get("/runs/1?multiple=3")
            let six = try await browser.get("/runs/1?multiple=6")
            #expect(three.status == 200)
            #expect(six.status == 200)
            #expect(three.text != six.text)
            #expect(try await browser.get("/runs/1?multiple=many").status == 400)
        }
    }

    @Test("The page and the JSON of the queue come from the same reading")
    func oneReading() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("osu-analyst")
            let page = try await browser.get("/officer-support/work-items?sort=member&district=5").text
            struct List: Decodable {
                struct Item: Decodable { var reference: String; var district: String }
                var items: [Item]
            }
            let list = try JSONDecoder().decode(
                List.self, from: Data(try await browser.get("/api/v1/officer-support/work-items?sort=member&district=5").text.utf8))
            #expect(list.items.allSatisfy { $0.district == "5" })
            var position = page.startIndex
            for item in list.items {
                let found = try #require(page.range(of: item.reference, range: position..<page.endIndex))
                position = found.upperBound
            }
        }
    }

    @Test("Scores as a file are for the Officer Support Unit, and fetching them is written down")
    func scores() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("osu-analyst")
            let file = try await browser.get("/runs/1/scores.csv")
            #expect(file.status == 200)
            let run = try #require(try await station.office.records.run(1, for: try Station.asking()))
            #expect(file.text.split(separator: "\n").count == run.scored + 1)
            #expect(try await station.readings(by: "osu-analyst").contains { $0.record == "run/1" && $0.kind == .export && $0.act == "seeScores" })
        }
    }
}
