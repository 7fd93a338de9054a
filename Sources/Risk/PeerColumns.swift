import Directives

/// Rates among the other members of the same unit and of the same appointment month and year, shrunken towards the
/// force-wide rate: a small unit says little. The member's own records are left out.
struct PeerColumns: Sendable {
    let base: Int
    private let sources: [(key: String, name: String, columns: [Int])]
    private static let prior: Float = 20

    init(base: Int, complaints: ComplaintColumns, force: ForceColumns?) {
        self.base = base
        var sources: [(key: String, name: String, columns: [Int])] = [
            ("complaints", "complaints in 24 months", [complaints.complaints24]),
            ("force", "excessive-force complaints in 5 years", [complaints.force60]),
            ("offDuty", "off-duty complaints in 5 years", [complaints.offDuty60]),
            ("domesticSubstance", "domestic, alcohol or drug complaints in 5 years", [complaints.domestic60, complaints.substance60]),
            ("suspended", "suspensions in 5 years", [complaints.suspended60]),
        ]
        if let force { sources.append(("reports", "use-of-force reports in 24 months", [force.reports24])) }
        self.sources = sources
    }

    var end: Int { base + 3 * sources.count + 1 }

    func features() -> [Feature] {
        func rate(_ prefix: String, _ words: String, _ group: FeatureGroup) -> [Feature] {
            sources.map { source in
                Feature(
                    key: "\(prefix).\(source.key)", name: "\(source.name) per other member of the \(words)", unit: "per member",
                    group: group, direction: 0, logScaled: true)
            }
        }
        return rate("unit", "same unit", .unit) + rate("cohort", "same appointment month", .cohort)
            + rate("year", "same appointment year", .cohort) + [
                Feature(
                    key: "unit.size", name: "members of the unit", unit: "members", group: .unit, direction: 0, logScaled: true)
            ]
    }

    func fill(_ ledger: Ledger, _ roster: ActiveRoster, width: Int, values: UnsafeMutablePointer<Float>) {
        let units = roster.unit.map { Int($0) + 1 }
        let months = roster.members.map { member in
            ledger.members[Int(member)].appointed.map { day in
                let parts = day.parts
                return max(0, (parts.year - 1900) * 12 + parts.month)
            } ?? 0
        }
        let years = months.map { $0 == 0 ? 0 : ($0 + 11) / 12 }
        rates(roster.count, groups: units, at: base, width: width, values: values)
        rates(roster.count, groups: months, at: base + sources.count, width: width, values: values)
        rates(roster.count, groups: years, at: base + 2 * sources.count, width: width, values: values)
        var size = [Float](repeating: 0, count: (units.max() ?? 0) + 1)
        for unit in units { size[unit] += 1 }
        for row in 0..<roster.count where units[row] > 0 { values[row * width + end - 1] = size[units[row]] }
    }

    private func rates(_ rows: Int, groups: [Int], at column: Int, width: Int, values: UnsafeMutablePointer<Float>) {
        let groupCount = (groups.max() ?? 0) + 1
        let kinds = sources.count
        var sums = [Float](repeating: 0, count: groupCount * kinds)
        var members = [Float](repeating: 0, count: groupCount)
        var own = [Float](repeating: 0, count: rows * kinds)
        var total = [Float](repeating: 0, count: kinds)
        for row in 0..<rows {
            members[groups[row]] += 1
            for kind in 0..<kinds {
                var value: Float = 0
                for source in sources[kind].columns { value += values[row * width + source] }
                own[row * kinds + kind] = value
                sums[groups[row] * kinds + kind] += value
                total[kind] += value
            }
        }
        for row in 0..<rows {
            // Group 0 is "not known": its members share nothing, and get the force-wide rate.
            let known: Float = groups[row] == 0 ? 0 : 1
            for kind in 0..<kinds {
                let overall = total[kind] / Float(rows)
                let others = known * (sums[groups[row] * kinds + kind] - own[row * kinds + kind])
                let count = known * (members[groups[row]] - 1)
                values[row * width + column + kind] = (others + PeerColumns.prior * overall) / (count + PeerColumns.prior)
            }
        }
    }
}
