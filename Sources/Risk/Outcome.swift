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

extension Outcome {
    /// What such an event can come from, by the directive's notes; empty where it gives none. The records say of a
    /// complaint that it ended in a suspension or a separation, and nothing of what stood behind it.
    package var origins: [(words: String, cites: Citation)] {
        guard self == .suspension else { return [] }
        return [
            ("A misconduct investigation that ends in a sustained finding.", "D20-04:IV.B.2.NOTE"),
            ("A civil suit against the member that ends in an adverse judgment or a settlement.", "D20-04:IV.B.2.NOTE#2"),
            ("A recommendation by COPA, BIA or the Superintendent to end the employment.", "D20-04:IV.B.2.NOTE#3"),
            (
                "Direct part in a shooting or a death that COPA, BIA, the Superintendent, the Police Board or a court finds unjustified or out of policy.",
                "D20-04:IV.B.2.NOTE#4"
            ),
            ("A conviction of a crime.", "D20-04:IV.B.2.NOTE#5"),
        ]
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
