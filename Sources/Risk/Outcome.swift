import Directives

/// The four events of `D20-04:IV.B`, each with a model of its own.
package enum Outcome: Int, CaseIterable, Sendable {
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

/// Written by its key, so that whoever reads a file or an answer needs no list of numbers.
extension Outcome: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let key = try container.decode(String.self)
        guard let outcome = Outcome.allCases.first(where: { $0.key == key }) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(key)\" is no outcome.")
        }
        self = outcome
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(key)
    }
}
