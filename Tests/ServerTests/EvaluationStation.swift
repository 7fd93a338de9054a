import Casework
import Directives
import Foundation
import GRDB
import Resiliency
import Testing

@testable import Records
@testable import Server

extension Station {
    /// The section as the tests see through its eyes.
    static func section() throws -> Asking { try asking([.owsAdministrativeCoordinator]) }

    static let evaluationWords: [Evaluation.Section: String] = [
        .benchmarks: "Most activations began with sick time.", .resources: "Peer support was taken up most.", .effectiveness: "Supervisors asked earlier than before.",
    ]

    /// What was counted in 2016, whose evaluation is filed with the Chief of Staff.
    static func fileEvaluation(_ records: Records, _ calendar: WorkCalendar) async throws {
        try await records.addTallies([
            Tally(year: 2016, measure: .contact, key: "guidance", count: 31), Tally(year: 2016, measure: .contact, key: "activation", count: 14),
            Tally(year: 2016, measure: .activated, key: "", count: 12), Tally(year: 2016, measure: .activatedBy, key: "sickTime", count: 9),
            Tally(year: 2016, measure: .activatedBy, key: "crash", count: 3), Tally(year: 2016, measure: .trigger, key: "single", count: 7),
            Tally(year: 2016, measure: .trigger, key: "third", count: 5), Tally(year: 2016, measure: .planStarted, key: "", count: 11),
            Tally(year: 2016, measure: .planCompleted, key: "", count: 6), Tally(year: 2016, measure: .planNotCompleted, key: "", count: 1),
            Tally(year: 2016, measure: .resource, key: "peer/offered", count: 11), Tally(year: 2016, measure: .resource, key: "peer/accepted", count: 7),
            Tally(year: 2016, measure: .resource, key: "peer/declined", count: 2),
        ])
        try await records.fileEvaluation(2016, evaluationWords, calendar, for: try section())
    }
}

extension Records {
    /// Counts as the program's own steps leave them.
    func addTallies(_ tallies: [Tally]) async throws {
        try await write { db in
            for tally in tallies { for _ in 0..<tally.count { try Tallies.count(tally.measure, tally.key, tally.year, in: db) } }
        }
    }
}
