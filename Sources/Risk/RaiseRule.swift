import Casework
import Directives

/// Who is raised for a Work Item: a member whose probability of at least one outcome is at least `multiple` times the
/// force-wide base rate of that outcome, at most a `share` of all scored members, the highest ratio first (`D20-04:IV.C`).
package struct RaiseRule: Codable, Sendable, Hashable {
    package var multiple: Double
    package var share: Double

    package init(multiple: Double, share: Double) {
        self.multiple = multiple
        self.share = share
    }

    package static let standard = RaiseRule(multiple: 3, share: 0.02)
    package static let cites: Citation = "D20-04:IV.C"

    package struct Candidate: Sendable, Hashable {
        package var member: MemberID
        /// One probability for each outcome.
        package var probabilities: [Double]
        package init(member: MemberID, probabilities: [Double]) {
            self.member = member
            self.probabilities = probabilities
        }
    }

    package struct Pick: Sendable, Hashable {
        /// Index into the candidates.
        package var index: Int
        /// The highest ratio of a probability to its base rate.
        package var ratio: Double
        /// Indices of the outcomes whose ratio reaches `multiple`, highest ratio first.
        package var outcomes: [Int]
    }

    /// The most that may be raised among so many members: the share, rounded down, but one where the share is not nil.
    package func limit(of count: Int) -> Int {
        guard share > 0, count > 0 else { return 0 }
        return min(count, max(1, Int((share * Double(count)).rounded(.down))))
    }

    /// Those raised, the highest ratio first, ties by member. An outcome with a base rate of nil raises nobody.
    package func raised(_ candidates: [Candidate], baseRates: [Double]) -> [Pick] {
        var picks: [Pick] = []
        for (index, candidate) in candidates.enumerated() {
            var reached: [(outcome: Int, ratio: Double)] = []
            for (outcome, base) in baseRates.enumerated() where base > 0 && outcome < candidate.probabilities.count {
                let ratio = candidate.probabilities[outcome] / base
                if ratio >= multiple { reached.append((outcome, ratio)) }
            }
            reached.sort { ($1.ratio, $0.outcome) < ($0.ratio, $1.outcome) }
            if let highest = reached.first {
                picks.append(Pick(index: index, ratio: highest.ratio, outcomes: reached.map(\.outcome)))
            }
        }
        picks.sort { left, right in
            left.ratio != right.ratio
                ? left.ratio > right.ratio : candidates[left.index].member < candidates[right.index].member
        }
        return Array(picks.prefix(limit(of: candidates.count)))
    }
}
