import Foundation

/// The department's zone, working week and holidays: everything a clock needs to know about the calendar.
///
/// Hours run on instants, so 48 hours across a clock change are 48 real hours; days and working days count local
/// dates and fall due at the end of the day (ambiguities 1.1 to 1.4).
package struct WorkCalendar: Sendable {
    package let zone: TimeZone
    /// Observed holidays by date, with their names.
    package let holidays: [Day: String]
    /// The years for which `holidays` is complete. Asking about another year is an error, never a guess.
    package let years: ClosedRange<Int>
    /// The intervals in days that the department sets itself, by the key of the clock's rule (`Limit.interval`).
    package var intervals: [String: Int] = [:]

    package enum Problem: Error, Equatable, CustomStringConvertible {
        case unknownZone(String)
        case yearWithoutHolidays(Int, known: ClosedRange<Int>)

        package var description: String {
            switch self {
            case .unknownZone(let name):
                "The time zone \"\(name)\" is not known on this machine. Set `zone` in the department's calendar to a name such as America/Chicago."
            case .yearWithoutHolidays(let year, let known):
                "No holidays are listed for \(year); the calendar covers \(known.lowerBound) to \(known.upperBound). Add the year to the department's calendar before working days in it can be counted."
            }
        }
    }

    package init(zone name: String, holidays: [Day: String], years: ClosedRange<Int>) throws(Problem) {
        guard let zone = TimeZone(identifier: name) else { throw .unknownZone(name) }
        self.zone = zone
        self.holidays = holidays
        self.years = years
    }

    private var gregorian: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        calendar.locale = Locale(identifier: "en_US_POSIX")
        return calendar
    }

    /// The local date on which the instant falls.
    package func day(of instant: Date) -> Day {
        let seconds = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
        return Day(rawValue: Int32((seconds / 86_400).rounded(.down)))
    }

    /// Local wall-clock hour and minute of the instant.
    package func time(of instant: Date) -> (hour: Int, minute: Int) {
        let seconds = Int((instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))).rounded(.down))
        let inDay = ((seconds % 86_400) + 86_400) % 86_400
        return (inDay / 3_600, inDay % 3_600 / 60)
    }

    /// The instant of a wall-clock time. A time that a clock change skips is the first that exists after it; a time
    /// that occurs twice is the first of the two.
    package func instant(_ day: Day, hour: Int, minute: Int = 0, second: Int = 0) -> Date {
        let parts = day.parts
        let components = DateComponents(
            year: parts.year, month: parts.month, day: parts.day, hour: hour, minute: minute, second: second)
        return gregorian.date(from: components) ?? Date(timeIntervalSince1970: Double(day.rawValue) * 86_400)
    }

    /// 23:59:59 local time: the last second in which something due on this day is on time.
    package func end(of day: Day) -> Date { instant(day, hour: 23, minute: 59, second: 59) }

    package func isWorkingDay(_ day: Day) throws(Problem) -> Bool {
        guard years.contains(day.year) else { throw .yearWithoutHolidays(day.year, known: years) }
        return !day.weekday.isWeekend && holidays[day] == nil
    }

    /// The `count`th working day after `day`; `day` itself is not counted (ambiguity 1.2).
    package func adding(workingDays count: Int, to day: Day) throws(Problem) -> Day {
        var current = day
        var left = count
        while left > 0 {
            current = current.adding(days: 1)
            if try isWorkingDay(current) { left -= 1 }
        }
        return current
    }

    /// The first working day of the month: the day of the monthly run (`D20-04:IV.C.NOTE`, ambiguity 2.1).
    package func firstWorkingDay(of month: Month) throws(Problem) -> Day {
        var current = month.first
        while try !isWorkingDay(current) { current = current.adding(days: 1) }
        return current
    }
}

extension WorkCalendar {
    /// The eleven federal holidays as observed (Saturday moves to Friday, Sunday to Monday): the default of a
    /// department that has not listed its own. Juneteenth counts from 2021, the year it became law.
    /// Source: 5 U.S.C. 6103.
    package static func federalHolidays(_ years: ClosedRange<Int>) -> [Day: String] {
        var result: [Day: String] = [:]
        func fixed(_ year: Int, _ month: Int, _ day: Int, _ name: String) {
            guard let date = Day(year, month, day) else { return }
            switch date.weekday {
            case .saturday: result[date.adding(days: -1)] = name
            case .sunday: result[date.adding(days: 1)] = name
            default: result[date] = name
            }
        }
        func nth(_ year: Int, _ month: Int, _ weekday: Weekday, _ count: Int, _ name: String) {
            guard var date = Day(year, month, 1) else { return }
            while date.weekday != weekday { date = date.adding(days: 1) }
            result[date.adding(days: 7 * (count - 1))] = name
        }
        func last(_ year: Int, _ month: Int, _ weekday: Weekday, _ name: String) {
            guard var date = Day(year, month, Day.length(ofMonth: month, year: year)) else { return }
            while date.weekday != weekday { date = date.adding(days: -1) }
            result[date] = name
        }
        // One year more, because New Year's Day on a Saturday is observed on the Friday before.
        for year in years.lowerBound...(years.upperBound + 1) {
            fixed(year, 1, 1, "New Year's Day")
            nth(year, 1, .monday, 3, "Martin Luther King Jr. Day")
            nth(year, 2, .monday, 3, "Washington's Birthday")
            last(year, 5, .monday, "Memorial Day")
            if year >= 2021 { fixed(year, 6, 19, "Juneteenth") }
            fixed(year, 7, 4, "Independence Day")
            nth(year, 9, .monday, 1, "Labor Day")
            nth(year, 10, .monday, 2, "Columbus Day")
            fixed(year, 11, 11, "Veterans Day")
            nth(year, 11, .thursday, 4, "Thanksgiving Day")
            fixed(year, 12, 25, "Christmas Day")
        }
        return result.filter { years.contains($0.key.year) }
    }
}
