import Casework
import Directives
import Foundation
import GRDB
import HTTPTypes
import Resiliency
import Testing

@testable import Records
@testable import Server

/// The yearly evaluation through pages, files and JSON, in an installation of each test's own.
@Suite("The yearly evaluation as served")
struct EvaluationPageTests {
    private static let list = "/resiliency/evaluations"
    private static let year = "/resiliency/evaluations/2017"
    private static let words = ["benchmarks": "Sick time led to most.", "resources": "Peer support <was> used & liked.\r\nAgain.", "effectiveness": "It reached most."]

    /// The section, the Chief of Staff and somebody else; some members, and what was counted in two years.
    private func door() async throws -> Doorstep {
        let door = try Doorstep()
        let accounts: [(String, Set<Role>)] = [
            ("coordinator", [.owsAdministrativeCoordinator]), ("supervisor", [.owsSupervisor]), ("chief", [.chiefOfStaff]), ("dii", [.dii]), ("unit", [.osuSupervisor]),
        ]
        for (name, roles) in accounts { try await door.addAccount(name, roles: roles) }
        let records = door.office.records
        try await records.write { db in
            try db.execute(sql: "INSERT INTO import(id, startedAt, directory, profile, dataDay, state) VALUES (1, 0, '', '', 0, 'finished')")
            try db.execute(sql: "INSERT INTO member(record, version, sourceKey, digest, import, knownOn, name) VALUES (1, 1, 'm1', 0, 1, 0, 'Wren Alder')")
        }
        try await records.addTallies([
            Tally(year: 2016, measure: .activated, key: "", count: 8), Tally(year: 2017, measure: .activated, key: "", count: 12),
            Tally(year: 2017, measure: .contact, key: "guidance", count: 23), Tally(year: 2017, measure: .contact, key: "activation", count: 14),
            Tally(year: 2017, measure: .activatedBy, key: "sickTime", count: 9), Tally(year: 2017, measure: .activatedBy, key: "crash", count: 3),
            Tally(year: 2017, measure: .activatedBy, key: "own-1", count: 26), Tally(year: 2017, measure: .trigger, key: "single", count: 7),
            Tally(year: 2017, measure: .trigger, key: "third", count: 5), Tally(year: 2017, measure: .planStarted, key: "", count: 11),
            Tally(year: 2017, measure: .planCompleted, key: "", count: 6), Tally(year: 2017, measure: .planNotCompleted, key: "", count: 1),
            Tally(year: 2017, measure: .resource, key: "peer/offered", count: 11), Tally(year: 2017, measure: .resource, key: "peer/accepted", count: 7),
        ])
        try await records.addCriterion("A loss in the family", for: try Station.section())
        return door
    }

    private func seen(_ browser: Browser) async throws -> String { try await browser.get(Self.year).field("seen") }

    private func file(_ browser: Browser) async throws {
        let fields = Self.words.merging(["do": "file", "final": "yes", "seen": try await seen(browser)]) { first, _ in first }
        let page = try await browser.post(Self.year, fields)
        try #require(page.status == 303, "\(page.text)")
    }

    // MARK: The report

    @Test("SRV-017:I.B SRV-017:IV.J.2#2 SRV-017:IV.J.2#8 The whole report stands on one page: figures, comparison, parts, words, what is withheld, to whom it goes")
    func whole() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("coordinator")
            try await file(browser)
            let page = try await browser.get(Self.year)
            #expect(page.status == 200 && !page.text.contains("<textarea"))
            let text = page.text
            for words in [
                "Chief of Staff, Office of the Director", "Filed on Tue 2 Jan 2018 by Person COORDINATOR", "Sick time led to most.", "Peer support &lt;was&gt; used &amp; liked.\nAgain.",
                "Unusual or excessive sick time, or a pattern of tardiness (SRV-017:IV.A.5)", "A loss in the family", "One of three incidents within 12 months",
                "Incomplete: running at the end of the year", "Incomplete: ended in the year without completion", "Peer Support Program", "+50%", "figures below five are withheld",
                "SRV-017 IV.J.2, part 5", "37 contacts",
            ] { #expect(text.contains(words), "\(words)") }
            // The three crashes are withheld, and with them the next smallest; the largest is shown.
            #expect(text.matches(of: /class="withheld"/).count == 2)
            #expect(text.contains("<title>2017: 12 activated cases</title>") && text.contains("<title>2016: 8 activated cases</title>"))
        }
    }

    @Test("SRV-017:IV.J.2 The Chief of Staff finds filed evaluations and nothing else, the same as where there is none; others find nothing at all")
    func readers() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("chief")
            #expect(try await browser.get(Self.list).text.contains("No evaluation has been filed with you yet."))
            for path in [Self.year, Self.year + ".csv", Self.year + ".xlsx", "/api/v1" + Self.year, Self.list + "/1999", Self.list + "/soon", "/resiliency/lists"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
            let section = browser.another
            try await section.enter("supervisor")
            let draft = try await section.get(Self.year)
            #expect(draft.text.contains("Keep the draft") && !draft.text.contains("File with the Chief of Staff"))
            let coordinator = browser.another
            try await coordinator.enter("coordinator")
            try await file(coordinator)
            #expect(try await browser.get("/notices").text.contains("The RSS program evaluation of 2017 was filed with you."))
            for path in [Self.year, Self.year + ".csv", Self.year + ".xlsx", "/api/v1" + Self.year, "/api/v1" + Self.list] {
                #expect(try await browser.get(path).status == 200, "\(path)")
            }
            #expect(try await browser.get(Self.list).text.contains("href=\"/resiliency/evaluations/2017\""))
            #expect(try await browser.post(Self.year, ["do": "keep"]).status == 404)
            for account in ["dii", "unit"] {
                let other = browser.another
                try await other.enter(account)
                for path in [Self.list, Self.year, Self.year + ".csv", Self.year + ".xlsx", "/api/v1" + Self.year, "/resiliency/lists"] {
                    #expect(try await other.get(path).status == 404, "\(account) \(path)")
                }
            }
        }
    }

    @Test("SRV-017:I.B SRV-017:IV.J.2 The list of the section shows each year with its state and day, and what is overdue")
    func overdue() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("supervisor")
            let page = try await browser.get(Self.list)
            #expect(page.text.contains("The evaluation of 2016 is overdue.") && page.text.contains("Not begun, 276 days overdue"))
            #expect(page.text.contains("Sun 1 Apr 2018") && page.text.contains("Under way"))
            let rows = try #require(try JSONSerialization.jsonObject(with: try await browser.get("/api/v1" + Self.list).bytes) as? [[String: Any]])
            #expect(rows.compactMap { $0["year"] as? Int } == [2018, 2017, 2016])
            #expect(rows.compactMap { $0["isOverdue"] as? Bool } == [false, false, true])
            #expect(rows.compactMap { $0["due"] as? String } == ["2019-04-01", "2018-04-01", "2017-04-01"])
        }
    }

    // MARK: Writing and filing

    @Test("SRV-017:IV.J.2 Filing says at once all that is missing, loses nothing that was typed, and asks for a confirmation")
    func filing() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("coordinator")
            let seen = try await seen(browser)
            let page = try await browser.post(Self.year, ["do": "file", "seen": seen, "benchmarks": "Half a <thought>", "resources": "Wren Alder liked it."])
            #expect(page.status == 422 && page.text.contains("<title>Error: "))
            for words in [
                "“Overall effectiveness in advancing the key objectives” is empty.", "“Wren Alder” is the name of a member.", "Confirm that you know: once filed", "Half a &lt;thought&gt;",
                "Wren Alder liked it.",
            ] { #expect(page.text.contains(words), "\(words)") }
            for field in ["#effectiveness", "#resources", "#final"] { #expect(page.text.contains("href=\"\(field)\""), "\(field)") }
            let late = try await browser.post(Self.list + "/2018", Self.words.merging(["do": "file", "final": "yes", "seen": seen]) { first, _ in first })
            #expect(late.status == 422 && late.text.contains("The year 2018 is not over yet."))
            let named = try await browser.post(Self.year, ["do": "keep", "seen": seen, "benchmarks": "As ALDER, Wren said"])
            #expect(named.status == 422 && named.text.contains("“ALDER, Wren” is the name of a member.") && named.text.contains("As ALDER, Wren said"))
            #expect(try await browser.get(Self.year).text.contains("Not written yet."))

            let kept = try await browser.post(Self.year, ["do": "keep", "seen": seen, "benchmarks": "Half a thought"])
            #expect(kept.status == 303)
            let draft = try await browser.get(try #require(kept.location))
            #expect(draft.text.contains("The draft is kept.") && draft.text.contains("Half a thought</textarea>"))
            // Somebody whose form showed what stood there before.
            let stale = try await browser.post(Self.year, ["do": "keep", "seen": seen, "benchmarks": "Another thought"])
            #expect(stale.status == 409 && stale.text.contains("What stands in the draft now") && stale.text.contains("Another thought</textarea>"))
            try await file(browser)
            let again = try await browser.post(Self.year, ["do": "keep", "seen": seen, "benchmarks": "Afterwards"])
            #expect(again.status == 422 && again.text.contains("is filed and does not change any more") && again.text.contains("Sick time led to most."))
        }
    }

    @Test("SRV-017:IV.J.2 A count is corrected with its reason, which stands in the report; what is wrong with the form is said beside its fields")
    func correcting() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("supervisor")
            _ = try await browser.get(Self.year)
            let address = Self.year + "/corrections"
            let empty = try await browser.post(address, [:])
            #expect(empty.status == 422)
            for words in ["Choose what was counted wrongly.", "Write the difference as a whole number", "Give the reason."] { #expect(empty.text.contains(words), "\(words)") }
            let below = try await browser.post(address, ["count": "planCompleted/", "difference": "-7", "reason": "Too <many>."])
            #expect(below.status == 422 && below.text.contains("Less than nothing") && below.text.contains("Too &lt;many&gt;.") && below.text.contains("value=\"-7\""))
            let named = try await browser.post(address, ["count": "planCompleted/", "difference": "-1", "reason": "It was Wren Alder’s."])
            #expect(named.status == 422 && named.text.contains("is the name of a member") && named.text.contains("href=\"#reason\""))
            let done = try await browser.post(address, ["count": "contact/guidance", "difference": "-1", "reason": "Counted twice."])
            #expect(done.status == 303)
            let page = try await browser.get(try #require(done.location).replacing("#corrections", with: ""))
            #expect(page.text.contains("Counted twice.") && page.text.contains("36 contacts") && page.text.contains("−1"))
        }
    }

    // MARK: Files and JSON

    @Test("SRV-017:IV.J.2#2 SRV-017:IV.J.2#5 CSV, spreadsheet and JSON hold what the page shows, withhold what it withholds, and are written down as taken away")
    func files() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("coordinator")
            let csv = try await browser.get(Self.year + ".csv")
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8" && csv.headers[.contentDisposition]?.contains("rss-evaluation-2017.csv") == true)
            let lines = csv.text.split(separator: "\n").map(String.init)
            #expect(lines.first == "year,part,provision,item,figure,value")
            for line in [
                "2017,RSS contacts,SRV-017:IV.J.2#2,Contacts with the Officer Wellness Section,Contacts,37", "2017,RSS action plans,SRV-017:IV.J.2#3,Incomplete in all,Plans,5",
                "2017,\"Activated cases, year by year\",SRV-017:IV.J.2#5,2017,Difference,4", "2017,\"Activated cases, year by year\",SRV-017:IV.J.2#5,2016,In percent,",
                "2017,Activations by criterion,SRV-017:IV.J.2#6,A loss in the family,Activations,26", "2017,Measures and resources,SRV-017:IV.J.2#7,Peer Support Program,Accepted,7",
            ] { #expect(lines.contains(line), "\(line)") }
            #expect(lines.filter { $0.hasSuffix(",withheld") }.count == 2)

            let sheet = try await browser.get(Self.year + ".xlsx")
            #expect(sheet.headers[.contentType] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            #expect(sheet.bytes.prefix(4) == Data([0x50, 0x4B, 0x03, 0x04]) && sheet.headers[.contentDisposition]?.contains("rss-evaluation-2017.xlsx") == true)

            let json = try #require(try JSONSerialization.jsonObject(with: try await browser.get("/api/v1" + Self.year).bytes) as? [String: Any])
            #expect(json["recipient"] as? String == "Chief of Staff, Office of the Director" && json["withheld"] as? Bool == true && json["state"] as? String == "open")
            let figures = try #require(json["figures"] as? [String: Any])
            #expect(figures["contacts"] as? Int == 37 && figures["running"] as? Int == 4)
            let criteria = try #require((figures["byCriterion"] as? [String: Any])?["parts"] as? [[String: Any]])
            #expect(criteria.compactMap { $0["key"] as? String } == ["crash", "own-1", "sickTime"] && criteria.compactMap { $0["count"] as? Int } == [26])
            let exports = try await door.lines(.export).filter { $0.record == "resiliency/evaluation/2017" }
            #expect(exports.count == 2 && exports.allSatisfy { $0.actor == "coordinator" && $0.outcome == .done })
        }
    }

    // MARK: The section's lists

    @Test("SRV-017:III.A.1 SRV-017:IV.A#3 SRV-017:IV.C.3.d The section adds criteria and resources, vets them, takes them off and puts them back; what is wrong is said at the field")
    func lists() async throws {
        let door = try await door()
        try await door.visit { browser in
            try await browser.enter("supervisor")
            let first = try await browser.get("/resiliency/lists")
            for criterion in Criterion.allCases { #expect(first.text.contains(criterion.title), "\(criterion)") }
            #expect(first.text.contains("SRV-017 IV.A.10") && first.text.contains("A loss in the family") && first.text.contains("100 Club of Illinois"))
            for (typed, words) in [("", "is empty"), ("a loss in the FAMILY", "is on the list already"), (String(repeating: "x", count: 201), "at most 200"), ("As Wren Alder", "name of a member")] {
                let page = try await browser.post("/resiliency/lists/criteria", ["criterion": typed])
                #expect(page.status == 422 && page.text.contains(words) && page.text.contains("id=\"criterion-error\""), "\(words)")
            }
            #expect(try await browser.post("/resiliency/lists/criteria", ["criterion": "Court on days off"]).status == 303)
            #expect(try await browser.post("/resiliency/lists/criteria/own-2", ["active": "no"]).status == 303)
            #expect(try await browser.get("/resiliency/lists").text.contains("taken off; what it supported before stays"))
            #expect(try await browser.post("/resiliency/lists/criteria/own-2", ["active": "yes"]).status == 303)
            #expect(try await browser.post("/resiliency/lists/criteria/own-9", ["active": "yes"]).status == 404)
            #expect(try await browser.post("/resiliency/lists/criteria/own-2", [:]).status == 400)

            let missing = try await browser.post("/resiliency/lists/resources", ["resource": "Dr. <Finch>", "vetted": "yes"])
            #expect(missing.status == 422 && missing.text.contains("id=\"source-error\"") && missing.text.contains("Dr. &lt;Finch&gt;") && missing.text.contains("checked"))
            #expect(try await browser.post("/resiliency/lists/resources", ["resource": "Dr. Finch", "source": "555-0199"]).status == 303)
            #expect(try await browser.get("/resiliency/lists").text.contains("not vetted: cannot be chosen"))
            #expect(try await browser.post("/resiliency/lists/resources/own-1", ["vetted": "yes", "active": "yes"]).status == 303)
            #expect(try await browser.post("/resiliency/lists/resources/own-7", ["vetted": "yes", "active": "yes"]).status == 404)
            let lists = try await door.office.records.resiliencyLists(for: try Station.section())
            #expect(lists.resources.first { $0.resource.key == "own-1" }?.resource.isVetted == true)
            for account in ["chief", "dii", "unit"] {
                let other = browser.another
                try await other.enter(account)
                #expect(try await other.post("/resiliency/lists/criteria", ["criterion": "Mine"]).status == 404, "\(account)")
            }
        }
    }

    // MARK: The schedule

    @Test("SRV-017:IV.J.2 The schedule writes down each day what is owed, once a day and once after each import")
    func schedule() async throws {
        let door = try await door()
        let office = door.office
        func owed() async throws -> Int { try await office.records.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM caseTask WHERE kind = 'evaluation'") ?? 0 } }
        #expect(try await owed() == 0)
        await office.followResiliencySoon()
        #expect(try await owed() == 2)
        try await office.records.write { db in try db.execute(sql: "DELETE FROM caseTask WHERE kind = 'evaluation'") }
        await office.followResiliencySoon()
        #expect(try await owed() == 0)
        try await office.records.write { db in
            try db.execute(sql: "INSERT INTO import(id, startedAt, directory, profile, dataDay, state) VALUES (2, 0, '', '', 0, 'finished')")
            try db.execute(
                sql: """
                    INSERT INTO importFile(import, file, kinds, sha256, state, rowsRead, rowsNew, rowsChanged, rowsUnchanged, rowsQuarantined, rowsLeftOut)
                    VALUES (2, 'a.csv', '', '', 'finished', 0, 0, 0, 0, 0, 0)
                    """)
        }
        await office.followResiliencySoon()
        #expect(try await owed() == 2)
    }
}
