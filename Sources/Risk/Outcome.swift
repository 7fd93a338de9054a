import Directives

/// The four events of `D20-04:IV.B`, each with a model of its own.
package enum Outcome: Int, CaseIterable, Sendable, Codable {
    case sustainedForce, suspension, offDuty, domesticOrSubstance

    package var key: String {
        switch self {
        case .sustainedForce: "force"
        case .suspension: "suspension"
        case .offDuty: "off_duty"
        case .domesticOrSubstance: "domestic_substance"
        }
    }

    package var title: String {
        switch self {
        case .sustainedForce: "Sustained excessive force complaint"
        case .suspension: "Suspension"
        case .offDuty: "Off-duty complaint"
        case .domesticOrSubstance: "Domestic or substance abuse complaint"
        }
    }

    package var cites: Citation {
        switch self {
        case .sustainedForce: "D20-04:IV.B.1"
        case .suspension: "D20-04:IV.B.2"
        case .offDuty: "D20-04:IV.B.3"
        case .domesticOrSubstance: "D20-04:IV.B.4"
        }
    }
}
