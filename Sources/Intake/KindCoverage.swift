import Directives

/// How many records of a kind each month has, and the latest day anything became known.
package struct KindCoverage: Sendable, Hashable {
    /// By months since January 1900.
    private var counts: [Int32] = []
    package private(set) var latestKnown: Day?
    package private(set) var records = 0

    package init() {}

    mutating func count(_ row: IntakeRow) {
        records += 1
        if !row.knownAssumed {
            let known = max(row.knownOn, row.outcomeKnownOn ?? row.knownOn)
            if latestKnown.map({ $0 < known }) ?? true { latestKnown = known }
        }
        let parts = (row.happenedOn ?? row.knownOn).parts
        let month = max(0, (parts.year - 1900) * 12 + parts.month - 1)
        if month >= counts.count { counts.append(contentsOf: repeatElement(0, count: month + 1 - counts.count)) }
        counts[month] += 1
    }

    /// The first month with a record and the counts from there on; nil when there is none.
    package var months: (first: Month, counts: [Int])? {
        guard let start = counts.firstIndex(where: { $0 > 0 }), let day = Day(1900 + start / 12, start % 12 + 1, 1) else { return nil }
        return (Month(of: day), counts[start...].map { Int($0) })
    }

    package mutating func add(_ other: KindCoverage) {
        records += other.records
        if let known = other.latestKnown, latestKnown.map({ $0 < known }) ?? true { latestKnown = known }
        if other.counts.count > counts.count {
            counts.append(contentsOf: repeatElement(0, count: other.counts.count - counts.count))
        }
        for (month, count) in other.counts.enumerated() { counts[month] += count }
    }
}
