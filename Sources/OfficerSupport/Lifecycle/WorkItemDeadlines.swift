import Casework
import Directives

/// The clocks of a Work Item (ambiguity 2.2). None pauses, and none decides anything by running out.
extension WorkItemLife {
    package static let deadlines: [Deadline<WorkItemLife>] = [
        Deadline(Clocks.validity, starts: [.opening], stops: [.findValid, .closeDuplicative], holders: [.role(.osuAnalyst)]),
        Deadline(Clocks.forwarding, starts: [.opening], stops: [.forward, .closeDuplicative], holders: [.role(.osuAnalyst)]),
        Deadline(
            ClockRule(
                key: "overseer", title: "Assign the overseer", holder: "Area representative", limit: .hours(48), cites: "D20-04:V.B.2"),
            starts: [.step(.forward)], stops: [.assignOverseer], holders: [.post(.representative)]),
        Deadline(
            ClockRule(
                key: "representativeReview", title: "Review the item", holder: "Area representative", limit: .workingDays(3),
                cites: "D20-04:V.B.NOTE"),
            starts: [.step(.forward)], stops: [.reviewAsRepresentative], holders: [.post(.representative)]),
        Deadline(
            ClockRule(key: "notice", title: "Tell the member in person", holder: "Overseer", limit: .hours(48), cites: "D20-04:VI.A.2"),
            starts: [.step(.assignOverseer)], stops: [.notifyMember], holders: [.post(.overseer)]),
        Deadline(
            ClockRule(key: "assignment", title: "Assign the supervisor", holder: "Overseer", limit: .hours(72), cites: "D20-04:VI.A.1"),
            starts: [.step(.assignOverseer), .step(.move)], stops: [.assignSupervisor, .reassign, .changeSupervisor], holders: [.post(.overseer)]),
        Deadline(
            ClockRule(key: "response", title: "Respond to the item", holder: "Assigned supervisor", limit: .hours(72), cites: "D20-04:VI.A.3"),
            starts: [.step(.assignSupervisor), .step(.reassign)], stops: [.respond], restarts: true, holders: [.post(.assignedSupervisor), .post(.overseer)]),
        Deadline(
            ClockRule(
                key: "conversation", title: "Hold the conversation", holder: "Assigned supervisor", limit: .days(14), cites: "D20-04:VI.B.3#2"),
            starts: [.happened(.notifyMember)], stops: [.holdConversation], holders: [.post(.assignedSupervisor)]),
        Deadline(
            ClockRule(
                key: "planReview", title: "Review the Action Plan", holder: "Area representative", limit: .workingDays(3), cites: "D20-04:V.B.NOTE"),
            starts: [.step(.submitPlan), .step(.resubmitPlan)], stops: [.reviewPlanAsRepresentative, .returnPlan], holders: [.post(.representative)]),
        Deadline(
            ClockRule(
                key: "verification", title: "Verify the completion", holder: "Area representative", limit: .workingDays(3), cites: "D20-04:V.B.NOTE"),
            starts: [.step(.reportCompletion)], stops: [.verifyCompletion, .recordDeclined, .endSupport], holders: [.post(.representative)], each: supportKey),
        Deadline(
            ClockRule(
                key: "session", title: "Offer a first EAP session", holder: "Assigned supervisor", limit: .days(14), cites: "D20-04:VI.B.8#2"),
            starts: [.happened(.wishSession)], stops: [.offerSession], holders: [.post(.assignedSupervisor)], stopsAt: "session"),
    ]
}
