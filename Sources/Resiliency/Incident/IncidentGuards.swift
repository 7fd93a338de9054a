import Casework
import Directives
import Foundation

extension Guard where Program == IncidentLife {
    static let employed = Guard(
        "the employee serves today", cites: "SRV-017:I.A",
        else: "The system is for current employees; the personnel register shows that this person has left."
    ) { $0.world.isEmployed }

    static let ownChain = Guard(
        "the employee is below in the chain of command", cites: "SRV-017:III.C.1",
        else: "The employee outranks you, and so is not in your chain of command."
    ) { !$0.world.isAbove }

    /// An event has happened, and a pattern is dated at its last occurrence (ambiguity 3.1).
    static let dated = Guard("the dates fit", cites: "SRV-017:II.E") { question in
        var objections: [Objection] = []
        let occurred = question.entered.day(IncidentAsk.occurredKey)
        if let occurred, occurred > question.today {
            objections.append(Objection("The date of the incident has not come yet.", cites: "SRV-017:II.E", field: IncidentAsk.occurredKey))
        }
        if let occurred, let talk = question.file.last(.discuss)?.entered.day("discussed"), talk < occurred {
            objections.append(
                Objection("It was discussed on \(talk.iso), and cannot have taken place after that.", cites: "SRV-017:IV.A#2", field: IncidentAsk.occurredKey))
        }
        for criterion in question.entered.criteria where criterion.isPattern {
            let key = CriterionFacts.occurrencesKey(criterion)
            let lines = question.entered.all(key)
            let days = lines.compactMap { Day(iso: $0) }
            if days.count != lines.count {
                objections.append(Objection("Each line is one date, as 2026-03-14.", cites: criterion.cites, field: key))
            } else if Set(days).count < 2 {
                objections.append(Objection("A pattern needs at least two dated occurrences.", cites: criterion.cites, field: key))
            } else if let last = days.max(), let occurred, question.entered.criteria.count == 1, last != occurred {
                objections.append(
                    Objection("The incident is dated at the last occurrence, which is \(last.iso).", cites: criterion.cites, field: IncidentAsk.occurredKey))
            } else if days.contains(where: { $0 > question.today }) {
                objections.append(Objection("A date lies in the future.", cites: criterion.cites, field: key))
            }
        }
        return objections
    }

    static let discussionIsOver = Guard(
        "the discussion has taken place, after the incident", cites: "SRV-017:IV.A#2") { question in
            guard let day = question.entered.day("discussed") else { return [] }
            if day > question.today { return [Objection("The date of the discussion has not come yet.", cites: "SRV-017:IV.A#2", field: "discussed")] }
            if let occurred = question.file.occurred, day < occurred {
                return [Objection("The discussion cannot lie before the incident of \(occurred.iso).", cites: "SRV-017:IV.A#2", field: "discussed")]
            }
            return []
        }

    /// Those who wrote it down do not determine it (`SRV-017:IV.B`).
    static let notTheSupervisor = Guard("somebody other than the supervisor determines", cites: "SRV-017:IV.B") { question in
        guard question.file.authors.contains(question.actor.account) else { return [] }
        return [Objection("You wrote this incident down. The chain of command above you determines whether the criteria are met.", cites: "SRV-017:IV.B")]
    }

    static let dayHasCome = Guard("the date has come", cites: "SRV-017:II.E") { question in
        guard let day = question.entered.day("day"), day > question.today else { return [] }
        return [Objection("The date given has not come yet.", cites: "SRV-017:II.E", field: "day")]
    }

    /// Both sides take part, and neither stands in for the other (`SRV-017:III.C.3`).
    static let bothTakePart = Guard("supervisor and section settle it together", cites: "SRV-017:III.C.3") { question in
        guard let supervisor = question.entered["supervisor"], supervisor == question.entered["member-of-section"] else { return [] }
        return [Objection("Two people settle it: the supervisor and a member of the section.", cites: "SRV-017:III.C.3", field: "member-of-section")]
    }

    static let noOpenPlan = Guard(
        "no plan is open", cites: "SRV-017:IV.D.2#2", else: "An RSS action plan on this case is still open. It ends first.") { !$0.world.hasOpenPlan }

    static let hasCounted = Guard(
        "it was found to meet the criteria", cites: "SRV-017:IV.A.7", else: "It was never found to meet the criteria, so it counts for nothing."
    ) { $0.file.has(.findMet) }

    static let noPlanRestsOnIt = Guard(
        "no plan rests on it", cites: "SRV-017:IV.D.1", else: "An RSS action plan rests on this incident and is still open.") { !$0.world.hasOpenPlan }
}

extension Entered {
    /// The directive's criteria among those chosen.
    var criteria: [Criterion] { all(CriterionFacts.key).compactMap(Criterion.init(rawValue:)) }
}
