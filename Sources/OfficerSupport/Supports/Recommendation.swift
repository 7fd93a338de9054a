import Directives

/// What may weigh on a member, as far as the Officer Support Unit recommends supports for it. The list is closed: a mark
/// says what a support helps with, never anything about a person.
package enum Stressor: String, CaseIterable, Sendable, Codable {
    case sleep, criticalIncident, workload, relationship, parenting, grief, illness, substance, money, anger, conflictAtWork
    case newAssignment, complaint

    package var title: String {
        switch self {
        case .sleep: "Sleep and shift work"
        case .criticalIncident: "A critical incident, or many hard calls"
        case .workload: "Too much work, too little rest"
        case .relationship: "Strain or separation at home"
        case .parenting: "Children, or care for a relative"
        case .grief: "Loss and grief"
        case .illness: "Illness, injury or pain"
        case .substance: "Alcohol, medication or other substances"
        case .money: "Money and debt"
        case .anger: "Anger, or a short fuse"
        case .conflictAtWork: "Conflict at work"
        case .newAssignment: "A new unit, rank or duty"
        case .complaint: "Being the subject of a complaint or a lawsuit"
        }
    }
}

/// The unit's mark that a support helps most with a stressor, with what that rests on (`D20-04:VI.B.5.NOTE`).
package struct Recommendation: Hashable, Sendable, Codable {
    /// The key of the support.
    package var support: String
    package var stressor: Stressor
    /// Feedback or good practice, in a sentence.
    package var basis: String
    /// The day on which the unit settled it.
    package var on: Day

    package init(support: String, stressor: Stressor, basis: String, on: Day) {
        self.support = support
        self.stressor = stressor
        self.basis = basis
        self.on = on
    }

    package static let longestBasis = 400

    package var problems: [SupportsProblem.Field] {
        [
            SupportsProblem.Field(
                "basis", basis, atMost: Recommendation.longestBasis, missing: "Say what the recommendation rests on: feedback, or good practice.")
        ].compactMap { $0 }
    }
}
