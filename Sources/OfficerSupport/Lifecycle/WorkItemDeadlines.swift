import Casework
import Directives

/// The clocks of a Work Item (ambiguity 2.2). None pauses, and none decides anything by running out.
///
/// Once one is overdue, whoever the directive makes answerable beside its holder hears of it: the supervisors of the Officer
/// Support Unit of what is theirs or the representative's (ambiguity 2.7), the representative, who is told of delays
/// (`D20-04:VI.A.2.b`), the overseer, who sees to the response (`D20-04:VI.A.3`), and the coordinator, who keeps track of
/// statuses and reminds (`D20-04:VI.D.1.b`).
extension WorkItemLife {
    package static let deadlines: [Deadline<WorkItemLife>] = [
        Deadline(
            Clocks.validity, starts: [.opening], stops: [.findValid, .closeDuplicative], holders: [.role(.osuAnalyst)], needs: [.review],
            overseen: [.role(.osuSupervisor)]),
        Deadline(
            Clocks.forwarding, starts: [.opening], stops: [.forward, .closeDuplicative], holders: [.role(.osuAnalyst)], overseen: [.role(.osuSupervisor)]),
        Deadline(
            ClockRule(
                key: "overseer", title: "Assign the overseer", holder: "Area representative", limit: .hours(48), cites: "D20-04:V.B.2"),
            starts: [.step(.forward)], stops: [.assignOverseer], holders: [.post(.representative)], overseen: [.role(.osuSupervisor)]),
        Deadline(
            ClockRule(
                key: "representativeReview", title: "Review the item", holder: "Area representative", limit: .workingDays(3),
                cites: "D20-04:V.B.NOTE"),
            starts: [.step(.forward)], stops: [.reviewAsRepresentative], holders: [.post(.representative)], overseen: [.role(.osuSupervisor)]),
        Deadline(
            ClockRule(key: "notice", title: "Tell the member in person", holder: "Overseer", limit: .hours(48), cites: "D20-04:VI.A.2"),
            starts: [.step(.assignOverseer)], stops: [.notifyMember], holders: [.post(.overseer)],
            overseen: [.post(.representative), .role(.ossCoordinator)]),
        Deadline(
            ClockRule(key: "assignment", title: "Assign the supervisor", holder: "Overseer", limit: .hours(72), cites: "D20-04:VI.A.1"),
            starts: [.step(.assignOverseer), .step(.move)], stops: [.assignSupervisor, .reassign, .changeSupervisor], holders: [.post(.overseer)],
            needs: [.reviewAsOverseer], overseen: [.post(.representative), .role(.ossCoordinator)]),
        Deadline(
            ClockRule(key: "response", title: "Respond to the item", holder: "Assigned supervisor", limit: .hours(72), cites: "D20-04:VI.A.3"),
            starts: [.step(.assignSupervisor), .step(.reassign)], stops: [.respond], restarts: true, holders: [.post(.assignedSupervisor), .post(.overseer)],
            overseen: [.post(.representative), .role(.ossCoordinator)]),
        Deadline(
            ClockRule(
                key: "conversation", title: "Hold the conversation", holder: "Assigned supervisor", limit: .days(14), cites: "D20-04:VI.B.3#2"),
            starts: [.happened(.notifyMember)], stops: [.holdConversation], holders: [.post(.assignedSupervisor)], explainedBy: "circumstance",
            needs: [.respond, .contactUnit, .schedule], overseen: [.post(.overseer), .post(.representative), .role(.ossCoordinator)]),
        Deadline(
            ClockRule(
                key: "planReview", title: "Review the Action Plan", holder: "Area representative", limit: .workingDays(3), cites: "D20-04:V.B.NOTE"),
            starts: [.step(.submitPlan), .step(.resubmitPlan)], stops: [.reviewPlanAsRepresentative, .returnPlan], holders: [.post(.representative)],
            overseen: [.role(.osuSupervisor)]),
        Deadline(
            ClockRule(
                key: "verification", title: "Verify the completion", holder: "Area representative", limit: .workingDays(3), cites: "D20-04:V.B.NOTE"),
            starts: [.step(.reportCompletion)], stops: [.verifyCompletion, .recordDeclined, .endSupport], holders: [.post(.representative)], each: supportKey,
            overseen: [.role(.osuSupervisor)]),
        Deadline(
            ClockRule(
                key: "session", title: "Offer a first EAP session", holder: "Assigned supervisor", limit: .days(14), cites: "D20-04:VI.B.8#2"),
            starts: [.happened(.wishSession)], stops: [.offerSession], holders: [.post(.assignedSupervisor)], stopsAt: "session",
            explainedBy: "circumstance", needs: [.consultOnSession], overseen: [.post(.overseer), .post(.representative)]),
    ]
}
