import Directives
import Foundation

/// Dates and deadlines in words, as seen at one instant in the department's zone.
package struct Wording: Sendable {
    package var now: Date
    package var calendar: WorkCalendar

    package init(now: Date, calendar: WorkCalendar) {
        self.now = now
        self.calendar = calendar
    }

    package var today: Day { calendar.day(of: now) }

    /// `08:00`
    package func time(_ instant: Date) -> String {
        let (hour, minute) = calendar.time(of: instant)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    /// `Tue 2 Jan 2018, 08:00`
    package func moment(_ instant: Date) -> String { "\(calendar.day(of: instant).short), \(time(instant))" }

    /// `2018-01-02T08:00`, for machines.
    package func machine(_ instant: Date) -> String { "\(calendar.day(of: instant).iso)T\(time(instant))" }

    /// `due tomorrow 08:00`, `due by the end of Fri 5 Jan`, `2 days overdue`
    package func due(_ due: Date) -> String {
        if now > due { return "\(span(now.timeIntervalSince(due))) overdue" }
        let day = calendar.day(of: due)
        let atEnd = calendar.time(of: due) == (23, 59)
        switch day.days(since: today) {
        case 0: return atEnd ? "due by the end of today" : "due today \(time(due))"
        case 1: return atEnd ? "due by the end of tomorrow" : "due tomorrow \(time(due))"
        case let days: return "due in \(days) days"
        }
    }

    /// What became of a deadline: as `due`, or `done 4 hours before it was due`, `done 2 days late`.
    package func state(of clock: Clock) -> String {
        guard let stopped = clock.stopped else { return due(clock.due) }
        let late = stopped.timeIntervalSince(clock.due)
        if late > 0 { return "done \(span(late)) late" }
        return "done \(span(-late)) before it was due"
    }

    /// `3 hours ago`, `yesterday 14:20`, `6 days ago`
    package func ago(_ instant: Date) -> String {
        let seconds = now.timeIntervalSince(instant)
        guard seconds >= 60 else { return "just now" }
        let days = today.days(since: calendar.day(of: instant))
        switch days {
        case 0: return "\(span(seconds)) ago"
        case 1: return "yesterday \(time(instant))"
        default: return "\(Figures.plural(days, "day")) ago"
        }
    }

    /// A length of time in its largest fitting unit, rounded down: `40 minutes`, `5 hours`, `2 days`.
    package func span(_ seconds: TimeInterval) -> String {
        let minutes = Int(max(0, seconds) / 60)
        if minutes < 1 { return "less than a minute" }
        if minutes < 60 { return Figures.plural(minutes, "minute") }
        if minutes < 48 * 60 { return Figures.plural(minutes / 60, "hour") }
        return Figures.plural(minutes / 1_440, "day")
    }
}
