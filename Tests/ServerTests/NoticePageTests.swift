import Casework
import Directives
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Records
@testable import Server

@Suite("Notices, letters and the private calendar as served")
struct NoticePageTests {
    static func post(_ door: Doorstep, _ account: String, _ number: Int = 1, words: String = "Assign a supervisor.") async throws {
        let notice = Notice(
            account: account, program: .support, reference: "W-2018-01-00\(number)", words: words,
            path: "/officer-support/work-items/W-2018-01-00\(number)", at: Station.now)
        try await door.office.records.write { db in try Records.post([notice], in: db) }
    }

    @Test("D20-04:VI.A Everybody has a page of their notices, with the number of unread ones on every page; marked as read they stay", arguments: [
        Role.supervisor, .osuAnalyst, .member, .auditor, .administrator, .legalCustodian,
    ])
    func page(role: Role) async throws {
        let door = try Doorstep()
        try await door.addAccount("ash", roles: [role])
        try await door.addAccount("birch", roles: [role])
        try await door.visit { browser in
            try await browser.enter("ash")
            #expect(try await browser.get("/notices").text.contains("Nothing has been said to you yet."))
            try await Self.post(door, "ash", 1)
            try await Self.post(door, "ash", 2, words: "Look at <b>this</b> & that.")
            try await Self.post(door, "birch", 3)
            let page = try await browser.get("/notices").text
            #expect(page.contains("2 notices are unread.") && page.contains("href=\"/officer-support/work-items/W-2018-01-002\""))
            #expect(page.contains("Look at &lt;b&gt;this&lt;/b&gt; &amp; that.") && !page.contains("W-2018-01-003"))
            #expect(try await browser.get("/work").text.contains("data-notices=\"2\""))
            #expect(try await browser.post("/notices/read", ["notice": "1"]).location == "/notices")
            #expect(try await browser.get("/notices").text.contains("1 notice is unread."))
            #expect(try await browser.post("/notices/read", ["notice": "3"]).status == 404, "another's")
            #expect(try await browser.post("/notices/read", ["upto": "99"]).status == 404)
            for form in [[:], ["notice": "x"], ["upto": ""]] { #expect(try await browser.post("/notices/read", form).status == 400) }
            #expect(try await browser.post("/notices/read", ["upto": "2"]).status == 303)
            let read = try await browser.get("/notices").text
            #expect(read.contains("Nothing is unread.") && read.contains("W-2018-01-001") && !read.contains("Mark all as read"))
            let other = browser.another
            try await other.enter("birch")
            #expect(try await other.get("/notices").text.contains("1 notice is unread."))
        }
    }

    @Test("The same as JSON, a page at a time")
    func json() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        for number in 1...60 { try await Self.post(door, "ash", number % 10, words: "Number \(number).") }
        try await door.visit { browser in
            try await browser.enter("ash")
            struct Read: Decodable {
                struct One: Decodable { var id: Int; var reference: String; var words: String; var path: String; var program: String }
                var notices: [One]
                var unread: Int
                var total: Int
                var mailIsSetUp: Bool
            }
            let first = try JSONDecoder().decode(Read.self, from: try await browser.get("/api/v1/notices").bytes)
            #expect(first.notices.count == 50 && first.unread == 60 && first.total == 60 && !first.mailIsSetUp && first.notices.first?.id == 60)
            let second = try JSONDecoder().decode(Read.self, from: try await browser.get("/api/v1/notices?page=2").bytes)
            #expect(second.notices.map(\.id) == Array((1...10).reversed()))
            for page in ["0", "-3", "x", "99999999999999999999"] {
                for path in ["/notices", "/api/v1/notices"] { #expect(try await browser.get("\(path)?page=\(page)").status == 400, "\(path) \(page)") }
            }
            // A form sends what is left empty; a program does not.
            #expect(try await browser.get("/notices?page=").status == 200)
            #expect(try await browser.get("/api/v1/notices?page=").status == 400)
        }
    }

    @Test("D20-04:VI.A The state of the letters names no account, no address and no reference, as page and as JSON")
    func deliveries() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.addAccount("admin", roles: [.administrator])
        try await door.office.records.setSetting(Records.mailSetting, to: "on", by: nil, at: Station.now)
        try await door.office.records.setEmail(try EmailAddress("ash.kingfisher@example.gov"), ofAccount: "ash", for: try Station.asking())
        try await Self.post(door, "ash")
        try await door.visit { browser in
            try await browser.enter("admin")
            for path in ["/deliveries", "/api/v1/deliveries"] {
                let page = try await browser.get(path)
                #expect(page.status == 200 && page.text.contains(path == "/deliveries" ? "Waiting" : "\"queued\":1"))
                for words in ["kingfisher", "W-2018", "Person ASH", ">ash<", "\"ash\"", "Assign"] { #expect(!page.text.contains(words), "\(words) at \(path)") }
            }
            try await browser.another.enter("ash")
        }
    }

    @Test("An address is set, shown, taken away and refused in words that keep what was typed; nothing of it stands in the files or the trail")
    func email() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        try await door.visit { browser in
            try await browser.enter("ash")
            _ = try await browser.get("/account")
            for wrong in ["", "ash", "ash@example.gov\r\nBcc: x@y.z", "Ash <ash@example.gov>", "ash@example.gov, birch@example.gov"] {
                let page = try await browser.post("/account/email", ["email": wrong])
                #expect(page.status == 422 && page.text.contains("This is no e-mail address"))
            }
            #expect(try await browser.post("/account/email", ["email": "<b>"]).text.contains("value=\"&lt;b&gt;\""))
            let done = try await browser.post("/account/email", ["email": " ash.kingfisher@example.gov "])
            #expect(done.location == "/account?done=email")
            #expect(try await browser.get("/account").text.contains("value=\"ash.kingfisher@example.gov\""))
            #expect(try await browser.get("/api/v1/account").text.contains("\"email\":\"ash.kingfisher@example.gov\""))
            #expect(try door.filesHold("kingfisher") == false)
            #expect(try await door.lines(.account).map(\.act).last == "emailSet")
            #expect(try await browser.post("/account/email", ["step": "remove"]).location == "/account?done=noEmail")
            #expect(try await browser.get("/account").text.contains("kingfisher") == false)
        }
    }

    @Test("Where the department names its mail domains, nobody sets an address elsewhere, and reads where it may be")
    func ownDomains() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash")
        var office = door.office
        office.department.mail = try StrictYAML.decode(
            MailSettings.self, from: "server: smtp://mail.example.gov\nfrom: m@example.gov\nlink: https://m.example.gov\ndomains: [example.gov, police.example.gov]\n",
            file: "department.yaml")
        try await Application(router: office.router()).test(.router) { client in
            let browser = Browser(client: client)
            try await browser.enter("ash")
            _ = try await browser.get("/account")
            let page = try await browser.post("/account/email", ["email": "ash@elsewhere.test"])
            #expect(page.status == 422 && page.text.contains("those that end in @example.gov or @police.example.gov") && page.text.contains("value=\"ash@elsewhere.test\""))
            #expect(try await !browser.get("/api/v1/account").text.contains("elsewhere"))
            #expect(try await browser.post("/account/email", ["email": "ash@Police.Example.gov"]).location == "/account?done=email")
        }
    }

    @Test("A private calendar: its address is shown once, opens without a session, is written down, and is shut or replaced at once")
    func calendar() async throws {
        let door = try Doorstep()
        try await door.addAccount("ash", roles: [.osuAnalyst])
        try await door.visit { browser in
            try await browser.enter("ash")
            _ = try await browser.get("/account")
            func make() async throws -> String {
                let page = try await browser.post("/account/calendar", ["step": "make"])
                return String(try #require(page.text.firstMatch(of: /\/calendar\/[\w-]{43}\.ics/)).0)
            }
            let first = try await make()
            #expect(try await browser.get("/account").text.contains(first) == false)
            #expect(try door.filesHold(String(first.dropFirst(10).prefix(43))) == false)
            let program = browser.another
            let answer = try await program.get(first)
            #expect(answer.status == 200 && answer.headers[.contentType] == "text/calendar; charset=utf-8" && answer.text.hasPrefix("BEGIN:VCALENDAR\r\n"))
            #expect(answer.headers[.cacheControl] == "no-store" && answer.headers[values: .setCookie].isEmpty)
            let line = try #require(try await door.lines(.export).last)
            #expect(line.act == "fetchOwnCalendar" && line.actor == "ash" && line.record == "account/ash" && line.outcome == .done)

            let unknown = try await program.get("/calendar/" + String(repeating: "a", count: 43) + ".ics")
            func same(_ page: Browser.Page) -> Bool {
                page.status == 404 && page.headers[.contentType] == unknown.headers[.contentType] && page.text.count == unknown.text.count
            }
            for odd in ["/calendar/a.ics", String(first.dropLast(4)), "/calendar/.ics", "/calendar/%00.ics", first + "x"] {
                #expect(same(try await program.get(odd)), "\(odd)")
            }
            let second = try await make()
            #expect(same(try await program.get(first)))
            #expect(try await program.get(second).status == 200)
            #expect(try await browser.post("/account/calendar", ["step": "end"]).location == "/account?done=calendarEnded")
            #expect(same(try await program.get(second)))
            let third = try await make()
            try await door.office.records.disableAccount(named: "ash", for: try Station.asking())
            #expect(same(try await program.get(third)))
            #expect(try await door.lines(.export).count == 2, "what opened nothing is no line")
        }
    }
}
