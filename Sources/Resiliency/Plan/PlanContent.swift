import Casework
import Directives
import Foundation

/// A plan as its log tells it: what was written last, how far measures and criteria have come.
package struct PlanContent: Sendable {
    /// What was written, every later version over the earlier.
    package var entered: Entered
    package var criteria: [PlanCriterion]
    package var start: Day?
    /// The last day in force: an extension counts once it is approved.
    package var end: Day?
    package var measures: [Measure]
    package var resources: [String]
    /// How each measure or resource stands, by its key.
    package var standings: [String: MeasureStanding]

    package struct PlanCriterion: Hashable, Sendable {
        package var words: String
        package var met: Day?
    }
}

extension CaseFile<PlanLife> {
    package var content: PlanContent {
        let versions = events.filter { [.initiate, .edit].contains($0.step) }
        // A version is whole: what a form left empty is empty.
        let entered = versions.last?.entered ?? Entered()
        var met: [String: Day] = [:]
        for event in all(.markCriteria) { for words in event.entered.all("met") { met[words] = event.entered.day("day") } }
        var standings: [String: MeasureStanding] = [:]
        for event in all(.recordMeasure) {
            if let measure = event.entered["measure"] { standings[measure] = event.entered["standing"].flatMap(MeasureStanding.init(rawValue:)) }
        }
        var end = entered.day(PlanAsk.endKey)
        var asked: Day?
        for event in events {
            if event.step == .requestExtension { asked = event.entered.day(PlanAsk.endKey) }
            if event.step == .approveExtension, let asked { end = asked }
        }
        return PlanContent(
            entered: entered, criteria: entered.all("criteria").map { .init(words: $0, met: met[$0]) }, start: entered.day("start"), end: end,
            measures: entered.all(PlanAsk.measuresKey).compactMap(Measure.init(rawValue:)), resources: entered.all("resources"), standings: standings)
    }

    /// The accounts that had a hand in writing it: none of them approves it (`SRV-017:III.D`).
    var authors: Set<String> { Set(events.filter { [.initiate, .edit, .submit, .requestExtension].contains($0.step) }.map(\.account)) }

    /// The incident that it answers.
    package var answers: String? { last(.initiate)?.entered["case"] }
    package var approved: CaseEvent<PlanLife>? { last(of: [.approve, .approveExtension]) }
}
