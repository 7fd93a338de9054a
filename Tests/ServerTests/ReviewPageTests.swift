import Casework
import Foundation
import GRDB
import HTTPTypes
import OfficerSupport
import Testing

@testable import Records
@testable import Server

/// Notes, papers and closing, through pages and JSON.
@Suite("Review notes and papers as served", .serialized)
struct ReviewPageTests {
    private func form(_ page: Browser.Page) throws -> String {
        let found = try #require(page.text.firstMatch(of: /name="once" value="([^"]+)"/))
        return String(found.1)
    }

    @Test("D20-04:V.A.1 A note written from the item's page stands on it, escaped, once however often the form was sent")
    func note() async throws {
        let review = try await ReviewStation.shared.value
        try await review.visit { browser, name in
            let form = try self.form(try await browser.get(review.address))
            let text = "A note by \(name): <script>alert(1)</script> & \u{5E9}\u{5DC}\r\nline two \u{1F333}"
            for _ in 0..<2 {
                let page = try await browser.post(review.address + "/notes", ["text": text, "once": form])
                #expect(page.status == 303)
                #expect(page.location == review.address + "?done=note#review")
            }
            let page = try await browser.get(review.address + "?done=note").text
            #expect(page.contains("Your note on Work Item \(review.item.reference) is written."))
            let shown = "A note by \(name): &lt;script&gt;alert(1)&lt;/script&gt; &amp; \u{5E9}\u{5DC}\nline two \u{1F333}"
            #expect(page.components(separatedBy: shown).count == 2)
            #expect(!page.contains("<script>alert"))
            struct File: Decodable {
                struct Note: Decodable { var text: String; var author: String }
                var notes: [Note]
            }
            let json = try await browser.get("/api/v1" + review.address + "/notes")
            let notes = try JSONDecoder().decode(File.self, from: json.bytes).notes.filter { $0.author == name }
            #expect(notes.map(\.text) == [text.replacingOccurrences(of: "\r\n", with: "\n")])
        }
    }

    @Test("A note that is too long comes back whole in its form, with what is wrong")
    func tooLong() async throws {
        let review = try await ReviewStation.shared.value
        try await review.visit { browser, name in
            let form = try self.form(try await browser.get(review.address))
            let text = "\n\(name)" + String(repeating: "é", count: 20_000)
            let page = try await browser.post(review.address + "/notes", ["text": text, "once": form])
            #expect(page.status == 422)
            #expect(page.text.contains("<title>Error: "))
            #expect(page.text.contains("characters; 20000 is the most"))
            #expect(page.text.contains("\n" + text + "</textarea>"))
            #expect(try await browser.post(review.address + "/notes", ["text": "\(name) x"]).status == 422, "a form without its mark")
            #expect(try await !browser.get(review.address).text.contains(name + "é"))
        }
    }

    @Test("A control character is kept and shown as a sign; a note is revised by its author from a filled form")
    func revision() async throws {
        let review = try await ReviewStation.shared.value
        try await review.visit { browser, name in
            let first = try self.form(try await browser.get(review.address))
            _ = try await browser.post(review.address + "/notes", ["text": "\(name)\u{0}fist", "once": first])
            let page = try await browser.get(review.address).text
            #expect(page.contains("\(name)\u{2400}fist"))
            let link = try #require(page.firstMatch(of: /href="([^"#]*\?revise=([0-9]+))#text"/))
            let filled = try await browser.get(String(link.1))
            #expect(filled.text.contains("fist</textarea>"))
            let answer = try await browser.post(
                review.address + "/notes", ["text": "\(name) first", "once": try self.form(filled), "revises": String(link.2)])
            #expect(answer.status == 303)
            #expect(try await browser.get(review.address + "/notes").text.contains("revises <a"))
        }
    }

    @Test("On an item about oneself, on one that is absent, without the role: the same answer to every form and every page")
    func sameAnswer() async throws {
        let review = try await ReviewStation.shared.value
        let readers: [(roles: Set<Role>, member: MemberID?)] = [
            (roles: [.osuAnalyst], member: review.item.member), (roles: [.auditor], member: nil), (roles: [.supervisor, .member], member: nil),
        ]
        for (roles, member) in readers {
            try await review.visit(roles, member: member) { browser, _ in
                let absent = try await browser.get("/officer-support/work-items/W-1999-01-001")
                for address in [review.address, "/officer-support/work-items/W-1999-01-001"] {
                    let fields = ["text": "a dipper", "once": ReviewPageTests.mark, "reason": "a dipper", "earlier": ""]
                    let answers = [
                        try await browser.get(address), try await browser.get(address + "/notes"), try await browser.get(address + "/papers/1"),
                        try await browser.get(address + "/closing"), try await browser.post(address + "/notes", fields),
                        try await browser.post(address + "/closing", fields),
                        try await browser.upload(address + "/papers", fields, file: ("dipper.txt", Data("dipper".utf8))),
                    ]
                    for answer in answers {
                        #expect(answer.status == 404)
                        #expect(Self.neutral(answer.text) == Self.neutral(absent.text))
                        #expect(!answer.text.contains("dipper"))
                    }
                }
            }
        }
    }

    private static func neutral(_ text: String) -> String { text.replacing(/Reference [A-Za-z0-9_-]{8}/, with: "Reference") }

    static let mark = "0123456789abcdef0123"

    @Test("A role lost between the page and the form writes nothing")
    func roleLost() async throws {
        let review = try await ReviewStation.shared.value
        try await review.visit { browser, name in
            let form = try self.form(try await browser.get(review.address))
            try await review.records.write { db in
                try db.execute(sql: "DELETE FROM holding WHERE account = (SELECT id FROM account WHERE name = '\(name)')")
            }
            #expect(try await browser.post(review.address + "/notes", ["text": "lost", "once": form]).status == 404)
            let notes = try #require(try await review.records.reviewFile(review.item.reference, notes: 0..<1_000, for: try Station.asking())).value.notes
            #expect(!notes.contains { $0.author == name })
        }
    }

    // MARK: Papers

    @Test("A paper is attached, and saved under its checked type, sandboxed, never shown in place and never kept by the browser")
    func paper() async throws {
        let review = try await ReviewStation.shared.value
        try await review.visit { browser, name in
            let form = try self.form(try await browser.get(review.address))
            let content = Data("A statement of \(name).\n".utf8)
            let answer = try await browser.upload(review.address + "/papers", ["once": form], file: ("..\\é \(name).html", content))
            #expect(answer.location == review.address + "?done=paper#review")
            let page = try await browser.get(review.address).text
            let link = try #require(page.matches(of: /href="([^"]*\/papers\/[0-9]+)" download[^>]*>([^<]+)</).last { $0.2.contains(name) })
            #expect(link.2 == "é \(name).html.txt")
            let paper = try await browser.get(String(link.1))
            #expect(paper.bytes == content)
            #expect(paper.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(paper.headers[.contentDisposition] == "attachment; filename=\"_ \(name).html.txt\"; filename*=UTF-8''%C3%A9%20\(name).html.txt")
            #expect(paper.headers[.xContentTypeOptions] == "nosniff")
            #expect(paper.headers[.contentSecurityPolicy]?.hasPrefix("sandbox") == true)
            #expect(paper.headers[.cacheControl] == "no-store")
            #expect(try await review.station.readings(by: name).contains { $0.kind == .upload && $0.outcome == .done && $0.record.count == 24 })
        }
    }

    @Test("What is no paper is refused with its reason on the page, and without the token nothing is taken")
    func refusedPapers() async throws {
        let review = try await ReviewStation.shared.value
        try await review.visit { browser, _ in
            let form = try self.form(try await browser.get(review.address))
            func send(_ content: String, withToken: Bool = true) async throws -> Browser.Page {
                try await browser.upload(review.address + "/papers", ["once": form], file: ("a.pdf", Data(content.utf8)), withToken: withToken)
            }
            #expect(try await send("<html><script>").text.contains("and as a web page"))
            let script = try await send("%PDF-1.4\n1 0 obj << /S /JavaScript >>\nstartxref\n0\n%%EOF")
            #expect(script.status == 422)
            #expect(script.text.contains("it holds a script (JavaScript)"))
            #expect(try await browser.upload(review.address + "/papers", ["once": form], file: nil).text.contains("Choose a file first."))
            #expect(try await send("text", withToken: false).status == 403)
            #expect(try await browser.post(review.address + "/papers", ["once": form]).status == 422, "a form without a file")
        }
    }

    @Test("A file over the limit is refused as too large; the limit is this form's alone")
    func limits() async throws {
        let review = try await ReviewStation.shared.value
        try await review.visit { browser, _ in
            let form = try self.form(try await browser.get(review.address))
            let large = try await browser.upload(review.address + "/papers", ["once": form], file: ("a.txt", Data(repeating: 0x61, count: 10 * 1_048_576 + 1)))
            #expect(large.status == 422)
            #expect(large.text.contains("larger than 10 MB"))
            let huge = try await browser.upload(review.address + "/papers", ["once": form], file: ("a.txt", Data(repeating: 0x61, count: 12 * 1_048_576)))
            #expect(huge.status == 413)
            #expect(huge.text.contains("larger than 10 MB"))
            _ = try await browser.get("/work")
            let note = try await browser.upload(review.address + "/notes", ["once": form], file: ("a.txt", Data(repeating: 0x61, count: 2 * 1_048_576)))
            #expect(note.status == 413)
        }
    }

    // MARK: Closing

    @Test("D20-04:V.A.3 Closing is offered only where the profile data are equal, asks for a reason, and cannot be done twice")
    func closing() async throws {
        let review = try await ReviewStation.shared.value
        try await review.addRepetition("W-2018-02-901")
        let address = "/officer-support/work-items/W-2018-02-901"
        try await review.visit { browser, _ in
            #expect(try await !browser.get(review.address).text.contains("Close as duplicative"))
            let refused = try await browser.get(review.address + "/closing").text
            #expect(refused.contains("first Work Item") && !refused.contains("for good</button>"))
            let page = try await browser.get(address).text
            #expect(page.contains("Close as duplicative") && page.contains("Compare the profile data, field by field"))
            let unread = try await browser.post(address + "/closing", ["earlier": review.item.reference, "reason": "Nothing was added."])
            #expect(unread.status == 422 && unread.text.contains("First record the review"))
            let note = try self.form(try await browser.get(address))
            _ = try await browser.post(address + "/notes", ["text": "Compared with the one before.", "once": note])
            let form = try await browser.get(address + "/closing").text
            #expect(form.contains("This cannot be taken back.") && form.contains("value=\"\(review.item.reference)\""))
            let empty = try await browser.post(address + "/closing", ["earlier": review.item.reference, "reason": " "])
            #expect(empty.status == 422 && empty.text.contains("is not answered"))
            let stale = try await browser.post(address + "/closing", ["earlier": "W-2017-12-001", "reason": "kept words"])
            #expect(stale.status == 422 && stale.text.contains("not the one the form named") && stale.text.contains("kept words</textarea>"))
            for _ in 0..<2 {
                let done = try await browser.post(address + "/closing", ["earlier": review.item.reference, "reason": "Nothing was added."])
                #expect(done.location == address + "?done=closed")
            }
            let closed = try await browser.get(address).text
            #expect(closed.contains("Nothing was added.") && closed.contains("What happened") && closed.contains("done "))
            #expect(try await !browser.get("/officer-support/work-items").text.contains("W-2018-02-901"))
            #expect(try await browser.get("/officer-support/work-items?state=closed").text.contains("W-2018-02-901"))
            #expect(try await browser.get("/officer-support/work-items?state=lost").status == 400)
            #expect(try await browser.get(address + "/closing").status == 404)
        }
    }

    @Test("Not one planted sentence stands in the files, the log, an address, a header or an error page")
    func planted() async throws {
        let review = try await ReviewStation.shared.value
        try await review.addRepetition("W-2018-03-902")
        let address = "/officer-support/work-items/W-2018-03-902"
        try await review.visit { browser, _ in
            let form = try self.form(try await browser.get(address))
            let pages = [
                try await browser.post(address + "/notes", ["text": "An ouzel sang.", "once": form]),
                try await browser.upload(address + "/papers", ["once": form], file: ("ouzel.txt", Data("An ouzel sang.".utf8))),
                try await browser.upload("/officer-support/work-items/W-0/papers", ["once": form], file: ("ouzel.txt", Data("An ouzel sang.".utf8))),
                try await browser.upload(address + "/papers", ["ouzel": "1", "once": form], file: ("ouzel", Data("An ouzel sang.".utf8)), withToken: false),
                try await browser.post(address + "/closing", ["reason": "No ouzel sang.", "earlier": review.item.reference]),
            ]
            for page in pages {
                #expect(!page.text.contains("ouzel"))
                for field in page.headers { #expect(!field.value.contains("ouzel")) }
            }
            // A fault in the middle of the act: the words are in nobody's hands.
            try await review.records.write { db in
                try db.execute(
                    sql: """
                        CREATE TRIGGER fault BEFORE INSERT ON workItemNote
                        WHEN new.workItem = (SELECT id FROM workItem WHERE reference = 'W-2018-03-902') BEGIN SELECT RAISE(ABORT, 'a fault'); END
                        """)
            }
            let fault = try await browser.post(address + "/notes", ["text": "An ouzel sang again.", "once": form])
            try await review.records.write { db in try db.execute(sql: "DROP TRIGGER fault") }
            #expect(fault.status == 500)
            #expect(!fault.text.contains("ouzel"))
        }
        for line in ReviewStation.log.lines { #expect(!line.contains("ouzel"), "\(line)") }
        for name in try FileManager.default.contentsOfDirectory(atPath: review.station.directory.path) where name.hasPrefix("mainstay") {
            let bytes = try Data(contentsOf: review.station.directory.appendingPathComponent(name))
            #expect(bytes.range(of: Data("ouzel".utf8)) == nil, "in \(name)")
        }
    }

    @Test("Fifty notes are listed ten to a page, the newest first, each reached by its own address")
    func fifty() async throws {
        let review = try await ReviewStation.shared.value
        let reference = review.other.reference
        for number in 1...50 {
            try await review.records.writeNote("Note of number \(number).", on: reference, form: ReviewPageTests.mark, for: try Station.asking())
        }
        try await review.visit { browser, _ in
            let address = "/officer-support/work-items/\(reference)"
            let page = try await browser.get(address).text
            #expect(page.contains("All 50 notes") && page.contains("Note of number 50.") && !page.contains("Note of number 47."))
            let second = try await browser.get(address + "/notes?page=2").text
            #expect(second.contains("Note of number 40.") && second.contains("Note of number 31.") && !second.contains("Note of number 41."))
            #expect(second.contains("id=\"note-31\""))
            #expect(try await browser.get(address + "/notes?page=0").status == 400)
            #expect(try await browser.get(address + "/notes?page=99").status == 200)
        }
    }
}
