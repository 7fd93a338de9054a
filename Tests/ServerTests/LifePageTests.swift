import Casework
import Directives
import Foundation
import HTTPTypes
import OfficerSupport
import Records
import Testing

@testable import Server

/// The life of a Work Item through its pages: real forms, real roles, one browser for each person.
@Suite("The life of an item as served", .serialized)
struct LifePageTests {
    @Test("D20-04:V.A.1 to D20-04:V.B.5 The straight way: every role takes its steps through the forms, to the closed item")
    func straightWay() async throws {
        let people = try await LifeStation.shared.value.people(of: 0)
        try await people.toConversation()
        try await people.does(.submitPlan, "sergeant", LifePeople.plan)
        try await people.does(.returnPlan, "overseer", ["corrections": "Say how often you will meet."])
        try await people.visit("sergeant") { browser in
            // Nothing is typed twice: the corrected plan begins with what was submitted.
            let form = try await browser.get("\(people.address)/steps/resubmitPlan").text
            #expect(form.contains("A bittern kept them awake.") && form.contains("Financial advice") && form.contains("Say how often you will meet."))
        }
        try await people.does(.resubmitPlan, "sergeant", LifePeople.plan.merging(["corrections": "1"]) { first, _ in first })
        try await people.does(.reviewPlanAsOverseer, "overseer", ["answered": "yes", "appropriate": "yes"])
        try await people.does(.reviewPlanAsRepresentative, "representative", ["needs-met": "yes"])
        for (step, part, more) in [(.makeAvailable, "sergeant", [:]), (.reportCompletion, "sergeant", [:]), (.verifyCompletion, "representative", ["basis": "Told by the member."])] as [(WorkItemStep, String, [String: String])] {
            if step == .reportCompletion { try await people.does(.startFollowUp, "sergeant") }
            try await people.does(step, part, LifePeople.now.merging(["support": "Financial advice"]) { first, _ in first }.merging(more) { first, _ in first })
        }
        try await people.does(.followUp, "sergeant", ["progress": "Going well."])
        try await people.does(.endFollowUp, "sergeant")
        let closed = try await people.does(.close, "representative")
        #expect(closed.contains("Closed") && closed.contains("Nothing more is to be done."))
        try await people.visit("overseer") { browser in
            let page = try await browser.get(people.address).text
            for words in ["A wagtail nested by the door.", "A bittern kept them awake.", "Completion verified", "Member told in person", "Corrected plan submitted"] {
                #expect(page.contains(words), "the overseer does not read “\(words)”")
            }
        }
    }

    @Test("D20-04:VI.B.4.c, D20-04:VI.D.1.b, D20-04:IV.B.2.NOTE, D20-04:IV.B.2.NOTE#2, D20-04:IV.B.2.NOTE#3, D20-04:IV.B.2.NOTE#4, D20-04:IV.B.2.NOTE#5 Each reads the layers that are theirs: the coordinator and the captain no indicator and no word, the analyst no plan, the supervisor what a suspension can come from")
    func layers() async throws {
        let people = try await LifeStation.shared.value.people(of: 1)
        try await people.toConversation()
        try await people.does(.writeNote, "sergeant", ["note": "A note about a dunlin."])
        try await people.does(.wishSession, "sergeant", LifePeople.now)
        let item = try #require(try await people.station.office.records.workItem(people.item.reference, for: try Station.asking())).value.item
        let sentences = item.snapshot.indicators.filter(\.raises).map(\.sentence)
        #expect(!sentences.isEmpty)
        let secrets = ["wagtail", "dunlin", "Two late reports", "Begin with the good", "EAP session"]
        for part in ["coordinator", "captain"] {
            try await people.visit(part) { browser in
                let command = "/officer-support/command?unit=\(people.item.unit)"
                for path in [people.address, "/api/v1" + people.address, "/work", command, "/api/v1" + command] {
                    let page = try await browser.get(path)
                    #expect(page.status == 200)
                    for words in sentences + secrets { #expect(!page.text.contains(words), "\(part) reads “\(words)” at \(path)") }
                    #expect(path == "/work" || page.text.contains(people.item.reference))
                }
                let page = try await browser.get(people.address).text
                #expect(page.contains("Conversation held, plan to be written") && page.contains("Hold the conversation"))
                #expect(!page.contains("/jacket"))
            }
        }
        try await people.visit("analyst") { browser in
            let page = try await browser.get(people.address).text
            #expect(sentences.allSatisfy { page.contains($0.replacingOccurrences(of: "'", with: "&#39;")) })
            for words in secrets { #expect(!page.contains(words), "the analyst reads “\(words)”") }
        }
        try await people.visit("sergeant") { browser in
            let page = try await browser.get(people.address).text
            for words in ["ends in a sustained finding", "A civil suit against the member", "to end the employment", "Direct part in a shooting or a death", "A conviction of a crime"] {
                #expect(page.contains(words), "the supervisor does not read “\(words)”")
            }
        }
    }

    @Test("D20-04:VI.A.1 A form that is refused comes back whole, with every objection, its provision and a link to its field")
    func refused() async throws {
        let people = try await LifeStation.shared.value.people(of: 2)
        try await people.toOverseer()
        try await people.visit("overseer") { browser in
            let address = "\(people.address)/steps/assignSupervisor"
            let early = try await browser.get(address)
            #expect(early.text.contains("This cannot be done yet") && early.text.contains("First record that you have reviewed the item."))
            let form = try await browser.get("\(people.address)/steps/reportDelay")
            let text = "A <b>long</b> furlough\r\nof a knot"
            let answer = try await browser.post(
                "\(people.address)/steps/reportDelay", try LifePeople.hidden(form).merging(["delay": "furlough", "words": text, "from": "2018-01-02"]) { first, _ in first })
            #expect(answer.status == 422)
            #expect(answer.text.contains("<title>Error: ") && answer.text.contains("href=\"#delayed\""))
            #expect(answer.text.contains("D20-04 VI.A.2.b"))
            #expect(answer.text.contains("value=\"A &lt;b&gt;long&lt;/b&gt; furlough\nof a knot\""))
            #expect(answer.text.contains("value=\"furlough\" checked"))
            #expect(!answer.text.contains("<b>long"))
        }
    }

    @Test("Somebody acted in between: the form comes back with what changed, by whom, and nothing typed lost; sent again it is taken, twice only once")
    func changed() async throws {
        let people = try await LifeStation.shared.value.people(of: 3)
        try await people.toSupervisor()
        try await people.visit("representative") { browser in
            let address = "\(people.address)/steps/guide"
            let typed = ["kind": "conversation", "guidance": "Ask where the curlew sings."]
            let form = try LifePeople.hidden(try await browser.get(address))
            try await people.does(.reviewAsOverseer, "overseer", ["reviewed": "yes"])
            let stale = try await browser.post(address, form.merging(typed) { first, _ in first })
            #expect(stale.status == 409)
            #expect(stale.text.contains("The record changed while you were writing") && stale.text.contains("Reviewed by the overseer"))
            #expect(stale.text.contains("Ask where the curlew sings.</textarea>"))
            let fresh = try LifePeople.hidden(stale)
            #expect(fresh["version"] != form["version"])
            let first = try await browser.post(address, fresh.merging(typed) { first, _ in first })
            let second = try await browser.post(address, fresh.merging(typed) { first, _ in first })
            #expect(first.status == 303 && second.status == 303 && first.location == second.location)
            let page = try await browser.get(people.address).text
            #expect(page.components(separatedBy: "<strong>Guidance given</strong>").count == 3, "once in the guidance, once in the history")
        }
    }

    @Test("D20-04:VI.A.2 The member finds nothing before the in-person notice, and the own page after it")
    func member() async throws {
        let people = try await LifeStation.shared.value.people(of: 4)
        try await people.toOverseer()
        try await people.visit("member") { browser in
            let absent = try await browser.get("/officer-support/own/W-1999-01-001")
            for path in ["/officer-support/own", people.ownAddress, people.ownAddress + "/steps/reply", people.address] {
                let page = try await browser.get(path)
                #expect(page.status == 404 && Self.neutral(page.text) == Self.neutral(absent.text), "\(path)")
            }
            #expect(try await !browser.get("/work").text.contains("Your own Work Item"))
        }
        try await people.does(.notifyMember, "overseer", LifePeople.now.merging(["in-person": "yes", "place": "office"]) { first, _ in first })
        try await people.does(.reviewAsOverseer, "overseer", ["reviewed": "yes"])
        try await people.does(.assignSupervisor, "overseer", ["supervisor": people.account("sergeant"), "reason": "unavailable"])
        let item = try #require(try await people.station.office.records.workItem(people.item.reference, for: try Station.asking())).value.item
        try await people.visit("member") { browser in
            #expect(try await browser.get("/work").text.contains(people.ownAddress))
            let page = try await browser.get(people.ownAddress)
            #expect(page.status == 200)
            for indicator in item.snapshot.indicators.filter(\.raises) { #expect(page.text.contains(indicator.sentence.replacingOccurrences(of: "'", with: "&#39;"))) }
            for words in ["It is not discipline", "Who has looked since you were told", "Overseer of the item", "I would rather speak with somebody else"] {
                #expect(page.text.contains(words), "the page does not say “\(words)”")
            }
            for words in ["in 1,000", "Force-wide", "Place of", "Read in full."] { #expect(!page.text.contains(words), "the member reads “\(words)”") }
            #expect(try await browser.get(people.address).status == 404, "the unit's page of the own item")
            #expect(try await browser.get("/members/\(people.item.member.rawValue)/jacket").status == 404)
        }
        try await people.does(.reply, "member", ["reply": "Thank you; ask me about the heron."])
        try await people.visit("sergeant") { browser in
            let seen = try await browser.get(people.address).text
            #expect(seen.contains("ask me about the heron"))
        }
        let page = try await people.does(.askForAnother, "member")
        #expect(page.contains("no reason is asked"))
    }

    @Test("D20-04:VI.A.2.a A supervisor who was relieved finds nothing from that moment on, nor does a form they had open")
    func former() async throws {
        let people = try await LifeStation.shared.value.people(of: 5)
        try await people.toSupervisor()
        try await people.visit("sergeant") { browser in
            #expect(try await browser.get(people.address + "/guide-sheet").status == 200)
            let form = try LifePeople.hidden(try await browser.get("\(people.address)/steps/writeNote"))
            try await people.does(.reassign, "overseer", ["supervisor": people.account("other"), "reason": "uncomfortable"])
            for path in [people.address, people.address + "/guide-sheet", people.address + "/steps/writeNote", "/members/\(people.item.member.rawValue)/jacket"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
            let sent = try await browser.post("\(people.address)/steps/writeNote", form.merging(["note": "Too late."]) { first, _ in first })
            #expect(sent.status == 404 && !sent.text.contains("Too late."))
        }
    }

    @Test("A step that is not one's own and one that does not exist are the same page, asked for or sent")
    func absentSteps() async throws {
        let people = try await LifeStation.shared.value.people(of: 6)
        try await people.toOverseer()
        try await people.visit("coordinator") { browser in
            let steps = ["close", "nothing", "closeDuplicative", "reply", "%00", "review%2F..%2Fremind"]
            var pages: [Browser.Page] = []
            for step in steps {
                pages.append(try await browser.get("\(people.address)/steps/\(step)"))
                pages.append(try await browser.post("\(people.address)/steps/\(step)", ["version": "5", "once": "0123456789abcdef0123"]))
            }
            for page in pages { #expect(page.status == 404 && Self.neutral(page.text) == Self.neutral(pages[0].text)) }
            #expect(try await browser.get("\(people.address)/steps/remind").status == 200)
        }
    }

    private static func neutral(_ text: String) -> String { text.replacing(/Reference [A-Za-z0-9_-]{8}/, with: "Reference") }
}
