import Casework

/// Where an RSS action plan stands (`SRV-017:IV.C` to `IV.G`).
package enum PlanState: String, WorkflowWord {
    case begun, draft, submitted, returned, approved, implementing, extensionRequested, completed, notCompleted, separated, discarded

    package var title: String {
        switch self {
        case .begun: "Being written"
        case .draft: "Draft"
        case .submitted: "Waiting for approval"
        case .returned: "Returned for changes"
        case .approved: "Approved, to be started"
        case .implementing: "Being carried out"
        case .extensionRequested: "Extension waits for approval"
        case .completed: "Completed"
        case .notCompleted: "Ended, not completed"
        case .separated: "Ended, the employee has left"
        case .discarded: "Discarded before it was started"
        }
    }

    package static let open: Set<PlanState> = [.draft, .submitted, .returned, .approved, .implementing, .extensionRequested]
    /// Before it was put into effect.
    package static let notStarted: Set<PlanState> = [.draft, .submitted, .returned, .approved]
    package static let beingWritten: Set<PlanState> = [.draft, .returned]
    package static let running: Set<PlanState> = [.implementing, .extensionRequested]
}

/// What can be done to an RSS action plan.
package enum PlanStep: String, WorkflowAct {
    // Supervisor of the employee
    case initiate, edit, submit, start, note, recordMeasure, markCriteria, requestExtension, reviewAfterThree, complete, endNotCompleted, discard, takeOver
    // Officer Wellness Section
    case assist, separate
    // Commander or Division head
    case approve, sendBack, approveExtension, refuseExtension
    // The employee
    case giveInput
    // Mainstay, when something else happens
    case noteRecurrence, move, leave

    package var title: String {
        switch self {
        case .initiate: "Initiate an RSS action plan"
        case .edit: "Write the plan"
        case .submit: "Submit the plan for approval"
        case .start: "Start the plan"
        case .note: "Write a monitoring note"
        case .recordMeasure: "Record how a measure stands"
        case .markCriteria: "Mark criteria as met"
        case .requestExtension: "Ask for an extension"
        case .reviewAfterThree: "Review the plan after a third incident"
        case .complete: "Complete the plan with a memorandum"
        case .endNotCompleted: "End the plan as not completed"
        case .discard: "Discard the plan"
        case .takeOver: "Take over as the employee’s supervisor"
        case .assist: "Record the section’s assistance"
        case .separate: "End the plan: the employee has left"
        case .approve: "Approve the plan"
        case .sendBack: "Return the plan for changes"
        case .approveExtension: "Approve the extension"
        case .refuseExtension: "Refuse the extension"
        case .giveInput: "Write your input"
        case .noteRecurrence: "Note a recurrence"
        case .move: "Follow the employee to another unit"
        case .leave: "End the former supervisor’s access"
        }
    }

    package var done: String {
        switch self {
        case .initiate: "Plan initiated"
        case .edit: "Plan written"
        case .submit: "Submitted for approval"
        case .start: "Put into effect"
        case .note: "Monitoring note"
        case .recordMeasure: "Measure recorded"
        case .markCriteria: "Criteria marked as met"
        case .requestExtension: "Extension asked for"
        case .reviewAfterThree: "Reviewed after a third incident"
        case .complete: "Completed; memorandum sent to the OWS Supervisor"
        case .endNotCompleted: "Ended, not completed"
        case .discard: "Discarded before it was started"
        case .takeOver: "Taken over by the employee’s supervisor"
        case .assist: "Assisted by the section"
        case .separate: "Ended, the employee has left"
        case .approve: "Approved"
        case .sendBack: "Returned for changes"
        case .approveExtension: "Extension approved"
        case .refuseExtension: "Extension refused"
        case .giveInput: "Input by the employee"
        case .noteRecurrence: "A new incident was documented"
        case .move: "Followed the employee to another unit"
        case .leave: "Former supervisor’s access ended"
        }
    }
}
