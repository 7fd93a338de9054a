import Casework
import Directives

/// The life of an RSS action plan, from its initiation to its completion, as `SRV-017:IV.C` to `IV.G` tell it.
package enum PlanLife: Workflow {
    package typealias State = PlanState
    package typealias Step = PlanStep
    package typealias World = PlanWorld

    package static let kind = CaseKind.resiliencyPlan
    package static let title = "The life of an RSS action plan"
    package static let initial = PlanState.begun
    package static let ends: Set<PlanState> = [.completed, .notCompleted, .separated, .discarded]

    package static let rows: [WorkflowRow<PlanLife>] = writingRows + approvalRows + runningRows + endRows + otherRows

    // MARK: Writing (II.F, IV.C, IV.D)

    private static let writingRows: [WorkflowRow<PlanLife>] = [
        .init(
            .initiate, from: [.begun], to: .draft, by: .initiatePlan, asks: [PlanAsk.activated] + PlanAsk.content,
            when: [.employed, .activatedCase, .noOtherPlan, .forSwornOnly, .periodFits], takes: [.employeesSupervisor],
            tells: [
                .init(.role(.owsSupervisor), "was initiated: assist with it"), .init(.role(.owsAdministrativeCoordinator), "was initiated: assist with it"),
            ], cites: "SRV-017:II.F", also: ["SRV-017:IV.D.1", "SRV-017:III.C.5", "SRV-017:IV.C"],
            "The supervisor begins the plan for an activated incident. Any one incident is enough; after three within 12 months it is mandatory."),
        .init(
            .edit, from: PlanState.beingWritten, by: .writePlan, asks: PlanAsk.content, when: [.forSwornOnly, .periodFits],
            tells: [.init(.post(.employeesSupervisor), "was edited by the section"), .init(.role(.owsSupervisor), "was edited")], cites: "SRV-017:IV.C",
            also: ["SRV-017:IV.C.1", "SRV-017:IV.C.2", "SRV-017:IV.C.3", "SRV-017:IV.D.3", "SRV-017:IV.D.3#2"],
            "Supervisor and section write the plan together: criteria, period, measures, the employee’s input."),
        .init(
            .assist, from: PlanState.beingWritten.union(PlanState.running).union([.approved]), by: .assistWithPlan, asks: [PlanAsk.assistance],
            tells: [.init(.post(.employeesSupervisor), "has the section’s assistance")], cites: "SRV-017:II.F", also: ["SRV-017:IV.C"],
            "A member of the section assists, and is named by this entry."),
        .init(
            .submit, from: PlanState.beingWritten, to: .submitted, by: .carryOutPlan, asks: [PlanAsk.checked],
            when: [.hasCriteria, .hasPeriod, .sectionAssisted, .inputOrReason, .resourcesAreVetted, .stillSworn], marks: [.awaitsApproval],
            tells: [
                .init(.role(.workUnitCommander), "waits for your approval"), .init(.role(.divisionHead), "waits for your approval"),
            ], cites: "SRV-017:III.D", also: ["SRV-017:IV.D.2", "SRV-017:IV.D.2#2", "SRV-017:IV.C#2", "SRV-017:IV.C.3.d"],
            "The plan goes to the work unit Commander or the Division head."),
    ]

    // MARK: Approval (III.D)

    private static let approvalRows: [WorkflowRow<PlanLife>] = [
        .init(
            .approve, from: [.submitted], to: .approved, by: .approvePlan, asks: [PlanAsk.approvalWords], when: [.notTheAuthor], clears: [.awaitsApproval],
            tells: [.init(.post(.employeesSupervisor), "was approved: start it"), .init(.role(.owsSupervisor), "was approved")], cites: "SRV-017:III.D",
            "The final approval, before anything of the plan takes effect."),
        .init(
            .sendBack, from: [.submitted], to: .returned, by: .approvePlan, asks: [PlanAsk.corrections], when: [.notTheAuthor], clears: [.awaitsApproval],
            tells: [.init(.post(.employeesSupervisor), "was returned for changes"), .init(.role(.owsSupervisor), "was returned for changes")],
            cites: "SRV-017:III.D", "The plan goes back with what has to change."),
        .init(
            .approveExtension, from: [.extensionRequested], to: .implementing, by: .approvePlan, asks: [PlanAsk.approvalWords], when: [.notTheAuthor],
            clears: [.awaitsApproval],
            tells: [
                .init(.post(.employeesSupervisor), "was extended"), .init(.role(.owsSupervisor), "was extended"), .init(.subject, "has a new last day"),
            ], cites: "SRV-017:IV.G", also: ["SRV-017:III.D"], "An extension needs the approval again; the old dates stay in the log."),
        .init(
            .refuseExtension, from: [.extensionRequested], to: .implementing, by: .approvePlan, asks: [PlanAsk.corrections], when: [.notTheAuthor],
            clears: [.awaitsApproval], tells: [.init(.post(.employeesSupervisor), "was not extended")], cites: "SRV-017:IV.G",
            "The plan goes on with the end it had."),
    ]

    // MARK: Carrying it out (III.C.4, IV.F)

    private static let runningRows: [WorkflowRow<PlanLife>] = [
        .init(
            .start, from: [.approved], to: .implementing, by: .carryOutPlan, asks: [PlanAsk.started, PlanAsk.told], when: [.startsAfterApproval],
            marks: [.implemented],
            tells: [.init(.subject, "has a page of its own for you"), .init(.role(.owsSupervisor), "was started")], cites: "SRV-017:III.C.4",
            "The supervisor puts the approved plan into effect. From now on the employee sees an own page."),
        .init(
            .note, from: PlanState.running, by: .carryOutPlan, asks: [PlanAsk.noteDay, PlanAsk.noteWords], when: [.dayHasCome], cites: "SRV-017:IV.F",
            "The employee is watched closely, so that the plan is followed."),
        .init(
            .recordMeasure, from: PlanState.running, by: .carryOutPlan, asks: [PlanAsk.measure, PlanAsk.standing, PlanAsk.standingDay], when: [.dayHasCome],
            cites: "SRV-017:IV.C.3", "Offered, accepted, declined, done: nothing of the content."),
        .init(
            .markCriteria, from: PlanState.running, by: .carryOutPlan, asks: [PlanAsk.met, PlanAsk.metDay], when: [.dayHasCome], cites: "SRV-017:IV.D.2",
            "Each criterion is marked once it is met."),
        .init(
            .requestExtension, from: [.implementing], to: .extensionRequested, by: .carryOutPlan,
            asks: [PlanAsk.newEnd, PlanAsk.nonCompliance, PlanAsk.problem], when: [.periodFits, .isLonger], marks: [.awaitsApproval],
            tells: [.init(.role(.workUnitCommander), "asks for an extension"), .init(.role(.divisionHead), "asks for an extension")], cites: "SRV-017:IV.G",
            "Only where the plan was not followed and a further performance problem came to it; both are stated."),
        .init(
            .reviewAfterThree, from: PlanState.open, by: .carryOutPlan, asks: [PlanAsk.reviewWords], when: [.thirdIsOpen],
            tells: [.init(.role(.owsSupervisor), "was reviewed after a third incident")], cites: "SRV-017:III.C.5", also: ["SRV-017:IV.F#2"],
            "While a plan runs, its review answers a third incident within 12 months."),
        .init(
            .giveInput, from: PlanState.running.union([.approved]), by: .answerOwnPlan, asks: [PlanAsk.employeesWords],
            tells: [.init(.post(.employeesSupervisor), "has input by the employee"), .init(.role(.owsSupervisor), "has input by the employee")],
            cites: "SRV-017:IV.C#2", "The employee’s input is welcome at any time."),
    ]

    // MARK: The end (IV.E, IV.G)

    private static let endRows: [WorkflowRow<PlanLife>] = [
        .init(
            .complete, from: [.implementing], to: .completed, by: .carryOutPlan, asks: [PlanAsk.memorandum], when: [.everyCriterionIsMet],
            tells: [.init(.role(.owsSupervisor), "was completed: the memorandum is there"), .init(.role(.owsAdministrativeCoordinator), "was completed: see whether its incident can be closed"), .init(.subject, "was completed")], cites: "SRV-017:IV.E",
            "Every criterion is met; the supervisor’s memorandum tells the OWS Supervisor so."),
        .init(
            .endNotCompleted, from: PlanState.running, to: .notCompleted, by: .carryOutPlan,
            asks: [PlanAsk.endReason, PlanAsk.withCommander, PlanAsk.referredOutside], when: [.anotherAgrees], clears: [.awaitsApproval],
            tells: [.init(.role(.owsSupervisor), "ended and was not completed"), .init(.role(.owsAdministrativeCoordinator), "ended: see whether its incident can be closed")], cites: "SRV-017:IV.G#2",
            "Supervisor and Commander end it. What discipline or a fitness evaluation brings is stored nowhere here."),
        .init(
            .discard, from: PlanState.notStarted, to: .discarded, by: .writePlan, asks: [PlanAsk.discardReason], clears: [.awaitsApproval],
            tells: [.init(.post(.employeesSupervisor), "was discarded"), .init(.role(.owsSupervisor), "was discarded")], cites: "SRV-017:IV.D.1",
            "A plan that was begun in error, or whose incident no longer counts, ends before it takes effect. It is counted nowhere."),
        .init(
            .separate, from: PlanState.open, to: .separated, by: .separatePlan, asks: [PlanAsk.separatedDay], when: [.dayHasCome], clears: [.awaitsApproval],
            tells: [.init(.post(.employeesSupervisor), "ended: the employee has left")], cites: "SRV-017:I.A",
            "The system is for employees. The one-year clock goes on (our reading, ambiguity 3.17)."),
    ]

    // MARK: Who answers for it

    private static let otherRows: [WorkflowRow<PlanLife>] = [
        .init(
            .noteRecurrence, from: PlanState.open.union([.completed]), by: .followEmployee, asks: [PlanAsk.incident],
            tells: [.init(.role(.owsSupervisor), "has a recurrence"), .init(.role(.owsAdministrativeCoordinator), "has a recurrence")], cites: "SRV-017:IV.F#2",
            "A new incident of the employee is linked to the plan, and the section hears of it."),
        .init(
            .takeOver, from: PlanState.open, by: .takeOverCase, takes: [.employeesSupervisor], clears: [.vacant], cites: "SRV-017:III.C.4",
            "Whoever supervises the employee now takes the open plan over."),
        .init(
            .move, from: PlanState.open, by: .followEmployee, asks: [PlanAsk.unit], relieves: [.employeesSupervisor], marks: [.vacant],
            tells: [.init(.role(.resiliencySupervisor), "came to your unit with the employee: take it over")], cites: "SRV-017:III.C.4",
            "When the employee changes units, the former supervisor’s access ends at once and the new one takes over."),
        .init(
            .leave, from: ends, by: .followEmployee, relieves: [.employeesSupervisor], cites: "SRV-017:IV.I",
            "An ended plan stays with the section alone once its supervisor no longer supervises the employee."),
    ]

    // MARK: Clocks

    package static let deadlines: [Deadline<PlanLife>] = [
        Deadline(
            ClockRule(key: "period", title: "The plan’s criteria are to be met", holder: "Supervisor of the employee", limit: .stated, cites: "SRV-017:IV.D.2#2"),
            starts: [.step(.start), .step(.approveExtension)], stops: [.complete, .endNotCompleted, .separate], restarts: true,
            holders: [.post(.employeesSupervisor)], dueOn: PlanAsk.endKey),
        Deadline(
            ClockRule(key: "monitoring", title: "Write a monitoring note", holder: "Supervisor of the employee", limit: .interval(30), cites: "SRV-017:IV.F"),
            starts: [.step(.start), .step(.note)], stops: [.note, .complete, .endNotCompleted, .separate], restarts: true,
            holders: [.post(.employeesSupervisor)]),
    ]

    package static func choices(_ source: String, _ file: CaseFile<PlanLife>, _ world: PlanWorld) -> [Prompt.Choice] {
        switch source {
        case "cases": return world.cases
        case "resources": return world.resources
        case "commanders": return world.commanders.map(\.choice)
        case "unmet": return file.content.criteria.filter { $0.met == nil }.map { Prompt.Choice($0.words, $0.words) }
        case "planned":
            let content = file.content
            return content.measures.filter { $0 != .referral }.map { Prompt.Choice($0.rawValue, $0.title) }
                + content.resources.map { Prompt.Choice($0, world.resourceTitles[$0] ?? $0) }
        default: return []
        }
    }

    package static func leadsOn(_ step: PlanStep, _ file: CaseFile<PlanLife>) -> Bool {
        switch step {
        case .assist: PlanState.beingWritten.contains(file.state) && !file.has(.assist)
        case .submit: file.has(.assist)
        case .edit: file.content.criteria.isEmpty || file.state == .returned
        case .approve, .start, .note, .approveExtension: true
        case .complete: !file.content.criteria.isEmpty && file.content.criteria.allSatisfy { $0.met != nil }
        case .takeOver: file.marks.contains(.vacant)
        default: false
        }
    }

    /// Where the Commander is the author, the Division head approves (`SRV-017:III.D`).
    package static func refused(_ step: PlanStep, _ file: CaseFile<PlanLife>) -> Set<String> {
        [.approve, .sendBack, .approveExtension, .refuseExtension].contains(step) ? file.authors : []
    }

    package static func layer(of step: PlanStep) -> Layer {
        switch step {
        case .note, .assist, .noteRecurrence, .reviewAfterThree: .planNotes
        case .recordMeasure, .markCriteria, .giveInput: .rssPlan
        default: .status
        }
    }

    /// That a note is due is between the supervisor and the section.
    package static func layer(ofClock key: String) -> Layer { key == "monitoring" ? .planNotes : .status }

    /// The employee hears of the plan once it was put into effect (ambiguity 3.14).
    package static func tellsSubject(_ file: CaseFile<PlanLife>) -> Bool { file.marks.contains(.implemented) }
}
