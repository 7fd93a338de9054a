import Directives
import Jacket

/// Where each member's rows begin in the ledger's lists, and which rows share a Log Number or an event. Built once for
/// a ledger and used for every as-of day.
package struct LedgerIndex: Sendable {
    let complaints: Ranges
    let forces: Ranges
    let witnesses: Ranges
    let postings: Ranges
    let ranks: Ranges
    let logs: Int
    let forceEvents: Int
    /// The kinds of event that may be counted, in alphabetical order.
    let kinds: [Kind]
    /// Kinds left out because their records begin too late.
    let leftOut: [String]
    let forcesCovered: Bool
    let witnessesCovered: Bool

    struct Kind: Sendable {
        var key: String
        var ranges: Ranges
    }

    /// Rows of member `m` are `start[m]..<start[m + 1]`.
    struct Ranges: Sendable {
        var start: [Int32]

        init(members: Int, rows: Int, member: (Int) -> Int32) {
            start = [Int32](repeating: 0, count: members + 1)
            for row in 0..<rows { start[Int(member(row)) + 1] += 1 }
            for index in 0..<members { start[index + 1] += start[index] }
        }

        subscript(_ member: Int) -> Range<Int> { Int(start[member])..<Int(start[member + 1]) }
    }

    package init(_ ledger: Ledger, settings: RunSettings) {
        let members = ledger.members.count
        complaints = Ranges(members: members, rows: ledger.complaints.count) { ledger.complaints[$0].member }
        forces = Ranges(members: members, rows: ledger.forces.count) { ledger.forces[$0].member }
        witnesses = Ranges(members: members, rows: ledger.witnesses.count) { ledger.witnesses[$0].member }
        postings = Ranges(members: members, rows: ledger.postings.count) { ledger.postings[$0].member }
        ranks = Ranges(members: members, rows: ledger.ranks.count) { ledger.ranks[$0].member }
        logs = Int(ledger.complaints.reduce(Int32(-1)) { max($0, $1.log) }) + 1
        forceEvents = Int(ledger.forces.reduce(Int32(-1)) { max($0, $1.event) }) + 1

        let coverage = Coverage(ledger, settings: settings)
        // Where complaints state their discipline, the disciplinary history repeats it. Counted twice, the second count
        // would stand outside the bound that more discipline never lowers a probability.
        let disciplineIsKnown = ledger.complaints.contains { $0.discipline == .suspension || $0.discipline == .reprimand }
        var kinds: [Kind] = []
        var leftOut: [String] = []
        for (key, rows) in ledger.events.sorted(by: { $0.key < $1.key }) where !rows.isEmpty {
            if key == RecordKind.discipline.key, disciplineIsKnown { continue }
            if coverage.reaches(firstKnown: rows.lazy.map(\.knownOn).min()) {
                kinds.append(Kind(key: key, ranges: Ranges(members: members, rows: rows.count) { rows[$0].member }))
            } else {
                leftOut.append(key)
            }
        }
        forcesCovered = coverage.begins(firstKnown: ledger.forces.lazy.map(\.knownOn).min())
        witnessesCovered = coverage.begins(firstKnown: ledger.witnesses.lazy.map(\.knownOn).min())
        if !forcesCovered, !ledger.forces.isEmpty { leftOut.append("useOfForce") }
        if !witnessesCovered, !ledger.witnesses.isEmpty { leftOut.append("complaintWitness") }
        self.kinds = kinds
        self.leftOut = leftOut
    }
}

/// Whether a kind of record goes back far enough to be counted. A kind that begins in the middle of the training days
/// would only tell the model what year it is: the awards of the Chicago records begin in July 2017.
///
/// A kind counts when its first record became known `coverageMonths` before the earliest training day, or within a year
/// of the first complaint. Uses of force and witness rows have windows short enough to need less: a first record within a
/// year after the earliest training day.
struct Coverage {
    let earliest: Day
    let coverageMonths: Int
    let firstComplaint: Day?

    init(_ ledger: Ledger, settings: RunSettings) {
        firstComplaint = ledger.complaints.lazy.map(\.knownOn).min()
        let historic = firstComplaint.map { $0.adding(months: settings.historyMonths) } ?? settings.earliestTrainingDay
        earliest = max(settings.earliestTrainingDay, historic)
        coverageMonths = settings.coverageMonths
    }

    func reaches(firstKnown: Day?) -> Bool {
        guard let firstKnown else { return false }
        return firstKnown <= earliest.adding(months: -coverageMonths) || asOldAsComplaints(firstKnown)
    }

    func begins(firstKnown: Day?) -> Bool {
        guard let firstKnown else { return false }
        return firstKnown <= earliest.adding(months: 12) || asOldAsComplaints(firstKnown)
    }

    private func asOldAsComplaints(_ day: Day) -> Bool {
        firstComplaint.map { day <= $0.adding(months: 12) } ?? false
    }
}
