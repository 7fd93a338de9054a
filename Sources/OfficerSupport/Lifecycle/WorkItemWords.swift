import Casework

/// Where a Work Item stands (D20-04 V and VI).
package enum WorkItemState: String, WorkflowWord {
    case generated, closedDuplicative, valid, forwarded, overseerAssigned, supervisorAssigned, responded
    case conversationScheduled, conversationHeld, planToWrite, planSubmitted, planReturned, planAccepted, followUp, closed

    package var title: String {
        switch self {
        case .generated: "New, waiting for the analyst’s review"
        case .closedDuplicative: "Closed as duplicative"
        case .valid: "Valid, waiting to be forwarded"
        case .forwarded: "With the area representative"
        case .overseerAssigned: "With the overseer"
        case .supervisorAssigned: "With the assigned supervisor"
        case .responded: "Answered by the supervisor"
        case .conversationScheduled: "Conversation scheduled"
        case .conversationHeld: "Conversation held, plan to be written"
        // What the member said about talking is not read off the state.
        case .planToWrite: "Plan to be written"
        case .planSubmitted: "Plan submitted, waiting for its reviews"
        case .planReturned: "Plan returned for corrections"
        case .planAccepted: "Plan accepted"
        case .followUp: "In follow-up"
        case .closed: "Closed"
        }
    }

    /// From the assignment of the overseer to the end.
    package static let withOverseer: Set<WorkItemState> = [
        .overseerAssigned, .supervisorAssigned, .responded, .conversationScheduled, .conversationHeld, .planToWrite, .planSubmitted, .planReturned,
        .planAccepted, .followUp,
    ]
    package static let withSupervisor = withOverseer.subtracting([.overseerAssigned])
    /// Before a plan was handed in.
    package static let beforePlan: Set<WorkItemState> = [.supervisorAssigned, .responded, .conversationScheduled, .conversationHeld, .planToWrite]
    package static let withPlan: Set<WorkItemState> = [.planSubmitted, .planReturned, .planAccepted, .followUp]
    package static let withAcceptedPlan: Set<WorkItemState> = [.planAccepted, .followUp]
}

/// What can be done to a Work Item.
package enum WorkItemStep: String, WorkflowAct {
    // Officer Support Unit
    case review, closeDuplicative, findValid, forward
    // Area representative
    case reviewAsRepresentative, assignOverseer, guide, reviewPlanAsRepresentative, verifyCompletion, move, close
    // Overseer
    case reviewAsOverseer, assignSupervisor, letSupervisorTell, notifyMember, reassign, changeSupervisor, reportDelay
    case reviewPlanAsOverseer, returnPlan, goOnWithout
    // Assigned supervisor
    case respond, contactUnit, schedule, holdConversation, recordRefusal, submitPlan, meetAgain, resubmitPlan
    case makeAvailable, connect, reportCompletion, recordDeclined, endSupport, startFollowUp, followUp, endFollowUp
    case wishSession, consultOnSession, offerSession, share, writeNote
    // Coordinator
    case remind
    // Member
    case askForAnother, reply

    package var title: String {
        switch self {
        case .review: "Record the review"
        case .closeDuplicative: "Close as duplicative"
        case .findValid: "Decide that it is valid"
        case .forward: "Forward to the area representative"
        case .reviewAsRepresentative: "Record the representative’s review"
        case .assignOverseer: "Assign the overseer"
        case .guide: "Give guidance"
        case .reviewPlanAsRepresentative: "Find that the plan meets the member’s needs"
        case .verifyCompletion: "Verify that supports were completed"
        case .move: "Move with the member to another unit"
        case .close: "Close the Work Item"
        case .reviewAsOverseer: "Record the overseer’s review"
        case .assignSupervisor: "Assign the supervisor"
        case .letSupervisorTell: "Have the assigned supervisor tell the member"
        case .notifyMember: "Record the in-person notice"
        case .reassign: "Assign another supervisor"
        case .changeSupervisor: "Give the plan to another supervisor"
        case .reportDelay: "Report a delay"
        case .reviewPlanAsOverseer: "Find the plan thorough and its supports appropriate"
        case .returnPlan: "Return the plan for corrections"
        case .goOnWithout: "Have the plan written without a conversation"
        case .respond: "Respond with an assessment"
        case .contactUnit: "Record the contact with the Officer Support Unit"
        case .schedule: "Schedule the conversation"
        case .holdConversation: "Record the conversation"
        case .recordRefusal: "Record that the member did not wish to talk"
        case .submitPlan: "Submit the Action Plan"
        case .meetAgain: "Record another meeting with the member"
        case .resubmitPlan: "Submit the corrected plan"
        case .makeAvailable: "Record that supports were made available"
        case .connect: "Record that the member was connected"
        case .reportCompletion: "Report supports as completed"
        case .recordDeclined: "Record supports that the member declined"
        case .endSupport: "End supports with a reason"
        case .startFollowUp: "Begin the follow-up"
        case .followUp: "Write a follow-up entry"
        case .endFollowUp: "End the follow-up"
        case .wishSession: "Record the wish for an EAP session"
        case .consultOnSession: "Record the consultation on the EAP session"
        case .offerSession: "Record the EAP session offered"
        case .share: "Share the conversation with the area representative"
        case .writeNote: "Write a note"
        case .remind: "Send a reminder"
        case .askForAnother: "Ask for another supervisor"
        case .reply: "Write a reply"
        }
    }

    /// What the log says once it is done.
    package var done: String {
        switch self {
        case .review: "Reviewed by the Officer Support Unit"
        case .closeDuplicative: "Closed as duplicative"
        case .findValid: "Found valid"
        case .forward: "Forwarded to the area representative"
        case .reviewAsRepresentative: "Reviewed by the area representative"
        case .assignOverseer: "Overseer assigned"
        case .guide: "Guidance given"
        case .reviewPlanAsRepresentative: "Plan reviewed by the area representative"
        case .verifyCompletion: "Completion verified"
        case .move: "Moved to another unit"
        case .close: "Closed"
        case .reviewAsOverseer: "Reviewed by the overseer"
        case .assignSupervisor: "Supervisor assigned"
        case .letSupervisorTell: "The assigned supervisor is to tell the member"
        case .notifyMember: "Member told in person"
        case .reassign: "Another supervisor assigned"
        case .changeSupervisor: "Plan given to another supervisor"
        case .reportDelay: "Delay reported"
        case .reviewPlanAsOverseer: "Plan reviewed by the overseer"
        case .returnPlan: "Plan returned for corrections"
        case .goOnWithout: "The plan is written without a conversation"
        case .respond: "Supervisor responded"
        case .contactUnit: "Officer Support Unit consulted"
        case .schedule: "Conversation scheduled"
        case .holdConversation: "Conversation held"
        case .recordRefusal: "The member did not wish to talk"
        case .submitPlan: "Action Plan submitted"
        case .meetAgain: "Met the member again"
        case .resubmitPlan: "Corrected plan submitted"
        case .makeAvailable: "Supports made available"
        case .connect: "Member connected with supports"
        case .reportCompletion: "Supports reported as completed"
        case .recordDeclined: "Supports declined"
        case .endSupport: "Supports ended"
        case .startFollowUp: "Follow-up begun"
        case .followUp: "Follow-up entry"
        case .endFollowUp: "Follow-up ended"
        case .wishSession: "EAP session wished for"
        case .consultOnSession: "Consulted on the EAP session"
        case .offerSession: "EAP session offered"
        case .share: "Conversation shared with the area representative"
        case .writeNote: "Note written"
        case .remind: "Reminder sent"
        case .askForAnother: "The member would rather speak with somebody else"
        case .reply: "The member replied"
        }
    }
}
