import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

@Suite("What each step of a Work Item asks for")
struct PartsTests {
    /// The provisions that refuse a step with one answer left out.
    private func without(_ key: String, _ step: WorkItemStep, _ account: String, _ story: Story) -> [Citation]? {
        var answers = story.answers(step)
        answers[key] = nil
        return story.refuses(step, account, answers)
    }

    @Test("D20-04:VI.B.1, D20-04:VI.B.1#2, D20-04:VI.B.2, D20-04:III.A.2 A response needs the jacket opened from the item by the supervisor who has it, and an assessment in words")
    func response() throws {
        var story = Story.upTo(.supervisorAssigned)
        #expect(story.refuses(.respond, "sergeant", [:]) == ["D20-04:VI.B.2", "D20-04:VI.B.1#2"])
        story.world.jacketOpenedBy = ["lieutenant", "other"]
        #expect(story.refuses(.respond, "sergeant") == ["D20-04:VI.B.1#2"])
        story.world.jacketOpenedBy = ["sergeant"]
        #expect(story.refuses(.respond, "sergeant", ["assessment": [" \n"]]) == ["D20-04:VI.B.2"])
        #expect(story.refuses(.respond, "lieutenant") == nil)
        story.goes(.respond, "sergeant")
        #expect(story.file.state == .responded)
    }

    @Test("D20-04:VI.B.2#2 The unit is contacted before a meeting is set, by each supervisor anew")
    func contact() throws {
        var story = Story.upTo(.responded)
        #expect(story.refuses(.schedule, "sergeant") == ["D20-04:VI.B.2#2"])
        #expect(without("person", .contactUnit, "sergeant", story) == ["D20-04:VI.B.2#2"])
        #expect(story.refuses(.contactUnit, "sergeant", ["person": ["sergeant"], "happened": [Story.text(story.now)]]) == ["D20-04:VI.B.2#2"])
        story.goes(.contactUnit, "sergeant")
        #expect(story.refuses(.schedule, "sergeant") == [])
        story.does(.reassign, "lieutenant", ["supervisor": ["other"], "reason": ["unavailable"]])
        story.world.jacketOpenedBy = ["other"]
        story.goes(.respond, "other")
        #expect(story.refuses(.schedule, "other") == ["D20-04:VI.B.2#2"])
    }

    // What the member must be told and where: D20-04:VI.B.3, D20-04:III.A.3
    @Test("D20-04:VI.B.3.a, D20-04:VI.B.3.b, D20-04:VI.B.3.c, D20-04:VI.B.4.a, D20-04:VI.B.4.b, D20-04:VI.B.4.c, D20-04:VI.B.4.c#2, D20-04:VI.B.4.d, D20-04:VI.B.3, D20-04:III.A.3 A conversation is recorded as held only with each of its parts", arguments: [
        ("indicators", "D20-04:VI.B.3.a"), ("contributors", "D20-04:VI.B.3.b"), ("list-given", "D20-04:VI.B.3.c"), ("edition", "D20-04:VI.B.3.c"), ("private", "D20-04:VI.B.4.a"),
        ("on-duty", "D20-04:VI.B.4.b"), ("confidential", "D20-04:VI.B.4.c"), ("sharing-told", "D20-04:VI.B.4.c#2"), ("non-disciplinary", "D20-04:VI.B.4.d"),
        ("happened", "D20-04:VI.B.3"),
    ] as [(String, Citation)])
    func conversation(key: String, cites: Citation) throws {
        let story = Story.upTo(.conversationScheduled)
        #expect(without(key, .holdConversation, "sergeant", story) == [cites])
        var answers = story.answers(.holdConversation)
        answers[key] = ["no"]
        #expect(story.refuses(.holdConversation, "sergeant", answers) == [cites])
        #expect(story.refuses(.holdConversation, "sergeant") == [])
        // What is told about sharing is what the table of rights does.
        let hint = try #require(Engine.row(WorkItemStep.holdConversation, WorkItemLife.self)).asks.first { $0.key == "sharing-told" }?.hint
        #expect(hint == WorkItemLife.sharingStatement)
        for row in Access.rows(.seeConversation) {
            for who in row.who { #expect([.post(.overseer), .post(.assignedSupervisor), .role(.areaRepresentative)].contains(who), "\(who)") }
            if row.who.contains(.role(.areaRepresentative)) { #expect(row.when.contains(.sharedWithRepresentative)) }
        }
    }

    @Test("D20-04:VI.B.5, D20-04:VI.B.5.a, D20-04:VI.B.5.b, D20-04:VI.B.5.c, D20-04:VI.B.5.d, D20-04:III#2 Every prompt of the plan is answered, and it was worked out with the member in or after the conversation", arguments: [
        ("stressors", "D20-04:VI.B.5.a"), ("supports", "D20-04:VI.B.5.b"), ("performance", "D20-04:VI.B.5.c"), ("follow-up", "D20-04:VI.B.7"), ("worked-out", "D20-04:III#2"),
    ] as [(String, Citation)])
    func plan(key: String, cites: Citation) throws {
        var story = Story.upTo(.conversationHeld)
        #expect(without(key, .submitPlan, "sergeant", story) == [cites])
        var answers = story.answers(.submitPlan)
        answers[key] = ["\u{200B} \t"]
        #expect(story.refuses(.submitPlan, "sergeant", answers) == [cites])
        for (days, refused) in [(-1, true), (0, false), (1, true)] {
            answers = story.answers(.submitPlan)
            answers["worked-out"] = [Story.calendar.day(of: story.now).adding(days: days).iso]
            #expect(story.refuses(.submitPlan, "sergeant", answers) == (refused ? ["D20-04:III#2"] : []), "\(days)")
        }
        story.now = story.now.addingTimeInterval(5 * 86_400)
        #expect(story.refuses(.submitPlan, "sergeant") == [])
    }

    @Test("D20-04:VI.B.5.e, D20-04:I.C A submitted plan goes to the area representative and to the overseer at once; each version stays in the log")
    func submitted() throws {
        var story = Story.upTo(.planSubmitted)
        let row = try #require(Engine.row(WorkItemStep.submitPlan, WorkItemLife.self))
        #expect(row.tells.map(\.whom) == [.post(.representative), .post(.overseer)])
        #expect(Set(try Engine.tasks(story.file, Story.calendar).map(\.step)) == ["reviewPlanAsRepresentative", "reviewPlanAsOverseer"])
        #expect(Access.decide(.seePlan, story.file.facts, by: Story.actor("rep"), on: Story.calendar.day(of: story.now)).ground != nil)
        story.goes(.returnPlan, "rep")
        var answers = story.answers(.resubmitPlan)
        answers["performance"] = ["Reports on the same day."]
        story.does(.resubmitPlan, "sergeant", answers)
        #expect(story.file.plans.map(\.version) == [1, 2] && story.file.plans.map { $0.entered["performance"] } == ["Reports in time again.", "Reports on the same day."])
    }

    @Test("D20-04:VI.A.4, D20-04:VI.A.4#2, D20-04:V.B.3 The overseer finds the plan thorough and its supports appropriate, the representative that it meets the needs; one review alone accepts nothing, in whatever order", arguments: [true, false])
    func reviews(overseerFirst: Bool) throws {
        var story = Story.upTo(.planSubmitted)
        #expect(without("answered", .reviewPlanAsOverseer, "lieutenant", story) == ["D20-04:VI.A.4"])
        #expect(without("appropriate", .reviewPlanAsOverseer, "lieutenant", story) == ["D20-04:VI.A.4#2"])
        #expect(without("needs-met", .reviewPlanAsRepresentative, "rep", story) == ["D20-04:V.B.3"])
        let order: [(WorkItemStep, String)] = [(.reviewPlanAsOverseer, "lieutenant"), (.reviewPlanAsRepresentative, "rep")]
        for (index, (step, account)) in (overseerFirst ? order : order.reversed()).enumerated() {
            story.goes(step, account)
            #expect(story.file.state == (index == 0 ? .planSubmitted : .planAccepted))
        }
        #expect(story.refuses(.reviewPlanAsOverseer, "sergeant") == nil)
    }

    @Test("D20-04:V.B.1, D20-04:V.B.1#2, D20-04:V.B.1#3, D20-04:IV.A, D20-04:IV.A.1 The representative and the unit guide from the forwarding to the end: on the application, the conversation and the supports of the list; overseer and supervisor are told")
    func guidance() throws {
        let early = Story.upTo(.valid)
        #expect(early.refuses(.guide, "analyst") == nil && early.refuses(.guide, "rep") == nil)
        for state in [WorkItemState.forwarded, .overseerAssigned, .responded, .planSubmitted, .followUp] {
            let story = Story.upTo(state)
            for account in ["rep", "analyst", "unit"] {
                for kind in ["application", "conversation", "interventions"] {
                    #expect(story.refuses(.guide, account, ["kind": [kind], "guidance": ["Ask."], "proposed": ["eap"]]) == [], "\(kind) by \(account) in \(state)")
                }
            }
            #expect(story.refuses(.guide, "rep", ["kind": ["gossip"], "guidance": ["Ask."]]) == ["D20-04:V.B.1"])
            #expect(story.refuses(.guide, "rep", ["kind": ["other"], "guidance": ["Ask."], "proposed": ["yoga"]]) == ["D20-04:V.B.1#2"])
            for account in ["lieutenant", "sergeant", "coordinator", "member"] { #expect(story.refuses(.guide, account) == nil) }
        }
        #expect(Engine.row(WorkItemStep.guide, WorkItemLife.self)?.tells.map(\.whom) == [.post(.overseer), .post(.assignedSupervisor)])
        #expect(Story.upTo(.closed).refuses(.guide, "rep") == nil)
    }

    @Test("D20-04:VI.A.1#2 Where the immediate supervisor is absent or not available another is chosen in the same step, with the reason", arguments: ["absent", "unavailable"])
    func absent(reason: String) throws {
        var story = Story.upTo(.overseerAssigned)
        story.goes(.reviewAsOverseer, "lieutenant")
        #expect(story.refuses(.assignSupervisor, "lieutenant", ["supervisor": ["other"]]) == ["D20-04:VI.A.1"])
        story.does(.assignSupervisor, "lieutenant", ["supervisor": ["other"], "reason": [reason]])
        #expect(story.file.posts[.assignedSupervisor] == "other")
    }

    @Test("D20-04:VI.D.1.b#2 The coordinator reminds whoever has the item, once somebody has it, and does nothing else to it")
    func reminder() throws {
        #expect(Story.upTo(.forwarded).refuses(.remind, "coordinator")?.isEmpty == false)
        let story = Story.upTo(.supervisorAssigned)
        #expect(story.refuses(.remind, "coordinator") == [])
        for row in WorkItemLife.rows where row.act != .remind { #expect(Access.decide(row.act, story.file.facts, by: Story.actor("coordinator"), on: Story.calendar.day(of: story.now)).ground == nil, "\(row.step)") }
        #expect(Engine.row(WorkItemStep.remind, WorkItemLife.self)?.tells.map(\.whom) == [.post(.overseer), .post(.assignedSupervisor)])
    }

    @Test("D20-04:VI.B.7, D20-04:GLOSSARY.ACTION-PLAN#2 Dated follow-up entries by the assigned supervisor, until the follow-up is ended")
    func followUp() throws {
        var story = Story.upTo(.followUp)
        story.goes(.followUp, "sergeant")
        story.goes(.followUp, "sergeant", after: 24 * 14)
        #expect(story.file.all(.followUp).count == 2 && story.refuses(.followUp, "lieutenant") == nil)
        story.goes(.endFollowUp, "sergeant")
        #expect(story.refuses(.followUp, "sergeant") == ["D20-04:VI.B.7"] && story.refuses(.endFollowUp, "sergeant") == ["D20-04:VI.B.7"])
    }

    @Test("D20-04:VI.B.4.c Who reads an answer is said by the table of rights on every form, and by no hint a second time")
    func hints() {
        for prompt in WorkItemLife.rows.flatMap(\.asks) {
            let hint = prompt.hint ?? ""
            #expect(hint.firstMatch(of: /(?i)\bread by\b|\breads? (it|them)\b/) == nil, "\(prompt.key): \(hint)")
        }
    }
}
