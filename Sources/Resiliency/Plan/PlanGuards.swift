import Casework
import Directives
import Foundation

extension Guard where Program == PlanLife {
    static let employed = Guard(
        "the employee serves today", cites: "SRV-017:I.A", else: "The personnel register shows that this person has left."
    ) { $0.world.isEmployed }

    static let activatedCase = Guard(
        "an incident of the employee is activated", cites: "SRV-017:II.F",
        else: "A plan answers an activated incident for which you answer, and you have none about this employee. Contact the Officer Wellness Section about the incident first."
    ) { !$0.world.cases.isEmpty }

    static let noOtherPlan = Guard(
        "no other plan of the employee is open", cites: "SRV-017:IV.G",
        else: "A plan of this employee is open already: review or extend that one."
    ) { $0.world.cases.isEmpty || !$0.world.hasOpenPlan }

    static let forSwornOnly = Guard("only sworn officers are assigned or accompanied", cites: "SRV-017:IV.D.3") { question in
        guard !question.world.isSworn else { return [] }
        return question.entered.all(PlanAsk.measuresKey).compactMap(Measure.init(rawValue:)).filter(\.isForSwornOnly).map {
            Objection("“\($0.title)” is for sworn officers, and this employee holds no sworn rank.", cites: $0.cites, field: PlanAsk.measuresKey)
        }
    }

    /// End before start, and an end that is over already.
    static let periodFits = Guard("the period fits", cites: "SRV-017:IV.D.2#2") { question in
        guard let end = question.entered.day(PlanAsk.endKey) else { return [] }
        if let start = question.entered.day("start"), end <= start {
            return [Objection("The last day, \(end.iso), does not lie after the first, \(start.iso).", cites: "SRV-017:IV.D.2#2", field: PlanAsk.endKey)]
        }
        return end < question.today ? [Objection("The last day is over already.", cites: "SRV-017:IV.D.2#2", field: PlanAsk.endKey)] : []
    }

    // MARK: What a plan must hold before it is submitted

    static let hasCriteria = Guard(
        "it lists criteria", cites: "SRV-017:IV.D.2", else: "The plan lists no criterion that the employee must meet. Write at least one."
    ) { !$0.file.content.criteria.isEmpty }

    static let hasPeriod = Guard("it states its period", cites: "SRV-017:IV.D.2#2") { question in
        let content = question.file.content
        var objections: [Objection] = []
        if content.start == nil { objections.append(Objection("The plan has no first day.", cites: "SRV-017:IV.D.2#2")) }
        if content.end == nil { objections.append(Objection("The plan has no last day.", cites: "SRV-017:IV.D.2#2")) }
        if let end = content.end, end < question.today { objections.append(Objection("The plan’s last day is over already.", cites: "SRV-017:IV.D.2#2")) }
        return objections
    }

    static let sectionAssisted = Guard(
        "the section assisted", cites: "SRV-017:II.F",
        else: "The plan is developed with the assistance of the Officer Wellness Section; its entry is not there yet."
    ) { $0.file.has(.assist) }

    static let inputOrReason = Guard(
        "the employee’s input is there, or why not", cites: "SRV-017:IV.C#2",
        else: "The employee’s input is recommended and empty. Add it, or give a short reason why there is none."
    ) { $0.file.content.entered["input"] != nil || $0.file.content.entered["no-input"] != nil || $0.file.has(.giveInput) }

    static let resourcesAreVetted = Guard("every resource is vetted", cites: "SRV-017:IV.C.3.d") { question in
        let vetted = Set(question.world.resources.map(\.value))
        return question.file.content.resources.filter { !vetted.contains($0) }.map {
            Objection("“\(question.world.resourceTitles[$0] ?? $0)” is not vetted, or not any more.", cites: "SRV-017:IV.C.3.d")
        }
    }

    static let stillSworn = Guard("only sworn officers are assigned or accompanied", cites: "SRV-017:IV.D.3") { question in
        guard !question.world.isSworn else { return [] }
        return question.file.content.measures.filter(\.isForSwornOnly).map {
            Objection("“\($0.title)” is for sworn officers, and this employee holds no sworn rank.", cites: $0.cites)
        }
    }

    // MARK: Approval

    static let notTheAuthor = Guard(
        "the approver did not write it", cites: "SRV-017:III.D",
        else: "You had a hand in writing this plan. Where the Commander is the author, the Division head approves."
    ) { !$0.file.authors.contains($0.actor.account) }

    static let anotherAgrees = Guard("somebody else agrees", cites: "SRV-017:IV.G#2") { question in
        question.entered["commander"] == question.actor.account
            ? [Objection("The Commander or Division head who agrees is somebody other than you.", cites: "SRV-017:IV.G#2", field: "commander")] : []
    }

    static let startsAfterApproval = Guard("it starts after the approval", cites: "SRV-017:III.D") { question in
        guard let day = question.entered.day("started"), let approval = question.file.approved.map({ question.calendar.day(of: $0.at) }) else { return [] }
        if day < approval { return [Objection("It was approved on \(approval.iso) and cannot start before.", cites: "SRV-017:III.D", field: "started")] }
        return day > question.today ? [Objection("The day given has not come yet.", cites: "SRV-017:III.C.4", field: "started")] : []
    }

    // MARK: Carrying it out

    static let dayHasCome = Guard("the date has come", cites: "SRV-017:IV.F") { question in
        guard let day = question.entered.day("day"), day > question.today else { return [] }
        return [Objection("The date given has not come yet.", cites: "SRV-017:IV.F", field: "day")]
    }

    static let isLonger = Guard("the new end lies after the old one", cites: "SRV-017:IV.G") { question in
        guard let new = question.entered.day(PlanAsk.endKey), let old = question.file.content.end, new <= old else { return [] }
        return [Objection("The plan runs until \(old.iso); an extension ends later.", cites: "SRV-017:IV.G", field: PlanAsk.endKey)]
    }

    static let thirdIsOpen = Guard(
        "three incidents within 12 months wait for it", cites: "SRV-017:III.C.5", else: "No third incident waits for a review of this plan."
    ) { $0.world.thirdIsOpen }

    static let everyCriterionIsMet = Guard("every criterion is met", cites: "SRV-017:IV.E") { question in
        question.file.content.criteria.filter { $0.met == nil }.map { Objection("Not yet marked as met: “\($0.words)”.", cites: "SRV-017:IV.E") }
    }
}
