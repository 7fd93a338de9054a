import Casework
import Directives

/// The members active as of a day, with the rank and place each held as far as it was known then.
struct ActiveRoster: Sendable {
    /// Indices into `Ledger.members`, ascending.
    var members: [Int32] = []
    /// Index into the ladder.
    var rank: [Int16] = []
    /// The day from which the rank is held, as far as known.
    var rankSince: [Day?] = []
    /// Index into `Ledger.units`, -1 when no posting is known.
    var unit: [Int32] = []
    var unitSince: [Day] = []
    var onDetail: [Bool] = []

    var count: Int { members.count }

    init(_ ledger: Ledger, _ index: LedgerIndex, asOf day: Day) {
        let payrollYear = day.year - 1
        let sworn = ledger.ladder.map(\.sworn)
        // Comparing days is much cheaper than taking the year of each row.
        let yearStart = Day(payrollYear, 1, 1) ?? day
        let yearEnd = Day(payrollYear, 12, 31) ?? day
        for member in ledger.members.indices {
            let subject = ledger.members[member]
            if let appointed = subject.appointed, appointed >= day { continue }
            if let separated = subject.separated, separated < day { continue }
            var latest = -1
            var onPayroll = false
            for row in index.ranks[member] {
                let held = ledger.ranks[row]
                guard held.knownOn < day, day <= held.supersededOn, held.from < day else { continue }
                if latest < 0 || (held.from, held.knownOn) >= (ledger.ranks[latest].from, ledger.ranks[latest].knownOn) {
                    latest = row
                }
                if held.from >= yearStart, held.from <= yearEnd { onPayroll = true }
            }
            guard latest >= 0, onPayroll || ledger.roster == .appointment else { continue }
            let held = ledger.ranks[latest]
            guard sworn.indices.contains(Int(held.rank)), sworn[Int(held.rank)] else { continue }
            members.append(Int32(member))
            rank.append(held.rank)
            rankSince.append(held.since.flatMap { $0 < day ? $0 : nil })
            place(ledger, index.postings[member], asOf: day)
        }
    }

    /// The current place: a detail goes before an assignment and the later start before the earlier; where none is
    /// current, the last one known.
    private mutating func place(_ ledger: Ledger, _ rows: Range<Int>, asOf day: Day) {
        var best = -1
        var bestKey = (current: false, detail: false, start: Day(rawValue: Int32.min), unit: Int32(-1))
        for row in rows {
            let posting = ledger.postings[row]
            guard posting.knownOn < day, day <= posting.supersededOn, posting.start < day else { continue }
            let current = posting.end >= day
            let key = (current: current, detail: current && posting.detail, start: posting.start, unit: posting.unit)
            if best < 0 || ActiveRoster.precedes(bestKey, key) {
                best = row
                bestKey = key
            }
        }
        unit.append(best < 0 ? -1 : ledger.postings[best].unit)
        unitSince.append(best < 0 ? day : bestKey.start)
        onDetail.append(bestKey.detail)
    }

    private static func precedes(
        _ left: (current: Bool, detail: Bool, start: Day, unit: Int32), _ right: (current: Bool, detail: Bool, start: Day, unit: Int32)
    ) -> Bool {
        if left.current != right.current { return right.current }
        if left.detail != right.detail { return right.detail }
        return (left.start, left.unit) < (right.start, right.unit)
    }
}
