import Casework

/// Where an incident stands (`SRV-017:IV.A` and `IV.B`).
package enum IncidentState: String, WorkflowWord {
    case begun, draft, discussed, underDetermination, criteriaNotMet, criteriaMet, owsContacted, monitoring, activated, closed, withdrawn, merged

    package var title: String {
        switch self {
        case .begun: "Being written"
        case .draft: "Draft"
        case .discussed: "Discussed with the employee"
        case .underDetermination: "With the chain of command"
        case .criteriaNotMet: "Criteria not met"
        case .criteriaMet: "Criteria met, section to be contacted"
        case .owsContacted: "With the Officer Wellness Section"
        case .monitoring: "No action needed, being watched"
        case .activated: "Activated"
        case .closed: "Closed"
        case .withdrawn: "Withdrawn"
        case .merged: "Merged into another report"
        }
    }

    /// From the writing down to the end.
    package static let open: Set<IncidentState> = [.draft, .discussed, .underDetermination, .criteriaNotMet, .criteriaMet, .owsContacted, .monitoring, .activated]
    /// Those the chain of command has found to meet the criteria: they count toward three (ambiguity 3.1).
    package static let counted: Set<IncidentState> = [.criteriaMet, .owsContacted, .monitoring, .activated]
    package static let beforeSubmission: Set<IncidentState> = [.draft, .discussed]
}

/// What can be done to an incident.
package enum IncidentStep: String, WorkflowAct {
    // Supervisor of the employee
    case document, amend, discuss, submit, discard, contactEarly, contact, noteMonitoring, reportRelated, closeNotMet, closeMonitored, takeOver
    // Chain of command
    case findMet, findNotMet
    // Officer Wellness Section
    case logCommunication, settleNoAction, activate, closeActivated, withdraw, merge
    // Mainstay, when the plan that answers it begins or ends, and when the employee's posting changes
    case initiatePlan, planEnded, planDiscarded, move, leave

    package var title: String {
        switch self {
        case .document: "Document an incident"
        case .amend: "Correct the draft"
        case .discuss: "Record the discussion with the employee"
        case .submit: "Submit to the chain of command"
        case .discard: "Discard without submitting"
        case .contactEarly: "Contact the section early"
        case .contact: "Contact the Officer Wellness Section"
        case .noteMonitoring: "Write a monitoring entry"
        case .reportRelated: "Report a related occurrence"
        case .closeNotMet: "Close: the criteria are not met"
        case .closeMonitored: "End the monitoring"
        case .takeOver: "Take over as the employee’s supervisor"
        case .findMet: "Determine that the criteria are met"
        case .findNotMet: "Determine that the criteria are not met"
        case .logCommunication: "Note a communication"
        case .settleNoAction: "Settle jointly: no action needed"
        case .activate: "Settle jointly: activate"
        case .closeActivated: "Close the activated case"
        case .withdraw: "Withdraw the incident"
        case .merge: "Merge into another report of the same event"
        case .initiatePlan: "Initiate an RSS action plan"
        case .planEnded: "Note that the plan has ended"
        case .planDiscarded: "Note that the plan was discarded"
        case .move: "Follow the employee to another unit"
        case .leave: "End the former supervisor’s access"
        }
    }

    package var done: String {
        switch self {
        case .document: "Incident documented"
        case .amend: "Draft corrected"
        case .discuss: "Discussed with the employee"
        case .submit: "Submitted to the chain of command"
        case .discard: "Discarded"
        case .contactEarly: "Section contacted early"
        case .contact: "Officer Wellness Section contacted"
        case .noteMonitoring: "Monitoring entry"
        case .reportRelated: "Related occurrence reported"
        case .closeNotMet: "Closed, criteria not met"
        case .closeMonitored: "Monitoring ended"
        case .takeOver: "Taken over by the employee’s supervisor"
        case .findMet: "Found to meet the criteria"
        case .findNotMet: "Found not to meet the criteria"
        case .logCommunication: "Communication noted"
        case .settleNoAction: "Settled: no action needed"
        case .activate: "Activated"
        case .closeActivated: "Activated case closed"
        case .withdraw: "Withdrawn"
        case .merge: "Merged into another report"
        case .initiatePlan: "An RSS action plan was initiated"
        case .planEnded: "The RSS action plan ended"
        case .planDiscarded: "The RSS action plan was discarded"
        case .move: "Followed the employee to another unit"
        case .leave: "Former supervisor’s access ended"
        }
    }
}
