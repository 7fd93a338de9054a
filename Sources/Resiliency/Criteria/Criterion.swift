import Directives

/// The criteria of `SRV-017:IV.A`, in the directive's order. The list is open (`SRV-017:IV.A#3`): the last stands for
/// whatever else a supervisor can justify, and the Officer Wellness Section may add entries of the department's own.
package enum Criterion: String, CaseIterable, Sendable, Codable {
    case excessiveForce, pursuit, crash, evaluation, sickTime, seriousIncident, complaint, substances, recordings, biasedTreatment, other

    package var title: String {
        switch self {
        case .excessiveForce: "Sustained complaint of excessive force"
        case .pursuit: "Vehicle pursuit begun by the employee, in violation of policy"
        case .crash: "Preventable crash in a state vehicle under unusual circumstances"
        case .evaluation: "Performance evaluation “below expectations” or “unsatisfactory”"
        case .sickTime: "Unusual or excessive sick time, or a pattern of tardiness"
        case .seriousIncident: "A serious incident that may point to a problem"
        case .complaint: "Citizen complaint or investigation by the DII"
        case .substances: "Behavior associated with possible drug or alcohol abuse"
        case .recordings: "Mobile recording equipment repeatedly not used"
        case .biasedTreatment: "Sustained complaint of biased treatment or enforcement"
        case .other: "Something else that warrants support"
        }
    }

    package var cites: Citation {
        switch self {
        case .excessiveForce: "SRV-017:IV.A.1"
        case .pursuit: "SRV-017:IV.A.2"
        case .crash: "SRV-017:IV.A.3"
        case .evaluation: "SRV-017:IV.A.4"
        case .sickTime: "SRV-017:IV.A.5"
        case .seriousIncident: "SRV-017:IV.A.6"
        case .complaint: "SRV-017:IV.A.7"
        case .substances: "SRV-017:IV.A.8"
        case .recordings: "SRV-017:IV.A.9"
        case .biasedTreatment: "SRV-017:IV.A.10"
        case .other: "SRV-017:IV.A#3"
        }
    }

    /// A pattern is one incident, dated at its last occurrence (ambiguity 3.1).
    package var isPattern: Bool { self == .sickTime || self == .recordings }

    /// The words behind a stored criterion: one of the directive's, or one that the section added.
    package static func title(_ key: String, added: [String: String]) -> String { Criterion(rawValue: key)?.title ?? added[key] ?? key }
}
