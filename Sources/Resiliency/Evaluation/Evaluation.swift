import Directives
import Foundation

/// The yearly evaluation of the program, from the first of January until it is filed with the Chief of Staff
/// (`SRV-017:I.B`, `SRV-017:IV.J.2`).
package struct Evaluation: Hashable, Sendable, Codable {
    package static let recipient = "Chief of Staff, Office of the Director"

    package enum State: String, Sendable, Codable { case open, draft, filed }

    package var year: Int
    package var state: State
    package var sections: [Section: String]
    package var figures: EvaluationFigures
    package var corrections: [TallyCorrection]
    package var filedOn: Day?
    package var filedBy: String?

    package init(
        year: Int, state: State, sections: [Section: String], figures: EvaluationFigures, corrections: [TallyCorrection], filedOn: Day? = nil,
        filedBy: String? = nil
    ) {
        self.year = year
        self.state = state
        self.sections = sections
        self.figures = figures
        self.corrections = corrections
        self.filedOn = filedOn
        self.filedBy = filedBy
    }

    /// What the evaluation must say in words beside its figures; it cannot be filed while one is empty.
    package enum Section: String, CaseIterable, Sendable, Codable {
        case benchmarks, resources, effectiveness

        package var title: String {
            switch self {
            case .benchmarks: "Key attributes and benchmarks for activation"
            case .resources: "Value of the available resources and effect of their use"
            case .effectiveness: "Overall effectiveness in advancing the key objectives"
            }
        }

        package var cites: Citation {
            switch self {
            case .benchmarks: "SRV-017:IV.J.2#6"
            case .resources: "SRV-017:IV.J.2#7"
            case .effectiveness: "SRV-017:IV.J.2#8"
            }
        }
    }

    /// The clock on the coordinator's list.
    package static let clock = ClockRule(
        key: "evaluation", title: "File the program evaluation", holder: "OWS Administrative Coordinator", limit: .stated, cites: "SRV-017:IV.J.2")

    /// The last day on which it is in time: April 1 of the year after.
    package static func due(_ year: Int) -> Day? { Day(iso: "\(year + 1)-04-01") }

    /// What stands in the way of filing it.
    package func obstacles(on day: Day) -> [String] {
        var obstacles: [String] = []
        if let first = Day(iso: "\(year + 1)-01-01"), day < first { obstacles.append("The year \(year) is not over yet.") }
        return obstacles + Section.allCases.filter { sections[$0]?.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty ?? true }.map { "“\($0.title)” is empty." }
    }
}
