import Casework
import Directives
import Foundation

// Facts that are no counts of the member's own records: service, moves, rank, and the people around the member.
extension Facts {
    func service(_ row: Int) -> Fact? {
        guard let appointed = ledger.members[Int(matrix.members[row])].appointed, appointed < day else { return nil }
        let known = matrix.tenure.filter { $0 >= 0 }.sorted().map(Double.init)
        let median = Facts.median(known)
        return Fact(
            title: "Length of service",
            sentence: "\(Wording.time(from: appointed, to: day)) of service; the median in the department is "
                + "\(Int(median.rounded())) years.")
    }

    func moves(_ row: Int) -> Fact? {
        let five = day.adding(months: -60)
        var recent: [Int64] = []
        var current: (start: Day, record: Int64)?
        for position in index.postings[Int(matrix.members[row])] {
            let posting = ledger.postings[position]
            guard posting.knownOn < day, day <= posting.supersededOn, posting.start < day else { continue }
            if posting.start >= five { recent.append(posting.record) }
            if posting.unit == matrix.units[row], posting.start >= (current?.start ?? posting.start) {
                current = (posting.start, posting.record)
            }
        }
        guard let current else { return nil }
        let moves = Wording.counted(recent.count, "new posting", "new postings")
        let records = recent.contains(current.record) ? recent : [current.record] + recent
        return Fact(
            title: "Postings", sentence: "\(moves) in 5 years; \(Wording.time(from: current.start, to: day)) in the present unit.",
            windowMonths: 60, kind: "posting", records: records)
    }

    func rank(_ row: Int) -> Fact? {
        var latest: Ledger.Held?
        for position in index.ranks[Int(matrix.members[row])] {
            let held = ledger.ranks[position]
            guard held.knownOn < day, day <= held.supersededOn, held.from < day else { continue }
            if let present = latest, (held.from, held.knownOn) < (present.from, present.knownOn) { continue }
            latest = held
        }
        guard let latest, ledger.ladder.indices.contains(Int(latest.rank)) else { return nil }
        let title = Wording.capitalised(ledger.ladder[Int(latest.rank)].title)
        let since = latest.since.flatMap { $0 < day ? " for \(Wording.time(from: $0, to: day))" : nil } ?? ""
        return Fact(title: "Rank", sentence: "\(title)\(since).", kind: "rankHeld", records: [latest.record])
    }

    /// The shrunken complaint rate of the others of a unit or a year, beside that of the whole force.
    func peers(_ row: Int, _ key: String, title: String, _ who: String) -> Fact? {
        guard let own = matrix.value(key, row: row), let column = matrix.features.firstIndex(where: { $0.key == key })
        else { return nil }
        if key.hasPrefix("unit."), matrix.units[row] < 0 { return nil }
        let all = (0..<matrix.count).map { expm1(Double(matrix.values[$0 * matrix.width + column])) }
        let mean = all.reduce(0, +) / Double(max(1, all.count))
        let (theirs, force) = (Int((100 * Double(own)).rounded()), Int((100 * mean).rounded()))
        return Fact(
            title: title, sentence: "\(who) had about \(theirs) complaints per 100 members in 24 months; the department has \(force).",
            windowMonths: 24, standing: theirs > force ? .above : theirs < force ? .below : .neither)
    }

    func colleagues(_ row: Int) -> Fact? {
        guard let others = matrix.value("colleagues.accused", row: row), others >= 0.5,
            let average = matrix.value("colleagues.complaints", row: row)
        else { return nil }
        let count = Int(others.rounded())
        let typical = typicalComplaints
        let five = day.adding(months: -60)
        let member = Int(matrix.members[row])
        let shared = records(.complaints, member: member).filter { $0.date >= five && accusedTogether($0.record, member: member) }
        let who = count == 1 ? "1 other member" : "\(count) other members"
        return Fact(
            title: "Accused together",
            sentence: "Accused together with \(who) in 5 years, who had \(Wording.number((Double(average) * 10).rounded() / 10)) "
                + "complaints each in 3 years; the average member of the department had "
                + "\(Wording.number((typical * 10).rounded() / 10)).",
            windowMonths: 60, kind: "complaint", records: shared.map(\.record),
            standing: Double(average) > typical ? .above : .below)
    }

    private func accusedTogether(_ record: Int64, member: Int) -> Bool {
        for position in index.complaints[member] where ledger.complaints[position].record == record {
            let log = Int(ledger.complaints[position].log)
            return log >= 0 && accusedCounts[log] > 1
        }
        return false
    }
}
