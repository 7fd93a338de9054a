import Casework
import Directives
import Foundation
import HTTPTypes
import Records
import Testing

@testable import Server

/// The Resiliency Support System through its pages: real forms, real roles, one browser for each person.
@Suite("Resiliency support as served", .serialized)
struct ResiliencyPageTests {
    @Test("SRV-017:IV.A to SRV-017:IV.E Every role takes its steps through the forms, from the incident to the completed plan")
    func whole() async throws {
        let station = try await ResiliencyStation.shared.value
        let employee = station.employees[0]
        let incident = try await station.activated(employee)
        let plan = try await station.does(
            "/resiliency/plans/new?member=\(employee.rawValue)", "rss-sergeant",
            [
                "case": String(incident.split(separator: "/").last ?? ""), "criteria": "Arrives in time\nFinishes the course", "start": "2018-01-03", "end": "2018-04-03",
                "measures": "training", "course": "Stress and sleep", "course-day": "2018-02-01", "input": "I will try.",
            ]).address
        // What is missing is told before anything is typed.
        try await station.visit("rss-sergeant") { browser in
            let page = try await browser.get("\(plan)/steps/submit")
            #expect(page.text.contains("This cannot be done yet") && page.text.contains("SRV-017 II.F"))
        }
        try await station.does("\(plan)/steps/assist", "rss-oz", ["assistance": "Read it over."])
        try await station.does("\(plan)/steps/submit", "rss-sergeant", ["checked": "yes"])
        try await station.does("\(plan)/steps/approve", "rss-commander", [:])
        try await station.does("\(plan)/steps/start", "rss-sergeant", ["started": "2018-01-02", "told": "yes"])
        for words in ["Arrives in time", "Finishes the course"] { try await station.does("\(plan)/steps/markCriteria", "rss-sergeant", ["met": words, "day": "2018-01-02"]) }
        try await station.visit("rss-sergeant") { browser in
            // SRV-017:IV.E: the memorandum is made from the plan.
            let form = try await browser.get("\(plan)/steps/complete").text
            #expect(form.contains("To the OWS Supervisor") && form.contains("Arrives in time, met on 2018-01-02"))
        }
        let done = try await station.does("\(plan)/steps/complete", "rss-sergeant", ["memorandum": "All is met."]).page
        #expect(done.contains("Completed") && done.contains("All is met."))
        try await station.does("\(incident)/steps/closeActivated", "rss-oz", ["reason": "The plan is completed."])
        // SRV-017:I.A.1: each page says what it is not.
        #expect(done.contains("not designed as a tool for discipline") && done.contains("SRV-017 I.A.1"))
    }

    @Test("SRV-017:IV.I Absent and forbidden are one answer, and no other page shows a trace")
    func sight() async throws {
        let station = try await ResiliencyStation.shared.value
        let incident = try await station.activated(station.employees[1])
        for account in ["rss-second", "rss-lieutenant", "rss-commander", "rss-dii", "rss-nobody", "osu-analyst", "osu-supervisor", "administrator", "auditor", "sergeant-005"] {
            try await station.visit(account) { browser in
                let there = try await browser.get(incident)
                let absent = try await browser.get("/resiliency/incidents/R-NOTONE")
                #expect(there.status == 404 && absent.status == 404, "\(account)")
                func bare(_ page: Browser.Page) -> String { page.text.replacing(/Reference [A-Za-z0-9_-]{8}/, with: "Reference").replacing(/[A-Za-z0-9_-]{20,}/, with: "") }
                #expect(bare(there) == bare(absent), "\(account)")
                for path in ["/resiliency", "/work", "/notices", "/api/v1/resiliency"] {
                    let page = try await browser.get(path).text
                    #expect(!page.contains("snipe") && !page.contains(String(incident.split(separator: "/").last ?? "?")) || path == "/notices", "\(account) at \(path)")
                }
            }
        }
        // The section reads the whole, the supervisor too; the employee's name is in no notice.
        for account in ["rss-sergeant", "rss-oz", "rss-coordinator"] {
            try await station.visit(account) { browser in
                let page = try await browser.get(incident).text
                #expect(page.contains("A snipe ran over the road.") && page.contains("The gannet was asked."), "\(account)")
                #expect(try await browser.get("/notices").text.contains("snipe") == false)
            }
        }
        try await station.visit("rss-coordinator") { browser in
            let register = try await browser.get("/resiliency/register")
            let told = try await browser.get("/api/v1/resiliency/register")
            #expect(register.text.contains("Register") && told.status == 200)
        }
    }

    @Test("SRV-017:IV.A The form shows the questions of what is chosen, keeps what was typed, and tells everything that is missing")
    func form() async throws {
        let station = try await ResiliencyStation.shared.value
        let address = "/resiliency/incidents/new?member=\(station.employees[2].rawValue)"
        try await station.visit("rss-sergeant") { browser in
            let fresh = try await browser.get(address)
            #expect(fresh.status == 200 && !fresh.text.contains("pursuit-initiated") && fresh.text.contains("Show the questions for what is chosen"))
            let shown = try await browser.post(address, try LifePeople.hidden(fresh).merging(["criteria": "pursuit", "event": "A kite was seen.", "show": "1"]) { _, new in new })
            #expect(shown.status == 200 && shown.text.contains("pursuit-initiated") && shown.text.contains("A kite was seen.") && !shown.text.contains("class=\"errors\""))
            let refused = try await browser.post(address, try LifePeople.hidden(shown).merging(["criteria": "pursuit", "event": "A kite was seen."]) { _, new in new })
            #expect(refused.status == 422)
            for words in ["A kite was seen.", "SRV-017 IV.A.2", "The employee began the pursuit", "Date of the incident"] { #expect(refused.text.contains(words), "\(words)") }
        }
    }

    @Test("SRV-017:III.C.1 A supervisor finds the employees of the own units, and nobody else's can be written about")
    func employees() async throws {
        let station = try await ResiliencyStation.shared.value
        try await station.visit("rss-sergeant") { browser in
            let list = try await browser.get("/resiliency/incidents/new")
            #expect(list.status == 200 && list.text.contains("member=\(station.employees[0].rawValue)") && !list.text.contains("member=\(station.elsewhere.rawValue)\""))
            #expect(try await browser.get("/resiliency/incidents/new?member=\(station.elsewhere.rawValue)").status == 404)
            let form = try await browser.get("/resiliency/incidents/new?member=\(station.employees[3].rawValue)")
            let posted = try await browser.post(
                "/resiliency/incidents/new?member=\(station.elsewhere.rawValue)", try LifePeople.hidden(form).merging(ResiliencyStation.incident) { _, new in new })
            #expect(posted.status == 403 || posted.status == 422, "\(posted.status)")
            #expect(posted.text.contains("not in your chain of command"))
        }
    }

    @Test("SRV-017:III.B The DII gets a receipt, and its report is nowhere for it to read")
    func referral() async throws {
        let station = try await ResiliencyStation.shared.value
        let after = try await station.does(
            "/resiliency/referrals/new?member=\(station.employees[4].rawValue)", "rss-dii", ["reference": "I-2018-1", "day": "2018-01-02", "words": "A report on a teal."])
        #expect(after.address == "/resiliency/referrals/received" && after.page.contains("The section has received your report"))
        try await station.visit("rss-dii") { browser in
            let page = try await browser.get("/resiliency").text
            #expect(!page.contains("teal"))
        }
        try await station.visit("rss-oz") { browser in
            let work = try await browser.get("/work").text
            let link = try #require(work.firstMatch(of: /href="(\/resiliency\/referrals\/D-[A-Z0-9]+)"/))
            #expect(try await browser.get(String(link.1)).text.contains("A report on a teal."))
        }
    }

    @Test("SRV-017:IV.C#2 The employee finds the own plan, writes input, and no note (ambiguity 3.14)")
    func own() async throws {
        let station = try await ResiliencyStation.shared.value
        let employee = station.employees[5]
        try await station.station.addAccount("rss-employee", roles: [.member], member: employee)
        let incident = try await station.activated(employee)
        let plan = try await station.does(
            "/resiliency/plans/new?member=\(employee.rawValue)", "rss-sergeant",
            ["case": String(incident.split(separator: "/").last ?? ""), "criteria": "Arrives in time", "start": "2018-01-03", "end": "2018-04-03", "input": "Mine."]).address
        try await station.visit("rss-employee") { browser in
            #expect(try await browser.get(plan).status == 404)
            let own = try await browser.get("/resiliency/own")
            #expect(own.status == 200 && own.text.contains("was discussed with you") && !own.text.contains("snipe"))
            #expect(try await browser.get(incident).status == 404)
        }
        try await station.does("\(plan)/steps/assist", "rss-oz", ["assistance": "A remark about a smew."])
        try await station.does("\(plan)/steps/submit", "rss-sergeant", ["checked": "yes"])
        try await station.does("\(plan)/steps/approve", "rss-commander", [:])
        try await station.does("\(plan)/steps/start", "rss-sergeant", ["started": "2018-01-02", "told": "yes"])
        try await station.does("\(plan)/steps/giveInput", "rss-employee", ["words": "Earlier shifts help."])
        try await station.visit("rss-employee") { browser in
            let page = try await browser.get(plan).text
            #expect(page.contains("Arrives in time") && page.contains("Earlier shifts help.") && !page.contains("smew"))
        }
    }
}
