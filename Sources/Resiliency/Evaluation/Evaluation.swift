import Directives
import Foundation

/// The yearly evaluation of the program, from the first of January until it is filed with the Chief of Staff
/// (`SRV-017:I.B`, `SRV-017:IV.J.2`).
package struct Evaluation: Hashable, Sendable, Codable {
    package static let recipient = "Chief of Staff, Office of the Director"

    package enum State: String, CaseIterable, Sendable, Codable { case open, draft, filed }

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

    /// Whether the day on which it was due has gone by.
    package func isOverdue(on day: Day) -> Bool { state != .filed && (Evaluation.due(year).map { day > $0 } ?? false) }

    /// One thing that stands in the way, with the section it is about.
    package struct Obstacle: Hashable, Sendable, Codable {
        package var section: Section?
        package var sentence: String

        package init(_ section: Section? = nil, _ sentence: String) {
            self.section = section
            self.sentence = sentence
        }
    }

    /// What stands in the way of filing it.
    package func obstacles(on day: Day) -> [Obstacle] {
        var obstacles: [Obstacle] = []
        if let first = Day(iso: "\(year + 1)-01-01"), day < first { obstacles.append(Obstacle(nil, "The year \(year) is not over yet.")) }
        return obstacles
            + Section.allCases.filter { sections[$0]?.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty ?? true }.map {
                Obstacle($0, "“\($0.title)” is empty.")
            }
    }

    /// What whoever files it confirms.
    package static let finality = "Confirm that you know: once filed, nothing in it can be changed."

    /// The most that a section takes.
    package static let longest = 20_000

    /// A mark of what the sections say (FNV-1a), by which a form tells that they are still what it showed.
    package static func mark(of sections: [Section: String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for section in Section.allCases {
            for byte in Array((sections[section] ?? "").utf8) + [0xFF] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 16)
    }
}
