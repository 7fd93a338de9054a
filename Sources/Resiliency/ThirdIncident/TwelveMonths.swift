import Directives

/// Three incidents within 12 months (`SRV-017:III.C.5`, `SRV-017:IV.D.4`), counted as ambiguity 3.1 reads it: by the dates on
/// which the incidents took place, in any span shorter than 12 months, across units.
package enum TwelveMonths {
    package static let months = 12
    package static let threshold = 3

    /// Whether all three lie in one span: 10 March 2025 and 9 March 2026 do, 10 March 2025 and 10 March 2026 do not.
    static func isWithin(_ first: Day, _ last: Day) -> Bool { last < first.adding(months: months) }

    /// The latest three that lie within 12 months and demand a plan; nil where none do.
    ///
    /// Nothing resets the count. But a new plan is demanded only where at least one of the three took place after the latest
    /// plan was initiated or reviewed.
    ///
    /// - Parameters:
    ///   - days: The days of the incidents that count, in any order; two events on one day are two.
    ///   - answered: The day of the latest plan's initiation or review.
    package static func demanded(_ days: [Day], answered: Day? = nil) -> [Day]? {
        let sorted = days.sorted()
        guard sorted.count >= threshold else { return nil }
        for last in stride(from: sorted.count - 1, through: threshold - 1, by: -1) {
            let first = last - threshold + 1
            guard isWithin(sorted[first], sorted[last]) else { continue }
            // The latest of the three is the one that could lie after the plan.
            if let answered, sorted[last] <= answered { return nil }
            return Array(sorted[first...last])
        }
        return nil
    }
}
