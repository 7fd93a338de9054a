import Casework

/// In which layer it stands that something happened at all, beside the words that were entered (ambiguity 2.17): a
/// coordinator follows the item's way and does not read from it that the member wishes for counselling.
extension WorkItemLife {
    package static func layer(of step: WorkItemStep) -> Layer {
        switch step {
        case .review, .closeDuplicative, .findValid, .forward, .reviewAsRepresentative, .assignOverseer, .reviewAsOverseer, .assignSupervisor,
            .letSupervisorTell, .notifyMember, .reassign, .changeSupervisor, .respond, .schedule, .holdConversation, .submitPlan, .resubmitPlan,
            .returnPlan, .reviewPlanAsOverseer, .reviewPlanAsRepresentative, .startFollowUp, .endFollowUp, .move, .close, .remind:
            .status
        case .guide, .reportDelay, .contactUnit, .askForAnother: .indicators
        case .makeAvailable, .connect, .reportCompletion, .verifyCompletion, .recordDeclined, .endSupport, .wishSession, .consultOnSession,
            .offerSession, .followUp, .meetAgain:
            .plan
        case .recordRefusal, .goOnWithout, .share, .writeNote, .reply: .conversation
        }
    }

    /// The clock of a session tells of the member's wish, and that of a support of the plan.
    package static func layer(ofClock key: String) -> Layer { ["session", "verification"].contains(key) ? .plan : .status }
}

extension WorkItemLife {
    /// The member hears nothing before the in-person notice (`D20-04:VI.A.2`, ambiguity 2.19), and never of an item that
    /// repeated the one before.
    package static func tellsSubject(_ file: CaseFile<WorkItemLife>) -> Bool {
        file.marks.contains(.memberNotified) && !file.marks.contains(.duplicative)
    }

    package static var standsIn: [RecordFacts.Post] { [.overseer, .representative] }
}
