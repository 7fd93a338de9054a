import Directives

/// An assignment or a detail as the personnel register has it.
package struct Stay: Hashable, Sendable {
    package var unit: String
    package var isDetail: Bool
    package var first: Day
    /// The last day; nil while it goes on.
    package var last: Day?

    package init(unit: String, isDetail: Bool, first: Day, last: Day?) {
        self.unit = unit
        self.isDetail = isDetail
        self.first = first
        self.last = last
    }

    /// The one that says where the member works on a day: a detail goes before an assignment, the later before the earlier.
    package static func present(_ stays: [Stay], on day: Day) -> Stay? {
        stays.filter { stay in stay.first <= day && (stay.last.map { day <= $0 } ?? true) }
            .max { ($0.isDetail ? 1 : 0, $0.first, $0.unit) < ($1.isDetail ? 1 : 0, $1.first, $1.unit) }
    }
}

/// How a member came to the unit in which they work now, and on which day: day 0 of the commander's fourteen
/// (`D20-04:VI.D.3`, ambiguity 2.23).
package struct Arrival: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case assignment, detail, back

        package var title: String {
            switch self {
            case .assignment: "Newly assigned"
            case .detail: "Detailed"
            case .back: "Back from a detail"
            }
        }
    }

    package var unit: String
    package var day: Day
    package var kind: Kind

    /// Nil for somebody who works in no unit today.
    package init?(_ stays: [Stay], on today: Day) {
        guard let present = Stay.present(stays, on: today) else { return nil }
        // Where somebody works can change only when a stay begins, or on the day after one has ended.
        let turns = Set(stays.map(\.first) + stays.compactMap { $0.last?.adding(days: 1) }).filter { $0 <= today }.sorted(by: >)
        for turn in turns where Stay.present(stays, on: turn.adding(days: -1))?.unit != present.unit {
            guard let stay = Stay.present(stays, on: turn) else { return nil }
            unit = present.unit
            day = turn
            kind = stay.isDetail ? .detail : stay.first == turn ? .assignment : .back
            return
        }
        return nil
    }
}
