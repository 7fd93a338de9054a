import Casework
import Directives

/// Length of service, rank, place and moves.
struct ServiceColumns: Sendable {
    let base: Int
    private let ranks: [Rank]
    private static let knots: [Float] = [1, 2, 3, 5, 8, 12, 16, 20, 25]
    private static let fixed = 10

    var end: Int { base + ServiceColumns.fixed + ServiceColumns.knots.count + ranks.count }

    init(ladder: [Rank], base: Int) {
        self.base = base
        ranks = ladder
    }

    func features() -> [Feature] {
        func service(
            _ key: String, _ name: String, _ unit: String, _ group: FeatureGroup = .service, scaled: Bool = false
        ) -> Feature {
            Feature(key: "service.\(key)", name: name, unit: unit, group: group, direction: 0, logScaled: scaled)
        }
        return [
            service("tenure", "years since appointment", "years"),
            service("tenureUnknown", "appointment date not known", "1 if so"),
            service("timeInUnit", "years in the unit", "years", .moves, scaled: true),
            service("unitUnknown", "unit not known", "1 if so", .moves),
            service("timeInRank", "years in the rank", "years", .rank, scaled: true),
            service("moves24", "moves in the last 24 months", "moves", .moves, scaled: true),
            service("moves60", "moves in the last 5 years", "moves", .moves, scaled: true),
            service("movesPerYear", "moves over the career", "moves a year", .moves),
            service("onDetail", "on detail", "1 if so", .moves),
            service("level", "level of the rank", "level", .rank),
        ] + ServiceColumns.knots.map { service("tenureBeyond\(Int($0))", "years of service beyond \(Int($0))", "years") }
            + ranks.map { service("rank.\($0.key)", "rank: \($0.title.lowercased())", "1 if so", .rank) }
    }

    func fill(
        _ ledger: Ledger, _ roster: ActiveRoster, at position: Int, postings: Range<Int>, asOf day: Day,
        into row: UnsafeMutablePointer<Float>
    ) {
        let subject = ledger.members[Int(roster.members[position])]
        let out = row + base
        let tenure = subject.appointed.map { Float(day.days(since: $0)) / 365.25 }
        out[0] = tenure ?? 15
        out[1] = tenure == nil ? 1 : 0
        out[2] = Float(day.days(since: roster.unitSince[position])) / 365.25
        out[3] = roster.unit[position] < 0 ? 1 : 0
        out[4] = roster.rankSince[position].map { Float(day.days(since: $0)) / 365.25 } ?? min(tenure ?? 5, 5)
        moves(ledger, postings, asOf: day, tenure: tenure, to: out + 5)
        out[8] = roster.onDetail[position] ? 1 : 0
        let rank = Int(roster.rank[position])
        out[9] = Float(ranks[rank].level)
        for (offset, knot) in ServiceColumns.knots.enumerated() {
            out[ServiceColumns.fixed + offset] = max(0, (tenure ?? 15) - knot)
        }
        out[ServiceColumns.fixed + ServiceColumns.knots.count + rank] = 1
    }

    private func moves(
        _ ledger: Ledger, _ rows: Range<Int>, asOf day: Day, tenure: Float?, to out: UnsafeMutablePointer<Float>
    ) {
        let two = day.adding(months: -24)
        let five = day.adding(months: -60)
        var total: Float = 0
        for row in rows {
            let posting = ledger.postings[row]
            guard posting.knownOn < day, day <= posting.supersededOn, posting.start < day else { continue }
            total += 1
            if posting.start >= two { out[0] += 1 }
            if posting.start >= five { out[1] += 1 }
        }
        out[2] = max(0, total - 1) / max(1, tenure ?? 15)
    }
}
