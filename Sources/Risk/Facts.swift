import Directives
import Foundation
import Jacket

/// Looks up what stands behind a reason, from what was known before the day. The median is taken over the active members
/// of the same unit, or of the whole force where the unit is not known or has fewer than five.
final class Facts {
    let ledger: Ledger
    let index: LedgerIndex
    let matrix: FeatureMatrix
    private var medians: [Question: Double] = [:]
    private let rowsOfUnit: [Int32: [Int]]
    /// Under each Log Number, how many members are known to be accused.
    let accusedCounts: [Int32]
    /// Complaints in 36 months of the average active member.
    let typicalComplaints: Double

    private struct Question: Hashable {
        var group: FeatureGroup
        var unit: Int32
        var months: Int?
    }

    private static let fewestInUnit = 5

    init(_ ledger: Ledger, _ index: LedgerIndex, _ matrix: FeatureMatrix) {
        self.ledger = ledger
        self.index = index
        self.matrix = matrix
        var rows: [Int32: [Int]] = [:]
        for row in 0..<matrix.count { rows[matrix.units[row], default: []].append(row) }
        rowsOfUnit = rows
        let histories = ColleagueColumns.Histories(ledger, index, asOf: matrix.asOf)
        accusedCounts = histories.accused
        let total = matrix.members.reduce(0) { $0 + Double(histories.complaints[Int($1)]) }
        typicalComplaints = total / Double(max(1, matrix.count))
    }

    var day: Day { matrix.asOf }

    func fact(_ group: FeatureGroup, row: Int) -> Fact? {
        switch group {
        case .complaints: counted(group, row, "Complaints", "complaint", "complaints", kind: "complaint")
        case .forceComplaints:
            counted(
                group, row, "Complaints of excessive force", "complaint of excessive force", "complaints of excessive force",
                kind: "complaint")
        case .offDutyComplaints: counted(group, row, "Off-duty complaints", "off-duty complaint", "off-duty complaints", kind: "complaint")
        case .domesticSubstanceComplaints:
            counted(
                group, row, "Domestic, alcohol or drug complaints", "domestic, alcohol or drug complaint",
                "domestic, alcohol or drug complaints", kind: "complaint")
        case .findings: counted(group, row, "Sustained findings", "sustained complaint", "sustained complaints", kind: "complaint")
        case .discipline:
            counted(
                group, row, "Discipline", "complaint that ended in discipline", "complaints that ended in discipline", kind: "complaint")
        case .openCases: open(row)
        case .useOfForce: counted(group, row, "Uses of force", "use of force", "uses of force", kind: "useOfForce")
        case .witness:
            counted(group, row, "Complaints as a witness", "complaint as a witness", "complaints as a witness", kind: "complaintWitness")
        case .kind(let key):
            RecordKind.named(key).map { counted(group, row, $0.title, $0.one, $0.many, kind: key) }
        case .service: service(row)
        case .moves: moves(row)
        case .rank: rank(row)
        case .unit: peers(row, "unit.complaints", title: "The unit", "The other members of the unit")
        case .cohort: peers(row, "year.complaints", title: "Appointed in the same year", "Members appointed in the same year")
        case .colleagues: colleagues(row)
        }
    }

    // MARK: Counts of the member's own records

    private func counted(
        _ group: FeatureGroup, _ row: Int, _ title: String, _ one: String, _ many: String, kind: String
    ) -> Fact {
        let dated = records(group, member: Int(matrix.members[row]))
        let months = window(dated)
        let within = inside(dated, months)
        let median = median(group, row: row, months: months)
        let words = Wording.counted(within.count, one, many)
        return Fact(
            title: title, sentence: "\(words) \(Wording.window(months)); the median \(among(row)) is \(Wording.number(median)).",
            count: within.count, median: median, windowMonths: months, kind: kind, records: within.map(\.record),
            standing: standing(Double(within.count), median))
    }

    /// The window that tells most: the last two years, unless the years before were denser. Nothing on record is told for
    /// the last two years.
    private func window(_ dated: [Dated]) -> Int? {
        guard !dated.isEmpty else { return 24 }
        let counts = [24, 60, 120].map { (months: Int) in (months: months, count: inside(dated, months).count) }
        var best = counts[0]
        for wider in counts.dropFirst() where wider.count * best.months > best.count * wider.months { best = wider }
        return best.count == 0 ? nil : best.months
    }

    private func open(_ row: Int) -> Fact {
        let dated = records(.openCases, member: Int(matrix.members[row]))
        let median = median(.openCases, row: row, months: nil)
        let words = Wording.counted(dated.count, "complaint is open", "complaints are open")
        let oldest = dated.map(\.date).min().map { ", the oldest filed on \($0.short)" } ?? ""
        return Fact(
            title: "Open complaints", sentence: "\(words)\(oldest); the median \(among(row)) is \(Wording.number(median)).",
            count: dated.count, median: median, windowMonths: nil, kind: "complaint", records: dated.map(\.record),
            standing: standing(Double(dated.count), median))
    }

    private func standing(_ own: Double, _ others: Double) -> Fact.Standing {
        own > others ? .above : own < others ? .below : .level
    }

    private func among(_ row: Int) -> String { comparison(row) == nil ? "in the department" : "in the unit" }

    /// The unit whose members the member is compared with, nil for the whole force.
    private func comparison(_ row: Int) -> Int32? {
        let unit = matrix.units[row]
        return unit >= 0 && (rowsOfUnit[unit]?.count ?? 0) >= Facts.fewestInUnit ? unit : nil
    }

    private func median(_ group: FeatureGroup, row: Int, months: Int?) -> Double {
        let unit = comparison(row)
        let question = Question(group: group, unit: unit ?? -1, months: months)
        if let known = medians[question] { return known }
        let rows = unit.flatMap { rowsOfUnit[$0] } ?? Array(0..<matrix.count)
        let counts = rows.map { inside(records(group, member: Int(matrix.members[$0])), months).count }.sorted()
        let median = Facts.median(counts.map(Double.init))
        medians[question] = median
        return median
    }

    static func median(_ sorted: [Double]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }

    private func inside(_ dated: [Dated], _ months: Int?) -> [Dated] {
        guard let months else { return dated }
        let since = day.adding(months: -months)
        return dated.filter { $0.date >= since }
    }

    // MARK: Records

    struct Dated {
        var date: Day
        var record: Int64
    }

    /// The records of a group that were visible before the day, dated as the features date them.
    func records(_ group: FeatureGroup, member: Int) -> [Dated] {
        switch group {
        case .useOfForce:
            return index.forces[member].compactMap { position in
                let force = ledger.forces[position]
                guard force.knownOn < day, day <= force.supersededOn, force.happenedOn < day else { return nil }
                return Dated(date: force.happenedOn, record: force.record)
            }
        case .witness: return events(ledger.witnesses, index.witnesses[member])
        case .kind(let key):
            guard let kind = index.kinds.first(where: { $0.key == key }) else { return [] }
            return events(ledger.events[key] ?? [], kind.ranges[member])
        default:
            return index.complaints[member].compactMap { position in
                let complaint = ledger.complaints[position]
                guard complaint.knownOn < day, day <= complaint.supersededOn, complaint.filedOn < day else { return nil }
                return date(complaint, in: group).map { Dated(date: $0, record: complaint.record) }
            }
        }
    }

    private func events(_ events: [Ledger.Event], _ rows: Range<Int>) -> [Dated] {
        rows.compactMap { position in
            let event = events[position]
            guard event.knownOn < day, day <= event.supersededOn, event.happenedOn < day else { return nil }
            return Dated(date: event.happenedOn, record: event.record)
        }
    }

    /// The date under which a complaint counts in a group; nil where it does not belong.
    private func date(_ complaint: Ledger.Complaint, in group: FeatureGroup) -> Day? {
        let closed = complaint.closedOn < day
        switch group {
        case .complaints: return complaint.filedOn
        case .forceComplaints: return complaint.excessiveForce ? complaint.filedOn : nil
        case .offDutyComplaints: return complaint.duty == .off ? complaint.filedOn : nil
        case .domesticSubstanceComplaints: return complaint.domestic || complaint.substance ? complaint.filedOn : nil
        case .openCases: return !closed && complaint.filedOn > day.adding(years: -10) ? complaint.filedOn : nil
        case .findings: return closed && complaint.finding == .sustained ? complaint.closedOn : nil
        case .discipline: return closed && complaint.disciplined ? complaint.closedOn : nil
        default: return nil
        }
    }
}

extension Ledger.Complaint {
    /// Any discipline followed, to be read only once the complaint is closed.
    var disciplined: Bool {
        switch discipline {
        case .violation_noted, .reprimand, .suspension, .separation, .resigned, .not_served: true
        case .unknown, .none: false
        }
    }
}
