import Casework
import Directives
import Foundation

/// The life of a Work Item, from the monthly run to the closed Action Plan, as D20-04 IV to VII tell it.
///
/// Who may take a step stands in `Access.supportRows`, under the act that each row names.
package enum WorkItemLife: Workflow {
    package typealias State = WorkItemState
    package typealias Step = WorkItemStep
    package typealias World = WorkItemWorld

    package static let kind = CaseKind.workItem
    package static let title = "The life of a Work Item"
    package static let initial = WorkItemState.generated
    package static let ends: Set<WorkItemState> = [.closedDuplicative, .closed]

    /// The prompt that names supports of a plan.
    static let supportKey = "support"

    /// What the member is told about who learns of the conversation (`D20-04:VI.B.4.c#2`); the access table lets in nobody else.
    package static let sharingStatement =
        "What we speak about is shared only with the watch operations lieutenant, commanding officer or designated unit supervisor who oversees this, and, as needed, with the area representative."

    static let supportStates: [WorkItemStep: PlannedSupport.State] = [
        .makeAvailable: .offered, .connect: .connected, .reportCompletion: .completionReported, .verifyCompletion: .completionVerified,
        .recordDeclined: .declined, .endSupport: .ended,
    ]

    package static let rows: [WorkflowRow<WorkItemLife>] = unitRows + representativeRows + overseerRows + supervisorRows + supportRows + otherRows

    // MARK: The Officer Support Unit (V.A)

    private static let unitRows: [WorkflowRow<WorkItemLife>] = [
        .init(
            .review, from: [.generated], by: .decideValidity, asks: [Ask.finding], cites: "D20-04:V.A.1", also: ["D20-04:V.A"],
            "The analyst reviews the details of the item before deciding."),
        .init(
            .closeDuplicative, from: [.generated], to: .closedDuplicative, by: .closeDuplicative, asks: [Ask.earlier, Ask.closingReason],
            when: [.reviewed, .repeatsTheOneBefore], marks: [.duplicative], cites: "D20-04:V.A.3", also: ["D20-04:V.A.3#2", "D20-04:V.A.3.NOTE", "D20-04:V.A.3.NOTE#2", "D20-04:IV.D"],
            "An item whose profile data repeat those of the member’s item before it is closed for good. Nobody outside the unit learns of it."),
        .init(
            .findValid, from: [.generated], to: .valid, by: .decideValidity, when: [.reviewed], cites: "D20-04:V.A.2",
            "The item is valid and goes on."),
        .init(
            .forward, from: [.valid], to: .forwarded, by: .forwardItem, asks: [Ask.representative],
            appoints: [.representative: "representative"], marks: [.forwarded],
            tells: [.init(.post(.representative), "was forwarded to you: review it and assign the overseer")], cites: "D20-04:V.A.4",
            "The valid item goes to the representative of the member’s area."),
    ]

    // MARK: The area representative (V.B)

    private static let representativeRows: [WorkflowRow<WorkItemLife>] = [
        .init(
            .reviewAsRepresentative, from: [.forwarded], by: .representItem, asks: [Ask.representativesFinding], cites: "D20-04:V.B",
            also: ["D20-04:V.B.NOTE"], "The representative reviews every item of the area."),
        .init(
            .assignOverseer, from: [.forwarded], to: .overseerAssigned, by: .representItem, asks: [Ask.overseer, Ask.direction],
            when: [.reviewedByRepresentative, .anOverseerIsThere, .captainOnDirection], appoints: [.overseer: "overseer"],
            tells: [
                .init(.post(.overseer), "was given to you: tell the member in person and assign a supervisor"),
                .init(.role(.ossCoordinator), "has come to the unit"),
            ], cites: "D20-04:V.B.2", also: ["D20-04:VI.A"],
            "The commanding officer, the watch operations lieutenant or the designated unit supervisor becomes the overseer."),
        .init(
            .guide, from: WorkItemState.withOverseer.union([.forwarded]), by: .guideItem, asks: [Ask.guidanceKind, Ask.guidance, Ask.proposed],
            tells: [.init(.post(.overseer), "has new guidance"), .init(.post(.assignedSupervisor), "has new guidance")],
            cites: "D20-04:V.B.1", also: ["D20-04:V.B.1#2", "D20-04:V.B.1#3", "D20-04:IV.A", "D20-04:IV.A.1"],
            "Guidance on the application, on the conversation, on supports that may help. EAP clinicians may be asked, without naming the member."),
        .init(
            .reviewPlanAsRepresentative, from: [.planSubmitted], to: .planAccepted,
            provided: Provided("the overseer has reviewed it too") { $0.isReviewed(by: .reviewPlanAsOverseer) }, by: .representItem,
            asks: [Ask.needsMet], tells: [.init(.post(.assignedSupervisor), "the plan was reviewed by the area representative")],
            cites: "D20-04:V.B.3", "The representative finds that the plan meets the member’s needs."),
        .init(
            .verifyCompletion, from: WorkItemState.withAcceptedPlan, by: .representItem, asks: [Ask.supports, Ask.supportDay, Ask.basis],
            when: [.supportsWereReported], tells: [.init(.post(.assignedSupervisor), "completion of supports was verified")], cites: "D20-04:V.B.5",
            "Only the representative verifies that the member completed a support."),
        .init(
            .move, from: WorkItemState.withOverseer, by: .representItem, asks: [Ask.newUnit, Ask.newOverseer, Ask.newRepresentative, Ask.direction],
            when: [.memberIsElsewhere, .representativeOfNewUnit, .captainOnDirection],
            appoints: [.overseer: "overseer", .representative: "representative"], relieves: [.assignedSupervisor],
            tells: [
                .init(.post(.overseer), "came to your unit with the member: assign a supervisor"),
                .init(.post(.representative), "came to your area with the member"),
            ],
            cites: "D20-04:VI.D.3.c", "The item goes to the member’s new unit. The old unit’s access ends; the clocks run on."),
        .init(
            .close, from: [.followUp], to: .closed, by: .representItem, asks: [Ask.closingWords], when: [.followUpHasEnded, .everySupportHasEnded],
            tells: [.init(.post(.overseer), "was closed"), .init(.post(.assignedSupervisor), "was closed"), .init(.role(.osuAnalyst), "was closed")],
            cites: "D20-04:V.B.5", also: ["D20-04:VI.B.5", "D20-04:V.B.6"],
            "Every support has ended and so has the follow-up. The directive names no closing act: that the representative closes is our reading."),
    ]

    // MARK: The overseer (VI.A)

    private static let overseerRows: [WorkflowRow<WorkItemLife>] = [
        .init(
            .reviewAsOverseer, from: WorkItemState.withOverseer, by: .overseeItem, asks: [Ask.haveReviewed], cites: "D20-04:VI.A.1",
            "The overseer reviews the item before giving it to a supervisor."),
        .init(
            .assignSupervisor, from: [.overseerAssigned], to: .supervisorAssigned, by: .overseeItem,
            asks: [Ask.supervisor, Ask.otherReason, Ask.direction],
            when: [.reviewedByOverseer, .outranks, .immediateOrReason, .captainOnDirection, .notBoth, .notAllOnOne, .notOneTheMemberLeft],
            appoints: [.assignedSupervisor: "supervisor"],
            tells: [.init(.post(.assignedSupervisor), "was assigned to you: open the jacket from it and respond")],
            cites: "D20-04:VI.A.1", also: ["D20-04:VI.A.1#2", "D20-04:VI.A.1.NOTE", "D20-04:VI.D.2", "D20-04:VI.B"],
            "The member’s immediate supervisor gets the item; somebody else only with a listed reason."),
        .init(
            .letSupervisorTell, from: WorkItemState.withSupervisor, by: .overseeItem, when: [.notYetTold],
            tells: [.init(.post(.assignedSupervisor), "the overseer asks you to tell the member in person")], cites: "D20-04:VI.A.2",
            "The overseer is answerable for the notice; the assigned supervisor may give it on the overseer’s direction."),
        .init(
            .notifyMember, from: WorkItemState.withOverseer, by: .tellMember, asks: [Ask.told, Ask.inPerson, Ask.place],
            when: [.notYetTold, .tellsByRight, .toldAfterAssigned], marks: [.memberNotified],
            tells: [.init(.subject, "has a page of its own for you"), .init(.post(.assignedSupervisor), "the member was told in person")],
            cites: "D20-04:VI.A.2",
            "The member is told in person, never by a message. From then on the member sees an own page."),
        .init(
            .reassign, from: WorkItemState.beforePlan, to: .supervisorAssigned, by: .overseeItem, asks: [Ask.supervisor, Ask.ground, Ask.direction],
            when: [.reviewedByOverseer, .outranks, .anotherThanNow, .notOneTheMemberLeft, .captainOnDirection, .notBoth, .notAllOnOne], appoints: [.assignedSupervisor: "supervisor"],
            clears: [.sharedWithRepresentative],
            tells: [.init(.post(.assignedSupervisor), "was assigned to you: open the jacket from it and respond")],
            cites: "D20-04:VI.A.2.a", also: ["D20-04:VI.A.1.NOTE", "D20-04:VI.D.2"],
            "Another supervisor takes over; the former one is shut out at once. A member who is not at ease is asked for no reason."),
        .init(
            .changeSupervisor, from: WorkItemState.withPlan, by: .overseeItem, asks: [Ask.supervisor, Ask.ground, Ask.direction],
            when: [.reviewedByOverseer, .outranks, .anotherThanNow, .notOneTheMemberLeft, .captainOnDirection, .notBoth, .notAllOnOne], appoints: [.assignedSupervisor: "supervisor"],
            tells: [.init(.post(.assignedSupervisor), "was assigned to you with its plan")], cites: "D20-04:VI.A.2.a",
            also: ["D20-04:VI.A.1.NOTE", "D20-04:VI.D.3.c"],
            "Another supervisor takes over a plan that was submitted; the former one is shut out at once."),
        .init(
            .reportDelay, from: WorkItemState.withOverseer, by: .reportDelay,
            asks: [Ask.delayed, Ask.delay, Ask.delayWords, Ask.delayFrom, Ask.delayReturn, Ask.returnUnknown],
            when: [.returnIsKnownOrNot, .otherReasonHasWords],
            tells: [.init(.post(.representative), "a delay was reported"), .init(.post(.overseer), "a delay was reported")],
            cites: "D20-04:VI.A.2.b", also: ["D20-04:VI.A.2.b#2", "D20-04:VI.A.2.b.EXAMPLE", "D20-04:VI.A.3"],
            "The representative is told promptly why something cannot be done in time. The clocks run on; what is late is explained."),
        .init(
            .reviewPlanAsOverseer, from: [.planSubmitted], to: .planAccepted,
            provided: Provided("the area representative has reviewed it too") { $0.isReviewed(by: .reviewPlanAsRepresentative) }, by: .overseeItem,
            asks: [Ask.answered, Ask.appropriate], tells: [.init(.post(.assignedSupervisor), "the plan was reviewed by the overseer")],
            cites: "D20-04:VI.A.4", also: ["D20-04:VI.A.4#2"], "The overseer finds the answers thorough and the supports appropriate."),
        .init(
            .returnPlan, from: [.planSubmitted], to: .planReturned, by: .returnPlan, asks: [Ask.corrections, Ask.material],
            tells: [
                .init(.post(.assignedSupervisor), "the plan was returned for corrections"), .init(.post(.overseer), "the plan was returned for corrections"),
                .init(.post(.representative), "the plan was returned for corrections"),
            ],
            cites: "D20-04:VI.A.5", also: ["D20-04:V.B.3.NOTE", "D20-04:VI.B.6"], "The plan goes back with at least one named correction."),
        .init(
            .goOnWithout, from: [.responded, .conversationScheduled], to: .planToWrite, by: .overseeItem, when: [.memberDidNotWishToTalk],
            tells: [.init(.post(.assignedSupervisor), "write the Action Plan")], cites: "D20-04:VI.B.5",
            "Nothing compels the member to talk, and each item has an Action Plan: it is written without the conversation, which can still be held."),
    ]

    // MARK: The assigned supervisor (VI.B)

    private static let supervisorRows: [WorkflowRow<WorkItemLife>] = [
        .init(
            .respond, from: [.supervisorAssigned], to: .responded, by: .answerItem, asks: [Ask.assessment], when: [.jacketOpened],
            tells: [.init(.post(.overseer), "the supervisor has responded")], cites: "D20-04:VI.B.1",
            also: ["D20-04:VI.B.1#2", "D20-04:VI.B.2", "D20-04:III.A.2"], "The supervisor reviews the jacket and assesses the item in detail."),
        .init(
            .contactUnit, from: [.supervisorAssigned, .responded, .conversationScheduled], by: .answerItem, asks: [Ask.unitPerson, Ask.contacted, Ask.unitAdvice],
            cites: "D20-04:VI.B.2#2", "The Officer Support Unit is asked for guidance before a meeting is set."),
        .init(
            .schedule, from: [.responded, .conversationScheduled], to: .conversationScheduled, by: .answerItem,
            asks: [Ask.meeting, Ask.meetingPlace], when: [.memberTold, .unitContacted, .meetingIsAhead],
            tells: [.init(.subject, "an appointment is on your page")], cites: "D20-04:VI.B.3",
            "A time and a private place for the conversation, on duty."),
        .init(
            .holdConversation, from: [.conversationScheduled, .planToWrite], to: .conversationHeld, by: .answerItem,
            asks: [Ask.held] + Ask.confirmations + [Ask.notes, Ask.circumstance], when: [.heldAfterTold, .lateHasCircumstance],
            tells: [.init(.post(.overseer), "the conversation was held")], cites: "D20-04:VI.B.3",
            also: [
                "D20-04:III.A.3", "D20-04:VI.B.3.a", "D20-04:VI.B.3.b", "D20-04:VI.B.3.c", "D20-04:VI.B.4.a", "D20-04:VI.B.4.b", "D20-04:VI.B.4.c",
                "D20-04:VI.B.4.c#2", "D20-04:VI.B.4.d",
            ], "The private conversation on duty, with everything it has to hold."),
        .init(
            .recordRefusal, from: [.responded, .conversationScheduled], by: .answerItem, asks: [Ask.refused],
            tells: [.init(.post(.overseer), "the member did not wish to talk")], cites: "D20-04:VI.B.3",
            "Nothing compels the member to talk, and nothing follows from it but that the overseer knows."),
        .init(
            .submitPlan, from: [.conversationHeld, .planToWrite], to: .planSubmitted, by: .answerItem, asks: Ask.plan,
            when: [.recommendsOrSaysWhyNot, .workedOutByToday], marks: [.planSubmitted],
            tells: [
                .init(.post(.representative), "an Action Plan was submitted: review it"), .init(.post(.overseer), "an Action Plan was submitted: review it"),
            ], cites: "D20-04:VI.B.5.e",
            also: ["D20-04:VI.B.5", "D20-04:VI.B.5.a", "D20-04:VI.B.5.b", "D20-04:VI.B.5.c", "D20-04:VI.B.5.d", "D20-04:III#2", "D20-04:I.C"],
            "The Action Plan, worked out with the member, goes to the area representative and to the overseer."),
        .init(
            .meetAgain, from: [.planReturned], by: .answerItem, asks: [Ask.metAgain], when: [.metAfterReturn], cites: "D20-04:VI.B.6.NOTE",
            "Where corrections change the recommendations, the member is met again."),
        .init(
            .resubmitPlan, from: [.planReturned], to: .planSubmitted, by: .answerItem, asks: [Ask.correctionsMade] + Ask.plan,
            when: [.everyCorrectionDone, .recommendsOrSaysWhyNot, .workedOutByToday, .metAgainWhenMaterial],
            tells: [
                .init(.post(.representative), "the corrected plan was submitted: review it"), .init(.post(.overseer), "the corrected plan was submitted: review it"),
            ], cites: "D20-04:VI.B.6", also: ["D20-04:VI.A.5#2", "D20-04:VI.B.6.NOTE"], "The plan comes back with every correction made."),
        .init(
            .startFollowUp, from: [.planAccepted], to: .followUp, by: .answerItem, when: [.everySupportAvailable],
            tells: [.init(.post(.representative), "the follow-up has begun")], cites: "D20-04:VI.B.7", also: ["D20-04:VI.B.7#2"],
            "The supports were made available; mentoring and monitoring go on."),
        .init(
            .followUp, from: [.followUp], by: .answerItem, asks: [Ask.progress], when: [.followUpStillRuns], cites: "D20-04:VI.B.7",
            "A dated entry on how it is going."),
        .init(
            .endFollowUp, from: [.followUp], by: .answerItem, when: [.everySupportAvailable, .followUpStillRuns],
            tells: [.init(.post(.representative), "the supervisor ended the follow-up")], cites: "D20-04:VI.B.7",
            "The supervisor’s follow-up is done."),
        .init(
            .share, from: WorkItemState.withSupervisor, by: .shareConversation, asks: [Ask.sharingReason], marks: [.sharedWithRepresentative],
            tells: [.init(.post(.representative), "the conversation was shared with you")], cites: "D20-04:VI.B.4.c",
            "The conversation opens to the area representative, as needed, with the reason."),
        .init(
            .writeNote, from: WorkItemState.withSupervisor, by: .answerItem, asks: [Ask.note], cites: "D20-04:VI.B.9", "A note of the supervisor’s own."),
    ]

    // MARK: Supports (III.A.5, V.B.4, VI.A.6, VI.B.7, VI.B.8)

    private static let supportRows: [WorkflowRow<WorkItemLife>] = [
        .init(
            .makeAvailable, from: WorkItemState.withAcceptedPlan, by: .answerItem, asks: [Ask.supports, Ask.supportDay], when: [.supportsAreOpen, .goesForward(to: .offered)],
            cites: "D20-04:VI.B.7#2", also: ["D20-04:III.A.5"], "The supervisor sees to it that each support was made available."),
        .init(
            .connect, from: WorkItemState.withAcceptedPlan, by: .connectSupports, asks: [Ask.supports, Ask.supportDay], when: [.supportsAreOpen, .goesForward(to: .connected)],
            cites: "D20-04:V.B.4", also: ["D20-04:III.A.5", "D20-04:VI.A.6"], "The member is connected with a support."),
        .init(
            .reportCompletion, from: WorkItemState.withAcceptedPlan, by: .answerItem, asks: [Ask.supports, Ask.supportDay], when: [.supportsAreOpen, .goesForward(to: .completionReported)],
            tells: [.init(.post(.representative), "supports were reported as completed: verify it")], cites: "D20-04:V.B.5",
            "The supervisor reports that the member completed a support."),
        .init(
            .recordDeclined, from: WorkItemState.withAcceptedPlan, by: .answerItem, asks: [Ask.supports, Ask.supportDay], when: [.supportsAreOpen],
            cites: "D20-04:III.A.5", "The member declined a support. That is a proper end and no failure."),
        .init(
            .endSupport, from: WorkItemState.withAcceptedPlan, by: .connectSupports, asks: [Ask.supports, Ask.endReason], when: [.supportsAreOpen],
            cites: "D20-04:V.B.5", "A support ends for a reason."),
        .init(
            .wishSession, from: [.conversationHeld, .planSubmitted, .planReturned, .planAccepted, .followUp], by: .answerItem, asks: [Ask.wish],
            tells: [.init(.post(.representative), "the member wishes for an EAP session: you will be consulted")], cites: "D20-04:VI.B.8",
            "The member wishes for a counselling session. Nothing of the counselling is kept here."),
        .init(
            .consultOnSession, from: [.conversationHeld, .planSubmitted, .planReturned, .planAccepted, .followUp], by: .answerItem,
            asks: [Ask.consulted], when: [.wished], cites: "D20-04:VI.B.8", "The supervisor consults the area representative."),
        .init(
            .offerSession, from: [.conversationHeld, .planSubmitted, .planReturned, .planAccepted, .followUp], by: .answerItem,
            asks: [Ask.session, Ask.circumstance], when: [.wished, .consulted, .sessionInTime], cites: "D20-04:VI.B.8#2",
            "A first session within fourteen days of the wish is offered."),
    ]

    // MARK: The coordinator and the member

    private static let otherRows: [WorkflowRow<WorkItemLife>] = [
        .init(
            .remind, from: WorkItemState.withOverseer, by: .remind, when: [.supervisorIsThere],
            tells: [.init(.post(.overseer), "the coordinator reminds you of it"), .init(.post(.assignedSupervisor), "the coordinator reminds you of it")],
            cites: "D20-04:VI.D.1.b#2", "The coordinator reminds whoever has the item."),
        .init(
            .askForAnother, from: WorkItemState.withSupervisor, by: .answerOwnItem, when: [.notAskedYet],
            tells: [.init(.post(.overseer), "the member would rather speak with somebody else: assign another supervisor")], cites: "D20-04:VI.A.2.a",
            "Another supervisor is assigned. No reason is asked."),
        .init(
            .reply, from: WorkItemState.withOverseer, by: .answerOwnItem, asks: [Ask.reply],
            tells: [.init(.post(.assignedSupervisor), "the member replied")], cites: "D20-04:VI.B.3",
            "A reply in the member’s own words; it stays with the item."),
    ]

    // MARK: What the rows lean on

    package static func absences(_ file: CaseFile<WorkItemLife>, _ calendar: WorkCalendar) -> [Clock.Absence] {
        refusals(file) + file.all(.reportDelay).compactMap { event -> Clock.Absence? in
            guard let from = event.entered.day("from") else { return nil }
            let words = event.entered["words"]
            let listed = choiceTitle(event.entered["delay"] ?? "")
            return Clock.Absence(
                reason: words.map { event.entered["delay"] == "other" ? $0 : "\(listed): \($0)" } ?? listed, from: calendar.instant(from, hour: 0),
                until: event.entered.day("return").map { calendar.instant($0, hour: 0) }, delays: Set(event.entered.all("delayed")))
        }
    }

    /// That a member did not wish to talk explains a conversation that was not held in time (ambiguity 2.11). What was said
    /// stands in the log, for its readers.
    private static func refusals(_ file: CaseFile<WorkItemLife>) -> [Clock.Absence] {
        file.all(.recordRefusal).map { Clock.Absence(reason: "A circumstance was recorded", from: $0.happened, until: nil, delays: ["conversation"]) }
    }

    private static func choiceTitle(_ value: String) -> String {
        guard case .one(let choices) = Ask.delay.kind else { return value }
        return choices.first { $0.value == value }?.title ?? value
    }

    package static func choices(_ source: String, _ file: CaseFile<WorkItemLife>, _ world: WorkItemWorld) -> [Prompt.Choice] {
        func people(_ people: [WorkItemWorld.Person]) -> [Prompt.Choice] {
            people.enumerated().map { Prompt.Choice($0.element.account, $0.element.name, note: $0.element.office, proposed: $0.offset == 0) }
        }
        return switch source {
        case "representatives": people(world.representatives)
        case "overseers": people(world.overseers)
        case "overseersOfNewUnit": people(world.overseersOfNewUnit)
        case "representativesOfNewUnit": people(world.representativesOfNewUnit)
        case "supervisors":
            world.supervisors.map { Prompt.Choice($0.account, $0.name, note: $0.office, proposed: $0.isImmediate) }
        case "supportUnit": people(world.supportUnit).map { Prompt.Choice($0.value, $0.title, note: $0.note) }
        case "newUnit": world.newUnit.map { [Prompt.Choice($0.key, $0.title, proposed: true)] } ?? []
        case "editions": world.editions
        case "supports": world.supports
        case "planned":
            file.supports.filter { !$0.state.hasEnded }.map { Prompt.Choice($0.key, world.supportTitles[$0.key] ?? $0.key, note: $0.state.title) }
        case "corrections": file.openCorrections.enumerated().map { Prompt.Choice(String($0.offset + 1), $0.element) }
        default: []
        }
    }

    /// Nobody is overseer and assigned supervisor of one item (`D20-04:VI.C.2`).
    package static func withheld(_ source: String, _ file: CaseFile<WorkItemLife>) -> Set<String> {
        source == "supervisors" ? Set([file.posts[.overseer]].compactMap { $0 }) : []
    }

    /// What leads on; the other steps are at hand beside it.
    package static func leadsOn(_ step: WorkItemStep, _ file: CaseFile<WorkItemLife>) -> Bool {
        switch step {
        case .review: !file.has(.review)
        case .findValid: file.has(.review)
        case .reviewAsRepresentative: !file.has(.reviewAsRepresentative)
        case .assignOverseer: file.has(.reviewAsRepresentative)
        case .reviewAsOverseer: file.posts[.assignedSupervisor] == nil && !file.reviewedByOverseer
        case .assignSupervisor: file.reviewedByOverseer
        case .notifyMember: !file.has(.notifyMember)
        case .reassign, .changeSupervisor:
            file.posts[.assignedSupervisor] == nil ? file.reviewedByOverseer : file.since(lastAssignment: file).contains { $0.step == .askForAnother }
        case .contactUnit: file.state == .responded && !file.since(lastAssignment: file).contains { $0.step == .contactUnit }
        case .schedule: file.state == .responded && file.has(.notifyMember) && file.since(lastAssignment: file).contains { $0.step == .contactUnit }
        case .reviewPlanAsOverseer, .reviewPlanAsRepresentative: !file.isReviewed(by: step)
        case .meetAgain:
            file.last(.returnPlan)?.entered.confirms("material") == true && !file.since(.returnPlan).contains { $0.step == .meetAgain }
        case .makeAvailable: file.supports.contains { $0.state == .identified }
        case .startFollowUp: !file.supports.contains { $0.state == .identified }
        case .verifyCompletion: file.supports.contains { $0.state == .completionReported }
        case .endFollowUp: !file.followUpEnded
        // What is still open when the follow-up has ended is reported, declined or ended before the item can be closed.
        case .reportCompletion: file.followUpEnded && file.supports.contains { !$0.state.hasEnded && $0.state != .completionReported }
        case .close: file.followUpEnded && file.supports.allSatisfy(\.state.hasEnded)
        case .consultOnSession: file.has(.wishSession) && !file.since(.wishSession).contains { $0.step == .consultOnSession }
        case .holdConversation: file.state != .planToWrite
        case .goOnWithout: file.since(lastAssignment: file).contains { $0.step == .recordRefusal }
        case .forward, .respond, .submitPlan, .resubmitPlan: true
        default: false
        }
    }
}

extension WorkItemLife {
    /// Whether nothing is left of a step on this item: the member was told, the follow-up has ended, no support is open.
    package static func isPast(_ step: WorkItemStep, _ file: CaseFile<WorkItemLife>) -> Bool {
        switch step {
        case .letSupervisorTell, .notifyMember: file.has(.notifyMember)
        case .followUp, .endFollowUp: file.followUpEnded
        case .makeAvailable: !file.supports.contains { $0.state == .identified }
        case .connect: !file.supports.contains { [.identified, .offered].contains($0.state) }
        case .reportCompletion: !file.supports.contains { !$0.state.hasEnded && $0.state != .completionReported }
        case .recordDeclined, .endSupport: file.supports.allSatisfy(\.state.hasEnded)
        case .verifyCompletion: !file.supports.contains { $0.state == .completionReported }
        case .consultOnSession, .offerSession: !file.has(.wishSession)
        default: false
        }
    }
}

extension CaseFile where Program == WorkItemLife {
    /// Whether the present overseer has reviewed the item: a move brings another one.
    var reviewedByOverseer: Bool {
        let given = events.lastIndex { [.assignOverseer, .move].contains($0.step) }
        return given.map { events[($0 + 1)...].contains { $0.step == .reviewAsOverseer } } ?? false
    }

    var followUpEnded: Bool { has(.startFollowUp) && since(.startFollowUp).contains { $0.step == .endFollowUp } }

    /// Whether this review was given since the plan was last submitted.
    func isReviewed(by step: WorkItemStep) -> Bool {
        let submitted = events.lastIndex { [.submitPlan, .resubmitPlan].contains($0.step) }
        return submitted.map { events[($0 + 1)...].contains { $0.step == step } } ?? false
    }
}
