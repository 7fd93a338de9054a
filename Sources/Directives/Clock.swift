import Foundation

/// A paragraph of a directive, named as everywhere in Mainstay: `D20-04:V.A.2`.
package struct Citation: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    package var rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
    package var description: String { rawValue }
    /// As it is read: "SRV-017 IV.A, part 3".
    package var spoken: String { rawValue.replacingOccurrences(of: ":", with: " ").replacingOccurrences(of: "#", with: ", part ") }
}

/// How long a directive gives for an act.
package enum Limit: Hashable, Sendable, Codable {
    /// Elapsed hours, through nights, weekends and holidays (ambiguity 1.1).
    case hours(Int)
    /// Working days; the day of the start is not counted, due at the end of the last (ambiguity 1.2).
    case workingDays(Int)
    /// Calendar days; the first is not counted, due at the end of the last (ambiguity 1.3).
    case days(Int)
    /// Calendar months: the same day of the later month, its last where it is too short (ambiguity 1.3).
    case months(Int)
    /// The end of a fixed day of the month after the start: "by the 7th" of the month after the one reported.
    case dayOfNextMonth(Int)
    /// The end of a day that the record itself states: the last day of a plan's period.
    case stated
    /// Calendar days between one act and the next, where the directive asks for the act again and again and names no figure:
    /// as many as the department sets, and these where it sets none.
    case interval(Int)

    package var words: String {
        switch self {
        case .hours(let count): "\(count) hours"
        case .workingDays(let count): "\(count) working days"
        case .days(let count): "\(count) days"
        case .months(let count): count == 1 ? "1 month" : "\(count) months"
        case .dayOfNextMonth(let day): "day \(day) of the next month"
        case .stated: "the stated day"
        case .interval(let count): "\(count) days, or as the department sets it"
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

    /// The rule as it holds in the department: with the interval that it sets itself.
    package func inForce(_ calendar: WorkCalendar) -> ClockRule {
        guard case .interval(let standard) = limit else { return self }
        var rule = self
        rule.limit = .days(calendar.intervals[key] ?? standard)
        return rule
    }

    /// The last second in which the act is on time.
    package func due(from start: Date, _ calendar: WorkCalendar) throws(WorkCalendar.Problem) -> Date {
        switch limit {
        case .hours(let count): start.addingTimeInterval(Double(count) * 3_600)
        case .workingDays(let count): calendar.end(of: try calendar.adding(workingDays: count, to: calendar.day(of: start)))
        case .days(let count): calendar.end(of: calendar.day(of: start).adding(days: count))
        case .months(let count): calendar.end(of: calendar.day(of: start).adding(months: count))
        case .dayOfNextMonth(let day):
            calendar.end(of: calendar.day(of: start).firstOfMonth.adding(months: 1).adding(days: max(1, min(day, 28)) - 1))
        // Whoever has the record passes the day it states.
        case .stated: calendar.end(of: calendar.day(of: start))
        case .interval(let standard): calendar.end(of: calendar.day(of: start).adding(days: calendar.intervals[key] ?? standard))
        }
    }
}

/// A running or stopped deadline. Its state is worked out from its dates, never stored.
///
/// A clock never pauses (ambiguity 1.6). An explained absence stands beside it: a miss that one overlaps is told apart from
/// one without, and `used(at:withoutAbsences:)` gives the second figure beside the first.
package struct Clock: Hashable, Sendable {
    package var rule: ClockRule
    package var start: Date
    package var due: Date
    package var stopped: Date?
    /// The delays that were notified while it ran, with their reasons.
    package var absences: [Absence]
    /// What was written down with the act where it came late: the extenuating circumstance of `D20-04:VI.B.3#2`.
    package var circumstance: String?

    package init(rule: ClockRule, start: Date, due: Date, stopped: Date? = nil, absences: [Absence] = [], circumstance: String? = nil) {
        self.rule = rule
        self.start = start
        self.due = due
        self.stopped = stopped
        self.absences = absences
        self.circumstance = circumstance
    }

    /// A span in which somebody was away or could not act, as a delay notice states it (`D20-04:VI.A.2.b`).
    package struct Absence: Hashable, Sendable, Codable {
        package var reason: String
        package var from: Date
        /// The expected return; nil while it is not known.
        package var until: Date?
        /// The keys of the deadlines it was notified for; nil where it was for all.
        package var delays: Set<String>?

        package init(reason: String, from: Date, until: Date?, delays: Set<String>? = nil) {
            self.reason = reason
            self.from = from
            self.until = until
            self.delays = delays
        }

        /// Whether it bears on a clock of this deadline that began at `start` and lasted until `end`.
        package func bears(on rule: ClockRule, from start: Date, to end: Date) -> Bool {
            delays?.contains(rule.key) != false && from < end && (until.map { $0 > start } ?? true)
        }
    }

    package enum State: String, Sendable, Codable, CaseIterable { case running, dueSoon, overdue, met, missed, missedExplained }

    /// Due soon means within the last quarter of the time given.
    package func state(at now: Date) -> State {
        if let stopped { return stopped <= due ? .met : circumstance != nil || isExplained(at: stopped) ? .missedExplained : .missed }
        if now > due { return .overdue }
        return now >= soon ? .dueSoon : .running
    }

    /// When the last quarter of the time given begins.
    package var soon: Date { due.addingTimeInterval(-due.timeIntervalSince(start) / 4) }

    /// Whether a notified absence lies in the time that was given. Its notice may come after the due date: the directive asks
    /// for it promptly, not beforehand. An absence that itself begins after the due date explains nothing.
    package func isExplained(at instant: Date) -> Bool {
        absences.contains { $0.from <= due && $0.bears(on: rule, from: start, to: instant) }
    }

    /// The share of the time given that has gone, from 0; above 1 when overdue.
    package func share(at now: Date) -> Double {
        let whole = due.timeIntervalSince(start)
        return whole > 0 ? max(0, min(stopped ?? now, now).timeIntervalSince(start) / whole) : 1
    }

    /// Seconds from the start to the stop, or to now; without the explained absences where that is asked for. Absences that
    /// overlap are counted once.
    package func used(at now: Date, withoutAbsences: Bool) -> TimeInterval {
        let end = max(start, min(stopped ?? now, now))
        var used = end.timeIntervalSince(start)
        guard withoutAbsences else { return used }
        var counted = start
        for absence in absences.sorted(by: { $0.from < $1.from }) {
            let from = max(absence.from, counted)
            let until = min(absence.until ?? end, end)
            guard until > from else { continue }
            used -= until.timeIntervalSince(from)
            counted = until
        }
        return used
    }
}
