import Directives

/// The unit's duty to bring the supports document up to date in every calendar quarter (`D20-04:IV.A.2.NOTE`).
///
/// An edition published inside the quarter does it, and so does a recorded review that changed nothing. It counts from
/// the quarter of the first edition; until there is one, the first is due by the end of the quarter at hand.
package struct QuarterlyUpdate: Hashable, Sendable, Codable {
    /// What closed a quarter.
    package struct Fulfilment: Hashable, Sendable, Codable {
        package var on: Day
        package var by: String
        /// The edition; nil for a review without a change.
        package var edition: Int?
        /// What the reviewer noted.
        package var note: String

        package init(on: Day, by: String, edition: Int?, note: String = "") {
            self.on = on
            self.by = by
            self.edition = edition
            self.note = note
        }
    }

    package struct Standing: Hashable, Sendable, Codable {
        package enum State: String, Sendable, Codable, CaseIterable { case done, open, missed }
        package var quarter: Quarter
        package var lastDay: Day
        package var state: State
        /// The first thing that closed it.
        package var fulfilment: Fulfilment?
    }

    /// Newest first; the quarter at hand leads.
    package var standings: [Standing]

    package init(_ fulfilments: [Fulfilment], today: Day) {
        let present = Quarter(of: today)
        let first = fulfilments.map { Quarter(of: $0.on) }.min() ?? present
        var standings: [Standing] = []
        var quarter = min(first, present)
        while quarter <= present {
            let done = fulfilments.filter { Quarter(of: $0.on) == quarter }.min { $0.on < $1.on }
            standings.append(
                Standing(
                    quarter: quarter, lastDay: quarter.last, state: done != nil ? .done : quarter == present ? .open : .missed, fulfilment: done))
            quarter = quarter.next
        }
        self.standings = standings.reversed()
    }

    package var present: Standing? { standings.first }

    /// The quarters that went by without an update, as long as none has followed; the one missed last leads.
    package var overdue: [Standing] {
        guard present?.state != .done else { return [] }
        return Array(standings.dropFirst().prefix { $0.state == .missed })
    }
}
