import Casework
import Directives
import Foundation

extension Guard where Program == WorkItemLife {
    // MARK: Officer Support Unit

    static let reviewed = Guard(
        "the review is recorded", cites: "D20-04:V.A.1", else: "First record the review of the item’s details.") {
            $0.file.has(.review) || $0.world.hasReviewNote
        }

    static let repeatsTheOneBefore = Guard("the profile data equal those of the member’s item before it", cites: "D20-04:V.A.3.NOTE") { question in
        question.world.closing.map { Objection($0.description, cites: $0.cites) }
            + (question.entered["earlier"].map { named in
                named == question.world.preceding
                    ? [] : [Objection("The Work Item before this one is \(question.world.preceding ?? "none"), which is not the one the form named. Compare them, then decide again.", cites: "D20-04:V.A.3#2")]
            } ?? [])
    }

    // MARK: Area representative

    static let reviewedByRepresentative = Guard(
        "the representative’s review is recorded", cites: "D20-04:V.B", else: "First record your review of the item.") {
            $0.file.has(.reviewAsRepresentative)
        }

    static let anOverseerIsThere = Guard(
        "somebody of the member’s unit can oversee", cites: "D20-04:V.B.2",
        else: "Nobody holds the office of commanding officer, watch operations lieutenant or designated unit supervisor in the member’s unit. An administrator grants one of these roles first."
    ) { !$0.world.overseers.isEmpty }

    static let memberIsElsewhere = Guard(
        "the personnel register shows the member in another unit", cites: "D20-04:VI.D.3.c",
        else: "The personnel register shows the member in the unit that has the item: there is nowhere to move it."
    ) { $0.world.newUnit != nil }

    /// The representative of the item goes with it as far as the area reaches; in another area it is another one's.
    static let representativeOfNewUnit = Guard("the new unit’s area representative has it", cites: "D20-04:VI.D.3.c") { question in
        let there = question.world.representativesOfNewUnit
        guard question.world.newUnit != nil, question.entered["representative"] == nil,
            !there.contains(where: { $0.account == question.file.posts[.representative] })
        else { return [] }
        return there.isEmpty
            ? [Objection("Nobody holds the role of area representative over the new unit. An administrator grants it first.", cites: "D20-04:VI.D.3.c")]
            : [Objection("The new unit lies in another area: name the representative there.", cites: "D20-04:VI.D.3.c", field: "representative")]
    }

    static let everySupportHasEnded = Guard("every support is verified, declined or ended", cites: "D20-04:V.B.5") { question in
        let open = question.file.supports.filter { !$0.state.hasEnded }
        guard !open.isEmpty else { return [] }
        let names = open.map { question.world.supportTitles[$0.key] ?? $0.key }.joined(separator: ", ")
        return [Objection("Not yet verified as completed, declined or ended: \(names).", cites: "D20-04:V.B.5")]
    }

    static let followUpHasEnded = Guard(
        "the supervisor ended the follow-up", cites: "D20-04:VI.B.7", else: "The assigned supervisor has not ended the follow-up.") {
            $0.file.followUpEnded
        }

    static let supportsWereReported = Guard("their completion was reported", cites: "D20-04:V.B.5") { question in
        named(question).filter { $0.state != .completionReported }.map {
            Objection("“\(question.world.supportTitles[$0.key] ?? $0.key)” was not reported as completed.", cites: "D20-04:V.B.5", field: WorkItemLife.supportKey)
        }
    }

    // MARK: Overseer

    static let reviewedByOverseer = Guard(
        "the overseer’s review is recorded", cites: "D20-04:VI.A.1", else: "First record that you have reviewed the item.") {
            $0.file.reviewedByOverseer
        }

    /// The rank in force today decides; equal rank is refused (ambiguity 2.13).
    static let outranks = Guard("the supervisor outranks the member", cites: "D20-04:VI.A.1.NOTE") { question in
        guard let person = question.world.supervisor(question.entered["supervisor"]) else { return [] }
        guard let level = person.level, let own = question.world.memberLevel else {
            return [Objection("The rank of one of the two is not in the personnel register, so it cannot be shown that \(person.name) outranks the member.", cites: "D20-04:VI.A.1.NOTE", field: "supervisor")]
        }
        return level > own ? [] : [Objection("\(person.name) does not outrank the member. Choose somebody of higher rank.", cites: "D20-04:VI.A.1.NOTE", field: "supervisor")]
    }

    static let immediateOrReason = Guard("another than the immediate supervisor has a listed reason", cites: "D20-04:VI.A.1") { question in
        guard let person = question.world.supervisor(question.entered["supervisor"]), question.world.immediateIsKnown, !person.isImmediate,
            question.entered["reason"] == nil
        else { return [] }
        return [Objection("\(person.name) is not the member’s immediate supervisor: say which of the listed reasons holds.", cites: "D20-04:VI.A.1", field: "reason")]
    }

    static let captainOnDirection = Guard("a captain acts on the commander’s direction", cites: "D20-04:VI.C.2") { question in
        let entered = question.entered
        let captain = question.world.supervisor(entered["supervisor"])?.isCaptain == true || question.world.overseer(entered["overseer"])?.isCaptain == true
        guard captain, entered["direction"] == nil else { return [] }
        return [Objection("A captain takes part in an item on the commander’s direction: write who directed it and when.", cites: "D20-04:VI.C.2", field: "direction")]
    }

    static let notBoth = Guard("nobody is overseer and supervisor of one item", cites: "D20-04:VI.C.2") { question in
        guard let supervisor = question.entered["supervisor"] ?? question.file.posts[.assignedSupervisor],
            supervisor == question.entered["overseer"] ?? question.file.posts[.overseer]
        else { return [] }
        let field = question.entered["supervisor"] == nil ? "overseer" : "supervisor"
        return [Objection("One person cannot be overseer and assigned supervisor of one item: the plan would be reviewed by its author.", cites: "D20-04:VI.C.2", field: field)]
    }

    /// Ambiguity 2.14: refused where one person would hold all of two or more open items of the unit, unless that person is
    /// the immediate supervisor of each of the members.
    static let notAllOnOne = Guard("one supervisor does not answer all items of the unit", cites: "D20-04:VI.D.2") { question in
        guard let account = question.entered["supervisor"], !question.world.othersOfUnit.isEmpty,
            question.world.othersOfUnit.allSatisfy({ $0.supervisor == account })
        else { return [] }
        let immediateOfAll = question.world.supervisor(account)?.isImmediate == true && question.world.othersOfUnit.allSatisfy(\.isImmediate)
        guard !immediateOfAll else { return [] }
        return [Objection("Then this supervisor would hold every open item of the unit. Choose another one.", cites: "D20-04:VI.D.2", field: "supervisor")]
    }

    static let anotherThanNow = Guard("it is another supervisor", cites: "D20-04:VI.A.2.a") { question in
        guard let account = question.entered["supervisor"], account == question.file.posts[.assignedSupervisor] else { return [] }
        return [Objection("That is the supervisor who has the item now. Choose another one.", cites: "D20-04:VI.A.2.a", field: "supervisor")]
    }

    /// A supervisor with whom the member was not at ease is not given the item again.
    static let notOneTheMemberLeft = Guard("it is nobody the member was not at ease with", cites: "D20-04:VI.A.2.a") { question in
        guard let account = question.entered["supervisor"], question.file.declinedSupervisors.contains(account) else { return [] }
        return [Objection("The member asked not to speak with this supervisor. Choose another one.", cites: "D20-04:VI.A.2.a", field: "supervisor")]
    }

    static let notYetTold = Guard(
        "the member was not told before", cites: "D20-04:VI.A.2", else: "That the member was told in person is recorded already.") {
            !$0.file.has(.notifyMember)
        }

    /// A member is told of a valid item that has an overseer, and of no other (`D20-04:IV.D`).
    static let toldAfterAssigned = Guard("the notice follows the overseer’s assignment", cites: "D20-04:VI.A.2") { question in
        guard let assigned = question.file.events.first(where: { $0.step == .assignOverseer })?.at,
            let told = question.entered.moment(Engine.happenedKey, question.calendar), told.addingTimeInterval(minute) <= assigned
        else { return [] }
        return [Objection("The member cannot have been told before the item had an overseer.", cites: "D20-04:VI.A.2", field: Engine.happenedKey)]
    }

    /// A time of day is entered to the minute.
    private static let minute = 60.0

    /// Ambiguity 2.3: the overseer tells the member, or the assigned supervisor on the overseer's recorded direction.
    static let tellsByRight = Guard("the overseer tells, or directed the supervisor to", cites: "D20-04:VI.A.2") { question in
        if question.actor.account == question.file.posts[.overseer] { return [] }
        let directed = question.file.events.lastIndex { $0.step == .letSupervisorTell }
        let given = question.file.events.lastIndex { [.assignSupervisor, .reassign, .changeSupervisor].contains($0.step) }
        if let directed, given.map({ directed > $0 }) ?? false { return [] }
        return [Objection("The overseer tells the member, or has you tell: ask the overseer to record that.", cites: "D20-04:VI.A.2")]
    }

    static let returnIsKnownOrNot = Guard("the return date is given, or that it is not known", cites: "D20-04:VI.A.2.b#2") { question in
        let entered = question.entered
        if entered.day("return") == nil, !entered.confirms("return-unknown") {
            return [Objection("Give the expected return, or say that it is not known.", cites: "D20-04:VI.A.2.b#2", field: "return")]
        }
        if entered.day("return") != nil, entered.confirms("return-unknown") {
            return [Objection("Either the return date, or that it is not known: not both.", cites: "D20-04:VI.A.2.b#2", field: "return")]
        }
        if let from = entered.day("from"), let back = entered.day("return"), back < from {
            return [Objection("The return lies before the beginning of the delay.", cites: "D20-04:VI.A.2.b#2", field: "return")]
        }
        return []
    }

    static let otherReasonHasWords = Guard("“other” is said in words", cites: "D20-04:VI.A.2.b.EXAMPLE") { question in
        guard question.entered["delay"] == "other", question.entered["words"] == nil else { return [] }
        return [Objection("Say in words what the other reason is.", cites: "D20-04:VI.A.2.b.EXAMPLE", field: "words")]
    }

    // MARK: Assigned supervisor

    static let jacketOpened = Guard(
        "the jacket was opened from this item", cites: "D20-04:VI.B.1#2", else: "First open the member’s jacket from this Work Item and review it.") {
            $0.world.jacketOpenedBy.contains($0.actor.account)
        }

    static let unitContacted = Guard(
        "the contact with the Officer Support Unit is recorded", cites: "D20-04:VI.B.2#2",
        else: "First contact the Officer Support Unit for guidance, and record it here."
    ) { $0.file.since(lastAssignment: $0.file).contains { $0.step == .contactUnit } }

    static let memberTold = Guard(
        "the member was told in person", cites: "D20-04:VI.A.2",
        else: "The member has not been told in person. A conversation is scheduled after that."
    ) { $0.file.has(.notifyMember) }

    static let meetingIsAhead = Guard("the meeting lies ahead", cites: "D20-04:VI.B.3") { question in
        guard let meeting = question.entered.moment("meeting", question.calendar), meeting <= question.now else { return [] }
        return [Objection("The meeting must lie ahead; what took place is recorded as held.", cites: "D20-04:VI.B.3", field: "meeting")]
    }

    /// "Should" (ambiguity 1.8): a later first conversation asks for the circumstance and is taken.
    static let lateHasCircumstance = Guard("a conversation after fourteen days has its circumstance", cites: "D20-04:VI.B.3#2") { question in
        guard let told = question.file.last(.notifyMember)?.happened,
            let held = question.entered.moment(Engine.happenedKey, question.calendar),
            held > question.calendar.end(of: question.calendar.day(of: told).adding(days: 14)), question.entered["circumstance"] == nil
        else { return [] }
        return [Objection("The conversation was held more than fourteen days after the member was told: write the extenuating circumstance.", cites: "D20-04:VI.B.3#2", field: "circumstance")]
    }

    static let heldAfterTold = Guard("the conversation follows the in-person notice", cites: "D20-04:VI.B.3") { question in
        guard let told = question.file.last(.notifyMember)?.happened, let held = question.entered.moment(Engine.happenedKey, question.calendar), held < told
        else { return [] }
        return [Objection("The conversation cannot have been held before the member was told.", cites: "D20-04:VI.B.3", field: Engine.happenedKey)]
    }

    static let memberDidNotWishToTalk = Guard(
        "it is recorded that the member did not wish to talk", cites: "D20-04:VI.B.3",
        else: "The assigned supervisor first records that the member did not wish to talk.") {
            $0.file.since(lastAssignment: $0.file).contains { $0.step == .recordRefusal }
        }

    static let recommendsOrSaysWhyNot = Guard("something is recommended, or it is said why nothing is", cites: "D20-04:VI.B.5.b") { question in
        let entered = question.entered
        let some = !(entered.all("supports") + entered.all("services") + entered.all("training")).isEmpty
        if !some, entered["none"] == nil {
            return [Objection("Recommend at least one support, service or training, or write why none is recommended.", cites: "D20-04:VI.B.5.b", field: "supports")]
        }
        if some, entered["none"] != nil {
            return [Objection("Something is recommended: then leave the reason for recommending nothing empty.", cites: "D20-04:VI.B.5.b", field: "none")]
        }
        return []
    }

    static let workedOutByToday = Guard("the plan was worked out with the member", cites: "D20-04:III#2") { question in
        guard let day = question.entered.day("worked-out") else {
            // A plan without a conversation was worked out with nobody.
            guard question.file.has(.holdConversation), question.entered["worked-out"] == nil else { return [] }
            return [Objection("Give the day on which the plan was worked out with the member.", cites: "D20-04:III#2", field: "worked-out")]
        }
        let held = question.file.last(.holdConversation).map { question.calendar.day(of: $0.happened) }
        if day > question.today { return [Objection("That day has not come yet.", cites: "D20-04:III#2", field: "worked-out")] }
        if let held, day < held {
            return [Objection("The plan is worked out with the member in or after the conversation.", cites: "D20-04:III#2", field: "worked-out")]
        }
        return []
    }

    static let everyCorrectionDone = Guard("every correction is made", cites: "D20-04:VI.A.5#2") { question in
        let done = Set(question.entered.all("corrections"))
        let open = question.file.openCorrections.enumerated().filter { !done.contains(String($0.offset + 1)) }
        return open.isEmpty
            ? [] : [Objection("Not yet made: \(open.map(\.element).joined(separator: "; ")).", cites: "D20-04:VI.A.5#2", field: "corrections")]
    }

    /// Ambiguity 2.10: any support, service or training added, removed or replaced is material, and what the reviewer said is.
    static let metAgainWhenMaterial = Guard("the member was met again where recommendations change", cites: "D20-04:VI.B.6.NOTE") { question in
        let file = question.file
        // Before anything is entered, nothing is changed yet.
        let changes = !question.entered.answers.isEmpty && file.plan?.recommendations != Plan.recommendations(question.entered)
        guard file.plan != nil, changes || file.last(.returnPlan)?.entered.confirms("material") == true else { return [] }
        guard !file.since(.returnPlan).contains(where: { $0.step == .meetAgain }) else { return [] }
        return [Objection("The recommendations change: meet the member again, and record the meeting before the plan is submitted.", cites: "D20-04:VI.B.6.NOTE")]
    }

    static let metAfterReturn = Guard("the meeting follows the return", cites: "D20-04:VI.B.6.NOTE") { question in
        guard let returned = question.file.last(.returnPlan)?.at, let met = question.entered.moment(Engine.happenedKey, question.calendar),
            met.addingTimeInterval(minute) <= returned
        else { return [] }
        return [Objection("The plan was returned after that meeting: meet the member again.", cites: "D20-04:VI.B.6.NOTE", field: Engine.happenedKey)]
    }

    static let everySupportAvailable = Guard("every support was made available, declined or ended", cites: "D20-04:VI.B.7#2") { question in
        let open = question.file.supports.filter { $0.state == .identified }
        guard !open.isEmpty else { return [] }
        let names = open.map { question.world.supportTitles[$0.key] ?? $0.key }.joined(separator: ", ")
        return [Objection("Not yet made available: \(names).", cites: "D20-04:VI.B.7#2")]
    }

    static let supportsAreOpen = Guard("the supports named have not ended", cites: "D20-04:III.A.5") { question in
        named(question).filter(\.state.hasEnded).map {
            Objection("“\(question.world.supportTitles[$0.key] ?? $0.key)” has ended.", cites: "D20-04:III.A.5", field: WorkItemLife.supportKey)
        }
    }

    /// A support is made available, then connected, then reported; what came further does not go back.
    static func goesForward(to state: PlannedSupport.State) -> Guard<WorkItemLife> {
        Guard("the supports named have not come further", cites: "D20-04:III.A.5") { question in
            let order = PlannedSupport.State.allCases
            return named(question).filter { !$0.state.hasEnded && (order.firstIndex(of: $0.state) ?? 0) > (order.firstIndex(of: state) ?? 0) }.map {
                Objection(
                    "“\(question.world.supportTitles[$0.key] ?? $0.key)” has come further: \($0.state.title.lowercased()).", cites: "D20-04:III.A.5",
                    field: WorkItemLife.supportKey)
            }
        }
    }

    static let followUpStillRuns = Guard(
        "the follow-up has not ended", cites: "D20-04:VI.B.7", else: "The follow-up has ended.") {
            !$0.file.followUpEnded
        }

    static let wished = Guard(
        "the member’s wish is recorded", cites: "D20-04:VI.B.8", else: "First record the member’s wish for a session.") { $0.file.has(.wishSession) }

    static let consulted = Guard(
        "the area representative was consulted", cites: "D20-04:VI.B.8", else: "First consult the area representative, and record it here.") {
            $0.file.since(.wishSession).contains { $0.step == .consultOnSession }
        }

    /// Ambiguity 2.20: the date offered must lie inside the fourteen days, or carry a reason.
    static let sessionInTime = Guard("the session lies within fourteen days of the wish", cites: "D20-04:VI.B.8#2") { question in
        // The clock runs from the first wish that was not yet answered by an offer.
        let open = question.file.since(.offerSession).first { $0.step == .wishSession }
        guard let wish = (open ?? question.file.last(.wishSession))?.happened, let session = question.entered.moment("session", question.calendar) else { return [] }
        if session < wish { return [Objection("The session cannot lie before the member’s wish.", cites: "D20-04:VI.B.8#2", field: "session")] }
        guard session > question.calendar.end(of: question.calendar.day(of: wish).adding(days: 14)), question.entered["circumstance"] == nil else { return [] }
        return [Objection("The session lies more than fourteen days after the member’s wish: offer an earlier one, or write the reason.", cites: "D20-04:VI.B.8#2", field: "session")]
    }

    static let supervisorIsThere = Guard(
        "somebody is assigned", cites: "D20-04:VI.D.1.b#2", else: "Nobody is assigned yet who could be reminded.") {
            $0.file.posts[.overseer] != nil || $0.file.posts[.assignedSupervisor] != nil
        }

    static let notAskedYet = Guard(
        "it was not asked since the present supervisor came", cites: "D20-04:VI.A.2.a",
        else: "You have asked for another supervisor already; the overseer has been told."
    ) { !$0.file.since(lastAssignment: $0.file).contains { $0.step == .askForAnother } }

    private static func named(_ question: Question<WorkItemLife>) -> [PlannedSupport] {
        let keys = Set(question.entered.all(WorkItemLife.supportKey))
        return question.file.supports.filter { keys.contains($0.key) }
    }
}
