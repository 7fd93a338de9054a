import Casework
import Directives

/// Where a referral by the Division of Internal Investigation stands (`SRV-017:III.B`).
package enum ReferralState: String, WorkflowWord {
    case begun, received, passed, setAside

    package var title: String {
        switch self {
        case .begun: "Being written"
        case .received: "Received by the section"
        case .passed: "Passed to the supervisor"
        case .setAside: "Set aside"
        }
    }
}

package enum ReferralStep: String, WorkflowAct {
    case refer, pass, putAside, leave

    package var title: String {
        switch self {
        case .refer: "Report an internal investigation"
        case .pass: "Pass to the employee’s supervisor"
        case .putAside: "Set aside"
        case .leave: "End the former supervisor’s access"
        }
    }

    package var done: String {
        switch self {
        case .refer: "Reported by the DII"
        case .pass: "Passed to the employee’s supervisor"
        case .putAside: "Set aside"
        case .leave: "Former supervisor’s access ended"
        }
    }
}

package struct ReferralWorld: Sendable {
    package var isEmployed = true
    package var supervisors: [NamedPerson] = []
    package init() {}
}

/// The DII may report; it reads nothing here and never learns what became of it (ambiguity 3.12). A referral becomes an
/// incident only when a supervisor documents one.
package enum ReferralLife: Workflow {
    package typealias State = ReferralState
    package typealias Step = ReferralStep
    package typealias World = ReferralWorld

    package static let kind = CaseKind.referral
    package static let title = "A referral by the Division of Internal Investigation"
    package static let initial = ReferralState.begun
    package static let ends: Set<ReferralState> = [.passed, .setAside]

    package static let rows: [WorkflowRow<ReferralLife>] = [
        .init(
            .refer, from: [.begun], to: .received, by: .referToSection,
            asks: [
                Prompt("reference", "Number of the investigation", .line, in: .incident, cites: "SRV-017:III.B"),
                Prompt("day", "Date", .day, in: .incident, cites: "SRV-017:III.B"),
                Prompt("words", "What the section should know", .text, in: .incident, required: false, hint: "No evidence and no statement of the investigation.", cites: "SRV-017:III.B"),
            ],
            when: [
                Guard("the employee serves today", cites: "SRV-017:I.A", else: "The personnel register shows that this person has left.") { $0.world.isEmployed },
                Guard("the date has come", cites: "SRV-017:III.B") { question in
                    question.entered.day("day").map { $0 > question.today } == true ? [Objection("The date given has not come yet.", cites: "SRV-017:III.B", field: "day")] : []
                },
            ],
            tells: [.init(.role(.owsSupervisor), "was received from the DII"), .init(.role(.owsAdministrativeCoordinator), "was received from the DII")],
            cites: "SRV-017:III.B", "The DII reports an investigation as it judges appropriate. It is one way: nothing comes back."),
        .init(
            .pass, from: [.received, .passed], to: .passed, by: .settleReferral,
            asks: [
                Prompt("supervisor", "Supervisor", .oneOf("supervisors"), cites: "SRV-017:III.B"),
                Prompt("words", "What is asked of the supervisor", .text, in: .incident, cites: "SRV-017:III.B"),
            ], appoints: [.employeesSupervisor: "supervisor"],
            tells: [.init(.post(.employeesSupervisor), "was passed to you: weigh whether to document an incident")], cites: "SRV-017:III.B",
            "The supervisor weighs it and documents an incident, or does not."),
        .init(
            .putAside, from: [.received], to: .setAside, by: .settleReferral, asks: [Prompt("reason", "Reason", .text, in: .incident, cites: "SRV-017:III.B")],
            cites: "SRV-017:III.B", "The section sees no reason to pass it on."),
        .init(
            .leave, from: ends, by: .followEmployee, relieves: [.employeesSupervisor], cites: "SRV-017:IV.I",
            "A referral stays with the section alone once its supervisor no longer supervises the employee."),
    ]

    package static let deadlines: [Deadline<ReferralLife>] = []

    package static func choices(_ source: String, _ file: CaseFile<ReferralLife>, _ world: ReferralWorld) -> [Prompt.Choice] {
        source == "supervisors" ? world.supervisors.map(\.choice) : []
    }

    package static func leadsOn(_ step: ReferralStep, _ file: CaseFile<ReferralLife>) -> Bool { file.state == .received && (step == .pass || step == .putAside) }
}
