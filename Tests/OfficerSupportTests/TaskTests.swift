import Casework
import Directives
import Foundation
import OfficerSupport
import Testing

/// What is to be done, and whose due date is shown with it.
@Suite("A due date is the step's own, or is said to be another's")
struct TaskTests {
    private func task(_ step: WorkItemStep, _ story: Story) throws -> CaseTask {
        try #require(try Engine.tasks(story.file, Story.calendar).first { $0.step == step.rawValue })
    }

    @Test("D20-04:V.A.1, D20-04:V.A.2 The review has no limit of its own: it cites its own ground and leads up to the decision, whose due date stands beside it as that one's")
    func leadsUp() throws {
        let story = Story(Story.at(2026, 11, 5, 9))
        let review = try task(.review, story)
        #expect(review.rule == nil && review.toward == "validity" && review.cites == "D20-04:V.A.1")
        #expect(review.due == story.file.opened.addingTimeInterval(48 * 3_600) && review.began == story.file.opened)
        var reviewed = story
        reviewed.goes(.review, "analyst")
        let decision = try task(.findValid, reviewed)
        #expect(decision.rule == "validity" && decision.toward == nil && decision.cites == "D20-04:V.A.2")
    }

    @Test("D20-04:VI.B.2#2, D20-04:VI.B.3#2 The contact with the unit leads up to the conversation; a plan and a support have no limit, and borrow none")
    func noLimit() throws {
        let responded = Story.upTo(.responded)
        let contact = try task(.contactUnit, responded)
        #expect(contact.rule == nil && contact.toward == "conversation" && contact.cites == "D20-04:VI.B.2#2")
        var held = Story.upTo(.conversationHeld)
        #expect(try task(.submitPlan, held).due == nil)
        // A wish for counselling runs against fourteen days; the plan is not due with it.
        held.goes(.wishSession, "sergeant")
        #expect(try task(.submitPlan, held).due == nil && task(.submitPlan, held).cites == "D20-04:VI.B.5.e")
        let consultation = try task(.consultOnSession, held)
        #expect(consultation.toward == "session" && consultation.cites == "D20-04:VI.B.8")
    }

    @Test("Every clock names whom the directive makes answerable beside its holder, and what leads up to it has no clock of its own but the response")
    func table() {
        for deadline in WorkItemLife.deadlines {
            #expect(!deadline.overseen.isEmpty, "\(deadline.rule.key)")
            #expect(Set(deadline.overseen).isDisjoint(with: deadline.holders), "\(deadline.rule.key)")
            #expect(!deadline.overseen.contains(.subject) && !deadline.holders.contains(.subject))
            for step in deadline.needs where step != .respond {
                #expect(!WorkItemLife.deadlines.contains { $0.stops.contains(step) }, "\(step)")
            }
        }
    }
}
