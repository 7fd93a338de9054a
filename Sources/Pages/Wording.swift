import Directives
import Foundation

/// Dates and deadlines in words, as seen at one instant in the department's zone.
package struct Wording: Sendable {
    package let now: Date
    package let calendar: WorkCalendar
    package let today: Day

    package init(now: Date, calendar: WorkCalendar) {
        self.now = now
        self.calendar = calendar
        self.today = calendar.day(of: now)
    }

    /// `08:00`
    package func time(_ instant: Date) -> String { Local(instant, calendar.zone).clock }

    /// `Tue 2 Jan 2018, 08:00`
    package func moment(_ instant: Date) -> String { Local(instant, calendar.zone).moment }

    /// `2018-01-02T08:00`, for machines.
    package func machine(_ instant: Date) -> String { Local(instant, calendar.zone).machine }

    /// `due tomorrow 08:00`, `due by the end of Fri 5 Jan`, `2 days overdue`
    package func due(_ due: Date) -> String {
        if now > due { return "\(span(now.timeIntervalSince(due))) overdue" }
        let local = Local(due, calendar.zone)
        switch local.day.days(since: today) {
        case 0: return local.endsDay ? "due by the end of today" : "due today \(local.clock)"
        case 1: return local.endsDay ? "due by the end of tomorrow" : "due tomorrow \(local.clock)"
        case let days: return "due in \(days) days"
        }
    }

    /// What became of a deadline: as `due`, or `done 4 hours before it was due`, `done 2 days late`.
    package func state(of clock: Clock) -> String {
        guard let stopped = clock.stopped else { return due(clock.due) }
        let late = stopped.timeIntervalSince(clock.due)
        if late > 0 { return clock.state(at: now) == .missedExplained ? "done \(span(late)) late, explained" : "done \(span(late)) late" }
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

/// An instant as the wall clock shows it. Looking up the zone's offset is the slow part, so it is done once.
struct Local {
    let day: Day
    let hour: Int
    let minute: Int

    init(_ instant: Date, _ zone: TimeZone) {
        let seconds = Int((instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))).rounded(.down))
        let inDay = ((seconds % 86_400) + 86_400) % 86_400
        day = Day(rawValue: Int32((seconds - inDay) / 86_400))
        hour = inDay / 3_600
        minute = inDay % 3_600 / 60
    }

    var clock: String { "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)" }
    var moment: String { "\(day.short), \(clock)" }
    var machine: String { "\(day.iso)T\(clock)" }
    /// The last minute of the day, in which everything counted in days falls due.
    var endsDay: Bool { hour == 23 && minute == 59 }
}
