import Directives

/// Who may see and do what in the Resiliency Support System (SRV-017, ambiguities 3.2 to 3.17).
///
/// The information is private and kept in strictest confidence (`SRV-017:IV.I`): the supervisor who answers for it, the chain
/// of command while it decides, the Officer Wellness Section, and of a plan the employee. A former supervisor holds no post
/// and sees nothing; the DII sends and never reads; Regional Coordinators have no part.
extension Access {
    private static let section: [AccessRow.Who] = [.role(.owsSupervisor), .role(.owsAdministrativeCoordinator)]
    private static let approvers: [AccessRow.Who] = [.role(.workUnitCommander), .role(.divisionHead)]
    private static let chain: [AccessRow.Who] = [.role(.resiliencyChain)] + approvers

    static let resiliencyRows: [AccessRow] = [
        AccessRow(
            .seeResiliency, by: [.everyone],
            "The page lists what is yours to see, and nothing else.", cites: "SRV-017:I.A"),

        // The incident, by layer
        AccessRow(
            .seeResiliencyCase, .seeIncident, .seeContacts, by: section,
            "The Officer Wellness Section keeps the documentation and records of the system.", cites: "SRV-017:III.A.2"),
        AccessRow(
            .seeResiliencyCase, .seeIncident, .seeContacts, by: [.post(.employeesSupervisor)],
            "You answer for it as the employee’s supervisor.", cites: "SRV-017:III.C.1"),
        AccessRow(
            .seeResiliencyCase, .seeIncident, by: chain, when: [.open, .underDetermination],
            "The chain of command determines whether the criteria are met.", cites: "SRV-017:IV.B"),
        AccessRow(
            .seeResiliencyCase, by: [.role(.resiliencySupervisor)], when: [.open, .vacant],
            "You supervise in the employee’s unit, and nobody answers for it.", cites: "SRV-017:III.C.1"),
        AccessRow(
            .documentIncident, by: [.role(.resiliencySupervisor)],
            "A supervisor documents incidents of employees in the own chain of command.", cites: "SRV-017:III.C.1"),
        AccessRow(
            .answerIncident, by: [.post(.employeesSupervisor)], when: [.open],
            "You answer for it as the employee’s supervisor.", cites: "SRV-017:III.C.1"),
        AccessRow(
            .takeOverCase, by: [.role(.resiliencySupervisor)], when: [.open, .vacant],
            "You supervise in the employee’s unit, and nobody answers for it.", cites: "SRV-017:III.C.1"),
        AccessRow(
            .determineIncident, by: chain, when: [.open, .underDetermination],
            "The chain of command determines whether the criteria are met.", cites: "SRV-017:IV.B"),
        AccessRow(
            .settleIncident, by: section, when: [.open],
            "The section works with the supervisor on what is needed.", cites: "SRV-017:III.C.3"),
        AccessRow(
            .withdrawIncident, by: section,
            "The section withdraws what was later found unfounded, also after it was closed.", cites: "SRV-017:IV.A.7"),
        AccessRow(
            .followEmployee, by: [.role(.console)],
            "Mainstay follows the personnel register by itself.", cites: "SRV-017:IV.I"),
        AccessRow(
            .seeOwnCase, by: [.subject], when: [.discussed],
            "Your supervisor discussed it with you.", cites: "SRV-017:IV.A#2"),

        // The plan
        AccessRow(
            .seeRSSPlan, .seePlanNotes, by: section,
            "The Officer Wellness Section assists with the plan and keeps it.", cites: "SRV-017:IV.C"),
        AccessRow(
            .seeRSSPlan, .seePlanNotes, by: [.post(.employeesSupervisor)],
            "You write the plan and put it into effect.", cites: "SRV-017:III.C.4"),
        AccessRow(
            .seeRSSPlan, .seePlanNotes, by: approvers, when: [.open],
            "The work unit Commander or Division head approves the plan.", cites: "SRV-017:III.D"),
        AccessRow(
            .seeRSSPlan, by: [.role(.resiliencyChain)], when: [.open],
            "The chain of command sees that the plan is followed.", cites: "SRV-017:IV.F"),
        AccessRow(
            .seeRSSPlan, by: [.role(.resiliencySupervisor)], when: [.open, .vacant],
            "You supervise in the employee’s unit, and nobody answers for the plan.", cites: "SRV-017:III.C.4"),
        AccessRow(
            .seeRSSPlan, by: [.subject], when: [.implemented],
            "It is your plan: its criteria, its period, its measures.", cites: "SRV-017:IV.C#2"),
        AccessRow(
            .initiatePlan, by: [.role(.resiliencySupervisor)],
            "The supervisor writes the plan.", cites: "SRV-017:II.F"),
        AccessRow(
            .writePlan, by: [.post(.employeesSupervisor)] + section, when: [.open],
            "Supervisor and section develop the plan together.", cites: "SRV-017:IV.C"),
        AccessRow(
            .assistWithPlan, .separatePlan, by: section, when: [.open],
            "The section assists with the plan.", cites: "SRV-017:II.F"),
        AccessRow(
            .approvePlan, by: approvers, when: [.open, .awaitsApproval],
            "The work unit Commander or Division head gives the final approval.", cites: "SRV-017:III.D"),
        AccessRow(
            .carryOutPlan, by: [.post(.employeesSupervisor)], when: [.open],
            "The supervisor implements the plan.", cites: "SRV-017:III.C.4"),
        AccessRow(
            .answerOwnPlan, by: [.subject], when: [.implemented, .open],
            "Your input to the plan is recommended.", cites: "SRV-017:IV.C#2"),

        // Three within 12 months
        AccessRow(
            .seeThirdIncident, by: section,
            "The section is aware of three incidents within 12 months.", cites: "SRV-017:IV.D.4"),
        AccessRow(
            .seeThirdIncident, .answerThirdIncident, by: [.role(.resiliencySupervisor)], when: [.open],
            "The present supervisor initiates the plan.", cites: "SRV-017:III.C.5"),
        AccessRow(
            .seeThirdIncident, by: approvers, when: [.open, .commanderAsked],
            "The section asked you to see to the plan.", cites: "SRV-017:IV.D.4"),
        AccessRow(
            .answerThirdIncident, .watchThirdIncident, by: section, when: [.open],
            "The section sees that the plan is initiated.", cites: "SRV-017:IV.D.4"),

        // Referrals by the DII
        AccessRow(
            .referToSection, by: [.role(.dii)],
            "The DII may report internal investigations to the section, and reads nothing here.", cites: "SRV-017:III.B"),
        AccessRow(
            .seeReferral, by: section,
            "Reports by the DII come to the section.", cites: "SRV-017:III.B"),
        AccessRow(
            .seeReferral, by: [.post(.employeesSupervisor)],
            "The section passed it to you.", cites: "SRV-017:III.B"),
        AccessRow(
            .settleReferral, by: section, when: [.open],
            "Reports by the DII come to the section.", cites: "SRV-017:III.B"),

        // The register, the catalogue, the yearly evaluation
        AccessRow(
            .seeResiliencyRegister, by: section,
            "The confidential database tracks every incident, and opens for the section alone.", cites: "SRV-017:IV.J.1"),
        AccessRow(
            .changeResiliencyLists, by: section,
            "The section administers the system: its criteria and its resources.", cites: "SRV-017:III.A.1"),
        AccessRow(
            .seeEvaluation, .writeEvaluation, by: section,
            "The section evaluates the program every year.", cites: "SRV-017:IV.J.2"),
        AccessRow(
            .fileEvaluation, by: [.role(.owsAdministrativeCoordinator)],
            "The OWS Administrative Coordinator provides the report.", cites: "SRV-017:IV.J.2"),
        AccessRow(
            .seeFiledEvaluation, by: section + [.role(.chiefOfStaff)],
            "The report is provided to the Chief of Staff.", cites: "SRV-017:IV.J.2"),
    ]
}
