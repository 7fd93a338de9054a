import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Pages
import Records
import Testing

@testable import Server

@Suite("The trail as the auditor reads it")
struct TrailPageTests {
    private struct Answer: Decodable {
        struct Line: Decodable {
            var number: Int
            var milliseconds: Int
            var account: String
            var kind: String
            var act: String
            var outcome: String
            var record: String
            var ground: String
            var digest: String
        }
        var total: Int
        var page: Int
        var pages: Int
        var lines: [Line]
    }

    private func ask(_ path: String, _ browser: Browser) async throws -> Answer {
        try JSONDecoder().decode(Answer.self, from: Data(try await browser.get("/api/v1" + path).text.utf8))
    }

    @Test("D20-04:VII.D By person, record, kind, outcome and period, each alone and together; the filters stand in the address and take themselves out")
    func filters() async throws {
        let station = try await Station.shared.value
        let item = try #require(try await station.office.records.queue(.init(), for: try Station.asking()).rows.first)
        try await station.visit { browser in
            try await browser.signIn("osu-supervisor")
            _ = try await browser.get("/officer-support/work-items/\(item.reference)")
            try await browser.signIn("auditor")
            let read = try await self.ask("/trail?account=osu-supervisor&kind=read&outcome=done", browser)
            #expect(!read.lines.isEmpty)
            #expect(read.lines.allSatisfy { $0.account == "osu-supervisor" && $0.kind == "read" && $0.outcome == "done" })
            let mark = try #require(read.lines.first { $0.act == "seeWorkItem" }).record
            let ofRecord = try await self.ask("/trail?record=\(mark)", browser)
            #expect(!ofRecord.lines.isEmpty && ofRecord.lines.allSatisfy { $0.record == mark })
            #expect(try await self.ask("/trail?from=2018-01-02&until=2018-01-02", browser).total > 0)
            #expect(try await self.ask("/trail?until=2017-12-31", browser).total == 0)
            #expect(try await self.ask("/trail?from=2018-01-03", browser).total == 0)

            let page = try await browser.get("/trail?account=osu-supervisor&kind=read&from=2018-01-02")
            #expect(page.status == 200)
            #expect(page.text.contains("href=\"/trail?kind=read&amp;from=2018-01-02\""), "the account takes itself out")
            #expect(page.text.contains("href=\"/trail?account=osu-supervisor&amp;from=2018-01-02\""), "the kind takes itself out")
            #expect(page.text.contains("Tue 2 Jan 2018, 08:00"), "the time in the department's zone")
            #expect(page.text.contains("<svg"), "the chart")
            #expect(try await browser.get("/trail?until=2017-12-31").text.contains("Remove a filter to see more"))
        }
    }

    @Test("Reading the trail is a line of it, and so is taking it away")
    func readingIsALine() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("auditor")
            let first = try await self.ask("/trail", browser)
            #expect(first.lines.contains { $0.act == "seeTrail" && $0.account == "auditor" })
            _ = try await browser.get("/trail.csv?kind=import")
            let exports = try await self.ask("/trail?account=auditor&kind=export", browser)
            #expect(exports.lines.first?.record == "trail")
        }
    }

    @Test("Pages of a hundred; all of it on one page to print; odd queries get a plain answer")
    func paging() async throws {
        let station = try await Station.shared.value
        for _ in 0..<120 { try await station.office.records.noteReading(.seeTrail, "paging/1", for: try Station.asking()) }
        try await station.visit { browser in
            try await browser.signIn("auditor")
            let first = try await self.ask("/trail?record=paging/1", browser)
            #expect(first.lines.count == 100 && first.pages == 2 && first.total == 120)
            let second = try await self.ask("/trail?record=paging/1&page=2", browser)
            #expect(second.lines.count == 20)
            #expect((second.lines.first?.number ?? 0) < (first.lines.last?.number ?? 0))
            #expect(try await self.ask("/trail?record=paging/1&whole=yes", browser).lines.count == 120)
            for query in [
                "page=0", "page=x", "kind=everything", "outcome=maybe", "from=2018-02-30", "until=soon", "from=2018-01-02&until=2018-01-01",
                "from=99999-01-01",
            ] {
                #expect(try await browser.get("/trail?\(query)").status == 400, "\(query)")
            }
            for query in ["account=%00", "account='%20OR%201=1--", "record=%F0%9F%92%A5", "whole=1&page=99999"] {
                #expect(try await browser.get("/trail?\(query)").status == 200, "\(query)")
            }
        }
    }

    @Test("One line with its digest and the one before; the first is chained to the beginning; a line that is not there is no page")
    func oneLine() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("auditor")
            let lines = try await self.ask("/trail", browser).lines
            let (line, before) = (try #require(lines.first), try #require(lines.dropFirst().first))
            let page = try await browser.get("/trail/\(line.number)").text
            #expect(page.contains(line.digest) && page.contains(before.digest))
            #expect(page.contains("The digest fits"))
            #expect(try await browser.get("/trail/1").text.contains("What the first line is chained to"))
            for number in ["0", "-1", "999999999", "x", "1e3"] { #expect(try await browser.get("/trail/\(number)").status == 404) }
        }
    }

    @Test("The auditor sees marks, never content: no name of a member, no reference of an item, in page, JSON or file")
    func opaque() async throws {
        let station = try await Station.shared.value
        // Whoever holds an account is named as its holder; all others are not.
        let holders = Set(try await station.office.records.accounts(for: try Station.asking()).compactMap(\.member))
        let rows = try await station.office.records.queue(.init(), for: try Station.asking()).rows.filter { !holders.contains($0.member) }
        try await station.visit { browser in
            try await browser.signIn("osu-analyst")
            for row in rows.prefix(5) { _ = try await browser.get("/officer-support/work-items/\(row.reference)") }
            try await browser.signIn("auditor")
            for path in ["/trail?whole=yes", "/api/v1/trail?whole=yes", "/trail.csv"] {
                let text = try await browser.get(path).text
                for row in rows {
                    #expect(!text.contains(row.reference), "\(path)")
                    #expect(!text.contains(row.name), "\(path) names \(row.name)")
                }
            }
        }
    }

    @Test("The file has a line for each line, and nothing in it is a formula")
    func file() async throws {
        let station = try await Station.shared.value
        try await station.visit { browser in
            try await browser.signIn("auditor")
            // Other tests act meanwhile: the file has no fewer lines than there were before, and no more than after.
            let before = try await self.ask("/trail?kind=account", browser).total
            let file = try await browser.get("/trail.csv?kind=account")
            #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
            let lines = file.text.split(separator: "\n")
            #expect(lines.first == "number,time,milliseconds,account,name,designee_of,kind,act,outcome,record,ground,from,digest")
            let after = try await self.ask("/trail?kind=account", browser).total
            #expect((before...after).contains(lines.count - 1))
        }
    }

    @Test(
        "A value that a spreadsheet would run gets an apostrophe; others are as they were",
        arguments: [
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("a=b", "a=b"),
            ("", ""), ("Alder, Wren", "\"Alder, Wren\""), ("say \"so\"", "\"say \"\"so\"\"\""), ("=\"x\",1", "\"'=\"\"x\"\",1\""),
        ])
    func formulas(from: String, to: String) {
        #expect(CSVText.line(from) == to + "\n")
        #expect(CSVText.line([.number("-1.5")]) == "-1.5\n")
    }

    @Test("A head is signed from the page, listed, and fetched as the file that anybody can check")
    func heads() async throws {
        try await Station.shared.value.visit { browser in
            try await browser.signIn("auditor")
            let page = try await browser.get("/trail/heads")
            #expect(page.text.contains("January 2018, so far"))
            #expect(try await browser.post("/trail/heads", ["month": "2018-01"]).status == 303)
            let listed = try await browser.get("/trail/heads").text
            let address = try #require(listed.firstMatch(of: /href="(\/trail\/heads\/2018-01-[0-9]+)"/)?.1)
            let file = try await browser.get(String(address))
            #expect(file.headers[.contentType] == "text/plain; charset=utf-8")
            let head = try TrailHead(text: file.text)
            #expect(head.isSigned)
            #expect(listed.contains(head.key.base64) && listed.contains(head.digestText))
            for month in ["2031-05", "2018-13", "", "x"] {
                _ = try await browser.get("/trail/heads")
                let refused = try await browser.post("/trail/heads", ["month": month])
                #expect(refused.status == 422 && refused.text.contains("There is a problem"), "\(month)")
            }
            for path in ["/trail/heads/2018-01-0", "/trail/heads/2018-02-1", "/trail/heads/x", "/trail/heads/2018-01"] {
                #expect(try await browser.get(path).status == 404)
            }
        }
    }

    @Test("The server signs by itself what is over and has no head")
    func schedule() async throws {
        let station = try await Station.shared.value
        try await station.office.signHeadsDue()
        #expect(try await station.office.records.monthsWithoutHead(station.office.calendar, for: try Station.asking()).isEmpty)
    }
}

@Suite("Who has looked")
struct AccessHistoryTests {
    @Test("D20-04:I.G The Officer Support Unit sees who opened an item, by name, act and ground; the own reading counts")
    func item() async throws {
        let station = try await Station.shared.value
        let row = try #require(try await station.office.records.queue(.init(), for: try Station.asking()).rows.last)
        struct View: Decodable {
            struct Reading: Decodable {
                var account: String
                var act: String
                var ground: String
            }
            var total: Int
            var readings: [Reading]
        }
        try await station.visit { browser in
            try await browser.signIn("osu-supervisor")
            _ = try await browser.get("/officer-support/work-items/\(row.reference)")
            try await browser.signIn("osu-analyst")
            let page = try await browser.get("/officer-support/work-items/\(row.reference)/access")
            #expect(page.status == 200)
            #expect(page.text.contains("Rowan Sandpiper") && page.text.contains("D20-04 V.A.1"))
            let view = try JSONDecoder().decode(
                View.self, from: Data(try await browser.get("/api/v1/officer-support/work-items/\(row.reference)/access").text.utf8))
            #expect(view.readings.first { $0.act == "seeAccessHistory" }?.account == "osu-analyst")
            #expect(view.readings.contains { $0.account == "osu-supervisor" && $0.act == "seeWorkItem" && $0.ground == "D20-04:V.A.1" })
            #expect(view.total == view.readings.count)

            let jacket = try await browser.get("/members/\(row.member.rawValue)/access")
            #expect(jacket.status == 200 && jacket.text.contains("Rowan Sandpiper"))
            #expect(try await browser.get("/officer-support/work-items/W-1999-01-001/access").status == 404)
            #expect(try await browser.get("/members/99999999/access").status == 404)
        }
    }

    @Test("It is not for the member it is about, nor for whoever may not see the item")
    func refused() async throws {
        let station = try await Station.shared.value
        let row = try #require(try await station.office.records.queue(.init(), for: try Station.asking()).rows.first)
        let path = "/officer-support/work-items/\(row.reference)/access"
        try await station.visit { browser in
            for account in ["sergeant-005", "member-005", "auditor", "administrator", "area-representative"] {
                try await browser.signIn(account)
                #expect(try await browser.get(path).status == 404, "\(account)")
            }
        }
        let analyst = Actor(account: "own", name: "", roles: [.osuAnalyst], member: row.member)
        let asking = try Station.asking()
        let own = try await station.office.records.readings(
            ofWorkItem: row.reference, for: Asking(actor: analyst, now: asking.now, day: asking.day, from: "test"))
        #expect(own.map { _ in true } == nil)
    }
}

@Suite("Prints are written down")
struct PrintTests {
    @Test("D20-04:I.G A printed item is a line of its kind that says so, with the item's mark")
    func printed() async throws {
        let station = try await Station.shared.value
        let row = try #require(try await station.office.records.queue(.init(), for: try Station.asking()).rows.first)
        try await station.visit { browser in
            try await browser.signIn("osu-analyst")
            let path = "/officer-support/work-items/\(row.reference)"
            _ = try await browser.get(path)
            #expect(try await browser.post("/prints", ["path": path]).status == 204)
            #expect(try await browser.post("/prints", ["path": "/members/\(row.member.rawValue)/jacket"]).status == 204)
            #expect(try await browser.post("/prints", ["path": "/runs/1"]).status == 204)
        }
        let lines = try await station.readings(by: "osu-analyst")
        let prints = lines.filter { $0.kind == .print }
        let item = try #require(prints.first { $0.act == "workItemPrinted" })
        #expect(item.outcome == .done && item.record == lines.first { $0.kind == .read && $0.act == "seeWorkItem" && $0.record == item.record }?.record)
        #expect(prints.contains { $0.act == "jacketPrinted" && $0.record.count == 24 })
        #expect(prints.contains { $0.act == "seeRuns" && $0.record == "runs/{run}" })
    }

    @Test("What the reader may not see, and what is no page, is not printed; nothing that was sent is kept")
    func refused() async throws {
        let station = try await Station.shared.value
        let row = try #require(try await station.office.records.queue(.init(), for: try Station.asking()).rows.first)
        try await station.visit { browser in
            try await browser.signIn("sergeant-005")
            for path in [
                "/officer-support/work-items/\(row.reference)", "/officer-support/work-items/typed-by-hand", "/nothing/typed-by-hand", "", "typed-by-hand",
                "//typed-by-hand", "/sign-in", "/members/typed-by-hand/jacket", "https://typed-by-hand.example/",
            ] {
                #expect(try await browser.post("/prints", ["path": path]).status == 404, "\(path)")
            }
            #expect(try await browser.post("/prints", ["path": "/work"], withToken: false).status == 403)
            // JSON is no page, whoever reads it.
            try await browser.signIn("osu-analyst")
            #expect(try await browser.post("/prints", ["path": "/api/v1/officer-support/work-items/\(row.reference)"]).status == 404)
        }
        let lines = try await station.readings(by: "sergeant-005")
        #expect(lines.filter { $0.kind == .print }.allSatisfy { $0.outcome == .refused && $0.record.isEmpty })
        #expect(!lines.contains { "\($0)".contains("typed-by-hand") })
    }
}
