import Casework
import Directives

/// Where the duty stands that three incidents within 12 months give rise to.
package enum ThirdIncidentState: String, WorkflowWord {
    case begun, waiting, answered, lapsed

    package var title: String {
        switch self {
        case .begun: "Being raised"
        case .waiting: "A plan is mandatory"
        case .answered: "Answered"
        case .lapsed: "Lapsed"
        }
    }
}

package enum ThirdIncidentStep: String, WorkflowAct {
    case raise, askCommander, initiatePlan, planReviewed, lapse, move

    package var title: String {
        switch self {
        case .raise: "Raise the mandatory plan"
        case .askCommander: "Ask the Commander"
        case .initiatePlan: "Initiate or review an RSS action plan"
        case .planReviewed: "Note that the running plan was reviewed"
        case .lapse: "Let it lapse"
        case .move: "Follow the employee to another unit"
        }
    }

    package var done: String {
        switch self {
        case .raise: "Three incidents within 12 months"
        case .askCommander: "The Commander was asked"
        case .initiatePlan: "A plan was initiated"
        case .planReviewed: "The running plan was reviewed"
        case .lapse: "Lapsed"
        case .move: "Followed the employee to another unit"
        }
    }
}

/// Three incidents within 12 months demand a plan: of the present supervisor (`SRV-017:III.C.5`), and the section sees that
/// it comes (`SRV-017:IV.D.4`). It holds dates and criteria alone: incidents of other units are not opened by it
/// (ambiguity 3.2).
package enum ThirdIncidentLife: Workflow {
    package typealias State = ThirdIncidentState
    package typealias Step = ThirdIncidentStep
    package struct World: Sendable { package init() {} }

    package static let kind = CaseKind.thirdIncident
    package static let title = "Three incidents within 12 months"
    package static let initial = ThirdIncidentState.begun
    package static let ends: Set<ThirdIncidentState> = [.answered, .lapsed]

    package static let rows: [WorkflowRow<ThirdIncidentLife>] = [
        .init(
            .raise, from: [.begun], to: .waiting, by: .followEmployee,
            asks: [Prompt("incidents", "Incidents, by date and criterion", .lines, cites: "SRV-017:III.C.5")],
            tells: [
                .init(.role(.resiliencySupervisor), "asks for an RSS action plan"), .init(.role(.owsSupervisor), "asks for an RSS action plan"),
                .init(.role(.owsAdministrativeCoordinator), "asks for an RSS action plan"),
            ], cites: "SRV-017:III.C.5", also: ["SRV-017:IV.D.4"],
            "Mainstay counts on the section’s register, over all units, as soon as an incident is found to meet the criteria."),
        .init(
            .initiatePlan, from: [.waiting], to: .answered, by: .answerThirdIncident,
            asks: [Prompt("plan", "Plan", .line, cites: "SRV-017:III.C.5")],
            tells: [.init(.role(.owsSupervisor), "was answered by a plan")], cites: "SRV-017:III.C.5",
            also: ["SRV-017:IV.D.4"], "A plan that is initiated answers it; Mainstay notes it with the plan’s first step."),
        .init(
            .planReviewed, from: [.waiting], to: .answered, by: .followEmployee,
            asks: [Prompt("plan", "Plan", .line, cites: "SRV-017:IV.F#2")],
            tells: [.init(.role(.owsSupervisor), "was answered by the review of the running plan")], cites: "SRV-017:IV.F#2",
            "While a plan runs, its review or extension answers it."),
        .init(
            .askCommander, from: [.waiting], by: .watchThirdIncident,
            asks: [Prompt("words", "What is asked", .text, cites: "SRV-017:IV.D.4")], marks: [.commanderAsked],
            tells: [.init(.role(.workUnitCommander), "waits for a plan: the section asks you to see to it"), .init(.role(.divisionHead), "waits for a plan: the section asks you to see to it")],
            cites: "SRV-017:IV.D.4", "Where no plan comes, the section asks the Commander (ambiguity 3.2)."),
        .init(
            .lapse, from: [.waiting], to: .lapsed, by: .followEmployee,
            tells: [.init(.role(.owsSupervisor), "lapsed: no plan is owed any more")], cites: "SRV-017:III.C.5",
            "An incident that is withdrawn or merged stops counting, and no plan is owed for an employee who has left."),
        .init(
            .move, from: [.waiting], by: .followEmployee, asks: [Prompt("unit", "Unit", .line, cites: "SRV-017:III.C.5")], clears: [.commanderAsked],
            tells: [.init(.role(.resiliencySupervisor), "came to your unit with the employee")], cites: "SRV-017:III.C.5",
            "The duty is the present supervisor’s."),
    ]

    package static let deadlines: [Deadline<ThirdIncidentLife>] = []

    package static func leadsOn(_ step: ThirdIncidentStep, _ file: CaseFile<ThirdIncidentLife>) -> Bool { step == .initiatePlan }
}
