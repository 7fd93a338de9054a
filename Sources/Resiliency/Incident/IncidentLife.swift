import Casework
import Directives

/// The life of an incident, from a supervisor's worry to its closing, as `SRV-017:IV.A` and `IV.B` tell it. It never leads to
/// discipline, and none of its steps waits for one (`SRV-017:I.A.2`).
package enum IncidentLife: Workflow {
    package typealias State = IncidentState
    package typealias Step = IncidentStep
    package typealias World = IncidentWorld

    package static let kind = CaseKind.incident
    package static let title = "The life of an RSS incident"
    package static let initial = IncidentState.begun
    package static let ends: Set<IncidentState> = [.closed, .withdrawn, .merged]

    package static let rows: [WorkflowRow<IncidentLife>] = supervisorRows + chainRows + sectionRows + planRows + watchRows + otherRows

    /// What every page and print of the program says (`SRV-017:I.A.1`).
    package static let statement =
        "The Resiliency Support System helps. It is not designed as a tool for discipline, and it does not take the place of a supervisor who cares."

    // MARK: The supervisor (IV.A)

    private static let supervisorRows: [WorkflowRow<IncidentLife>] = [
        .init(
            .document, from: [.begun], to: .draft, by: .documentIncident, asks: IncidentAsk.incident,
            when: [.employed, .ownChain, .dated], takes: [.employeesSupervisor], cites: "SRV-017:IV.A",
            also: ["SRV-017:III.C.1", "SRV-017:I.A", "SRV-017:II.E"] + Criterion.allCases.map(\.cites),
            "The supervisor writes down what happened and which criteria support the belief that support is warranted."),
        .init(
            .amend, from: IncidentState.beforeSubmission, by: .answerIncident, asks: IncidentAsk.incident, when: [.dated],
            cites: "SRV-017:IV.A", "Until it is submitted, the draft can be corrected. What was written first stays in the log."),
        .init(
            .discuss, from: [.draft], to: .discussed, by: .answerIncident, asks: [IncidentAsk.discussed, IncidentAsk.discussedBy, IncidentAsk.discussion],
            when: [.discussionIsOver], marks: [.discussed], cites: "SRV-017:IV.A#2", "The supervisor talks the incident over with the employee."),
        .init(
            .submit, from: [.discussed], to: .underDetermination, by: .answerIncident, asks: [IncidentAsk.evaluated, IncidentAsk.reasoning],
            when: [.employed], marks: [.underDetermination],
            tells: [
                .init(.role(.resiliencyChain), "waits for the determination whether the criteria are met"),
                .init(.role(.workUnitCommander), "waits for the determination whether the criteria are met"),
            ], cites: "SRV-017:II.G",
            also: ["SRV-017:IV.B"], "Each incident is weighed with care before it is submitted."),
        .init(
            .discard, from: IncidentState.beforeSubmission, to: .withdrawn, by: .answerIncident, asks: [IncidentAsk.discardReason], cites: "SRV-017:II.G",
            "On reflection it is not submitted. It counts for nothing and goes with the employee’s other records."),
        .init(
            .contactEarly, from: IncidentState.open.subtracting([.owsContacted, .criteriaMet]), by: .answerIncident,
            asks: [IncidentAsk.purpose, IncidentAsk.contactedWith, IncidentAsk.contactDay, IncidentAsk.contactWords], when: [.dayHasCome],
            tells: [.init(.role(.owsSupervisor), "has an early contact for you"), .init(.role(.owsAdministrativeCoordinator), "has an early contact for you")],
            cites: "SRV-017:III.C.2", "The section gives early guidance at any time. Each contact is counted, without a name."),
        .init(
            .contact, from: [.criteriaMet], to: .owsContacted, by: .answerIncident,
            asks: [IncidentAsk.purpose, IncidentAsk.contactedWith, IncidentAsk.contactDay, IncidentAsk.contactWords], when: [.dayHasCome],
            tells: [
                .init(.role(.owsSupervisor), "was brought to the section: settle it with the supervisor"),
                .init(.role(.owsAdministrativeCoordinator), "was brought to the section: settle it with the supervisor"),
            ], cites: "SRV-017:IV.B", also: ["SRV-017:III.C.2"],
            "Once the criteria are met, the supervisor contacts the Officer Wellness Section."),
    ]

    // MARK: The chain of command (IV.B)

    private static let chainRows: [WorkflowRow<IncidentLife>] = [
        .init(
            .findMet, from: [.underDetermination], to: .criteriaMet, by: .determineIncident, asks: [IncidentAsk.determination], when: [.notTheSupervisor],
            clears: [.underDetermination],
            tells: [.init(.post(.employeesSupervisor), "was found to meet the criteria: contact the Officer Wellness Section")], cites: "SRV-017:IV.B",
            also: ["SRV-017:III.C.5", "SRV-017:IV.D.4"],
            "The chain of command determines that the criteria are met. From now on the incident counts toward three within 12 months."),
        .init(
            .findNotMet, from: [.underDetermination], to: .criteriaNotMet, by: .determineIncident, asks: [IncidentAsk.determination],
            when: [.notTheSupervisor], clears: [.underDetermination],
            tells: [.init(.post(.employeesSupervisor), "was found not to meet the criteria: close it")], cites: "SRV-017:IV.B",
            "The determination is final. The incident counts for nothing."),
    ]

    // MARK: The Officer Wellness Section (III.A, III.C.3)

    private static let settles = [IncidentAsk.withSupervisor, IncidentAsk.withSection, IncidentAsk.settledDay]

    private static let sectionRows: [WorkflowRow<IncidentLife>] = [
        .init(
            .settleNoAction, from: [.owsContacted], to: .monitoring, by: .settleIncident, asks: settles + [IncidentAsk.settledWords],
            when: [.bothTakePart, .dayHasCome],
            tells: [.init(.post(.employeesSupervisor), "needs no action: watch it closely and report what may be related")], cites: "SRV-017:III.C.3",
            also: ["SRV-017:IV.B#2"], "Supervisor and section find together that no action is needed."),
        .init(
            .activate, from: [.owsContacted, .monitoring], to: .activated, by: .settleIncident, asks: settles + [IncidentAsk.outcome, IncidentAsk.settledWords],
            when: [.bothTakePart, .dayHasCome],
            tells: [
                .init(.post(.employeesSupervisor), "was activated: where a plan is recommended, initiate it"),
                .init(.role(.owsSupervisor), "was activated: assist with the plan"),
            ], cites: "SRV-017:III.C.3", also: ["SRV-017:IV.C", "SRV-017:III.A.1"],
            "Supervisor and section settle together that help is needed. Activation is counted, without a name."),
        .init(
            .logCommunication, from: IncidentState.open, by: .settleIncident,
            asks: [IncidentAsk.contactDay, IncidentAsk.parties, IncidentAsk.service, IncidentAsk.summary, IncidentAsk.byEmployee], when: [.dayHasCome], cites: "SRV-017:III.A.3",
            "The section coordinates between employee and supervisor, and notes what was said about which service."),
        .init(
            .closeActivated, from: [.activated], to: .closed, by: .settleIncident, asks: [IncidentAsk.closingReason], when: [.noOpenPlan],
            tells: [.init(.post(.employeesSupervisor), "was closed")], cites: "SRV-017:III.C.3", "The section closes a case once no plan is open on it."),
        .init(
            .withdraw, from: IncidentState.counted.union([.closed]), to: .withdrawn, by: .withdrawIncident, asks: [IncidentAsk.withdrawReason, IncidentAsk.withdrawWords],
            when: [.hasCounted, .noPlanRestsOnIt], tells: [.init(.post(.employeesSupervisor), "was withdrawn")], cites: "SRV-017:IV.A.7",
            "A complaint that was later found unfounded stops counting."),
        .init(
            .merge, from: IncidentState.open, to: .merged, by: .settleIncident, asks: [IncidentAsk.other], when: [.noPlanRestsOnIt],
            clears: [.underDetermination],
            tells: [.init(.post(.employeesSupervisor), "was merged into another report of the same event")], cites: "SRV-017:III.A.2",
            "Two reports of one event are one incident; this one ends, the other goes on."),
    ]

    // MARK: The plan that answers it (III.C.4)

    private static let planRows: [WorkflowRow<IncidentLife>] = [
        .init(
            .initiatePlan, from: [.activated], by: .answerIncident, asks: [IncidentAsk.plan], cites: "SRV-017:III.C.4", also: ["SRV-017:II.F"],
            "Where a plan is recommended, the supervisor initiates it; Mainstay notes it here with the plan’s first step."),
        .init(
            .planEnded, from: [.activated], by: .followEmployee, asks: [IncidentAsk.plan], cites: "SRV-017:IV.E",
            "Once its plan has ended, the section is asked to close the case; Mainstay notes it by itself."),
        .init(
            .planDiscarded, from: [.activated], by: .followEmployee, asks: [IncidentAsk.plan], cites: "SRV-017:III.C.4",
            "A plan that is discarded before it takes effect answers nothing: the recommended one is still to be initiated."),
    ]

    // MARK: Watching (IV.B#2)

    private static let watchRows: [WorkflowRow<IncidentLife>] = [
        .init(
            .noteMonitoring, from: [.monitoring], by: .answerIncident, asks: [IncidentAsk.watched, IncidentAsk.watchedWords], when: [.dayHasCome],
            cites: "SRV-017:IV.B#2", "The supervisor watches closely and writes down what was observed."),
        .init(
            .reportRelated, from: [.monitoring], by: .answerIncident, asks: [IncidentAsk.relatedDay, IncidentAsk.relatedWords], when: [.dayHasCome],
            tells: [
                .init(.role(.owsSupervisor), "has a related occurrence"), .init(.role(.owsAdministrativeCoordinator), "has a related occurrence"),
            ], cites: "SRV-017:IV.B#3", "Whatever may be related is reported to the section."),
        .init(
            .closeMonitored, from: [.monitoring], to: .closed, by: .answerIncident, asks: [IncidentAsk.endReason],
            tells: [.init(.role(.owsAdministrativeCoordinator), "is no longer watched: it was closed")], cites: "SRV-017:IV.B#2",
            "The directive gives no end; the supervisor ends the watch with a reason (our reading)."),
        .init(
            .closeNotMet, from: [.criteriaNotMet], to: .closed, by: .answerIncident, cites: "SRV-017:IV.B",
            "The supervisor closes what does not meet the criteria."),
    ]

    // MARK: Who answers for it

    private static let otherRows: [WorkflowRow<IncidentLife>] = [
        .init(
            .takeOver, from: IncidentState.open, by: .takeOverCase, takes: [.employeesSupervisor],
            clears: [.vacant], cites: "SRV-017:III.C.1", "Whoever supervises the employee now takes the open incident over."),
        .init(
            .move, from: IncidentState.open, by: .followEmployee, asks: [IncidentAsk.unit], relieves: [.employeesSupervisor],
            marks: [.vacant], tells: [.init(.role(.resiliencySupervisor), "came to your unit with the employee: take it over")], cites: "SRV-017:III.C.1",
            "When the employee changes units, or the supervisor no longer supervises there, the former supervisor’s access ends at once."),
        .init(
            .leave, from: ends, by: .followEmployee, relieves: [.employeesSupervisor], cites: "SRV-017:IV.I",
            "A closed incident stays with the section alone once its supervisor no longer supervises the employee."),
    ]

    // MARK: Clocks

    package static let deadlines: [Deadline<IncidentLife>] = [
        Deadline(
            ClockRule(key: "monitoring", title: "Write a monitoring entry", holder: "Supervisor of the employee", limit: .interval(30), cites: "SRV-017:IV.B#2"),
            starts: [.step(.settleNoAction), .step(.noteMonitoring)], stops: [.noteMonitoring, .activate, .closeMonitored], restarts: true,
            holders: [.post(.employeesSupervisor)])
    ]

    package static func choices(_ source: String, _ file: CaseFile<IncidentLife>, _ world: IncidentWorld) -> [Prompt.Choice] {
        switch source {
        case "criteria":
            Criterion.allCases.map { Prompt.Choice($0.rawValue, $0.title, note: $0.cites.spoken) }
                + world.added.sorted { $0.value < $1.value }.map { Prompt.Choice($0.key, $0.value, note: "Added by the section") }
        case "supervisors": world.supervisors.map(\.choice)
        case "section": world.section.map(\.choice)
        case "others": world.others
        default: []
        }
    }

    package static func leadsOn(_ step: IncidentStep, _ file: CaseFile<IncidentLife>) -> Bool {
        switch step {
        case .discuss, .submit, .findMet, .findNotMet, .contact, .settleNoAction, .closeNotMet, .noteMonitoring: true
        case .activate: file.state == .owsContacted
        case .initiatePlan: file.awaitsPlan
        case .closeActivated: file.isThroughItsPlan
        case .takeOver: file.marks.contains(.vacant)
        default: false
        }
    }

    /// Whoever wrote it down is not asked to determine it.
    package static func refused(_ step: IncidentStep, _ file: CaseFile<IncidentLife>) -> Set<String> {
        [.findMet, .findNotMet].contains(step) ? file.authors : []
    }

    package static func layer(of step: IncidentStep) -> Layer {
        switch step {
        case .contactEarly, .logCommunication: .contacts
        case .noteMonitoring, .reportRelated, .amend: .incident
        default: .status
        }
    }

    /// The employee is told in person, by the discussion; no notice tells of an incident (`SRV-017:IV.I`).
    package static func tellsSubject(_ file: CaseFile<IncidentLife>) -> Bool { false }
}
