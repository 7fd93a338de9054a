import Casework
import Directives
import Foundation
import Jacket
import Risk

/// Makes the month's Work Items out of a run (`D20-04:IV.C`): one for each raised member who works in a district where
/// the program is on.
package struct Generation {
    package var items: [WorkItem] = []
    /// Raised members of districts where the program is not on.
    package var elsewhere = 0
    /// Raised members for whom no item could be made, with the reason.
    package var heldBack: [HeldBack] = []

    package struct HeldBack: Codable, Sendable, Hashable {
        package var sourceID: String
        package var reason: String

        /// Without saying whom, as the run's summary keeps it.
        package var unnamed: HeldBack { HeldBack(sourceID: "", reason: reason) }
    }

    /// Where members work: from a unit's key to the district it belongs to.
    package typealias DistrictOf = (String) -> String?

    /// - Parameter last: The highest number that an item of the month has already, where an import brought some.
    package init(
        _ result: RunResult, ledger: Ledger, matrix: FeatureMatrix, department: Department, calendar: WorkCalendar,
        districtOf: DistrictOf, after last: Int = 0, at now: Date
    ) throws(WorkCalendar.Problem) {
        let writer = SnapshotWriter(result, ledger: ledger, matrix: matrix, department: department)
        let validity = try Clocks.validity.due(from: now, calendar)
        let forwarding = try Clocks.forwarding.due(from: now, calendar)
        let month = Month(of: result.asOf)
        for raised in result.raised {
            let score = result.scores[raised.score]
            guard let unit = score.unit else {
                heldBack.append(HeldBack(sourceID: score.sourceID, reason: "No unit is on record, so there is no district to which the item could go."))
                continue
            }
            guard let district = districtOf(unit), department.officerSupport.isOn(district, result.asOf) else {
                elsewhere += 1
                continue
            }
            guard let snapshot = writer.snapshot(of: raised) else {
                heldBack.append(HeldBack(sourceID: score.sourceID, reason: "The records behind the score could not be read back."))
                continue
            }
            items.append(
                WorkItem(
                    reference: WorkItem.reference(last + items.count + 1, of: month), member: score.member, district: district, unit: unit, generatedAt: now,
                    validityDueAt: validity, forwardDueAt: forwarding, state: .generated, snapshot: snapshot))
        }
    }
}

/// Writes down, for one raised member, what led to the item.
private struct SnapshotWriter {
    let result: RunResult
    let ledger: Ledger
    let matrix: FeatureMatrix
    let department: Department
    /// Row of the matrix by ledger index, and ledger index by member.
    let rows: [Int32: Int]
    let indices: [MemberID: Int32]
    let profiles: ProfileReader

    init(_ result: RunResult, ledger: Ledger, matrix: FeatureMatrix, department: Department) {
        self.result = result
        self.ledger = ledger
        self.matrix = matrix
        self.department = department
        rows = Dictionary(matrix.members.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        indices = Dictionary(
            ledger.members.enumerated().map { ($0.element.id, Int32($0.offset)) }, uniquingKeysWith: { first, _ in first })
        profiles = ProfileReader(ledger, asOf: result.asOf)
    }

    func snapshot(of raised: RaisedMember) -> Snapshot? {
        let score = result.scores[raised.score]
        guard let index = indices[score.member], let row = rows[index] else { return nil }
        let rank = profiles.rank(of: index)
        return Snapshot(
            asOf: result.asOf, rank: rank, yearsOfService: score.tenure.map { Int($0) }, categories: categories(score, raised),
            indicators: raised.outcomes.flatMap(indicators), profile: profiles.fields(of: index, unit: score.unit, rank: rank),
            figures: figures(row))
    }

    private func categories(_ score: MemberScore, _ raised: RaisedMember) -> [Snapshot.Category] {
        Outcome.allCases.map { outcome in
            Snapshot.Category(
                outcome: outcome, probability: score.probabilities[outcome.rawValue],
                baseRate: result.outcomes.first { $0.outcome == outcome }?.baseRate ?? 0, rank: score.ranks[outcome.rawValue],
                of: result.scores.count, raised: raised.outcomes.contains { $0.outcome == outcome })
        }
    }

    private func indicators(_ raised: RaisedOutcome) -> [Snapshot.Indicator] {
        raised.reasons.map { reason in
            Snapshot.Indicator(
                outcome: raised.outcome, group: reason.title, sentence: reason.sentence, weight: reason.share, raises: reason.raises,
                records: reason.kind.map { kind in reason.records.map { Snapshot.Reference(kind: kind, record: $0) } } ?? [])
        }
    }

    /// What the models read, without the columns that are nil for this member.
    private func figures(_ row: Int) -> [Snapshot.Figure] {
        result.features.compactMap { feature in
            guard let value = matrix.value(feature.key, row: row), value != 0, value.isFinite else { return nil }
            return Snapshot.Figure(
                group: feature.group.key, name: feature.name, unit: feature.unit, value: (Double(value) * 1_000).rounded() / 1_000)
        }
    }
}
