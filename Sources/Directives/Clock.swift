import Foundation

/// A paragraph of a directive, named as everywhere in Mainstay: `D20-04:V.A.2`.
package struct Citation: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    package var rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
    package var description: String { rawValue }
}

/// How long a directive gives for an act.
package enum Limit: Hashable, Sendable, Codable {
    /// Elapsed hours, through nights, weekends and holidays (ambiguity 1.1).
    case hours(Int)
    /// Working days; the day of the start is not counted, due at the end of the last (ambiguity 1.2).
    case workingDays(Int)
    /// Calendar days; the first is not counted, due at the end of the last (ambiguity 1.3).
    case days(Int)

    package var words: String {
        switch self {
        case .hours(let count): "\(count) hours"
        case .workingDays(let count): "\(count) working days"
        case .days(let count): "\(count) days"
        }
    }
}

/// One deadline of a directive: what must be done, by whom, within what, and where it says so.
package struct ClockRule: Hashable, Sendable {
    package var key: String
    /// What is to be done, as the person responsible would say it: "Decide validity".
    package var title: String
    package var holder: String
    package var limit: Limit
    package var cites: Citation

    package init(key: String, title: String, holder: String, limit: Limit, cites: Citation) {
        self.key = key
        self.title = title
        self.holder = holder
        self.limit = limit
        self.cites = cites
    }

    /// The last second in which the act is on time.
    package func due(from start: Date, _ calendar: WorkCalendar) throws(WorkCalendar.Problem) -> Date {
        switch limit {
        case .hours(let count): start.addingTimeInterval(Double(count) * 3_600)
        case .workingDays(let count): calendar.end(of: try calendar.adding(workingDays: count, to: calendar.day(of: start)))
        case .days(let count): calendar.end(of: calendar.day(of: start).adding(days: count))
        }
    }
}

/// A running or stopped deadline. Its state is worked out from its dates, never stored.
package struct Clock: Hashable, Sendable {
    package var rule: ClockRule
    package var start: Date
    package var due: Date
    package var stopped: Date?

    package init(rule: ClockRule, start: Date, due: Date, stopped: Date? = nil) {
        self.rule = rule
        self.start = start
        self.due = due
        self.stopped = stopped
    }

    package enum State: String, Sendable, Codable { case running, dueSoon, overdue, met, missed }

    /// Due soon means within the last quarter of the time given.
    package func state(at now: Date) -> State {
        if let stopped { return stopped <= due ? .met : .missed }
        if now > due { return .overdue }
        return due.timeIntervalSince(now) <= due.timeIntervalSince(start) / 4 ? .dueSoon : .running
    }

    /// The share of the time given that has gone, from 0; above 1 when overdue.
    package func share(at now: Date) -> Double {
        let whole = due.timeIntervalSince(start)
        return whole > 0 ? max(0, (stopped ?? now).timeIntervalSince(start) / whole) : 1
    }
}
