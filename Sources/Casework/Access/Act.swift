/// Everything a person can do in Mainstay. A route cannot exist without one of these, and `Records` gives nothing
/// confidential and changes nothing without deciding one.
package enum Act: String, CaseIterable, Sendable, Codable {
    // Officer Support: reading, by layer (ambiguity 2.17)
    case seeOwnWork, seeQueue, seeStatus, seeWorkItem, seePlan, seeStressors, seeConversation, seeJacket, seeOwnItem
    case seeReviewNotes, seeAccessHistory, seeCommand, seePostingReview, seeArrivalHistory
    // Officer Support: doing
    case writeReviewNote, closeDuplicative
    case decideValidity, forwardItem, representItem, guideItem, overseeItem, tellMember, reportDelay, returnPlan, answerItem
    case connectSupports, shareConversation, remind, answerOwnItem, reviewPosting, followPostings
    // Resiliency Support: reading, by layer
    case seeResiliency, seeResiliencyCase, seeIncident, seeContacts, seeOwnCase, seeRSSPlan, seePlanNotes, seeThirdIncident, seeReferral
    case seeResiliencyRegister, seeEvaluation, seeFiledEvaluation
    // Resiliency Support: doing
    case documentIncident, answerIncident, takeOverCase, determineIncident, settleIncident, withdrawIncident, followEmployee
    case initiatePlan, writePlan, assistWithPlan, approvePlan, carryOutPlan, answerOwnPlan, separatePlan
    case answerThirdIncident, watchThirdIncident, referToSection, settleReferral
    case changeResiliencyLists, writeEvaluation, fileEvaluation
    // The supports document
    case seeSupports, draftSupports, publishSupports
    // The data and the model
    case seeRuns, startRun, seeScores
    case seeImports, seeQuarantine, startImport
    // The office
    case seeOwnAccount, changeOwnAccount, fetchOwnCalendar
    case seeOwnNotices, markOwnNotices, seeDeliveries, sendLetters
    case seeAccounts, changeAccounts, seeGrants, changeGrants, designate
    case seeAccessTable, seeTrail, signTrailHead
    case seeRetention, setRetention, seeDestruction, proposeDestruction, confirmDestruction, secondDestruction
    case seeHolds, placeHold, liftHold
    case makeBackup, changeKeys
    case setDemonstrationClock

    package var layer: Layer? {
        switch self {
        case .seeStatus, .seeQueue: .status
        case .seeWorkItem: .indicators
        case .seePlan: .plan
        case .seeStressors: .stressors
        case .seeConversation: .conversation
        case .seeJacket: .jacket
        case .seeReviewNotes, .writeReviewNote: .reviewNotes
        case .seeOwnItem, .seeOwnCase: .own
        case .seeIncident, .seeReferral: .incident
        case .seeContacts: .contacts
        case .seeRSSPlan: .rssPlan
        case .seePlanNotes: .planNotes
        case .seePostingReview, .seeArrivalHistory: .postingReview
        default: nil
        }
    }

    /// What it is, as a table of rights says it.
    package var title: String {
        switch self {
        case .seeOwnWork: "See what waits for oneself"
        case .seeQueue: "See the queue of Work Items"
        case .seeStatus: "See an item's state and clocks"
        case .seeWorkItem: "See an item's indicators and snapshot"
        case .seePlan: "See an Action Plan: prompts and supports"
        case .seeStressors: "See the stressors of a plan"
        case .seeConversation: "See the conversation's record and notes"
        case .seeJacket: "See a member's jacket"
        case .seeOwnItem: "See one's own item"
        case .seeReviewNotes: "See the unit's review notes and papers"
        case .seeAccessHistory: "See who has opened an item or a jacket"
        case .seeCommand: "See a command's items, clocks, shares and figures together"
        case .seePostingReview: "See the review of a member who is new to the command"
        case .seeArrivalHistory: "See the Work Item history of a member who is new to the command: dates, states, risk categories"
        case .writeReviewNote: "Write a review note, attach a paper"
        case .closeDuplicative: "Close an item as duplicative"
        case .decideValidity: "Review an item and decide its validity"
        case .forwardItem: "Forward a valid item"
        case .representItem: "Review an item of the area, assign its overseer, verify, close"
        case .guideItem: "Give guidance on an item"
        case .overseeItem: "Oversee an item: assign the supervisor, review the plan"
        case .tellMember: "Record the in-person notice"
        case .reportDelay: "Report a delay"
        case .returnPlan: "Return a plan for corrections"
        case .answerItem: "Answer an item: respond, talk, write the plan, follow up"
        case .connectSupports: "Connect the member with supports"
        case .shareConversation: "Share the conversation with the area representative"
        case .remind: "Send a reminder"
        case .answerOwnItem: "Reply to one's own item, ask for another supervisor"
        case .reviewPosting: "Review a member who is new to the command"
        case .followPostings: "Raise and end the review of members who are new to a command"
        case .seeResiliency: "See what of the system is one’s own to see"
        case .seeResiliencyCase: "See where an incident stands"
        case .seeIncident: "See an incident and its determination"
        case .seeContacts: "See the contacts about an incident"
        case .seeOwnCase: "See that an incident was discussed with oneself"
        case .seeRSSPlan: "See an RSS action plan"
        case .seePlanNotes: "See the notes, approvals and memorandum of a plan"
        case .seeThirdIncident: "See that a plan is mandatory after three incidents"
        case .seeReferral: "See a referral by the DII"
        case .seeResiliencyRegister: "See the register of all incidents and plans"
        case .seeEvaluation: "See the yearly evaluation as it is drafted"
        case .seeFiledEvaluation: "See the filed yearly evaluations"
        case .documentIncident: "Document an incident"
        case .answerIncident: "Answer an incident: discuss, submit, contact the section, watch"
        case .takeOverCase: "Take over what nobody answers for"
        case .determineIncident: "Determine whether the criteria are met"
        case .settleIncident: "Settle with the supervisor what is needed; withdraw, merge, close"
        case .withdrawIncident: "Withdraw an incident that no longer counts"
        case .followEmployee: "Follow the employee to another unit"
        case .initiatePlan: "Initiate an RSS action plan"
        case .writePlan: "Write an RSS action plan"
        case .assistWithPlan: "Assist with a plan"
        case .approvePlan: "Approve or return a plan or its extension"
        case .carryOutPlan: "Carry out a plan: submit, start, watch, complete"
        case .answerOwnPlan: "Give input to one’s own plan"
        case .separatePlan: "End a plan when the employee has left"
        case .answerThirdIncident: "Answer three incidents within 12 months"
        case .watchThirdIncident: "Ask the Commander for a mandatory plan"
        case .referToSection: "Report an internal investigation to the section"
        case .settleReferral: "Pass a referral on, or set it aside"
        case .changeResiliencyLists: "Keep the lists of criteria and resources"
        case .writeEvaluation: "Draft the yearly evaluation, correct a count"
        case .fileEvaluation: "File the yearly evaluation"
        case .seeSupports: "See the supports document, any edition"
        case .draftSupports: "Draft the next edition of the supports document"
        case .publishSupports: "Publish an edition of the supports document, or record a review without a change"
        case .seeRuns: "See the monthly runs"
        case .startRun: "Start a month"
        case .seeScores: "See the scores of a run"
        case .seeImports: "See imports and the quality of the data"
        case .seeQuarantine: "See rows that were not taken in"
        case .startImport: "Start an import"
        case .seeOwnAccount: "See one's own account and sessions"
        case .changeOwnAccount: "Change one's passphrase, second factor, e-mail address, sessions"
        case .fetchOwnCalendar: "Fetch one's own calendar of what is due"
        case .seeOwnNotices: "See the notices to oneself"
        case .markOwnNotices: "Mark one's own notices as read"
        case .seeDeliveries: "See which letters went out and which did not"
        case .sendLetters: "Send the letters that wait"
        case .seeAccounts: "See the list of accounts"
        case .changeAccounts: "Add, disable and reset accounts"
        case .seeGrants: "See who holds which role"
        case .changeGrants: "Grant and end roles"
        case .designate: "Name a designee for one's own role"
        case .seeAccessTable: "See the table of who may see what"
        case .seeTrail: "Read the trail"
        case .signTrailHead: "Sign the head of the trail"
        case .seeRetention: "See the retention table"
        case .setRetention: "Set a schedule, file disposal authority"
        case .seeDestruction: "See what is due for destruction, and certificates"
        case .proposeDestruction: "Propose a batch for destruction"
        case .confirmDestruction: "Confirm a batch for destruction"
        case .secondDestruction: "Confirm a batch as the second person"
        case .seeHolds: "See litigation holds"
        case .placeHold: "Place a litigation hold"
        case .liftHold: "Lift a litigation hold"
        case .makeBackup: "Back up, restore, check"
        case .changeKeys: "Change the department key"
        case .setDemonstrationClock: "Set the demonstration's clock"
        }
    }
}

/// The layers of a record: each has its own closed list of readers (ambiguity 2.17).
package enum Layer: String, CaseIterable, Sendable, Codable {
    case status, indicators, plan, stressors, conversation, jacket, reviewNotes, own
    // Resiliency Support
    case incident, contacts, rssPlan, planNotes
    // Of a member who is new to a command
    case postingReview

    package var title: String {
        switch self {
        case .status: "1 Status and clocks"
        case .indicators: "2 Indicators and snapshot"
        case .plan: "3 Plan: prompts and supports"
        case .stressors: "4 Stressors"
        case .conversation: "5 Conversation record and notes"
        case .jacket: "Jacket"
        case .reviewNotes: "Review notes and papers of the Officer Support Unit"
        case .own: "The member's own view"
        case .incident: "The incident, its discussion and determination"
        case .contacts: "Contacts with the Officer Wellness Section"
        case .rssPlan: "The RSS action plan"
        case .planNotes: "Notes on the plan, approvals"
        case .postingReview: "The review of a member who is new to the command"
        }
    }
}
