import Directives

/// One thing that is counted at the moment it happens, without a name, so that destroyed records still count
/// (ambiguity 3.8). The measure is fixed; the key tells apart what it is broken down by.
package struct Tally: Hashable, Sendable, Codable {
    package enum Measure: String, CaseIterable, Sendable, Codable {
        /// Contacts with the section, by purpose (`SRV-017:IV.J.2#2`).
        case contact
        /// Activated cases (`SRV-017:IV.J.2#5`); in parts by criterion and by trigger (`SRV-017:IV.J.2#6`).
        case activated, activatedBy, trigger
        /// Plans put into effect, completed, ended without completion (`SRV-017:IV.J.2#3`, `#4`).
        case planStarted, planCompleted, planNotCompleted
        /// Measures and resources by how they stand (`SRV-017:IV.J.2#7`): "eap/done".
        case resource

        package var title: String {
            switch self {
            case .contact: "RSS contacts"
            case .activated: "Activated cases"
            case .activatedBy: "Activations by criterion"
            case .trigger: "Activations by trigger"
            case .planStarted: "Plans put into effect"
            case .planCompleted: "Plans completed"
            case .planNotCompleted: "Plans ended without completion"
            case .resource: "Measures and resources"
            }
        }
    }

    package var year: Int
    package var measure: Measure
    package var key: String
    package var count: Int

    package init(year: Int, measure: Measure, key: String, count: Int) {
        self.year = year
        self.measure = measure
        self.key = key
        self.count = count
    }
}

/// What was counted wrongly is not counted again: it is corrected by an entry of its own, with its reason (ambiguity 3.8).
package struct TallyCorrection: Hashable, Sendable, Codable {
    package var year: Int
    package var measure: Tally.Measure
    package var key: String
    /// What is added; negative where too much was counted.
    package var difference: Int
    package var reason: String

    package init(year: Int, measure: Tally.Measure, key: String, difference: Int, reason: String) {
        self.year = year
        self.measure = measure
        self.key = key
        self.difference = difference
        self.reason = reason
    }
}
