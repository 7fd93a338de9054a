import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

@Suite("Work Items that do not go the straight way")
struct UnhappyTests {
    @Test("D20-04:V.A.3, D20-04:V.A.3#2, D20-04:V.A.3.NOTE, D20-04:IV.D A repetition is closed by the analyst with a reason; before it is reviewed, where data changed, or of another item it is not, and nobody outside the unit sees it")
    func duplicative() throws {
        var story = Story()
        let good = ["earlier": ["W-2026-10-003"], "reason": ["Nothing was added since."]]
        story.world.preceding = "W-2026-10-003"
        story.world.closing = [.profileChanged(["Complaints"])]
        #expect(story.refuses(.closeDuplicative, "analyst", good) == ["D20-04:V.A.1", "D20-04:V.A.3.NOTE"])
        story.goes(.review, "analyst")
        #expect(story.would(.closeDuplicative, "analyst", good)?.map(\.sentence).joined().contains("Complaints") == true)
        story.world.closing = []
        #expect(story.refuses(.closeDuplicative, "analyst", ["earlier": ["W-2026-09-001"], "reason": ["Same."]]) == ["D20-04:V.A.3#2"])
        #expect(story.refuses(.closeDuplicative, "analyst", ["earlier": ["W-2026-10-003"], "reason": [" \u{200B}"]]) == ["D20-04:V.A.3#2"])
        #expect(story.refuses(.closeDuplicative, "unit", good) == nil && story.refuses(.closeDuplicative, "rep", good) == nil)
        story.does(.closeDuplicative, "analyst", good)
        #expect(story.file.state == .closedDuplicative && story.file.marks == [.duplicative])
        #expect(try story.file.clocks(Story.calendar).allSatisfy { $0.clock.stopped == story.now } && Engine.tasks(story.file, Story.calendar).isEmpty)
        for account in ["member", "rep", "coordinator", "captain", "lieutenant", "sergeant", "auditor"] {
            for act in Play.reading + [.seeOwnItem] { #expect(Access.decide(act, story.file.facts, by: Play.actor(account), on: Story.calendar.day(of: story.now)).ground == nil) }
        }
        // What is valid is closed as duplicative no more.
        let valid = Story.upTo(.valid)
        #expect(valid.refuses(.closeDuplicative, "analyst", good)?.first == "D20-04:V.A.3")
    }

    @Test("D20-04:VI.A.5, D20-04:V.B.3.NOTE, D20-04:VI.B.6, D20-04:VI.A.4, D20-04:V.B.3, D20-04:V.B#2 A plan returned by the representative, the overseer and the unit's supervisor is a new version each time, and needs both reviews again")
    func returnedOften() throws {
        var story = Story.upTo(.planSubmitted)
        for (number, account) in ["rep", "lieutenant", "unit"].enumerated() {
            #expect(story.refuses(.returnPlan, account, ["corrections": [" \n "]]) == ["D20-04:VI.A.5"])
            story.goes(.reviewPlanAsRepresentative, "rep")
            #expect(story.file.state == .planSubmitted)
            story.does(.returnPlan, account, ["corrections": ["Say how often.", "Name the clinic."]])
            #expect(story.file.state == .planReturned && story.file.openCorrections.count == 2)
            // Nobody reviews or returns what is being corrected; the supervisor cannot skip a correction.
            for step in [WorkItemStep.returnPlan, .reviewPlanAsRepresentative] { #expect(story.refuses(step, "rep", story.answers(step))?.isEmpty == false) }
            var answers = story.plan()
            #expect(story.refuses(.resubmitPlan, "sergeant", answers)?.contains("D20-04:VI.A.5#2") == true)
            answers["corrections"] = ["2"]
            #expect(story.refuses(.resubmitPlan, "sergeant", answers) == ["D20-04:VI.A.5#2"])
            answers["corrections"] = ["1", "2"]
            story.does(.resubmitPlan, "sergeant", answers)
            #expect(story.file.plan?.version == number + 2 && story.file.state == .planSubmitted)
        }
        story.goes(.reviewPlanAsOverseer, "lieutenant")
        #expect(story.file.state == .planSubmitted)
        story.goes(.reviewPlanAsRepresentative, "rep")
        #expect(story.file.state == .planAccepted)
    }

    @Test("D20-04:VI.B.6.NOTE A support, service or training added, removed or replaced, or a reviewer's word, asks for another meeting after the return; wording does not (ambiguity 2.10)", arguments: [
        (["supports": ["eap"]], false, true), (["supports": ["eap", "sleep", "peer"]], false, true), (["supports": ["eap", "peer"]], false, true),
        (["services": ["A mentor"]], false, true), (["training": ["Writing reports"]], false, true), (["performance": ["In other words."]], false, false),
        (["supports": ["sleep", "eap"]], false, false), ([:], true, true),
    ] as [([String: [String]], Bool, Bool)])
    func material(change: [String: [String]], marked: Bool, meets: Bool) throws {
        var story = Story.upTo(.planSubmitted)
        story.does(.returnPlan, "rep", ["corrections": ["See to it."], "material": marked ? ["yes"] : []])
        let answers = story.answers(.resubmitPlan).merging(change) { _, new in new }
        #expect(story.refuses(.resubmitPlan, "sergeant", answers) == (meets ? ["D20-04:VI.B.6.NOTE"] : []))
        // A meeting before the return is not the one that is asked for.
        #expect(story.refuses(.meetAgain, "sergeant", ["happened": [Story.text(story.now.addingTimeInterval(-7_200))]]) == ["D20-04:VI.B.6.NOTE"])
        story.goes(.meetAgain, "sergeant")
        #expect(story.refuses(.resubmitPlan, "sergeant", answers) == [])
        // The obstacle is told beforehand only where the reviewer said so: nobody knows yet what will be changed.
        var fresh = Story.upTo(.planSubmitted)
        fresh.does(.returnPlan, "rep", ["corrections": ["See to it."], "material": marked ? ["yes"] : []])
        let offer = Engine.offers(fresh.file, fresh.world, by: Story.actor("sergeant"), at: fresh.now, Story.calendar).first { $0.row.step == .resubmitPlan }
        #expect(offer?.obstacles.contains { $0.cites == "D20-04:VI.B.6.NOTE" } == marked)
    }

    @Test("D20-04:VI.A.2.a An uneasy member may say so again and again; no reason is asked, nobody who was left comes back, and the fourteen days keep their start")
    func uneasyTwice() throws {
        var story = Story.upTo(.responded)
        let told = try #require(story.file.memberNotified?.happened)
        story.goes(.askForAnother, "member")
        #expect(Engine.row(WorkItemStep.askForAnother, WorkItemLife.self)?.asks.isEmpty == true)
        #expect(try Engine.tasks(story.file, Story.calendar).contains { $0.step == "reassign" })
        story.does(.reassign, "lieutenant", ["supervisor": ["other"], "reason": ["uncomfortable"]])
        story.goes(.askForAnother, "member")
        #expect(story.refuses(.reassign, "lieutenant", ["supervisor": ["sergeant"], "reason": ["uncomfortable"]]) == ["D20-04:VI.A.2.a"])
        #expect(story.refuses(.reassign, "lieutenant", ["supervisor": ["other"], "reason": ["uncomfortable"]])?.first == "D20-04:VI.A.2.a")
        story.does(.reassign, "lieutenant", ["supervisor": ["xo"], "reason": ["uncomfortable"], "direction": ["Commander Heron, 6 November"]])
        #expect(story.file.posts[.assignedSupervisor] == "xo")
        let conversation = try #require(try story.file.clocks(Story.calendar).first { $0.clock.rule.key == "conversation" }).clock
        #expect(conversation.start == told && conversation.stopped == nil)
    }

    @Test("D20-04:VI.A.2.b, D20-04:VI.A.2.b#2, D20-04:VI.A.2.b.EXAMPLE, D20-04:VI.A.3 A furlough is reported with its return or that it is not known; the clocks run on and the miss is told apart")
    func furlough() throws {
        var story = Story.upTo(.supervisorAssigned)
        func refused(_ answers: [String: [String]]) -> [Citation]? {
            story.refuses(.reportDelay, "sergeant", ["delayed": ["response"], "delay": ["furlough"], "from": ["2026-11-06"]].merging(answers) { _, new in new })
        }
        #expect(refused([:]) == ["D20-04:VI.A.2.b#2"])
        #expect(refused(["return": ["2026-11-20"], "return-unknown": ["yes"]]) == ["D20-04:VI.A.2.b#2"])
        #expect(refused(["return": ["2026-11-05"]]) == ["D20-04:VI.A.2.b#2"])
        #expect(refused(["return": ["2026-11-31"]])?.allSatisfy { $0 == "D20-04:VI.A.2.b#2" } == true)
        #expect(refused(["delay": ["other"], "return-unknown": ["yes"]]) == ["D20-04:VI.A.2.b.EXAMPLE"])
        #expect(refused(["delay": ["golf"], "return-unknown": ["yes"]]) == ["D20-04:VI.A.2.b.EXAMPLE"])
        #expect(story.refuses(.reportDelay, "rep", story.answers(.reportDelay)) == nil)
        guard case .one(let listed) = try #require(Engine.row(WorkItemStep.reportDelay, WorkItemLife.self)?.asks.first { $0.key == "delay" }).kind else {
            Issue.record("the reasons are a list")
            return
        }
        #expect(Set(listed.map(\.value)).isSuperset(of: ["furlough", "detail", "medical", "injury", "military", "other"]))
        let before = try story.file.clocks(Story.calendar).map(\.clock.due)
        story.does(.reportDelay, "sergeant", ["delayed": ["response", "conversation"], "delay": ["furlough"], "from": ["2026-11-06"], "return": ["2026-11-20"]])
        #expect(try story.file.clocks(Story.calendar).map(\.clock.due) == before)
        #expect(Engine.row(WorkItemStep.reportDelay, WorkItemLife.self)?.tells.contains { $0.whom == .post(.representative) } == true)
        story.now = Story.at(2026, 11, 20, 9)
        story.world.jacketOpenedBy = ["sergeant"]
        story.goes(.respond, "sergeant")
        let response = try #require(try story.file.clocks(Story.calendar).first { $0.clock.rule.key == "response" }).clock
        #expect(response.state(at: story.now) == .missedExplained)
        #expect(response.used(at: story.now, withoutAbsences: true) < 48 * 3_600 && response.used(at: story.now, withoutAbsences: false) > 300 * 3_600)
        // A clock that nobody spoke of is not explained by it.
        #expect(try story.file.clocks(Story.calendar).filter { !["response", "conversation"].contains($0.clock.rule.key) }.allSatisfy { $0.clock.absences.isEmpty })
    }

    @Test("D20-04:VI.D.3.c A transfer half-way: the old supervisor and overseer are out, the new overseer reviews and assigns, the clocks go on, and no deadline is left on nobody's list")
    func transfer() throws {
        var story = Story.upTo(.conversationScheduled)
        #expect(story.refuses(.move, "rep")?.contains("D20-04:VI.D.3.c") == true)
        story.world.newUnit = ("6", "006th District")
        story.world.overseersOfNewUnit = [.init(account: "newcomer", name: "N. Nutmeg", member: MemberID(rawValue: 40), office: "Watch operations lieutenant", level: 3)]
        #expect(story.refuses(.move, "rep") == ["D20-04:VI.D.3.c"])  // nobody represents the new area
        story.world.representativesOfNewUnit = [.init(account: "rep2", name: "R. Redwood", member: nil, office: "Area representative, Area 2")]
        #expect(story.refuses(.move, "rep") == ["D20-04:VI.D.3.c"])  // it is another area's
        var answers = story.answers(.move)
        answers["representative"] = ["rep2"]
        let running = try story.file.clocks(Story.calendar)
        story.does(.move, "rep", answers)
        #expect(story.file.unit == "6" && story.file.firstUnit == "5" && story.file.posts == [.representative: "rep2", .overseer: "newcomer"])
        #expect(try Set(story.file.clocks(Story.calendar)).isSuperset(of: running))
        for account in ["lieutenant", "sergeant"] {
            for act in Play.reading + Array(Play.doing) { #expect(Access.decide(act, story.file.facts, by: Story.actor(account), on: Story.calendar.day(of: story.now)).ground == nil) }
        }
        #expect(story.refuses(.reassign, "newcomer", ["supervisor": ["other"], "reason": ["moved"]]) == ["D20-04:VI.A.1"])
        story.goes(.reviewAsOverseer, "newcomer")
        story.does(.reassign, "newcomer", ["supervisor": ["other"], "reason": ["moved"]])
        #expect(story.file.state == .supervisorAssigned && story.file.at(story.file.opened).unit == "5")
    }

    @Test("D20-04:VI.B.3 The member may refuse the conversation: it is recorded, the overseer hears of it, nothing else follows, and the conversation can still be held (ambiguity 2.11)")
    func refusal() throws {
        var story = Story.upTo(.responded)
        story.goes(.recordRefusal, "sergeant")
        #expect(story.file.state == .responded)
        #expect(Engine.row(WorkItemStep.recordRefusal, WorkItemLife.self)?.tells == [Telling(.post(.overseer), "the member did not wish to talk")])
        #expect(Engine.row(WorkItemStep.recordRefusal, WorkItemLife.self)?.asks.map(\.key) == ["happened"])
        #expect(try story.file.clocks(Story.calendar).first { $0.clock.rule.key == "conversation" }?.clock.stopped == nil)
        story.goes(.contactUnit, "sergeant")
        story.goes(.schedule, "sergeant")
        story.goes(.holdConversation, "sergeant")
    }

    @Test("D20-04:VI.B.3, D20-04:VI.B.5 An item whose member does not wish to talk comes to its end by a plan without the conversation, on the overseer's word; the limit is missed with explanation (ambiguity 2.11)")
    func refusalToTheEnd() throws {
        var story = Story.upTo(.conversationScheduled)
        #expect(story.refuses(.goOnWithout, "lieutenant") == ["D20-04:VI.B.3"])
        story.goes(.recordRefusal, "sergeant")
        #expect(try Engine.tasks(story.file, Story.calendar).contains { $0.step == "goOnWithout" && $0.holders == [.post(.overseer)] })
        #expect(story.refuses(.goOnWithout, "sergeant") == nil && story.refuses(.submitPlan, "sergeant") == ["D20-04:VI.B.5.e"])
        var talked = story
        story.goes(.goOnWithout, "lieutenant")
        #expect(story.file.state == .planToWrite && !story.file.state.title.contains("onversation"))
        #expect(WorkItemLife.layer(of: .goOnWithout) == .conversation)
        // The member may still come to talk.
        var later = story
        later.goes(.holdConversation, "sergeant")
        #expect(later.file.state == .conversationHeld)
        var plan = story.plan()
        plan["worked-out"] = nil
        story.does(.submitPlan, "sergeant", plan)
        story.goes(.reviewPlanAsRepresentative, "rep")
        story.goes(.reviewPlanAsOverseer, "lieutenant")
        for step in [WorkItemStep.makeAvailable, .startFollowUp, .reportCompletion] { story.goes(step, "sergeant") }
        story.goes(.verifyCompletion, "rep")
        story.goes(.endFollowUp, "sergeant", after: 20 * 24)
        story.goes(.close, "rep")
        #expect(!story.file.isOpen)
        #expect(try story.file.clocks(Story.calendar).first { $0.clock.rule.key == "conversation" }?.clock.state(at: story.now) == .missedExplained)
        // After a conversation the day is asked for.
        talked.goes(.holdConversation, "sergeant")
        #expect(talked.refuses(.submitPlan, "sergeant", plan) == ["D20-04:III#2"])
    }

    @Test("D20-04:VI.B.5.b, D20-04:VI.B.7, D20-04:V.B.5 A plan may recommend nothing, with a reason, and then ends with the follow-up")
    func nothing() throws {
        var story = Story.upTo(.conversationHeld)
        var answers = story.plan([])
        #expect(story.refuses(.submitPlan, "sergeant", answers) == ["D20-04:VI.B.5.b"])
        answers["none"] = ["The member has all that helps already."]
        #expect(story.refuses(.submitPlan, "sergeant", answers.merging(["supports": ["eap"]]) { _, new in new }) == ["D20-04:VI.B.5.b"])
        story.does(.submitPlan, "sergeant", answers)
        story.goes(.reviewPlanAsRepresentative, "rep")
        story.goes(.reviewPlanAsOverseer, "lieutenant")
        story.goes(.startFollowUp, "sergeant")
        #expect(story.refuses(.close, "rep") == ["D20-04:VI.B.7"])
        story.goes(.followUp, "sergeant")
        story.goes(.endFollowUp, "sergeant")
        #expect(story.refuses(.followUp, "sergeant") == ["D20-04:VI.B.7"])
        story.goes(.close, "rep")
        #expect(!story.file.isOpen)
    }

    @Test("D20-04:III.A.5, D20-04:V.B.4, D20-04:V.B.5, D20-04:VI.A.6, D20-04:VI.B.7#2 Declining a support is a proper end; one ends with a reason; only what was reported is verified, by the representative alone")
    func supports() throws {
        var story = Story.upTo(.conversationHeld)
        story.does(.submitPlan, "sergeant", story.plan(["eap", "peer", "sleep"]))
        story.goes(.reviewPlanAsRepresentative, "rep")
        story.goes(.reviewPlanAsOverseer, "lieutenant")
        #expect(story.refuses(.startFollowUp, "sergeant") == ["D20-04:VI.B.7#2"])
        let when = Story.text(story.now)
        func on(_ support: String...) -> [String: [String]] { ["support": support, "happened": [when]] }
        story.does(.recordDeclined, "sergeant", on("peer"))
        story.does(.makeAvailable, "sergeant", on("eap", "sleep"))
        story.does(.connect, "rep", on("eap"))
        #expect(story.refuses(.makeAvailable, "sergeant", on("eap")) == ["D20-04:III.A.5"])  // it has come further
        #expect(story.refuses(.connect, "rep", on("peer"))?.contains("D20-04:III.A.5") == true)  // it has ended
        story.goes(.startFollowUp, "sergeant")
        #expect(story.refuses(.verifyCompletion, "rep", on("eap").merging(["basis": ["Told."]]) { $1 }) == ["D20-04:V.B.5"])
        story.does(.reportCompletion, "sergeant", on("eap"))
        #expect(story.refuses(.connect, "sergeant", on("eap")) == ["D20-04:III.A.5"])
        #expect(story.refuses(.verifyCompletion, "sergeant", on("eap")) == nil && story.refuses(.verifyCompletion, "lieutenant", on("eap")) == nil)
        story.does(.verifyCompletion, "rep", on("eap").merging(["basis": ["Told by the member."]]) { $1 })
        #expect(story.refuses(.endSupport, "rep", ["support": ["sleep"]]) == ["D20-04:V.B.5"])
        #expect(story.refuses(.close, "rep") == ["D20-04:VI.B.7", "D20-04:V.B.5"])
        story.does(.endSupport, "rep", ["support": ["sleep"], "reason": ["The clinic closed."]])
        #expect(story.file.supports.map(\.state) == [.completionVerified, .declined, .ended])
        story.goes(.endFollowUp, "sergeant")
        story.goes(.close, "rep")
    }

    @Test("D20-04:VI.B.8, D20-04:VI.B.8#2 An EAP session: the wish, the representative's consultation, a date within fourteen days or the reason for a later one; nothing of the counselling is asked")
    func session() throws {
        var story = Story.upTo(.conversationHeld)
        #expect(story.refuses(.offerSession, "sergeant") == ["D20-04:VI.B.8", "D20-04:VI.B.8"])
        story.goes(.wishSession, "sergeant")
        #expect(story.refuses(.offerSession, "sergeant") == ["D20-04:VI.B.8"])
        story.goes(.consultOnSession, "sergeant")
        let wish = try #require(story.file.last(.wishSession)?.happened)
        let last = Story.calendar.end(of: Story.calendar.day(of: wish).adding(days: 14)).addingTimeInterval(-59)
        func offer(_ at: Date, _ circumstance: String? = nil) -> [Citation]? {
            story.refuses(.offerSession, "sergeant", ["session": [Story.text(at)], "circumstance": circumstance.map { [$0] } ?? []])
        }
        #expect(offer(last) == [] && offer(last.addingTimeInterval(60)) == ["D20-04:VI.B.8#2"] && offer(last.addingTimeInterval(60), "The clinic is full.") == [])
        #expect(offer(wish.addingTimeInterval(-86_400)) == ["D20-04:VI.B.8#2"])
        // A second wish before an offer does not lengthen the fourteen days.
        story.goes(.wishSession, "sergeant", after: 24 * 7)
        story.goes(.consultOnSession, "sergeant")
        #expect(story.refuses(.offerSession, "sergeant", ["session": [Story.text(last.addingTimeInterval(60))]]) == ["D20-04:VI.B.8#2"])
        story.does(.offerSession, "sergeant", ["session": [Story.text(last.addingTimeInterval(86_400))], "circumstance": ["The clinic is full."]])
        #expect(try story.file.clocks(Story.calendar).first { $0.clock.rule.key == "session" }?.clock.state(at: .distantFuture) == .missedExplained)
        for step in [WorkItemStep.wishSession, .consultOnSession, .offerSession] {
            #expect(Set(try #require(Engine.row(step, WorkItemLife.self)).asks.map(\.key)).isSubset(of: ["happened", "session", "circumstance"]))
        }
    }

    @Test("D20-04:VI.C.2 The captain acts as overseer or as supervisor on the commander's recorded direction, and never as both (ambiguity 2.16)")
    func captain() throws {
        var story = Story.upTo(.forwarded)
        story.goes(.reviewAsRepresentative, "rep")
        #expect(story.refuses(.assignOverseer, "rep", ["overseer": ["xo"]]) == ["D20-04:VI.C.2"])
        story.does(.assignOverseer, "rep", ["overseer": ["xo"], "direction": ["Commander Heron, 5 November"]])
        story.goes(.reviewAsOverseer, "xo")
        let both = ["supervisor": ["xo"], "reason": ["directed"], "direction": ["Commander Heron, 5 November"]]
        #expect(story.refuses(.assignSupervisor, "xo", both) == ["D20-04:VI.C.2"])
        story.does(.assignSupervisor, "xo", ["supervisor": ["sergeant"]])
        // A captain who only watches sees the state and does nothing.
        #expect(story.refuses(.respond, "captain") == nil && story.refuses(.reassign, "captain") == nil)
        #expect(Access.decide(.seeStatus, story.file.facts, by: Story.actor("captain"), on: Story.calendar.day(of: story.now)).ground != nil)
        #expect(Access.decide(.seeWorkItem, story.file.facts, by: Story.actor("captain"), on: Story.calendar.day(of: story.now)).ground == nil)
    }

    @Test("D20-04:VI.B.3#2 A first conversation after the fourteenth day is taken with its circumstance, and missed with explanation; one before it is met, whatever was written")
    func lateConversation() throws {
        var story = Story.upTo(.conversationScheduled)
        story.now = Story.calendar.end(of: Story.calendar.day(of: try #require(story.file.memberNotified?.happened)).adding(days: 14)).addingTimeInterval(61)
        #expect(story.refuses(.holdConversation, "sergeant") == ["D20-04:VI.B.3#2"])
        story.does(.holdConversation, "sergeant", story.answers(.holdConversation).merging(["circumstance": ["The member was in hospital."]]) { $1 }, after: 0)
        #expect(try story.file.clocks(Story.calendar).first { $0.clock.rule.key == "conversation" }?.clock.state(at: story.now) == .missedExplained)
        var early = Story.upTo(.conversationScheduled)
        early.does(.holdConversation, "sergeant", early.answers(.holdConversation).merging(["circumstance": ["There was none."]]) { $1 })
        let met = try #require(try early.file.clocks(Story.calendar).first { $0.clock.rule.key == "conversation" }).clock
        #expect(met.state(at: early.now) == .met && met.circumstance == nil)
    }

    @Test("D20-04:VI.A.2, D20-04:IV.D The notice cannot be dated before the item had an overseer, nor after now")
    func notice() throws {
        var story = Story.upTo(.overseerAssigned)
        let assigned = try #require(story.file.last(.assignOverseer)?.at)
        func told(_ at: Date) -> [Citation]? { story.refuses(.notifyMember, "lieutenant", ["happened": [Story.text(at)], "in-person": ["yes"], "place": ["office"]]) }
        story.now = story.now.addingTimeInterval(7_200)
        #expect(told(assigned.addingTimeInterval(-60)) == ["D20-04:VI.A.2"] && told(assigned) == [] && told(story.now) == [] && told(story.now.addingTimeInterval(60)) == ["D20-04:VI.A.2"])
        #expect(story.refuses(.notifyMember, "lieutenant", ["happened": [Story.text(story.now)], "place": ["office"]]) == ["D20-04:VI.A.2"])  // not face to face
    }
}
