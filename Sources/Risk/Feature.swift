import Directives

/// One column a model reads: what it counts, over which time, and which way it may push.
package struct Feature: Codable, Sendable, Hashable {
    /// Stable name, as `complaints.offDuty.24m`.
    package var key: String
    /// Plain words: "off-duty complaints, last 24 months".
    package var name: String
    package var unit: String
    package var group: FeatureGroup
    /// 1: more of it never lowers a probability. -1: never raises one. 0: the records decide.
    package var direction: Int
    /// Whether the column holds log(1 + value): counts and rates do, times do not.
    package var logScaled: Bool
}

/// The kind of record a feature belongs to. Reasons are given by group.
package enum FeatureGroup: Codable, Sendable, Hashable {
    case complaints, forceComplaints, offDutyComplaints, domesticSubstanceComplaints, openCases, findings, discipline
    case useOfForce, witness, service, moves, rank, unit, cohort, colleagues
    /// Another kind of the jacket, by its key.
    case kind(String)

    package var key: String {
        switch self {
        case .complaints: "complaints"
        case .forceComplaints: "force_complaints"
        case .offDutyComplaints: "off_duty_complaints"
        case .domesticSubstanceComplaints: "domestic_substance_complaints"
        case .openCases: "open_cases"
        case .findings: "findings"
        case .discipline: "discipline"
        case .useOfForce: "use_of_force"
        case .witness: "witness"
        case .service: "service"
        case .moves: "moves"
        case .rank: "rank"
        case .unit: "unit"
        case .cohort: "cohort"
        case .colleagues: "colleagues"
        case .kind(let kind): "kind_" + kind
        }
    }
}

/// Members × features as of a day, row by row. The values are scaled as the features say, ready for a model.
package struct FeatureMatrix: Sendable {
    package var asOf: Day
    package var features: [Feature]
    /// Indices into `Ledger.members`, ascending.
    package var members: [Int32]
    package var values: [Float]
    /// Index into `Ledger.units` of each member's place, -1 when not known.
    package var units: [Int32]
    /// Years since appointment, negative when not known.
    package var tenure: [Float]

    package var width: Int { features.count }
    package var count: Int { members.count }

    /// The value in the column's own unit.
    package func value(_ key: String, row: Int) -> Float? {
        guard row >= 0, row < count, let column = features.firstIndex(where: { $0.key == key }) else { return nil }
        let stored = values[row * width + column]
        return features[column].logScaled ? Exponential.expm1(stored) : stored
    }
}
