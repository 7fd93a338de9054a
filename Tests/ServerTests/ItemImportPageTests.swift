import Casework
import Foundation
import HTTPTypes
import OfficerSupport
import Records
import Testing

@testable import Server

/// Handing in a file of members scored elsewhere in the browser, and what pages and JSON say of its items. A house of its own:
/// other tests count what is there.
@Suite("Items scored elsewhere, as served", .serialized)
struct ItemImportPageTests {
    private static let source = "Harbor <Risk> Model 4.2"
    private static let shown = "Scored by Harbor &lt;Risk&gt; Model 4.2, not by Mainstay"

    private func signIn(_ browser: Browser, _ name: String) async throws {
        _ = try await browser.get("/sign-in")
        _ = try await browser.post("/sign-in", ["username": name, "passphrase": "\(name) demonstration"])
        _ = try await browser.get("/work")
    }

    @Test("D20-04:IV.B, D20-04:IV.C, D20-04:V.A.1 A file handed in by a form without scripts is checked, refused as a table, taken once, and its items say everywhere who scored the member")
    func handedIn() async throws {
        let station = try await Station.make()
        defer { station.remove() }
        let member = try #require(try await station.office.records.queue(.init(), for: try Station.asking()).rows.last)
        try await station.addAccount("elsewhere-analyst", roles: [.osuAnalyst])
        try await station.addAccount("elsewhere-auditor", roles: [.auditor])
        let good = Data("member,category,reason,score\n\(member.sourceID),off_duty,\"Calls <b>at night</b>.\",0.25\n".utf8)
        let bad = Data("member,category,reason,score\n\(member.sourceID),rage,,high\nnobody,force,A.,\n".utf8)
        try await station.visit { browser in
            try await self.signIn(browser, "elsewhere-analyst")
            let form = try await browser.get("/runs/elsewhere/new").text
            #expect(form.contains("enctype=\"multipart/form-data\"") && form.contains("Check the file"))
            #expect(try await browser.get("/runs").text.contains("href=\"/runs/elsewhere\""))
            func send(_ content: Data?, _ way: String, source: String = Self.source, withToken: Bool = true) async throws -> Browser.Page {
                try await browser.upload(
                    "/runs/elsewhere", ["source": source, "as-of": "2018-01-01", "do": way], file: content.map { (name: "january.csv", content: $0) }, as: "file",
                    withToken: withToken)
            }
            // The first button of the form is the one that Enter presses: it makes nothing.
            let buttons = form.components(separatedBy: "name=\"do\"").dropFirst().map { $0.contains("value=\"check\"") }
            #expect(buttons.count == 2 && buttons.first == true)
            #expect(try await send(good, "import", withToken: false).status == 403)
            for way in ["", "Import", "yes"] { #expect(try await send(good, way).status == 400) }
            #expect(station.office.itemReading.enter() && !station.office.itemReading.enter())
            for way in ["check", "import"] {
                let busy = try await send(good, way)
                #expect(busy.status == 409 && busy.text.contains("Another file is being read. Try again in a minute"))
            }
            station.office.itemReading.leave()
            #expect(try await send(nil, "import").text.contains("Choose a file."))
            #expect(try await send(good, "import", source: "").text.contains("The source is not named."))
            let refused = try await send(bad, "import")
            #expect(refused.status == 422 && refused.text.contains("There is no category of this name.") && refused.text.contains("No member has this number."))
            #expect(refused.text.contains("value=\"Harbor &lt;Risk&gt; Model 4.2\"") && refused.text.contains("id=\"faults\""))
            let checked = try await send(good, "check")
            #expect(checked.status == 200 && checked.text.contains("Nothing was written."))
            let taken = try await send(good, "import")
            #expect(taken.status == 303)
            let list = try await browser.get(try #require(taken.location)).text
            #expect(list.contains("Harbor &lt;Risk&gt; Model 4.2") && list.contains("january.csv") && list.contains("1 Work Item made"))
            // The same form sent twice, and the same file as another model's.
            let twice = try await send(good, "import")
            #expect(twice.status == 422 && twice.text.contains("imported already"))
            #expect(try await send(good, "import", source: "Harbor Risk Model 5").text.contains("as scored by Harbor &lt;Risk&gt; Model 4.2"))
            let finished = try await station.office.records.itemImports(for: try Station.asking()).filter { $0.state == .finished }
            #expect(finished.map(\.items) == [1] && finished.first?.first == finished.first?.last)
            #expect(try await browser.get("/runs/elsewhere/new").text.contains("<option value=\"Harbor &lt;Risk&gt; Model 4.2\""))

            let queue = try await browser.get("/officer-support/work-items?sort=-reference").text
            #expect(queue.contains(Self.shown) && queue.contains("“Calls &lt;b&gt;at night&lt;/b&gt;.”"))
            var query = QueueQuery()
            query.limit = 1_000
            let rows = try await station.office.records.queue(query, for: try Station.asking()).rows
            let reference = try #require(rows.first { $0.source == Self.source }?.reference)
            let page = try await browser.get("/officer-support/work-items/\(reference)")
            #expect(page.status == 200 && page.text.contains(Self.shown) && page.text.contains("“Calls &lt;b&gt;at night&lt;/b&gt;.”"))
            #expect(page.text.contains("0.25") && !page.text.contains("Force-wide") && !page.text.contains("of 100 pairs"))
            let json = try await browser.get("/api/v1/officer-support/work-items/\(reference)").text
            #expect(json.contains("\"source\":\"Harbor <Risk> Model 4.2\"") && json.contains("\"score\":0.25"))
            #expect(!json.contains("\"probability\"") && !json.contains("\"baseRate\"") && !json.contains("\"run\":"))

            browser.forgetCookies()
            try await self.signIn(browser, "elsewhere-auditor")
            #expect(try await browser.get("/runs/elsewhere").status == 200)
            #expect(try await browser.get("/runs/elsewhere/new").status == 404)
            #expect(try await browser.get("/api/v1/runs/elsewhere").text.contains("\"state\":\"finished\""))
        }
    }
}
