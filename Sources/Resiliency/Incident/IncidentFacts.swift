import Casework
import Directives

/// What an incident says, as the last draft left it.
extension CaseFile<IncidentLife> {
    /// The entry that holds the incident as it was written last.
    package var written: CaseEvent<IncidentLife>? { last(of: [.document, .amend]) }
    /// The day it took place, by which it counts (ambiguity 3.1).
    package var occurred: Day? { written?.entered.day(IncidentAsk.occurredKey) }
    /// The keys of the criteria it is said to meet.
    package var criteria: [String] { written?.entered.all(CriterionFacts.key) ?? [] }
    /// Whether the chain of command found that it meets the criteria, and nobody took that back: it counts toward three.
    package var counts: Bool { has(.findMet) && state != .withdrawn && state != .merged }

    /// The accounts that had a hand in it, and whoever answers for it: none of them determines it (`SRV-017:IV.B`).
    var authors: Set<String> {
        Set(events.filter { [.document, .amend, .discuss, .submit].contains($0.step) }.map(\.account)).union([posts[.employeesSupervisor]].compactMap { $0 })
    }

    /// What was noted last of the plan that answers it; the activation itself where there is none yet.
    package var planNote: CaseEvent<IncidentLife>? { last(of: [.activate, .initiatePlan, .planEnded, .planDiscarded]) }
    /// Whether a plan was recommended and none is begun (`SRV-017:III.C.4`); one that was discarded was none.
    package var awaitsPlan: Bool {
        guard state == .activated, last(.activate)?.entered["outcome"] == "plan" else { return false }
        return planNote?.step == .activate || planNote?.step == .planDiscarded
    }
    /// Whether the plan that answered it is over, so that nothing is left but to close it.
    package var isThroughItsPlan: Bool { state == .activated && planNote?.step == .planEnded }
}
