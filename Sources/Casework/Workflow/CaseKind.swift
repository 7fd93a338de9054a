/// The kinds of record that live by a table of `Workflow`. A program may have several: a worry that is written down and the
/// plan that follows it each have a life of their own.
package enum CaseKind: String, CaseIterable, Sendable, Codable {
    case workItem, postingReview
    case incident, resiliencyPlan, thirdIncident, referral
    /// The yearly evaluation: no life of its own, but it stands on the list of what is due.
    case evaluation

    package var program: ProgramKey {
        switch self {
        case .workItem, .postingReview: .support
        case .incident, .resiliencyPlan, .thirdIncident, .referral, .evaluation: .resiliency
        }
    }
}
