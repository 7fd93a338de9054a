import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

@Suite("The life of a Work Item")
struct LifeTests {
    @Test("D20-04 V to VI The straight way, from the run to the closed Action Plan")
    func straight() throws {
        let story = Story.upTo(.closed)
        #expect(!story.file.isOpen)
        #expect(story.file.plan?.version == 1)
        #expect(story.file.supports.allSatisfy { $0.state == .completionVerified })
        #expect(try story.file.clocks(Story.calendar).allSatisfy { $0.clock.stopped != nil })
        #expect(try Engine.tasks(story.file, Story.calendar).isEmpty)
    }

    @Test("Every provision that the table names exists, and every step stands in one row")
    func table() throws {
        for row in WorkItemLife.rows {
            for cites in [row.cites] + row.also + row.asks.map(\.cites) + row.when.map(\.cites) { #expect(try Provision.named(cites) != nil, "\(cites)") }
            #expect(!row.from.isEmpty && row.from.isDisjoint(with: WorkItemLife.ends))
            for prompt in row.asks { #expect(row.asks.filter { $0.key == prompt.key }.count == 1, "\(row.step) asks \(prompt.key) twice") }
            for key in row.appoints.values { #expect(row.asks.contains { $0.key == key }) }
        }
        #expect(WorkItemLife.rows.map(\.step).sorted { $0.rawValue < $1.rawValue } == WorkItemStep.allCases.sorted { $0.rawValue < $1.rawValue })
        for deadline in WorkItemLife.deadlines {
            #expect(try Provision.named(deadline.rule.cites) != nil)
            #expect(!deadline.stops.isEmpty && !deadline.starts.isEmpty)
        }
    }

    @Test("All objections are told at once, each with its provision")
    func allAtOnce() throws {
        let story = Story.upTo(.conversationHeld)
        let objections = try #require(story.would(.submitPlan, "sergeant", ["none": ["  "]]))
        #expect(Set(objections.compactMap(\.field)) == ["stressors", "supports", "performance", "follow-up", "worked-out"])
        #expect(objections.allSatisfy { $0.cites.rawValue.hasPrefix("D20-04:") })
    }

    @Test("D20-04:VI.A.1.NOTE, D20-04:VI.A.1, D20-04:VI.C.2 Equal rank is refused, another than the immediate one needs a reason, a captain a direction")
    func supervisors() throws {
        var story = Story.upTo(.overseerAssigned)
        story.goes(.reviewAsOverseer, "lieutenant")
        func cites(_ answers: [String: [String]]) -> [Citation]? { story.refuses(.assignSupervisor, "lieutenant", answers) }
        #expect(cites(["supervisor": ["equal"], "reason": ["absent"]]) == ["D20-04:VI.A.1.NOTE"])
        #expect(cites(["supervisor": ["other"]]) == ["D20-04:VI.A.1"])
        #expect(cites(["supervisor": ["xo"], "reason": ["directed"]]) == ["D20-04:VI.C.2"])
        #expect(cites(["supervisor": ["lieutenant"], "reason": ["absent"]]) == ["D20-04:VI.C.2"])
        #expect(cites(["supervisor": ["nobody"]]) == ["D20-04:VI.A.1"])
        #expect(cites(["supervisor": ["other"], "reason": ["absent"]]) == [])
    }

    @Test("D20-04:VI.C.2 The overseer is not offered as the item's supervisor, and is refused all the same")
    func overseerIsNotOffered() throws {
        let story = Story.upTo(.overseerAssigned)
        let asked = try #require(Engine.row(.assignSupervisor, WorkItemLife.self)?.asks.first { $0.key == "supervisor" })
        #expect(Engine.choices(asked, story.file, story.world).map(\.value) == ["sergeant", "other", "equal", "lieutenant", "xo"])
        #expect(Engine.offered(asked, story.file, story.world).map(\.value) == ["sergeant", "other", "equal", "xo"])
    }

    @Test("D20-04:VI.D.2 Nobody gets all of two or more open items of the unit, unless as immediate supervisor of each member")
    func share() throws {
        var story = Story.upTo(.overseerAssigned)
        story.goes(.reviewAsOverseer, "lieutenant")
        story.world.othersOfUnit = [.init(supervisor: "other", isImmediate: false)]
        #expect(story.refuses(.assignSupervisor, "lieutenant", ["supervisor": ["other"], "reason": ["absent"]]) == ["D20-04:VI.D.2"])
        story.world.othersOfUnit = [.init(supervisor: "sergeant", isImmediate: true)]
        #expect(story.refuses(.assignSupervisor, "lieutenant", ["supervisor": ["sergeant"]]) == [])
    }

    @Test("D20-04:VI.A.2.a An uneasy member gets another supervisor without a reason; the former one has no right left, and is not given the item again")
    func uneasy() throws {
        var story = Story.upTo(.responded)
        story.goes(.askForAnother, "member")
        #expect(story.refuses(.askForAnother, "member") == ["D20-04:VI.A.2.a"])
        story.goes(.reassign, "lieutenant")
        #expect(story.file.posts[.assignedSupervisor] == "other" && story.file.state == .supervisorAssigned)
        #expect(story.refuses(.respond, "sergeant") == nil)
        for act in [Act.seeWorkItem, .seePlan, .seeConversation, .seeJacket] {
            #expect(Access.decide(act, story.file.facts, by: Story.actor("sergeant"), on: Story.calendar.day(of: story.now)).ground == nil)
        }
        story.world.jacketOpenedBy = ["other"]
        story.goes(.respond, "other")
        #expect(story.refuses(.reassign, "lieutenant", ["supervisor": ["sergeant"], "reason": ["unavailable"]]) == ["D20-04:VI.A.2.a"])
    }

    @Test("D20-04:VI.B.6.NOTE, D20-04:VI.A.5#2 A returned plan comes back with every correction made, and after another meeting where recommendations change")
    func corrections() throws {
        var story = Story.upTo(.planSubmitted)
        story.goes(.reviewPlanAsOverseer, "lieutenant")
        story.does(.returnPlan, "rep", ["corrections": ["Say how often.", "Name a clinic.\nWrite in full."]])
        #expect(story.file.openCorrections == ["Say how often.", "Name a clinic.", "Write in full."])
        var answers = story.plan(["eap", "peer"])
        answers["corrections"] = ["1", "2"]
        #expect(story.refuses(.resubmitPlan, "sergeant", answers) == ["D20-04:VI.A.5#2", "D20-04:VI.B.6.NOTE"])
        story.goes(.meetAgain, "sergeant")
        answers["corrections"] = ["1", "2", "3"]
        story.does(.resubmitPlan, "sergeant", answers)
        // A return clears the reviews: both are needed anew.
        story.goes(.reviewPlanAsRepresentative, "rep")
        #expect(story.file.state == .planSubmitted)
        story.goes(.reviewPlanAsOverseer, "lieutenant")
        #expect(story.file.state == .planAccepted && story.file.plan?.version == 2)
    }

    @Test("D20-04:VI.A.2 Nobody schedules before the in-person notice, and only the overseer or a directed supervisor gives it")
    func notice() throws {
        var story = Story.upTo(.overseerAssigned)
        story.goes(.reviewAsOverseer, "lieutenant")
        story.goes(.assignSupervisor, "lieutenant")
        story.world.jacketOpenedBy = ["sergeant"]
        story.goes(.respond, "sergeant")
        story.goes(.contactUnit, "sergeant")
        #expect(story.refuses(.schedule, "sergeant", story.answers(.schedule)) == ["D20-04:VI.A.2"])
        #expect(story.refuses(.notifyMember, "sergeant", story.answers(.notifyMember)) == ["D20-04:VI.A.2"])
        #expect(story.refuses(.askForAnother, "member") == nil)
        story.goes(.letSupervisorTell, "lieutenant")
        story.goes(.notifyMember, "sergeant")
        #expect(story.refuses(.notifyMember, "lieutenant", story.answers(.notifyMember)) == ["D20-04:VI.A.2"])
        story.goes(.schedule, "sergeant")
    }

    @Test("The state, the posts and the clocks of any past instant are those of then")
    func past() throws {
        let story = Story.upTo(.closed)
        var seen: [WorkItemState] = []
        for event in story.file.events {
            let then = story.file.at(event.at)
            #expect(then.state == event.state && then.version == event.number)
            if seen.last != then.state { seen.append(then.state) }
        }
        #expect(seen.first == .generated && seen.last == .closed)
        #expect(story.file.at(story.file.opened.addingTimeInterval(-1)).state == .generated)
    }

    @Test("D20-04:VI.A.2 A time is given to the minute: the minute in which the item was made can be told, the one before it cannot")
    func minute() throws {
        let opened = Story.at(2026, 11, 5, 9).addingTimeInterval(20)
        var story = Story(opened)
        for (step, account) in [(WorkItemStep.review, "analyst"), (.findValid, "analyst"), (.forward, "analyst"), (.reviewAsRepresentative, "rep"), (.assignOverseer, "rep")] {
            story.goes(step, account, after: 0)
        }
        var answers = story.answers(.notifyMember)
        #expect(answers["happened"] == ["2026-11-05T09:00"])
        #expect(story.refuses(.notifyMember, "lieutenant", answers) == [])
        answers["happened"] = ["2026-11-05T08:59"]
        #expect(story.would(.notifyMember, "lieutenant", answers)?.contains { $0.sentence.contains("before the record was made") } == true)
    }
}
