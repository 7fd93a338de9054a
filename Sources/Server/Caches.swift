import Casework
import Directives
import Foundation
import OfficerSupport
import Records
import Risk
import Synchronization

/// Things that seldom change and that many pages need. What an import in another process changes is read again after
/// ten seconds; what a run stored never changes.
final class Caches: Sendable {
    /// What a Work Item's page says of its run.
    struct RunFacts: Sendable {
        var month: Month
        /// The area under the curve of the method used, on past days.
        var areas: [Outcome: Double]
    }

    /// What pages offer somebody with these roles on this day: worked out of the access table, which never changes while the
    /// program runs.
    struct Offers: Sendable {
        var role: String
        var permitted: Set<Act>
        var asks: Set<Act>
    }

    private struct Reader: Hashable, Sendable {
        var actor: Actor
        var day: Day
    }

    private struct Held: Sendable {
        var offers: [Reader: Offers] = [:]
        var units: (UnitNames, until: Date)?
        var absent: (Set<String>, until: Date)?
        var runs: [Int64: RunFacts] = [:]
    }

    private let held = Mutex(Held())
    private static let seconds = 10.0
    private static let most = 1_000

    func unitNames(_ office: Office) async throws -> UnitNames {
        let now = office.machineNow()
        if let (units, until) = held.withLock({ $0.units }), now < until { return units }
        let units = try await office.records.unitNames()
        held.withLock { $0.units = (units, now.addingTimeInterval(Caches.seconds)) }
        return units
    }

    func offers(_ actor: Actor, _ day: Day, _ workOut: () -> Offers) -> Offers {
        let reader = Reader(actor: actor, day: day)
        if let known = held.withLock({ $0.offers[reader] }) { return known }
        let offers = workOut()
        held.withLock { held in
            if held.offers.count >= Caches.most { held.offers.removeAll(keepingCapacity: true) }
            held.offers[reader] = offers
        }
        return offers
    }

    func absentKinds(_ office: Office) async throws -> Set<String> {
        let now = office.machineNow()
        if let (kinds, until) = held.withLock({ $0.absent }), now < until { return kinds }
        let kinds = try await office.records.kindsWithoutRows()
        held.withLock { $0.absent = (kinds, now.addingTimeInterval(Caches.seconds)) }
        return kinds
    }

    func runFacts(_ visit: Visit, _ run: Int64) async throws -> RunFacts? {
        if let facts = held.withLock({ $0.runs[run] }) { return facts }
        // How good a run's method was is about nobody, and whoever may see an item is told how far its numbers can be trusted:
        // the supervisor who answers it too, to whom the pages of the runs are shut.
        let program = Asking.schedule(visit.office.surroundings)
        guard let row = try await visit.office.records.run(run, for: program), let documents = try await visit.office.records.runDocuments(run, for: program)
        else { return nil }
        let summary = try JSONDecoder().decode(RunSummary.self, from: Data(documents.summary.utf8))
        var areas: [Outcome: Double] = [:]
        for outcome in Outcome.allCases {
            areas[outcome] =
                summary.evaluation.summaries.first { $0.outcome == outcome.key && $0.scorer == .used }?.auroc?.value
        }
        let facts = RunFacts(month: Month(of: row.asOf), areas: areas)
        held.withLock { $0.runs[run] = facts }
        return facts
    }
}
