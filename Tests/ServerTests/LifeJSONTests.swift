import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Records
import Testing

@testable import Server

/// The life of a Work Item as JSON: the same decisions, words and lines of the trail as through its pages.
@Suite("The life of an item as JSON", .serialized)
struct LifeJSONTests {
    private typealias Object = [String: Any]

    private static func object(_ page: Browser.Page) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: page.bytes) as? [String: Any], "\(page.status) \(page.text.prefix(200))")
    }

    private static func list(_ value: Any?) throws -> [[String: Any]] { try #require(value as? [[String: Any]]) }

    private static func life(_ people: LifePeople, _ browser: Browser, own: Bool = false) async throws -> [String: Any] {
        let page = try await browser.get("/api/v1\(own ? people.ownAddress : people.address)/life")
        try #require(page.status == 200, "\(page.status)")
        return try object(page)
    }

    /// The body of a step, as a client builds it.
    private static func body(_ version: Int, _ answers: [String: Any] = [:], once: String = Random.token()) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: ["version": version, "once": once, "answers": answers]), as: UTF8.self)
    }

    private static func neutral(_ page: Browser.Page) -> String { page.text.replacing(/"reference":"[A-Za-z0-9_-]{8}"/, with: "") }

    /// What one of them left in the trail since it had so many lines, in order.
    private static func lines(_ people: LifePeople, _ part: String, since: Int) async throws -> [String] {
        try await people.station.readings(by: people.account(part)).dropLast(since).reversed().map { "\($0.kind.rawValue) \($0.act) \($0.outcome.rawValue) \($0.ground)" }
    }

    private static func count(_ people: LifePeople, _ part: String) async throws -> Int { try await people.station.readings(by: people.account(part)).count }

    private static func step(_ people: LifePeople, _ step: String) -> String { "/api/v1\(people.address)/steps/\(step)" }

    @Test("D20-04:V.A.1, D20-04:V.A.4 A client that reads the life alone finds what to do, what is asked and who can be chosen, and takes its steps")
    func wholeWay() async throws {
        let people = try await LifeStation.shared.value.people(of: 7)
        try await people.visit("analyst") { browser in
            let fresh = try await Self.life(people, browser)
            #expect(fresh["state"] as? String == "generated" && fresh["version"] as? Int == 0 && fresh["isOpen"] as? Bool == true)
            let clocks = try Self.list(fresh["clocks"])
            #expect(clocks.count == 2 && clocks.allSatisfy { ["running", "dueSoon", "overdue"].contains($0["standing"] as? String ?? "") })
            #expect(clocks.allSatisfy { ($0["cites"] as? String)?.hasPrefix("D20-04:V.A") == true && ($0["holders"] as? [String])?.isEmpty == false })
            let steps = try Self.list(fresh["steps"])
            let review = try #require(steps.first { $0["step"] as? String == "review" })
            let prompt = try #require(try Self.list(review["prompts"]).first)
            #expect(review["leadsOn"] as? Bool == true && prompt["key"] as? String == "finding" && prompt["kind"] as? String == "text")
            #expect(prompt["required"] as? Bool == true && (prompt["readers"] as? String)?.hasPrefix("Read by you") == true)
            let valid = try #require(steps.first { $0["step"] as? String == "findValid" })
            let obstacle = try #require(try Self.list(valid["obstacles"]).first)
            #expect(obstacle["cites"] as? String == "D20-04:V.A.1" && obstacle["sentence"] is String)

            let once = Random.token()
            let sent = try Self.body(0, ["finding": "Read in full,\r\ntwice."], once: once)
            let taken = try await browser.sendJSON(Self.step(people, "review"), sent)
            #expect(taken.status == 201 && taken.location == "/api/v1\(people.address)/life")
            let told = try Self.object(taken)
            #expect(told["number"] as? Int == 1 && told["version"] as? Int == 1 && told["again"] as? Bool == false)
            #expect(try Self.list(told["steps"]).contains { $0["step"] as? String == "findValid" && ($0["obstacles"] as? [Any])?.isEmpty == true })
            let again = try await browser.sendJSON(Self.step(people, "review"), sent)
            #expect(again.status == 200)
            #expect(try Self.object(again)["again"] as? Bool == true)

            #expect(try await browser.sendJSON(Self.step(people, "findValid"), try Self.body(1)).status == 201)
            let before = try await Self.life(people, browser)
            #expect(before["version"] as? Int == 2, "what was sent twice is taken once")
            let log = try Self.list(before["log"])
            #expect(log.map { $0["number"] as? Int } == [2, 1])
            let answer = try #require(try Self.list(log.last?["answers"]).first)
            #expect(answer["values"] as? [String] == ["Read in full,\ntwice."] && answer["title"] as? String == "What the review found")
            let forward = try #require(try Self.list(before["steps"]).first { $0["step"] as? String == "forward" })
            let choices = try Self.list(try Self.list(forward["prompts"]).first?["choices"])
            #expect(choices.contains { $0["value"] as? String == people.account("representative") })
            let forwarded = try await browser.sendJSON(
                Self.step(people, "forward"), try Self.body(2, ["representative": people.account("representative")]))
            #expect(forwarded.status == 201)
            #expect(try Self.object(forwarded)["state"] as? String == "forwarded")
            let posts = try Self.list(try await Self.life(people, browser)["posts"])
            #expect(posts.contains { $0["post"] as? String == "representative" && $0["name"] as? String == people.account("representative").capitalized })
        }
    }

    @Test("What is refused is told whole: every objection with its provision and its field")
    func refused() async throws {
        let people = try await LifeStation.shared.value.people(of: 8)
        try await people.toOverseer()
        try await people.visit("overseer") { browser in
            let version = try #require(try await Self.life(people, browser)["version"] as? Int)
            let early = try await browser.sendJSON(Self.step(people, "assignSupervisor"), try Self.body(version, ["supervisor": people.account("sergeant"), "reason": "unavailable"]))
            #expect(early.status == 422)
            let first = try Self.list(try Self.object(early)["objections"])
            #expect(first.contains { ($0["sentence"] as? String)?.contains("First record that you have reviewed the item.") == true && $0["field"] == nil })
            let bad = try await browser.sendJSON(Self.step(people, "reportDelay"), try Self.body(version, ["delay": "holiday", "from": "2018-02-30"]))
            #expect(bad.status == 422)
            let objections = try Self.list(try Self.object(bad)["objections"])
            #expect(Set(objections.compactMap { $0["field"] as? String }).isSuperset(of: ["delayed", "delay", "from"]))
            #expect(objections.allSatisfy { ($0["cites"] as? String)?.hasPrefix("D20-04:") == true })
            let unticked = try await browser.sendJSON(Self.step(people, "reviewAsOverseer"), try Self.body(version, ["reviewed": false]))
            #expect(unticked.status == 422)
            #expect(try await Self.life(people, browser)["version"] as? Int == version, "something was done")
            let ticked = try await browser.sendJSON(Self.step(people, "reviewAsOverseer"), try Self.body(version, ["reviewed": true]))
            #expect(ticked.status == 201)
        }
    }

    @Test("Somebody acted in between: 409 with what changed as far as the reader may see it, and nothing done")
    func changed() async throws {
        let people = try await LifeStation.shared.value.people(of: 9)
        try await people.toSupervisor()
        try await people.visit("coordinator") { browser in
            let version = try #require(try await Self.life(people, browser)["version"] as? Int)
            try await people.does(.reviewAsOverseer, "overseer", ["reviewed": "yes"])
            try await people.does(.writeNote, "sergeant", ["note": "A note about a dunlin."])
            let stale = try await browser.sendJSON(Self.step(people, "remind"), try Self.body(version))
            #expect(stale.status == 409)
            let told = try Self.object(stale)
            #expect(told["version"] as? Int == version + 2 && told["stillPossible"] as? Bool == true)
            let changes = try Self.list(told["changes"])
            #expect(changes.map { $0["title"] as? String } == ["Reviewed by the overseer"], "a note is told to its readers alone")
            #expect(!stale.text.contains("dunlin"))
        }
    }

    @Test("A record, a step or a right that is not there are one answer, whatever was sent")
    func absent() async throws {
        let people = try await LifeStation.shared.value.people(of: 10)
        try await people.toOverseer()
        let other = try await LifeStation.shared.value.people(of: 11)
        try await people.visit("coordinator") { browser in
            let none = try await browser.get("/api/v1/officer-support/work-items/W-1999-01-001/life")
            #expect(none.status == 404)
            let bodies = [try Self.body(5), try Self.body(5, ["nothing": "x"]), try Self.body(5, ["finding": true]), try Self.body(0, ["finding": ["a", "b"]])]
            for step in ["close", "nothing", "closeDuplicative", "reply", "review", "review%2F..%2Fremind"] {
                for body in bodies {
                    for address in [people.address, "/officer-support/work-items/W-1999-01-001", people.ownAddress] {
                        let page = try await browser.sendJSON("/api/v1\(address)/steps/\(step)", body)
                        #expect(page.status == 404 && Self.neutral(page) == Self.neutral(none), "\(address) \(step) \(page.status) \(page.text)")
                    }
                }
            }
            #expect(try await browser.get("/api/v1\(people.ownAddress)/life").status == 404)
        }
        // Another item's people find nothing here.
        try await other.visit("sergeant") { browser in
            let life = try await browser.get("/api/v1\(people.address)/life")
            let sent = try await browser.sendJSON(Self.step(people, "respond"), try Self.body(5, ["assessment": "x"]))
            #expect(life.status == 404 && sent.status == 404)
        }
    }

    @Test("JSON that is not as described is 400 and names the field; what is no JSON 415, too large 413, without the token or from another site 403, without a session 401")
    func malformed() async throws {
        let people = try await LifeStation.shared.value.people(of: 12)
        try await people.visit("analyst") { browser in
            let address = Self.step(people, "review")
            let once = "0123456789abcdef"
            for (sent, field) in [
                ("", nil), ("{", nil), ("[]", nil), ("\"x\"", nil), ("null", nil), ("{\"a\":", nil),
                ("{}", "version"), ("{\"version\":\"0\",\"once\":\"\(once)\",\"answers\":{}}", "version"), ("{\"version\":-1,\"once\":\"\(once)\",\"answers\":{}}", "version"),
                ("{\"version\":0.5,\"once\":\"\(once)\",\"answers\":{}}", "version"), ("{\"version\":1e30,\"once\":\"\(once)\",\"answers\":{}}", "version"),
                ("{\"version\":null,\"once\":\"\(once)\",\"answers\":{}}", "version"), ("{\"version\":true,\"once\":\"\(once)\",\"answers\":{}}", "version"),
                ("{\"version\":0,\"answers\":{}}", "once"), ("{\"version\":0,\"once\":\"short\",\"answers\":{}}", "once"),
                ("{\"version\":0,\"once\":7,\"answers\":{}}", "once"), ("{\"version\":0,\"once\":\"\(once)\"}", "answers"),
                ("{\"version\":0,\"once\":\"\(once)\",\"answers\":[]}", "answers"), ("{\"version\":0,\"once\":\"\(once)\",\"answers\":{\"finding\":7}}", "answers.finding"),
                ("{\"version\":0,\"once\":\"\(once)\",\"answers\":{\"finding\":null}}", "answers.finding"),
                ("{\"version\":0,\"once\":\"\(once)\",\"answers\":{\"finding\":[7]}}", "answers.finding"),
                ("{\"version\":0,\"once\":\"\(once)\",\"answers\":{},\"csrf\":\"x\"}", "csrf"),
            ] as [(String, String?)] {
                let page = try await browser.sendJSON(address, sent)
                #expect(page.status == 400, "\(sent): \(page.status) \(page.text)")
                #expect(try Self.object(page)["field"] as? String == field, "\(sent): \(page.text)")
            }
            // As described, and not what this step asks for: it would be lost in silence.
            let strays = try await browser.sendJSON(address, try Self.body(0, ["finding": ["a", "b"], "findings": "a", "earlier": true]))
            #expect(strays.status == 422)
            #expect(try Self.list(try Self.object(strays)["objections"]).map { $0["field"] as? String } == ["earlier", "finding", "findings"])
            let good = try Self.body(0, ["finding": "Read in full."])
            for type in ["application/x-www-form-urlencoded", "text/plain", "application/jsonx", "multipart/form-data; boundary=x"] {
                #expect(try await browser.sendJSON(address, good, headers: [.contentType: type]).status == 415, "\(type)")
            }
            let large = try Self.body(0, ["finding": String(repeating: "a", count: 1_100_000)])
            #expect(try await browser.sendJSON(address, large).status == 413)
            for token in ["", "forged", Random.token()] { #expect(try await browser.sendJSON(address, good, token: token).status == 403) }
            let foreign: [HTTPFields] = [
                [.origin: "https://elsewhere.example"], [.secFetchSite: "cross-site"], [.secFetchSite: "same-site"], [.origin: "null"],
            ]
            for headers in foreign { #expect(try await browser.sendJSON(address, good, headers: headers).status == 403, "\(headers)") }
            let session = try Self.object(try await browser.get("/api/v1/account/session"))
            #expect(session["csrf"] as? String == browser.csrf)
            #expect(try await Self.life(people, browser)["version"] as? Int == 0, "something was done")
            let taken = try await browser.sendJSON(address, good, headers: [.contentType: "application/json; charset=utf-8"])
            #expect(taken.status == 201)
            browser.forgetCookies()
            #expect(try await browser.sendJSON(address, good).status == 401)
        }
    }

    @Test("D20-04:I.G A step as JSON leaves the same lines in the trail as the same step through its form, taken, refused or not there")
    func trail() async throws {
        let (paged, sent) = (try await LifeStation.shared.value.people(of: 13), try await LifeStation.shared.value.people(of: 14))
        for people in [paged, sent] { try await people.toOverseer() }
        for (step, fields, answers, status) in [
            ("reviewAsOverseer", [:], [:], 422), ("reviewAsOverseer", ["reviewed": "yes"], ["reviewed": true], 201),
            ("close", [:], [:], 404), ("nothing", [:], [:], 404),
        ] as [(String, [String: String], [String: Bool], Int)] {
            let (first, second) = (LifePeople.Kept(), LifePeople.Kept())
            try await paged.visit("overseer") { browser in
                var form = ["version": "5", "once": Random.token()]
                let page = try await browser.get("\(paged.address)/steps/\(step)")
                if page.status == 200 { form = try LifePeople.hidden(page) }
                let before = try await Self.count(paged, "overseer")
                let answer = try await browser.post("\(paged.address)/steps/\(step)", form.merging(fields) { first, _ in first })
                #expect(answer.status == (status == 201 ? 303 : status))
                if let location = answer.location { _ = try await browser.get(location) }
                // The page draws what JSON does not: indicators and jacket have readings of their own.
                first.text = try await Self.lines(paged, "overseer", since: before).filter { !$0.contains("seeJacket") }.joined(separator: "\n")
            }
            try await sent.visit("overseer") { browser in
                let version = try #require(try await Self.life(sent, browser)["version"] as? Int)
                let before = try await Self.count(sent, "overseer")
                let answer = try await browser.sendJSON(Self.step(sent, step), try Self.body(version, answers))
                #expect(answer.status == status)
                second.text = try await Self.lines(sent, "overseer", since: before).joined(separator: "\n")
            }
            let (asPage, asJSON) = (first.text.split(separator: "\n"), second.text.split(separator: "\n"))
            // After a step the page opens the whole item, which reads its indicators once more.
            if status == 201 { #expect(asPage.starts(with: asJSON), "\(first.text)\n--\n\(second.text)") } else { #expect(asPage == asJSON, "\(step): \(first.text)\n--\n\(second.text)") }
            #expect(!asJSON.isEmpty)
        }
    }

    @Test("D20-04:VI.B.4.c, D20-04:VI.A.2 JSON tells each reader the layers that are theirs; the member nothing before the in-person notice, and after it no more than the own page")
    func layers() async throws {
        let people = try await LifeStation.shared.value.people(of: 15)
        try await people.toOverseer()
        try await people.visit("member") { browser in
            let absent = try await browser.get("/api/v1/officer-support/own/W-1999-01-001")
            for path in [people.ownAddress, people.ownAddress + "/life", "/officer-support/own", people.address + "/life"] {
                let page = try await browser.get("/api/v1" + path)
                #expect(page.status == 404, "\(path)")
                #expect(page.text.count == absent.text.count, "\(path)")
            }
        }
        try await people.does(.reviewAsOverseer, "overseer", ["reviewed": "yes"])
        try await people.does(.assignSupervisor, "overseer", ["supervisor": people.account("sergeant"), "reason": "unavailable"])
        try await people.does(.notifyMember, "overseer", LifePeople.now.merging(["in-person": "yes", "place": "office"]) { first, _ in first })
        try await people.does(.writeNote, "sergeant", ["note": "A note about a dunlin."])
        try await people.does(.guide, "representative", ["kind": "conversation", "guidance": "Ask where the curlew sings."])
        for (part, reads) in [("sergeant", ["dunlin", "curlew"]), ("coordinator", []), ("captain", []), ("analyst", ["curlew"]), ("overseer", ["dunlin", "curlew"])] {
            try await people.visit(part) { browser in
                let text = try await browser.get("/api/v1\(people.address)/life").text
                for words in ["dunlin", "curlew"] { #expect(text.contains(words) == reads.contains(words), "\(part) “\(words)”") }
            }
        }
        let item = try #require(try await people.station.office.records.workItem(people.item.reference, for: try Station.asking())).value.item
        try await people.visit("member") { browser in
            #expect(try await browser.get("/api/v1/officer-support/own").text == "[\"\(people.item.reference)\"]")
            let own = try await browser.get("/api/v1" + people.ownAddress)
            #expect(own.status == 200)
            let reasons = try Self.list(try Self.object(own)["reasons"]).compactMap { $0["sentence"] as? String }
            #expect(Set(reasons) == Set(item.snapshot.indicators.filter(\.raises).map(\.sentence)))
            let life = try await browser.get("/api/v1\(people.ownAddress)/life")
            for words in ["dunlin", "curlew", "Read in full", "probability", people.account("representative"), people.account("analyst"), people.account("sergeant")] {
                #expect(!own.text.contains(words) && !life.text.contains(words), "the member reads “\(words)”")
            }
            let told = try Self.object(life)
            #expect((told["log"] as? [Any])?.isEmpty == true && (told["clocks"] as? [Any])?.isEmpty == true)
            #expect(try Self.list(told["posts"]).compactMap { $0["post"] as? String } == ["assignedSupervisor", "overseer"])
            #expect(Set(try Self.list(told["steps"]).compactMap { $0["step"] as? String }) == ["reply", "askForAnother"])
            let version = try #require(told["version"] as? Int)
            let taken = try await browser.sendJSON("/api/v1\(people.ownAddress)/steps/reply", try Self.body(version, ["reply": "Ask me about the heron."]))
            #expect(taken.status == 201)
            let after = try Self.list(try await Self.life(people, browser, own: true)["log"])
            #expect(after.count == 1 && after.first?["step"] as? String == "reply")
            #expect(try await browser.sendJSON("/api/v1\(people.address)/steps/reply", try Self.body(version + 1, ["reply": "x"])).status == 404)
        }
    }
}
