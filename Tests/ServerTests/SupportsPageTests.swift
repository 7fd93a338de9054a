import Casework
import Directives
import Foundation
import GRDB
import HTTPTypes
import OfficerSupport
import Testing

@testable import Records
@testable import Server

/// The supports document through pages and JSON, in an installation of each test's own.
@Suite("The supports document as served")
struct SupportsPageTests {
    private static let address = "/officer-support/supports"
    private static let typed = [
        "title": "Sleep clinic", "kind": "medical", "description": "Two visits,\r\nthen a plan.", "contact": "555-0140", "eligibility": "Every member",
        "confidential": "yes", "confidentiality": "Nobody is told.",
    ]

    private func door(examples: Bool = true) async throws -> Doorstep {
        let door = try Doorstep()
        if examples { try await door.office.records.addExampleSupports(for: try Station.asking()) }
        for (name, roles) in [("juniper", [.member]), ("linden", [.osuAnalyst]), ("rowan", [.osuSupervisor]), ("nobody", [])] as [(String, Set<Role>)] {
            try await door.addAccount(name, roles: roles)
        }
        return door
    }

    private struct Shelf: Decodable {
        struct Edition: Decodable { var number: Int; var changes: String; var supports: [Support]; var publishedOn: String; var quarter: String }
        struct Update: Decodable {
            struct Standing: Decodable { var quarter: String; var state: String }
            var standings: [Standing]
        }
        var current: Edition?
        var editions: [Line]
        var update: Update?
        struct Line: Decodable { var number: Int }
    }

    private func shelf(_ browser: Browser) async throws -> Shelf {
        try JSONDecoder().decode(Shelf.self, from: try await browser.get("/api/v1" + Self.address).bytes)
    }

    private func version(_ page: Browser.Page) throws -> String { try page.field("version") }

    // MARK: Reading

    @Test("D20-04:III.A.5.NOTE, D20-04:IV.A.2#2 Everyone who signs in opens the document under its title, with supports and self-assessment", arguments: ["juniper", "nobody", "linden"])
    func open(account: String) async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter(account)
            let page = try await browser.get(Self.address)
            #expect(page.status == 200)
            #expect(page.text.contains("Opportunities for Officer Support <span class=\"subtitle\">-- Sample Police Department</span>"))
            for support in ExampleSupports.supports { #expect(page.text.contains(support.title) && page.text.contains(support.contact)) }
            for question in SelfAssessment.suggested.questions { #expect(page.text.contains(question)) }
            // Reading only: the one form of the page signs out.
            #expect(page.text.components(separatedBy: "<form").count == 2 && !page.text.contains("<textarea"))
            #expect(page.text.contains("href=\"/officer-support/supports\" aria-current=\"page\""))
            #expect(page.text.contains("Overdue") == false)
            #expect(page.text.contains("/supports/draft") == (account == "linden"))
            #expect(try await browser.get(Self.address + "/editions/1").status == 200)
            for number in ["2", "0", "-1", "one", "9223372036854775808"] { #expect(try await browser.get(Self.address + "/editions/" + number).status == 404) }
            let shelf = try await shelf(browser)
            #expect(shelf.current?.supports == ExampleSupports.supports && (shelf.update != nil) == (account == "linden"))
        }
    }

    @Test("D20-04:III.B A member who reads, rereads and prints the supports leaves no trace: no line of the trail, no row of any table, no line of the log")
    func noTrace() async throws {
        let door = try await door()
        let log = CapturedLog()
        var office = door.office
        office.logger = log.logger()
        try await Station(office: office, directory: door.directory).visit { browser in
            try await browser.enter("juniper")
            // A page of their own, so that the session's row has its time of now.
            _ = try await browser.get("/account")
            let before = try await door.everything()
            let lines = log.lines.count
            for path in [Self.address, Self.address + "/editions/1", Self.address + "/editions/7", "/api/v1" + Self.address, "/api/v1" + Self.address + "/editions/1"] {
                _ = try await browser.get(path)
            }
            let page = try await browser.get(Self.address)
            #expect(page.text.contains("That you open or print this page is not recorded anywhere."))
            #expect(!page.text.contains("/assets/print-") && !page.text.contains("Printed by"), "the page itself tells nobody of a print")
            for path in [Self.address, Self.address + "/editions/1"] { #expect(try await browser.post("/prints", ["path": path]).status == 204) }
            #expect(try await door.everything() == before)
            #expect(log.lines.count == lines)
        }
    }

    @Test("D20-04:IV.A.2 Before the first edition the page says so, and the unit finds its way to the first draft")
    func empty() async throws {
        let door = try await door(examples: false)
        try await door.visit { browser in
            try await browser.enter("juniper")
            #expect(try await browser.get(Self.address).text.contains("The list of supports is not here yet"))
            #expect(try await shelf(browser).current == nil)
            try await browser.enter("rowan")
            #expect(try await browser.get(Self.address).text.contains("Write the first edition"))
            let draft = try await browser.get(Self.address + "/draft")
            #expect(draft.text.contains("Draft of edition 1") && draft.text.contains("There is no support in the draft yet"))
            let publish = try await browser.get(Self.address + "/draft/publication")
            let refused = try await browser.post(Self.address + "/draft/publication", ["changes": "First.", "version": try version(publish)])
            #expect(refused.status == 422 && refused.text.contains("The draft has no supports yet"))
            #expect(try await browser.post(Self.address + "/reviews", ["note": "n"]).text.contains("No edition of the supports document has been published yet"))
        }
    }

    // MARK: Drafting and publishing

    @Test("D20-04:IV.A.2, D20-04:IV.A.2.NOTE From an added support to the next edition: seen by the unit alone until it is published, then by all")
    func life() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("linden")
            let form = try await browser.get(Self.address + "/draft/supports/new")
            let once = try form.field("once")
            for _ in 0..<2 {
                let added = try await browser.post(Self.address + "/draft/supports", Self.typed.merging(["once": once, "title": "Sleep school"]) { $1 })
                #expect(added.status == 303 && added.location == Self.address + "/draft?done=added")
            }
            let draft = try await browser.get(Self.address + "/draft?done=added")
            #expect(draft.text.contains("The support is in the draft.") && draft.text.components(separatedBy: ">Sleep school</a>").count == 2)
            #expect(try await !browser.get(Self.address).text.contains("Sleep school"))

            let publish = try await browser.get(Self.address + "/draft/publication")
            #expect(publish.text.contains("New: “Sleep school”."))
            let missing = try await browser.post(Self.address + "/draft/publication", ["changes": "  ", "version": try version(publish)])
            #expect(missing.status == 422 && missing.text.contains("<title>Error: ") && missing.text.contains("Say in a sentence what changed."))
            for _ in 0..<2 {
                let done = try await browser.post(Self.address + "/draft/publication", ["changes": "A school for sleep.", "version": try version(publish)])
                #expect(done.status == 303 && done.location == Self.address + "/editions/2?done=published")
            }
            #expect(try await browser.get(Self.address + "/editions/2?done=published").text.contains("Edition 2 is published."))

            let reader = browser.another
            try await reader.enter("juniper")
            let shelf = try await shelf(reader)
            #expect(shelf.editions.map(\.number) == [2, 1] && shelf.current?.supports.contains { $0.title == "Sleep school" && $0.description == "Two visits,\nthen a plan." } == true)
            #expect(shelf.current?.publishedOn == "2018-01-02" && shelf.current?.quarter == "2018-Q1")
            let old = try await reader.get(Self.address + "/editions/1")
            #expect(old.text.contains("This is an older edition") && !old.text.contains("Sleep school"))
            #expect(try await !reader.get(Self.address + "/editions/2?done=published").text.contains("Edition 2 is published."))
            #expect(try await reader.get(Self.address + "/draft").status == 404)
        }
        let published = try await door.lines(.act).filter { $0.act == "supportsPublished" && $0.actor == "linden" }
        #expect(published.count == 2 && published.allSatisfy { $0.outcome == .done && $0.record == "supports" })
    }

    @Test("What is wrong with a support is said at its fields, and nothing typed is lost")
    func mistakes() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("linden")
            let once = try await browser.get(Self.address + "/draft/supports/new").field("once")
            let page = try await browser.post(
                Self.address + "/draft/supports",
                ["once": once, "title": "<script>alert(1)</script>", "kind": "sorcery", "description": String(repeating: "é", count: 1_501), "contact": "\"><b>"])
            #expect(page.status == 422)
            for words in [
                "Choose a kind.", "Use at most 1500 characters; these are 1501.", "Say who may use it.", "Say whether it is confidential.",
                "&lt;script&gt;alert(1)&lt;/script&gt;", "&quot;&gt;&lt;b&gt;", String(repeating: "é", count: 1_501),
            ] { #expect(page.text.contains(words), "\(words)") }
            #expect(try page.field("once") == once)
            for path in ["/draft/supports/none", "/draft/supports/%00", "/draft/supports/..%2F"] { #expect(try await browser.get(Self.address + path).status == 404) }
            #expect(try await browser.post(Self.address + "/draft/supports/none/removal", ["version": "1"]).status == 303, "what is out is out")
            #expect(try await browser.post(Self.address + "/draft/supports/none/recommendations", ["version": "1", "stressor": "sleep", "basis": "b"]).status == 404)
            #expect(try await browser.post(Self.address + "/draft/supports/chaplains/recommendations", ["version": "2"]).status == 422)
            #expect(try await browser.post(Self.address + "/draft/supports/chaplains", Self.typed, withToken: false).status == 403)
        }
    }

    @Test("Two people at one support: the second sees both texts, has lost nothing, and may save again")
    func stale() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("linden")
            let second = browser.another
            try await second.enter("rowan")
            let path = Self.address + "/draft/supports/sleep-clinic"
            let (mine, yours) = (try version(try await browser.get(path)), try version(try await second.get(path)))
            #expect(try await browser.post(path, Self.typed.merging(["contact": "555-0177", "version": mine]) { $1 }).status == 303)
            let told = try await second.post(path, Self.typed.merging(["contact": "555-0188", "version": yours]) { $1 })
            #expect(told.status == 409)
            for words in ["Person LINDEN changed this while your form was open", "What stands in the draft now", "555-0177", "value=\"555-0188\""] {
                #expect(told.text.contains(words), "\(words)")
            }
            #expect(try await second.post(path, Self.typed.merging(["contact": "555-0188", "version": try version(told)]) { $1 }).status == 303)
            #expect(try await browser.get(Self.address + "/draft/supports/sleep-clinic").text.contains("value=\"555-0188\""))
            // Taken out meanwhile: the text can be added anew.
            let now = try version(try await browser.get(path))
            #expect(try await second.post(path + "/removal", ["version": now]).status == 303)
            let gone = try await browser.post(path, Self.typed.merging(["contact": "555-0166", "version": now]) { $1 })
            #expect(gone.status == 409 && gone.text.contains("taken out of the draft") && gone.text.contains("value=\"555-0166\""))
            #expect(gone.text.contains("action=\"/officer-support/supports/draft/supports\""))
        }
    }

    @Test("D20-04:III.A.5.NOTE The questions are changed line by line; a stale form keeps its lines")
    func questions() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("linden")
            let path = Self.address + "/draft/self-assessment"
            let opened = try version(try await browser.get(path))
            let saved = try await browser.post(path, ["introduction": "", "questions": " One? \r\n\r\nTwo?\n", "closing": "Call.", "version": opened])
            #expect(saved.status == 303)
            let stale = try await browser.post(path, ["introduction": "", "questions": "Three?", "closing": "", "version": opened])
            #expect(stale.status == 409 && stale.text.contains(">Three?</textarea>") && stale.text.contains("<li>One?</li><li>Two?</li>"))
            #expect(try await browser.post(path, ["questions": "  ", "version": opened]).text.contains("Write at least one question."))
        }
    }

    @Test("D20-04:VI.B.5.NOTE The unit marks what a support is recommended for, with its basis and the day, and takes a mark back")
    func recommend() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("rowan")
            let path = Self.address + "/draft/supports/chaplains"
            let marked = try await browser.post(
                path + "/recommendations", ["version": try version(try await browser.get(path)), "stressor": "grief", "basis": "Feedback of families."])
            #expect(marked.status == 303 && marked.location == path + "#recommendations")
            let page = try await browser.get(path)
            #expect(page.text.contains("Feedback of families. (Tue 2 Jan 2018)"))
            let wrong = try await browser.post(path + "/recommendations", ["version": try version(page), "stressor": "grief2", "basis": "Kept words."])
            #expect(wrong.status == 422 && wrong.text.contains("Choose what it helps with.") && wrong.text.contains("value=\"Kept words.\"") && wrong.text.contains("value=\"Chaplains\""))
            #expect(try await browser.post(path + "/recommendations/end", ["version": try version(page), "stressor": "grief"]).status == 303)
            #expect(try await !browser.get(path).text.contains("Feedback of families."))
        }
    }

    @Test("D20-04:IV.A.2.NOTE The unit is shown the overdue quarter with its last day, members are not; a recorded review ends it")
    func overdue() async throws {
        let door = try await door()
        var office = door.office
        office.surroundings.now = { Station.now.addingTimeInterval(86_400 * 100) }
        try await Station(office: office, directory: door.directory).visit { browser in
            try await browser.enter("juniper")
            #expect(try await !browser.get(Self.address).text.contains("Overdue"))
            try await browser.enter("rowan")
            for path in [Self.address, Self.address + "/draft"] {
                #expect(try await browser.get(path).text.contains("Overdue: the update of the first quarter of 2018 was due by Sat 31 Mar 2018.") == false)
            }
        }
        office.surroundings.now = { Station.now.addingTimeInterval(86_400 * 190) }
        try await Station(office: office, directory: door.directory).visit { browser in
            try await browser.enter("juniper")
            #expect(try await !browser.get(Self.address).text.contains("Overdue"))
            try await browser.enter("rowan")
            for path in [Self.address, Self.address + "/draft"] {
                #expect(try await browser.get(path).text.contains("Overdue: the update of the second quarter of 2018 was due by Sat 30 Jun 2018."))
            }
            for _ in 0..<2 {
                let reviewed = try await browser.post(Self.address + "/reviews", ["note": "All numbers called."])
                #expect(reviewed.status == 303 && reviewed.location == Self.address + "/draft?done=reviewed")
            }
            let page = try await browser.get(Self.address + "/draft")
            #expect(!page.text.contains("Overdue") && page.text.contains("reviewed without a change by Person ROWAN") && page.text.contains("All numbers called."))
            #expect(try await shelf(browser).update?.standings.map(\.state) == ["done", "missed", "done"])
            #expect(try await browser.post(Self.address + "/reviews", ["note": String(repeating: "x", count: 601)]).status == 422)
        }
    }
}

extension Doorstep {
    /// Every row of both files; the session's sign of life, which every request of every page renews, is left out.
    func everything() async throws -> [String] {
        try await office.records.read { db in
            try ["main", "vault"].flatMap { file in
                try String.fetchAll(db, sql: "SELECT name FROM \(file).sqlite_master WHERE type = 'table' AND name <> 'session' ORDER BY name").flatMap { table in
                    try Row.fetchAll(db, sql: "SELECT * FROM \(file).\"\(table)\"").map { "\(table) \($0)" }
                }
            } + (try Row.fetchAll(db, sql: "SELECT id, account, device, address FROM session").map { "session \($0)" })
        }
    }
}
